#include "common/text/words.h"

#include "common/base/ascii.h"
#include "common/base/compiler.h"
#include "common/base/lanes.h"
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
    BYTE_WORD = 0x10,  /* letter or digit: a word begins                    */
    BYTE_RULES = 0x20, /* underscore, or not ASCII: the rules decide        */
    BYTE_JOINS = 0x40  /* may join a word to another; with GAP_* bits       */
};

/* The same in two letters, for the table. */
enum {
    BR = GAP_BREAK,
    ST = GAP_STOP,
    HY = GAP_HYPHEN,
    WO = BYTE_WORD,
    RU = BYTE_RULES,
    JO = BYTE_JOINS,
    SJ = GAP_STOP | BYTE_JOINS
};

/* clang-format off */
static const uint8_t BYTES[256] = {
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  BR, BR, BR, BR, 0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  ST, 0,  0,  0,  0,  0,  JO, 0,  0,  0,  0,  JO, HY, SJ, 0,  /*  !"#$%&'()*+,-./ */
    WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, 0,  JO, 0,  0,  0,  ST, /* 0123456789:;<=>? */
    0,  WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, /* @ABCDEFGHIJKLMNO */
    WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, 0,  0,  0,  0,  RU, /* PQRSTUVWXYZ[\]^_ */
    0,  WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, /* `abcdefghijklmno */
    WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, WO, 0,  0,  0,  0,  0,  /* pqrstuvwxyz{|}~  */
    RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU,
    RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU,
    RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU,
    RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU,
    RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU,
    RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU,
    RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU,
    RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU, RU,
};
/* clang-format on */

/* A bit for each byte at p that is an ASCII letter or digit. */
static ALWAYS_INLINE void map_lanes(const uint8_t *p, uint8_t *of_word)
{
    const lanes x = lanes_at(p);
    const lanes word = (lanes)((x | 0x20) - 'a' < 26) | (lanes)(x - '0' < 10);
    put_u16le(of_word, lanes_bits(word));
}

/* Has the map begin at p. */
static NOINLINE void look_at(struct words_map *m, const uint8_t *p,
                             const uint8_t *end)
{
    const size_t n = MIN((size_t)(end - p), (size_t)WORDS_MAP);
    size_t i = 0;
    for (; n - i >= LANES; i += LANES)
        map_lanes(p + i, m->of_word + i / 8);
    uint8_t last[LANES] = {0};
    if (i < n)
        memcpy(last, p + i, n - i);
    map_lanes(last, m->of_word + i / 8);
    memset(m->of_word + (i + LANES) / 8, 0, WORDS_AHEAD / 8);
    m->p = p;
    m->until = n == (size_t)(end - p) ? end : p + WORDS_MAP - WORDS_AHEAD;
}

/* A bit for each byte from p on, the lowest first: at least 57 of them. */
static ALWAYS_INLINE uint64_t of_word(const struct words_map *m,
                                      const uint8_t *p)
{
    const size_t at = (size_t)(p - m->p);
    return get_u64le(m->of_word + at / 8) >> at % 8;
}

/* Of bits as of_word() gives them: how many bytes are of the word that begins
 * with the first; 56 is any number from there on. */
static ALWAYS_INLINE uint32_t size_of_word(uint64_t bits)
{
    return (uint32_t)__builtin_ctzll(~bits | UINT64_C(1) << 56);
}

/* What an ASCII word does at the byte behind it. */
enum stop { STOP_ENDS, STOP_JOINS, STOP_ASKS };

static NOINLINE enum stop stop_at(const uint8_t *p, const uint8_t *end)
{
    const uint8_t before = p[-1];
    if (p == end)
        return STOP_ENDS;
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

/* Whether a word ends before the byte at p whatever stands around: that joins
 * nothing, or has no letter or digit behind it. */
static ALWAYS_INLINE bool surely_ends(const uint8_t *p)
{
    enum { NEXT = BYTE_WORD | BYTE_RULES };
    const bool joins = BYTES[p[0]] & BYTE_JOINS;
    const bool goes_on = BYTES[p[1]] & NEXT;
    return !(BYTES[p[0]] & BYTE_RULES) & !(joins & goes_on); /* no branch */
}

/* The size of the word at p, whose first n bytes are letters and digits; 0 when
 * the rules must decide. */
static NOINLINE uint32_t joined_size(const struct words_map *m,
                                     const uint8_t *p, uint32_t n,
                                     const uint8_t *end)
{
    while (n <= WORDS_ASCII_MAX) {
        const enum stop stop = stop_at(p + n, end);
        if (stop != STOP_JOINS)
            return stop == STOP_ENDS ? n : 0;
        n++;
        n += size_of_word(of_word(m, p + n));
    }
    return 0;
}

/* What is in a plain word has this bit set in lower case: letters, digits, and
 * the four that may join them. */
static ALWAYS_INLINE void put_lower(uint8_t *out, const uint8_t *p)
{
    const lanes x = lanes_at(p) | 0x20;
    memcpy(out, &x, sizeof(x));
}

/* Where there are not so many bytes to read. */
static NOINLINE void put_last_lower(uint8_t *out, const uint8_t *p, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        out[i] = p[i] | 0x20;
}

/* The size of the ASCII word at p, where `bits` are of, and its lower-case form
 * in `lower`; 0 when the rules must decide or it is longer than
 * WORDS_ASCII_MAX. */
static ALWAYS_INLINE uint32_t ascii_word(const struct words_map *m,
                                         const uint8_t *p, uint64_t bits,
                                         const uint8_t *end, uint8_t *lower)
{
    uint32_t n = size_of_word(bits);
    const size_t left = (size_t)(end - p);
    if (UNLIKELY(n > WORDS_ASCII_MAX || left < n + 2 || !surely_ends(p + n)))
        n = joined_size(m, p, n, end);
    if (UNLIKELY(left < n + LANES)) {
        put_last_lower(lower, p, n);
        return n;
    }
    put_lower(lower, p);
    for (uint32_t i = LANES; UNLIKELY(i < n); i += LANES)
        put_lower(lower + i, p + i);
    return n;
}

/* ---- walking ---- */

void words_init(struct words *ws, struct bytes text,
                struct dictionary *dictionary, struct err *e)
{
    ws->p = text.p;
    ws->end = text.n ? text.p + text.n : text.p;
    ws->dictionary = dictionary;
    ws->split.n = ws->i_split = 0;
    ws->st = ST_OK;
    ws->e = e;
    look_at(&ws->map, ws->p, ws->end);
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

/* Passes up to two bytes of ASCII that lie before a word, mostly a space, or a
 * comma and one; none where it is not so plain. */
static ALWAYS_INLINE size_t pass_gap(const uint8_t *p, uint64_t *bits,
                                     unsigned *gap)
{
    const unsigned n = (unsigned)__builtin_ctzll(*bits | 4);
    const uint64_t behind = *bits >> n;
    if (!(behind & 1))
        return 0;
    const unsigned first = BYTES[p[0]] & -(unsigned)(n > 0);
    const unsigned second = BYTES[p[n > 1]] & -(unsigned)(n > 1);
    if ((first | second) & BYTE_RULES)
        return 0;
    *gap |= (first | second) & GAP_BITS;
    *bits = behind;
    return n;
}

bool words_next(struct words *ws, struct word *out, uint8_t *lower)
{
    const uint8_t *p = ws->p;
    const uint8_t *const end = ws->end;
    unsigned gap = 0;
    bool is_word = false;
    const uint8_t *q;
    while (p != end) {
        if (UNLIKELY(p > ws->map.until))
            look_at(&ws->map, p, end);
        uint64_t bits = of_word(&ws->map, p);
        p += pass_gap(p, &bits, &gap);
        if (LIKELY(bits & 1)) {
            const uint32_t n = ascii_word(&ws->map, p, bits, end, lower);
            if (LIKELY(n)) {
                *out = (struct word){p, p + n, gap, n};
                ws->p = p + n;
                return true;
            }
        } else {
            const unsigned byte = BYTES[*p];
            if (!(byte & BYTE_RULES)) {
                gap |= byte & GAP_BITS;
                if (LIKELY(p + 1 == end || p[1] < 0x80) || byte == GAP_BREAK ||
                    !is_mark(p + 1, end)) {
                    p++;
                    continue;
                }
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
