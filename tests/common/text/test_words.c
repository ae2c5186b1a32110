#include "common/text/unicode.h"
#include "common/text/utf16.h"
#include "common/text/utf8.h"
#include "common/text/words.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <stdio.h>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

enum { POINTS_MAX = 24, PER_CLASS = 64, ROUNDS = 100000 };

/* A text, as UTF-8 and as what ICU takes. */
struct sample {
    uint8_t utf8[POINTS_MAX * 4];
    size_t n;
    UChar utf16[POINTS_MAX * 2];
    int32_t units;
    uint32_t byte_of[POINTS_MAX * 2 + 1];
};

static void add(struct sample *s, uint32_t cp)
{
    s->byte_of[s->units] = (uint32_t)s->n;
    s->units = utf16_put(s->utf16, s->units, cp);
    s->n += utf8_put(s->utf8 + s->n, cp);
    s->byte_of[s->units] = (uint32_t)s->n;
}

static const char *show(const struct sample *s)
{
    static char text[POINTS_MAX * 8 + 1];
    size_t n = 0;
    text[0] = '\0';
    for (int32_t i = 0; i < s->units;) {
        const uint32_t c = utf16_next(s->utf16, &i);
        n += (size_t)snprintf(text + n, sizeof(text) - n, " %04X", c);
    }
    return text;
}

static bool is_word(const struct sample *s, int32_t from, int32_t to)
{
    while (from < to) {
        const UChar32 c = (UChar32)utf16_next(s->utf16, &from);
        const int8_t type = u_charType(c);
        if (type == U_DECIMAL_DIGIT_NUMBER || type == U_LETTER_NUMBER ||
            (u_isUAlphabetic(c) && type != U_NON_SPACING_MARK &&
             type != U_COMBINING_SPACING_MARK))
            return true;
    }
    return false;
}

/* As ck_assert_msg, which is too slow to pass millions of times. */
#define EXPECT(holds, ...)                                                     \
    do {                                                                       \
        if (!(holds))                                                          \
            ck_abort_msg(__VA_ARGS__);                                         \
    } while (0)

/* Both our scanners against ICU's iterator: every boundary, and every word. */
static void compare(const struct sample *s, UBreakIterator *icu)
{
    UErrorCode ec = U_ZERO_ERROR;
    uint8_t lower[WORDS_ROOM];
    const uint8_t *const end = s->utf8 + s->n;
    const uint8_t *p = s->utf8;
    struct words ws;
    struct word word;
    ubrk_setText(icu, s->utf16, s->units, &ec);
    EXPECT(U_SUCCESS(ec), "%s", u_errorName(ec));
    words_init(&ws, bytes_of(s->utf8, s->n), NULL, NULL);
    int32_t from = 0;
    for (int32_t to = ubrk_next(icu); to != UBRK_DONE; to = ubrk_next(icu)) {
        bool ours = false;
        const uint8_t *const q = words_segment(p, end, &ours);
        EXPECT((size_t)(q - s->utf8) == s->byte_of[to],
               "%s: ends at %td, not %u", show(s), q - s->utf8, s->byte_of[to]);
        EXPECT(ours == is_word(s, from, to), "%s at %td", show(s), p - s->utf8);
        if (ours) {
            EXPECT(words_next(&ws, &word, lower), "%s: no word", show(s));
            EXPECT(word.start == p && word.end == q,
                   "%s: word [%td, %td), not [%td, %td)", show(s),
                   word.start - s->utf8, word.end - s->utf8, p - s->utf8,
                   q - s->utf8);
        }
        p = q;
        from = to;
    }
    EXPECT(!words_next(&ws, &word, lower) && word.start == end,
           "%s: one word too many", show(s));
}

/* Up to PER_CLASS code points of each class, ASCII first, then from all over;
 * without scripts of the dictionaries, and without "@" (unicode.h). */
struct alphabet {
    uint32_t points[2 * WB_CLASSES][PER_CLASS];
    uint32_t n[2 * WB_CLASSES];
};

static void fill(struct alphabet *a, struct rng *r)
{
    for (uint32_t i = 0; i < 400000; i++) {
        const uint32_t cp = i < 0x180     ? i
                            : i % 2 == 0  ? rng_below(r, 0x110000)
                            : i % 20 == 1 ? 0x2000 + rng_below(r, 0x100)
                                          : rng_below(r, 0x3000);
        if (cp == '@' || (cp >= 0xd800 && cp <= 0xdfff))
            continue;
        const uint16_t prop = unicode_prop_of(cp);
        const unsigned class = prop & CP_CLASS;
        const unsigned kind = class + (prop & CP_PICTURE ? WB_CLASSES : 0u);
        if (class != WB_DICT && a->n[kind] < PER_CLASS)
            a->points[kind][a->n[kind]++] = cp;
    }
}

static UBreakIterator *open_icu(void)
{
    UErrorCode ec = U_ZERO_ERROR;
    UBreakIterator *const icu = ubrk_open(UBRK_WORD, "", NULL, 0, &ec);
    ck_assert(U_SUCCESS(ec));
    return icu;
}

START_TEST(random_texts_break_where_icu_breaks_them)
{
    struct rng r = rng_from_env(20190528);
    struct alphabet a = {.n = {0}};
    UBreakIterator *const icu = open_icu();
    fill(&a, &r);
    for (int round = 0; round < ROUNDS; round++) {
        struct sample s = {.n = 0};
        const uint32_t n = 1 + rng_below(&r, POINTS_MAX);
        while (s.units < (int32_t)n) {
            const uint32_t kind = rng_below(&r, 2 * WB_CLASSES);
            if (a.n[kind])
                add(&s, a.points[kind][rng_below(&r, a.n[kind])]);
        }
        compare(&s, icu);
    }
    ubrk_close(icu);
}
END_TEST

/* Mostly ASCII, so that the fast pass meets every kind of neighbour. */
START_TEST(random_ascii_breaks_where_icu_breaks_it)
{
    struct rng r = rng_from_env(1991);
    static const char often[] = "abzAZ09 .,';_-:\"\r\n\t";
    static const uint32_t seldom[] = {0x301,  0x200d, 0xad,   0x2019, 0x201c,
                                      0xe9,   0x5d0,  0xff0e, 0x24c2, 0x0,
                                      0x2029, 0x660,  0x3000, 0xac00, 0x203f};
    UBreakIterator *const icu = open_icu();
    for (int round = 0; round < ROUNDS; round++) {
        struct sample s = {.n = 0};
        const uint32_t n = 1 + rng_below(&r, POINTS_MAX);
        while (s.units < (int32_t)n)
            add(&s, rng_below(&r, 8)
                        ? (uint32_t)often[rng_below(&r, sizeof(often) - 1)]
                        : seldom[rng_below(&r, COUNT_OF(seldom))]);
        compare(&s, icu);
    }
    ubrk_close(icu);
}
END_TEST

SUITE("words", random_texts_break_where_icu_breaks_them,
      random_ascii_breaks_where_icu_breaks_it)
