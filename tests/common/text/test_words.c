#include "common/base/utf8.h"
#include "common/text/unicode.h"
#include "common/text/utf16.h"
#include "common/text/words.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <ctype.h>
#include <stdio.h>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

enum {
    RANDOM_POINTS = 24,
    POINTS_MAX = 4 * WORDS_MAP, /* of any text here */
    PER_CLASS = 64,
    ROUNDS = 100000,
    LONG_ROUNDS = 300
};

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

/* What is left of a plain ASCII word is its bytes in lower case. */
static bool is_lower(const struct word *word, const uint8_t *lower)
{
    const size_t n = (size_t)(word->end - word->start);
    for (size_t i = 0; i < word->n_lower; i++)
        if (lower[i] != tolower(word->start[i]))
            return false;
    return word->n_lower == 0 || word->n_lower == n;
}

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
            EXPECT(is_lower(&word, lower), "%s: at %td", show(s), p - s->utf8);
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
    static struct sample s;
    UBreakIterator *const icu = open_icu();
    fill(&a, &r);
    for (int round = 0; round < ROUNDS; round++) {
        s.n = 0;
        s.units = 0;
        const uint32_t n = 1 + rng_below(&r, RANDOM_POINTS);
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
    static struct sample s;
    UBreakIterator *const icu = open_icu();
    for (int round = 0; round < ROUNDS; round++) {
        s.n = 0;
        s.units = 0;
        const uint32_t n = 1 + rng_below(&r, RANDOM_POINTS);
        while (s.units < (int32_t)n)
            add(&s, rng_below(&r, 8)
                        ? (uint32_t)often[rng_below(&r, sizeof(often) - 1)]
                        : seldom[rng_below(&r, COUNT_OF(seldom))]);
        compare(&s, icu);
    }
    ubrk_close(icu);
}
END_TEST

/* Words of all lengths, so that a map of the text ends in all parts of them
 * and of what joins them. */
START_TEST(long_texts_break_where_icu_breaks_them)
{
    static const char between[] = "   ,.';-_\n";
    struct rng r = rng_from_env(4096);
    static struct sample s;
    UBreakIterator *const icu = open_icu();
    for (int round = 0; round < LONG_ROUNDS; round++) {
        s.n = 0;
        s.units = 0;
        const int32_t n = (int32_t)rng_below(&r, POINTS_MAX);
        while (s.units < n) {
            const uint32_t most = 1 + rng_below(&r, rng_below(&r, 8) ? 9 : 99);
            for (uint32_t i = 0; i < most && s.units < n; i++)
                add(&s, (uint32_t) "abzAZ09"[rng_below(&r, 7)]);
            if (s.units < n)
                add(&s,
                    rng_below(&r, 50)
                        ? (uint32_t)between[rng_below(&r, sizeof(between) - 1)]
                        : 0x2019);
        }
        compare(&s, icu);
    }
    ubrk_close(icu);
}
END_TEST

/* Press text in scripts that write spaces, with what press text has. */
static const char *const TEXTS[] = {
    "WASHINGTON, D.C. \u2013 Today, U.S. Sen. Mark Warner (D-VA) said: "
    "\u201cWe can\u2019t wait; it\u2019s 10:30 a.m., and $1,234.56 (3.5%) "
    "isn\u2019t enough.\u201d Visit www.senate.gov/news_room or call "
    "+1-202-555-0100\u2026 ###\r\n\r\n",
    "\u041c\u0418\u041d\u0421\u041a, 28 \u043c\u0430\u044f \u2014 "
    "\u041f\u0440\u0435\u0437\u0438\u0434\u0435\u043d\u0442 "
    "\u041a\u0430\u0441\u044b\u043c-\u0416\u043e\u043c\u0430\u0440\u0442 "
    "\u0422\u043e\u043a\u0430\u0435\u0432: \u00ab\u0434\u0430!\u00bb (2019 "
    "\u0433.)\n",
    "Der Pr\u00e4sident begr\u00fc\u00dfte 1.234,56 G\u00e4ste; "
    "\u201eja\u201c, "
    "z.\u202fB. in der Stra\u00dfe 5a/b & Co. KG\u00ae\n",
    "L\u2019\u00c9tat n\u2019est pas l'universit\u00e9\u00a0: "
    "aujourd\u2019hui, 3\u00a0000\u00a0\u20ac \u00ab\u202foui\u202f\u00bb\n",
    "\u00bfQu\u00e9 dijo el se\u00f1or N\u00fa\u00f1ez? \u00a1Nada!\n",
    "\u0642\u0627\u0644 \u0627\u0644\u0631\u0651\u064e\u0626\u064a\u0633\u060c "
    "\u0661\u066b\u0665 \u0645\u0644\u064a\u0648\u0646\u061f\n",
    "\u05e6\u05d4\"\u05dc \u05d5\u05d2'\u05d5\u05e8\u05d2' "
    "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd \u05be 5\n",
    "\u0930\u093e\u0937\u094d\u091f\u094d\u0930\u092a\u0924\u093f \u0928\u0947 "
    "\u0915\u0939\u093e\u0964 \u0968\u0966\u0967\u096f\n",
    "\u0dc1\u0dca\u200d\u0dbb\u0dd3 \u0dbd\u0d82\u0d9a\u0dcf "
    "\u0b87\u0bb2\u0b99\u0bcd\u0b95\u0bc8\n",
    "2019\ub144 5\uc6d4, \ud55c\uad6d\uc740 \u1112\u1161\u11ab \u2018"
    "\ub124\u2019\n",
    "\u039f \u03c0\u03c1\u03cc\u03b5\u03b4\u03c1\u03bf\u03c2\u00b7 "
    "\u0397\u03a0\u0391; \u053e\u0561\u0576\u0578\u0569\u055d\u0589 "
    "\u10e1\u10d0\u10e5\u10d0\u10e0\u10d7\u10d5\u10d4\u10da\u10dd\n",
    "paral\u00b7lel soft\u00adhyphen zero\u200bwidth cafe\u0301 \ufb01n "
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f0\U0001f1ff"
    "\U0001f1fa 1\ufe0f\u20e3 #news \u2460 \u00bd \u2122 a\u2044b\n",
};

START_TEST(press_text_of_many_languages_breaks_where_icu_breaks_it)
{
    static struct sample s;
    UBreakIterator *const icu = open_icu();
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        const uint8_t *p = (const uint8_t *)TEXTS[i];
        const uint8_t *const end = p + strlen(TEXTS[i]);
        while (p != end) {
            uint32_t cp;
            p += utf8_step(p, end, &cp);
            add(&s, cp);
        }
    }
    compare(&s, icu);
    ubrk_close(icu);
}
END_TEST

SUITE("words", random_texts_break_where_icu_breaks_them,
      random_ascii_breaks_where_icu_breaks_it,
      long_texts_break_where_icu_breaks_them,
      press_text_of_many_languages_breaks_where_icu_breaks_it)
