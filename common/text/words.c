#include "common/text/words.h"

#include "common/base/ascii.h"
#include "common/base/compiler.h"
#include "common/base/utf8.h"
#include "common/text/unicode.h"

/* ---- the rules ---- */

/* What stands between two classes, marks and format characters aside. */
enum rule {
    BREAK,
    JOIN,
    ADJACENT,   /* joined if nothing stands between, not even a mark        */
    IF_LETTER,  /* WB6, WB7: joined with what follows, if that is a letter  */
    IF_NUMBER,  /* WB12, WB11: ... if that is a digit                       */
    IF_HEBREW,  /* WB7b, WB7c: ... if that is a Hebrew letter               */
    HEBREW_APOS /* WB7a: joined, whatever follows                           */
};

#define AFTER_LETTER                                                           \
    [WB_LETTER] = JOIN, [WB_HEBREW] = JOIN, [WB_NUMERIC] = JOIN,               \
    [WB_EXTENDNUMLET] = JOIN, [WB_MIDLETTER] = IF_LETTER,                      \
    [WB_MIDNUMLET] = IF_LETTER

static const uint8_t RULES[WB_CLASSES][WB_CLASSES] = {
    [WB_LETTER] = {AFTER_LETTER, [WB_SINGLE_QUOTE] = IF_LETTER},
    [WB_HEBREW] = {AFTER_LETTER, [WB_SINGLE_QUOTE] = HEBREW_APOS,
                   [WB_DOUBLE_QUOTE] = IF_HEBREW},
    [WB_NUMERIC] = {[WB_LETTER] = JOIN,
                    [WB_HEBREW] = JOIN,
                    [WB_NUMERIC] = JOIN,
                    [WB_EXTENDNUMLET] = JOIN,
                    [WB_MIDNUM] = IF_NUMBER,
                    [WB_MIDNUMLET] = IF_NUMBER,
                    [WB_SINGLE_QUOTE] = IF_NUMBER},
    [WB_EXTENDNUMLET] = {[WB_LETTER] = JOIN,
                         [WB_HEBREW] = JOIN,
                         [WB_NUMERIC] = JOIN,
                         [WB_EXTENDNUMLET] = JOIN},
    [WB_HANGUL] = {[WB_HANGUL] = ADJACENT},
    [WB_SPACE] = {[WB_SPACE] = ADJACENT},
    [WB_REGIONAL] = {[WB_REGIONAL] = JOIN},
};

static bool is_ignored(unsigned class)
{
    return class == WB_EXTEND || class == WB_ZWJ;
}

static bool ends_line(unsigned class)
{
    return class == WB_CR || class == WB_LF || class == WB_NEWLINE;
}

/* The property word of the first code point at or behind p that is not
 * ignored, and where it ends; WB_OTHER at the end of the text. */
static uint16_t look_past_ignored(const uint8_t *p, const uint8_t *end,
                                  const uint8_t **behind)
{
    while (p != end) {
        uint32_t cp;
        p += utf8_step(p, end, &cp);
        const uint16_t prop = unicode_prop_of(cp);
        if (!is_ignored(prop & CP_CLASS)) {
            *behind = p;
            return prop;
        }
    }
    return WB_OTHER;
}

static bool is_wanted(enum rule rule, unsigned class)
{
    switch (rule) {
    case IF_LETTER:
    case HEBREW_APOS:
        return class == WB_LETTER || class == WB_HEBREW;
    case IF_NUMBER:
        return class == WB_NUMERIC;
    default:
        return class == WB_HEBREW;
    }
}

/* Whether the code point with property word *prop, which ends at *next, is
 * joined to a segment in `state` by `rule`. When it is so because of what
 * follows, *prop and *next become those of what follows. */
static bool is_joined(enum rule rule, uint16_t *prop, const uint8_t **next,
                      const uint8_t *end)
{
    if (rule <= ADJACENT)
        return rule != BREAK;
    const uint8_t *behind = *next;
    const uint16_t ahead = look_past_ignored(*next, end, &behind);
    if (is_wanted(rule, ahead & CP_CLASS)) {
        *prop = ahead;
        *next = behind;
        return true;
    }
    return rule == HEBREW_APOS;
}

/* The end of the segment whose first code point has the property word `first`
 * and ends at q; *seen is all property words in it. Looking ahead goes past
 * one code point and the marks on it, which the next segment then steps over:
 * no byte is read more than three times. */
static const uint8_t *segment_end(uint16_t first, const uint8_t *q,
                                  const uint8_t *end, unsigned *seen)
{
    unsigned state = first & CP_CLASS, last = state, n_regional = 1;
    *seen = first;
    if (state == WB_CR)
        return q != end && *q == '\n' ? q + 1 : q;
    if (ends_line(state))
        return q;
    while (q != end) {
        uint32_t cp;
        const uint8_t *next = q + utf8_step(q, end, &cp);
        uint16_t prop = unicode_prop_of(cp);
        const unsigned class = prop & CP_CLASS;
        if (is_ignored(class)) { /* WB4 */
            last = class;
        } else {
            const enum rule rule = RULES[state][class];
            const bool picture = last == WB_ZWJ && prop & CP_PICTURE; /* WB3c */
            if (!picture && rule == ADJACENT && last != class)
                break;
            if (!picture && class == WB_REGIONAL && ++n_regional > 2)
                break; /* WB15, WB16 */
            if (!picture && !is_joined(rule, &prop, &next, end))
                break;
            state = last = prop & CP_CLASS;
        }
        *seen |= prop;
        q = next;
    }
    return q;
}

const uint8_t *words_segment(const uint8_t *p, const uint8_t *end,
                             bool *is_word)
{
    uint32_t cp;
    unsigned seen;
    const uint8_t *const q = p + utf8_step(p, end, &cp);
    const uint8_t *const behind =
        segment_end(unicode_prop_of(cp), q, end, &seen);
    *is_word = seen & CP_WORD;
    return behind;
}

/* ---- plain ASCII ---- */

/* What a byte between words is: GAP_* bits, or one of these. */
enum {
    BYTE_WORD = 0x10, /* letter or digit: a word begins                     */
    BYTE_RULES = 0x20 /* underscore: the rules decide                       */
};

/* The same in two letters, for the table. */
enum {
    BR = GAP_BREAK,
    ST = GAP_STOP,
    HY = GAP_HYPHEN,
    WO = BYTE_WORD,
    RU = BYTE_RULES
};

/* clang-format off */
static const uint8_t ASCII[128] = {
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  BR, BR, BR, BR, 0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  ST, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  HY, ST, 0,  /*  !"#$%&'()*+,-./ */
    WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, 0,  0,  0,  0,  0,  ST, /* 0123456789:;<=>? */
    0,  WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, /* @ABCDEFGHIJKLMNO */
    WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, 0,  0,  0,  0,  RU, /* PQRSTUVWXYZ[\]^_ */
    0,  WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, /* `abcdefghijklmno */
    WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, 0,  0,  0,  0,  0,  /* pqrstuvwxyz{|}~  */
};
/* clang-format on */

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* 0x80 in every byte of x that is >= low and <= high, both ASCII. x has no
 * byte over 0x7f, so the sums stay within their bytes. */
static ALWAYS_INLINE uint64_t in_range(uint64_t x, uint8_t low, uint8_t high)
{
    return (x + EACH(0x80u - low)) & ~(x + EACH(0x7fu - high)) & EACH(0x80u);
}

/* 8 bytes at p; those at and behind `end` are 0. */
static ALWAYS_INLINE uint64_t load(const uint8_t *p, const uint8_t *end)
{
    if (LIKELY(end - p >= 8))
        return get_u64le(p);
    uint8_t last[8] = {0};
    memcpy(last, p, (size_t)(end - p));
    return get_u64le(last);
}

/* What an ASCII word does at the byte behind it. */
enum stop { STOP_ENDS, STOP_JOINS, STOP_ASKS };

static enum stop stop_at(const uint8_t *p, const uint8_t *end)
{
    const uint8_t before = p[-1];
    if (*p >= 0x80) {
        uint32_t cp;
        (void)utf8_step(p, end, &cp);
        const unsigned class = unicode_prop_of(cp) & CP_CLASS;
        const unsigned state = is_digit(before) ? WB_NUMERIC : WB_LETTER;
        return is_ignored(class) || RULES[state][class] != BREAK ? STOP_ASKS
                                                                 : STOP_ENDS;
    }
    if (*p == '_')
        return STOP_ASKS;
    const bool mid = *p == '.' || *p == '\'';
    if ((!mid && *p != ',' && *p != ';') || p + 1 == end)
        return STOP_ENDS;
    if (p[1] >= 0x80)
        return STOP_ASKS;
    if (is_digit(before))
        return is_digit(p[1]) ? STOP_JOINS : STOP_ENDS;
    return mid && is_letter(p[1]) ? STOP_JOINS : STOP_ENDS;
}

/* The size of the ASCII word at p, and its lower-case form in `lower`; 0 when
 * the rules must decide or the word is longer than WORDS_ASCII_MAX. */
static ALWAYS_INLINE uint32_t ascii_word(const uint8_t *p, const uint8_t *end,
                                         uint8_t *lower)
{
    uint32_t n = 0;
    while (n <= WORDS_ASCII_MAX - 8) {
        const uint64_t raw = load(p + n, end);
        const uint64_t x = raw & EACH(0x7fu);
        const uint64_t upper = in_range(x, 'A', 'Z') & ~raw;
        const uint64_t word =
            (in_range(x | EACH(0x20u), 'a', 'z') | in_range(x, '0', '9')) &
            ~raw;
        put_u64le(lower + n, raw | upper >> 2);
        const uint64_t stops = word ^ EACH(0x80u);
        if (!stops) {
            n += 8;
            continue;
        }
        n += (uint32_t)__builtin_ctzll(stops) / 8;
        if (p + n == end || LIKELY(p[n] == ' '))
            return n;
        const enum stop stop = stop_at(p + n, end);
        if (stop != STOP_JOINS)
            return stop == STOP_ENDS ? n : 0;
        n++; /* the stop is in `lower` already */
    }
    return 0;
}

/* ---- walking ---- */

void words_init(struct words *ws, struct bytes text,
                struct dictionary *dictionary, struct err *e)
{
    *ws = (struct words){.p = text.p,
                         .end = text.n ? text.p + text.n : text.p,
                         .dictionary = dictionary,
                         .e = e};
}

/* Asks the dictionary about the run of its scripts that begins at p. */
static bool split_run(struct words *ws, const uint8_t *p)
{
    const uint8_t *q = p;
    bool goes_on = false;
    for (int points = 0; q != ws->end; points++) {
        uint32_t cp;
        const size_t n = utf8_step(q, ws->end, &cp);
        const unsigned class = unicode_prop_of(cp) & CP_CLASS;
        if (class != WB_DICT && !is_ignored(class))
            break;
        if (points == DICTIONARY_WINDOW) {
            goes_on = true;
            break;
        }
        q += n;
    }
    ws->window = p;
    ws->i_split = 0;
    ws->split.n = 0;
    ws->st = dictionary_split(ws->dictionary, bytes_of(p, (size_t)(q - p)),
                              goes_on, &ws->split, ws->e);
    return ws->st == ST_OK;
}

/* Whether [p, end) holds a letter or a digit. */
static bool holds_word(const uint8_t *p, const uint8_t *end)
{
    unsigned seen = 0;
    while (p != end) {
        uint32_t cp;
        p += utf8_step(p, end, &cp);
        seen |= unicode_prop_of(cp);
    }
    return seen & CP_WORD;
}

/* The end of the segment at the boundary p by the rules or the dictionary;
 * NULL when the dictionary fails. */
static NOINLINE const uint8_t *next_segment(struct words *ws, const uint8_t *p,
                                            bool *is_word)
{
    uint32_t cp;
    const size_t n = utf8_step(p, ws->end, &cp);
    const uint16_t prop = unicode_prop_of(cp);
    if (ws->i_split == ws->split.n && (prop & CP_CLASS) != WB_DICT) {
        unsigned seen;
        const uint8_t *const q = segment_end(prop, p + n, ws->end, &seen);
        *is_word = seen & CP_WORD;
        return q;
    }
    if (ws->i_split == ws->split.n && !split_run(ws, p))
        return NULL;
    const uint8_t *const q = ws->window + ws->split.at[ws->i_split++];
    *is_word = holds_word(p, q);
    return q;
}

/* Whether a mark at p belongs to the ASCII byte before it. */
static bool is_mark(const uint8_t *p, const uint8_t *end)
{
    uint32_t cp;
    (void)utf8_step(p, end, &cp);
    return is_ignored(unicode_prop_of(cp) & CP_CLASS);
}

bool words_next(struct words *ws, struct word *out, uint8_t *lower)
{
    const uint8_t *p = ws->p;
    const uint8_t *const end = ws->end;
    unsigned gap = 0;
    bool is_word = false;
    const uint8_t *q;
    while (p != end) {
        const unsigned byte = *p < 0x80 ? ASCII[*p] : GAP_OTHER;
        if (byte == BYTE_WORD) {
            const uint32_t n = ascii_word(p, end, lower);
            if (LIKELY(n)) {
                *out = (struct word){p, p + n, gap, n};
                ws->p = p + n;
                return true;
            }
        } else if (!(byte & (BYTE_RULES | GAP_OTHER))) {
            gap |= byte;
            if (LIKELY(p + 1 == end || p[1] < 0x80) || byte == GAP_BREAK ||
                !is_mark(p + 1, end)) {
                p++;
                continue;
            }
        }
        if (!(q = next_segment(ws, p, &is_word)))
            break;
        if (is_word) {
            *out = (struct word){p, q, gap, 0};
            ws->p = q;
            return true;
        }
        gap |= GAP_OTHER;
        p = q;
    }
    ws->p = end;
    *out = (struct word){end, end, gap, 0};
    return false;
}
