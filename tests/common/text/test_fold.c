#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/analyzer.h"
#include "common/text/fold.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

enum { UNITS = 4096, ROUNDS = 100000, POINTS_MAX = 8 };

/* The fold said once more, with nothing of ours: NFKC case folding, accents
 * off, NFC. Letters and apostrophes that we replace by hand, white space and
 * joiners are kept out of the texts it is asked about. */
static size_t fold_by_definition(const UChar *s, int32_t n, char *out)
{
    static UChar folded[UNITS], plain[UNITS], composed[UNITS];
    UErrorCode ec = U_ZERO_ERROR;
    const UNormalizer2 *const cf = unorm2_getNFKCCasefoldInstance(&ec);
    const UNormalizer2 *const nfc = unorm2_getNFCInstance(&ec);
    const int32_t n_folded = unorm2_normalize(cf, s, n, folded, UNITS, &ec);
    int32_t n_plain = 0, size = 0;
    for (int32_t i = 0; i < n_folded;) {
        const int32_t at = i;
        i += U16_IS_LEAD(folded[i]) ? 2 : 1;
        UChar one[16];
        int32_t n_one = i - at;
        u_memcpy(one, folded + at, n_one);
        if (!u_strchr(u"\u0439\u0457\u045e", folded[at]))
            n_one = unorm2_normalize(unorm2_getNFDInstance(&ec), folded + at,
                                     i - at, one, 16, &ec);
        for (int32_t j = 0; j < n_one;) {
            const int32_t from = j;
            j += U16_IS_LEAD(one[j]) ? 2 : 1;
            const UChar32 c =
                j - from == 2 ? U16_GET_SUPPLEMENTARY(one[from], one[from + 1])
                              : one[from];
            const UScriptCode script = uscript_getScript(c, &ec);
            const bool accent =
                (u_charType(c) == U_NON_SPACING_MARK ||
                 u_charType(c) == U_ENCLOSING_MARK) &&
                c != 0x3099 && c != 0x309a &&
                (script == USCRIPT_INHERITED || script == USCRIPT_COMMON ||
                 script == USCRIPT_LATIN || script == USCRIPT_GREEK ||
                 script == USCRIPT_CYRILLIC || script == USCRIPT_HEBREW ||
                 script == USCRIPT_ARABIC);
            if (!accent && !u_isUWhiteSpace(c) && c != 0x640) {
                u_memcpy(plain + n_plain, one + from, j - from);
                n_plain += j - from;
            }
        }
    }
    const int32_t n_composed =
        unorm2_normalize(nfc, plain, n_plain, composed, UNITS, &ec);
    u_strToUTF8(out, UNITS, &size, composed, n_composed, &ec);
    ck_assert(U_SUCCESS(ec));
    return (size_t)size;
}

/* Folds to something that our hand-made list changes. */
static bool is_by_hand(const char *folded, size_t n)
{
    static const char *const letters[] = {
        "\u00e6", "\u00f0", "\u00f8", "\u00fe", "\u0111", "\u0127",
        "\u0131", "\u0142", "\u014b", "\u0153", "\u0167", "\u0180",
        "\u0199", "\u01b4", "\u0253", "\u0256", "\u0257", "\u0259",
        "\u025b", "\u0254", "\u0268", "\u0289", "\u01b6", "\u01dd",
        "\u02bb", "\u02bc", "\u2018", "\u2019", "'",
    };
    for (size_t i = 0; i < COUNT_OF(letters); i++)
        if (memmem(folded, n, letters[i], strlen(letters[i])))
            return true;
    return false;
}

static struct folder *open_folder(void)
{
    struct folder *f;
    struct err e = ERR_INIT;
    ck_assert_int_eq(folder_open(&f, &e), ST_OK);
    return f;
}

static struct bytes fold(struct folder *f, struct bytes word, bool *cut)
{
    static uint8_t out[FOLD_ROOM];
    struct err e = ERR_INIT;
    size_t n;
    if (fold_word(f, word, out, &n, cut, &e) != ST_OK)
        ck_abort_msg("%s", e.msg);
    return bytes_of(out, n);
}

START_TEST(every_code_point_folds_as_defined)
{
    struct folder *const f = open_folder();
    char expected[UNITS];
    unsigned by_hand = 0;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        if ((cp >= 0xd800 && cp <= 0xdfff) || cp == UTF8_REPLACEMENT)
            continue;
        uint8_t utf8[UTF8_MAX];
        UChar utf16[2];
        int32_t units = 0;
        UErrorCode ec = U_ZERO_ERROR;
        bool cut;
        const size_t n = utf8_put(utf8, cp);
        u_strFromUTF8(utf16, 2, &units, (const char *)utf8, (int32_t)n, &ec);
        const struct bytes got = fold(f, bytes_of(utf8, n), &cut);
        const size_t n_expected = fold_by_definition(utf16, units, expected);
        if (is_by_hand(expected, n_expected))
            by_hand++;
        else if (!bytes_equal(got, bytes_of(expected, n_expected)) || cut)
            ck_abort_msg("U+%04X gives %.*s, not %.*s", cp, (int)got.n,
                         (const char *)got.p, (int)n_expected, expected);
    }
    ck_assert_uint_lt(by_hand, 160);
    folder_close(f);
}
END_TEST

/* Code points that take part in something: marks that stay or go, halves of
 * syllables, Cyrillic letters that a mark changes, ligatures. */
static const uint32_t DEPENDENT[] = {
    'a',    'Z',    0x0301, 0x0306, 0x0308,  0x0323,  0x0327,  0x0438, 0x0418,
    0x0443, 0x0423, 0x0456, 0x0406, 0x0439,  0x04e3,  0x0451,  0x0345, 0x03b1,
    0x1100, 0x1161, 0x11a8, 0xac00, 0x304b,  0xff76,  0xff9e,  0x3099, 0x309a,
    0x0915, 0x093c, 0x094d, 0x0958, 0x09c7,  0x09be,  0x0dd9,  0x0dcf, 0x0dca,
    0x0b92, 0x0bd7, 0x1025, 0x102e, 0x05e9,  0x05c1,  0x05b8,  0xfb2a, 0x0627,
    0x0653, 0x0622, 0xfb01, 0x00df, 0x0130,  0xfdfa,  0x1e9b,  0x0e33, 0x0eb3,
    0x0f71, 0x0f72, 0x0f74, 0x00ad, 0x110ba, 0x11099, 0x1d15e,
};

START_TEST(random_words_fold_as_defined)
{
    struct rng r = rng_from_env(1066);
    struct folder *const f = open_folder();
    char expected[UNITS];
    for (int round = 0; round < ROUNDS; round++) {
        uint8_t utf8[POINTS_MAX * UTF8_MAX];
        UChar utf16[POINTS_MAX * 2];
        int32_t units = 0;
        UErrorCode ec = U_ZERO_ERROR;
        bool cut;
        size_t n = 0;
        for (uint32_t i = 1 + rng_below(&r, POINTS_MAX); i > 0; i--)
            n += utf8_put(utf8 + n,
                          DEPENDENT[rng_below(&r, COUNT_OF(DEPENDENT))]);
        u_strFromUTF8(utf16, POINTS_MAX * 2, &units, (const char *)utf8,
                      (int32_t)n, &ec);
        const struct bytes got = fold(f, bytes_of(utf8, n), &cut);
        const size_t n_expected = fold_by_definition(utf16, units, expected);
        if (n_expected <= TERM_MAX &&
            !bytes_equal(got, bytes_of(expected, n_expected)))
            ck_abort_msg("%.*s gives %.*s, not %.*s", (int)n,
                         (const char *)utf8, (int)got.n, (const char *)got.p,
                         (int)n_expected, expected);
    }
    folder_close(f);
}
END_TEST

START_TEST(folding_twice_changes_nothing)
{
    struct folder *const f = open_folder();
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        uint8_t utf8[UTF8_MAX], once[FOLD_ROOM];
        bool cut;
        if (cp >= 0xd800 && cp <= 0xdfff)
            continue;
        const struct bytes first =
            fold(f, bytes_of(utf8, utf8_put(utf8, cp)), &cut);
        const size_t n = first.n;
        if (n)
            memcpy(once, first.p, n);
        if (!bytes_equal(fold(f, bytes_of(once, n), &cut), bytes_of(once, n)))
            ck_abort_msg("U+%04X", cp);
    }
    folder_close(f);
}
END_TEST

START_TEST(long_words_are_cut_between_code_points)
{
    struct folder *const f = open_folder();
    uint8_t word[4000];
    bool cut;
    memset(word, 'A', sizeof(word));
    ck_assert_uint_eq(fold(f, bytes_of(word, TERM_MAX), &cut).n, TERM_MAX);
    ck_assert(!cut);
    ck_assert_uint_eq(fold(f, bytes_of(word, TERM_MAX + 1), &cut).n, TERM_MAX);
    ck_assert(cut);
    memcpy(word + TERM_MAX, "'s", 2);
    ck_assert_uint_eq(fold(f, bytes_of(word, TERM_MAX + 2), &cut).n, TERM_MAX);
    ck_assert(!cut);
    for (size_t i = 0; i < sizeof(word); i += 4)
        utf8_put(word + i, 0x10900); /* a Phoenician letter */
    ck_assert_uint_eq(fold(f, bytes_of(word, sizeof(word)), &cut).n, 252);
    ck_assert(cut);
    /* Hangul in halves, which only ICU can put together. */
    for (size_t i = 0; i + 6 <= sizeof(word); i += 6) {
        utf8_put(word + i, 0x1100);
        utf8_put(word + i + 3, 0x1161);
    }
    ck_assert_uint_eq(fold(f, bytes_of(word, 3996), &cut).n, TERM_MAX);
    ck_assert(cut);
    folder_close(f);
}
END_TEST

START_TEST(a_letter_under_a_thousand_marks_is_the_letter)
{
    struct folder *const f = open_folder();
    uint8_t word[2001];
    bool cut;
    word[0] = 'E';
    for (size_t i = 1; i < sizeof(word); i += 2)
        utf8_put(word + i, 0x301);
    const struct bytes got = fold(f, bytes_of(word, sizeof(word)), &cut);
    ck_assert(bytes_equal_str(got, "e"));
    ck_assert(!cut);
    folder_close(f);
}
END_TEST

/* A pattern or name may be empty, and then has no bytes at all. */
START_TEST(no_bytes_fold_to_nothing)
{
    struct folder *const f = open_folder();
    bool cut = true;
    ck_assert_uint_eq(fold(f, BYTES_NONE, &cut).n, 0);
    ck_assert(!cut);
    folder_close(f);
}
END_TEST

SUITE("fold", every_code_point_folds_as_defined, random_words_fold_as_defined,
      folding_twice_changes_nothing, long_words_are_cut_between_code_points,
      a_letter_under_a_thousand_marks_is_the_letter, no_bytes_fold_to_nothing)
