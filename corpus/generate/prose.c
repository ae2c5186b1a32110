#include "corpus/generate/prose.h"

#include <stdio.h>
#include <string.h>

#include "common/base/compiler.h"
#include "common/base/date.h"

enum {
    LONGEST_SENTENCE = 32, /* words */
    /* Bytes of the dearest word there is: a name and its possessive, with a
     * dash before it and a comma behind. */
    TOKEN_ROOM = NAME_MAX_SIZE + 32,
    SENTENCE_ROOM = LONGEST_SENTENCE * TOKEN_ROOM + WORD_MAX
};

/* What else than a plain word may stand at a place, in 1/1024. */
enum {
    SAY_NUMBER = 20,
    SAY_PERSON = SAY_NUMBER + 8,
    SAY_POSSESSIVE = SAY_PERSON + 12,
    SAY_COMPOUND = SAY_POSSESSIVE + 8,
    SAY_DASH = SAY_COMPOUND + 8,
    SAY_COMMA = SAY_DASH + 64
};

static const char *const MONTHS[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

static uint8_t *put(uint8_t *at, const char *text, size_t n)
{
    memcpy(at, text, n);
    return at + n;
}

static uint8_t *put_text(uint8_t *at, const char *text)
{
    return put(at, text, strlen(text));
}

static uint8_t *put_number(uint8_t *at, uint32_t n)
{
    char digits[10];
    size_t i = sizeof(digits);
    do {
        digits[--i] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    return put(at, digits + i, sizeof(digits) - i);
}

/* 17 | 1,234 | 3.5 | 42% | $12 million */
static uint8_t *put_figure(uint8_t *at, struct dice *d)
{
    switch (dice_below(d, 6)) {
    case 0:
        at = put_number(at, 1 + dice_below(d, 98));
        *at++ = ',';
        return put_number(at, 100 + dice_below(d, 900));
    case 1:
        at = put_number(at, dice_below(d, 60));
        *at++ = '.';
        return put_number(at, dice_below(d, 10));
    case 2:
        at = put_number(at, 1 + dice_skewed(d, 100));
        *at++ = '%';
        return at;
    case 3:
        *at++ = '$';
        at = put_number(at, 1 + dice_skewed(d, 900));
        return put_text(at, " million");
    default:
        return put_number(at, 2 + dice_skewed(d, 400));
    }
}

static uint8_t *put_rank(const struct prose *p, uint8_t *at, uint32_t rank)
{
    struct word room;
    const struct word *const w = vocabulary_word(p->vocabulary, rank, &room);
    memcpy(at, w->text, sizeof(w->text)); /* a fixed size is one move */
    return at + w->size;
}

/* An invented word with an English ending now and then, so that a stemmer
 * finds words that belong together. */
static uint8_t *put_inflected(const struct prose *p, uint8_t *at, uint32_t rank,
                              uint32_t choice)
{
    at = put_rank(p, at, rank);
    if (rank < p->vocabulary->n_english)
        return at;
    switch (choice & 31) {
    case 0:
    case 1:
        return put(at, "s", 1);
    case 2:
        return put(at, "ed", 2);
    case 3:
        return put(at, "ing", 3);
    default:
        return at;
    }
}

static uint32_t keyword(const struct prose *p, uint64_t roll)
{
    const uint32_t a = (uint32_t)(roll & 255) * KEYWORDS >> 8;
    const uint32_t b = (uint32_t)(roll >> 8 & 255) * KEYWORDS >> 8;
    return p->topic.keywords[a < b ? a : b];
}

static const char *apostrophe_s(const struct prose *p)
{
    return p->publisher->opening[0] == '"' ? "'s" : "’s";
}

static uint8_t *put_name(struct prose *p, uint8_t *at, bool possessive)
{
    const struct publisher *const house = p->publisher;
    struct name n = house->speakers[dice_below(&p->dice, SPEAKERS)].name;
    if (possessive && dice_chance(&p->dice, 512))
        n = house->town;
    if (dice_chance(&p->dice, 128))
        names_respell(&n);
    at = put(at, n.text, n.size);
    p->words++; /* has two; the caller counts one */
    return possessive ? put_text(at, apostrophe_s(p)) : at;
}

/* The next word, never the one before it again; behind a preposition often
 * "the". */
static uint32_t draw_rank(struct prose *p, uint32_t before, uint64_t roll)
{
    const struct vocabulary *const v = p->vocabulary;
    if (before < v->n_function && v->is_preposition[before] && (roll & 3) == 0)
        return 0;
    if ((roll >> 2 & 31) < 3)
        return keyword(p, roll >> 7);
    const uint32_t rank = zipf_draw(p->zipf, &p->dice);
    return rank != before ? rank : zipf_draw(p->zipf, &p->dice);
}

/* No sentence ends in "of the". */
static uint32_t draw_last_rank(struct prose *p)
{
    for (int tries = 0; tries < 4; tries++) {
        const uint32_t rank = zipf_draw(p->zipf, &p->dice);
        if (rank >= p->vocabulary->n_function)
            return rank;
    }
    return p->topic.keywords[0];
}

/* `words` words at `at`, where there is room for them; no capital, no end. */
static uint8_t *put_words(struct prose *p, uint8_t *at, uint32_t words)
{
    uint32_t before = UINT32_MAX;
    for (uint32_t i = 0; i < words; i++) {
        const uint64_t roll = dice_roll(&p->dice);
        const uint32_t say = roll & 1023;
        const bool is_last = i + 1 == words;
        if (i > 0)
            *at++ = ' ';
        if (say < SAY_NUMBER && !is_last) {
            at = put_figure(at, &p->dice);
            before = UINT32_MAX;
            continue;
        }
        if (say < SAY_POSSESSIVE && !is_last) {
            at = put_name(p, at, say >= SAY_PERSON);
            before = UINT32_MAX;
            continue;
        }
        if (say >= SAY_COMPOUND && say < SAY_DASH && i > 0 && at[-2] != ',')
            at = put_text(at, "— ");
        const uint32_t rank =
            is_last ? draw_last_rank(p) : draw_rank(p, before, roll >> 10);
        at = put_inflected(p, at, rank, (uint32_t)(roll >> 50));
        if (say >= SAY_POSSESSIVE && say < SAY_COMPOUND) {
            *at++ = '-';
            at = put_rank(p, at, keyword(p, roll >> 32));
        }
        if (say >= SAY_DASH && say < SAY_COMMA && !is_last && i > 0)
            *at++ = ',';
        before = rank;
    }
    p->words += words;
    return at;
}

static void raise_first_letter(uint8_t *p)
{
    if (*p >= 'a' && *p <= 'z')
        *p = (uint8_t)(*p - 'a' + 'A');
}

static void sentence(struct prose *p, uint32_t words, const char *end)
{
    if (!buf_reserve(p->out, SENTENCE_ROOM))
        return;
    uint8_t *const start = p->out->p + p->out->n;
    uint8_t *at = put_words(p, start, words);
    raise_first_letter(start);
    at = put_text(at, end);
    p->out->n = (size_t)(at - p->out->p);
}

void prose_headline(struct prose *p)
{
    if (!buf_reserve(p->out, SENTENCE_ROOM))
        return;
    uint8_t *const start = p->out->p + p->out->n;
    uint8_t *at = put_rank(p, start, p->topic.keywords[0]);
    *at++ = ' ';
    at = put_words(p, at, 4 + dice_below(&p->dice, 7));
    raise_first_letter(start);
    p->out->n = (size_t)(at - p->out->p);
}

/* 5 to 30 words, 17.5 on average. */
static uint32_t sentence_length(struct prose *p)
{
    const uint32_t roll = (uint32_t)dice_roll(&p->dice);
    return 5 + (roll & 15) + (roll >> 4 & 7) + (roll >> 7 & 7) / 2;
}

void prose_paragraph(struct prose *p)
{
    const uint32_t sentences = 1 + dice_below(&p->dice, 4);
    for (uint32_t i = 0; i < sentences; i++) {
        if (i > 0)
            buf_append_byte(p->out, ' ');
        sentence(p, sentence_length(p), ".");
    }
}

void prose_quotation(struct prose *p)
{
    static const char *const VERBS[] = {"said",      "said",  "said",
                                        "explained", "noted", "stressed"};
    const struct publisher *const house = p->publisher;
    const uint32_t speaker = dice_skewed(&p->dice, SPEAKERS);
    const struct speaker *const s = &house->speakers[speaker];

    buf_append_str(p->out, house->opening);
    sentence(p, sentence_length(p), ",");
    buf_append_str(p->out, house->closing);
    buf_append_byte(p->out, ' ');
    buf_append_str(p->out, VERBS[dice_below(&p->dice, COUNT_OF(VERBS))]);
    buf_append_byte(p->out, ' ');
    if (p->last_quoted == speaker) {
        buf_append_str(p->out, s->name.text + s->name.last);
        buf_append_byte(p->out, '.');
        p->words += 2;
    } else {
        buf_append_str(p->out, s->name.text);
        buf_append_str(p->out, ", ");
        buf_append_str(p->out, s->title);
        buf_append_str(p->out, " of ");
        buf_append_str(p->out, house->name);
        buf_append_byte(p->out, '.');
        p->words += 9; /* as most names and titles have it */
    }
    p->last_quoted = speaker;
    if (dice_chance(&p->dice, 600)) {
        buf_append_byte(p->out, ' ');
        buf_append_str(p->out, house->opening);
        sentence(p, sentence_length(p), ".");
        buf_append_str(p->out, house->closing);
    }
}

void prose_list(struct prose *p)
{
    const uint32_t points = 3 + dice_below(&p->dice, 4);
    for (uint32_t i = 0; i < points; i++) {
        buf_append_str(p->out, i > 0 ? "\n- " : "- ");
        sentence(p, 4 + dice_below(&p->dice, 8), i + 1 < points ? ";" : ".");
    }
}

/* Capitals for ASCII and for the Latin-1 letters that names may hold. */
static void append_capitals(struct buf *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        uint8_t byte = (uint8_t)*c;
        if (byte >= 'a' && byte <= 'z')
            byte = (uint8_t)(byte - 'a' + 'A');
        else if (byte >= 0xA0 && c > text && (uint8_t)c[-1] == 0xC3)
            byte = (uint8_t)(byte - 0x20);
        buf_append_byte(out, byte);
    }
}

void prose_dateline(struct prose *p, int32_t day)
{
    const struct publisher *const house = p->publisher;
    const struct civil c = date_to_civil(day);
    const char *const month = MONTHS[c.month - 1];
    switch (house->dateline) {
    case 0:
        append_capitals(p->out, house->town.text);
        buf_printf(p->out, ", %d %s – ", c.day, month);
        break;
    case 1:
        append_capitals(p->out, house->town.text);
        buf_printf(p->out, ", %s %d, %d /Newswire/ -- ", month, c.day,
                   (int)c.year);
        break;
    case 2:
        buf_append_str(p->out, house->town.text);
        buf_printf(p->out, ", %d %s %d. ", c.day, month, (int)c.year);
        break;
    default:
        break;
    }
}
