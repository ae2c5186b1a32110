#include "indexer/release/opening_tokens.h"

#include "common/base/ascii.h"
#include "common/base/compiler.h"
#include "common/base/utf8.h"
#include "common/text/unicode.h"
#include "indexer/release/opening_words.h"
#include "indexer/release/plain.h"

/* What a word is made of. */
struct letters {
    unsigned upper, lower, uncased, stops;
    bool first_upper, first_digit, han;
};

static bool is_han(uint32_t cp)
{
    return cp >= 0x3040 && cp < 0xa000;
}

static bool has_case(uint32_t cp)
{
    return cp < 0x590 || (cp >= 0x1c80 && cp < 0x2e80);
}

static void count(struct letters *l, uint32_t cp, uint16_t prop, bool first)
{
    const bool digit = (prop & CP_CLASS) == WB_NUMERIC;
    if (first)
        l->first_digit = digit;
    if (digit)
        return;
    if (!has_case(cp))
        l->uncased++;
    else if (prop & CP_LOWER)
        l->lower++;
    else {
        l->upper++;
        l->first_upper |= first;
    }
}

static enum opening_kind kind_of(const struct letters *l)
{
    if (l->first_digit)
        return OPENING_NUMBER;
    if (l->uncased)
        return OPENING_UNCASED;
    if (l->lower == 0)
        return OPENING_CAPS;
    return l->upper ? OPENING_CAP : OPENING_LOWER;
}

/* Whether the letters at `next` go on with the word before the mark `mark`. */
static bool joins(const struct letters *l, uint32_t mark, const uint8_t *next,
                  const uint8_t *end)
{
    uint32_t cp, cp2 = ' ';
    if (next >= end)
        return false;
    const size_t size = utf8_step(next, end, &cp);
    const uint16_t prop = unicode_prop_of(cp);
    if (!(prop & CP_WORD) || l->han || is_han(cp))
        return false;
    if (next + size < end)
        utf8_step(next + size, end, &cp2);
    switch (mark) {
    case '\'':
    case 0x2019:
        return true;
    case '.': /* D.C., example.org; not "today.The" */
        return prop & CP_LOWER || !(unicode_prop_of(cp2) & CP_LOWER);
    case '-': /* Port-au-Prince; not "DC-Today" */
        return l->lower > 0 || !(unicode_prop_of(cp2) & CP_LOWER) ||
               l->first_digit;
    default:
        return false;
    }
}

static bool is_dash(uint32_t cp)
{
    return cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 ||
           cp == '_' || cp == 0xfe58 || cp == 0xff0d;
}

static bool is_white(uint32_t cp)
{
    return cp <= ' ' || unicode_prop_of(cp) & CP_SPACE || cp == 0x200b;
}

/* Asterisks that begin or end bold letters in Markdown, or 0: they are no part
 * of the line. One alone may be a bullet. */
static size_t bold_mark(const uint8_t *p, const uint8_t *end)
{
    size_t n = 0;
    while (p + n < end && p[n] == '*')
        n++;
    return n > 1 ? n : 0;
}

/* Reads letters of ASCII, which go on with any word but of Han. */
static const uint8_t *read_letters(const uint8_t *p, const uint8_t *end,
                                   struct letters *l, bool *first)
{
    for (; p < end && !l->han && (uint8_t)((*p | 0x20) - 'a') < 26; p++) {
        if (*p >= 'a') {
            const uint8_t *const to = ascii_skip_lower(p, end);
            l->lower += (unsigned)(to - p);
            p = to - 1;
        } else {
            l->upper++;
            l->first_upper |= *first;
        }
        *first = false;
    }
    return p;
}

/* Reads the word at p to *l; returns its end, without a stop behind it. */
static const uint8_t *read_word(const uint8_t *p, const uint8_t *end,
                                struct letters *l)
{
    bool first = true;
    while ((p = read_letters(p, end, l, &first)) < end) {
        uint32_t cp;
        const size_t size = utf8_step(p, end, &cp);
        const uint16_t prop = unicode_prop_of(cp);
        if (prop & CP_WORD) {
            const bool digit = (prop & CP_CLASS) == WB_NUMERIC;
            if (!first && (is_han(cp) != l->han ||
                           (l->first_digit && !has_case(cp) && !digit)))
                break;
            l->han = is_han(cp);
            count(l, cp, prop, first);
            first = false;
        } else if ((prop & CP_CLASS) == WB_EXTEND && !first) {
            /* a mark on the letter before */
        } else if (!first && joins(l, cp, p + size, end)) {
            l->stops += cp == '.';
        } else {
            break;
        }
        p += size;
    }
    return p;
}

/* Whether the stop behind the word is part of it: "D.C.", "J.", "Calif.". */
static bool keeps_stop(struct bytes word, const struct letters *l)
{
    struct plain p;
    const unsigned letters = l->upper + l->lower;
    if (l->uncased || l->first_digit)
        return false;
    if (l->lower == 0 && (letters == 1 || letters == l->stops + 1))
        return true;
    if (letters > 6)
        return false;
    plain_set(&p, word);
    return plain_is(&p, abbreviations, COUNT_OF(abbreviations)) != NULL;
}

static enum opening_kind mark_kind(uint32_t cp)
{
    switch (cp) {
    case ',':
    case '|':
    case 0x060c:
    case 0x3001:
    case 0xff0c:
        return OPENING_COMMA;
    case '.':
    case 0x3002:
    case 0xb7:
        return OPENING_STOP;
    case ':':
    case 0xff1a:
        return OPENING_COLON;
    case '/':
    case 0xff0f:
        return OPENING_SLASH;
    case '(':
    case '[':
    case 0x3010:
    case 0xff08:
        return OPENING_OPEN;
    case ')':
    case ']':
    case 0x3011:
    case 0xff09:
        return OPENING_CLOSE;
    case '"':
    case '\'':
    case 0xab:
    case 0x2018:
    case 0x201c:
    case 0x201e:
    case 0x300c:
    case 0x300e:
        return OPENING_QUOTE;
    default:
        return OPENING_OTHER;
    }
}

/* A house of news at the start of a word of Han: 新华社北京. Its size, or 0. */
static size_t house_in_han(struct bytes word)
{
    for (size_t i = 0; i < COUNT_OF(han_agencies); i++) {
        const size_t n = strlen(han_agencies[i]);
        if (word.n > n && memcmp(word.p, han_agencies[i], n) == 0)
            return n;
    }
    return 0;
}

static const uint8_t *read_token(const uint8_t *p, const uint8_t *end,
                                 struct opening_token *out)
{
    uint32_t cp;
    const size_t size = utf8_step(p, end, &cp);
    const uint8_t *to;
    if (unicode_prop_of(cp) & CP_WORD) {
        struct letters l = {.han = is_han(cp)};
        to = read_word(p, end, &l);
        out->kind = kind_of(&l);
        const struct bytes word = bytes_of(p, (size_t)(to - p));
        if (to < end && *to == '.' && keeps_stop(word, &l))
            to++;
        const size_t house = l.han ? house_in_han(word) : 0;
        return house ? p + house : to;
    }
    to = p + size;
    if (!is_dash(cp)) {
        out->kind = mark_kind(cp);
        return to;
    }
    out->kind = OPENING_DASH;
    while (to < end) {
        const size_t next = utf8_step(to, end, &cp);
        if (!is_dash(cp))
            break;
        to += next;
    }
    return to;
}

void opening_tokens_init(struct opening_tokens *t, struct bytes line)
{
    t->line = bytes_of(line.p, line.n <= OPENING_BYTES
                                   ? line.n
                                   : utf8_floor(line.p, OPENING_BYTES, line.n));
    t->at = 0;
    t->n = 0;
}

static bool next_token(struct opening_tokens *t)
{
    const uint8_t *p = t->line.p + t->at, *const end = t->line.p + t->line.n;
    struct opening_token *const out = &t->v[t->n];
    uint32_t cp;
    out->gap = 0;
    while (p < end) {
        const size_t size = utf8_step(p, end, &cp), bold = bold_mark(p, end);
        if (!is_white(cp) && !bold)
            break;
        out->gap += !bold;
        p += bold ? bold : size;
    }
    if (p >= end)
        return false;
    out->from = (uint32_t)(p - t->line.p);
    p = read_token(p, end, out);
    out->to = t->at = (uint32_t)(p - t->line.p);
    t->n++;
    return true;
}

const struct opening_token *opening_tokens_read(struct opening_tokens *t,
                                                size_t i)
{
    static const struct opening_token none = {.kind = OPENING_END};
    while (t->n <= i)
        if (t->n == OPENING_TOKENS || !next_token(t))
            return &none;
    return &t->v[i];
}
