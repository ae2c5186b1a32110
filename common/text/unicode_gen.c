/*
 * unicode_gen -- writes unicode_tables.c, run by the build.
 *
 *     unicode_gen OUT.c
 *
 * It asks ICU for everything (unicode.h says what), so that the tables are
 * those of the ICU that the library then runs with.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "common/base/utf8.h"
#include "common/text/fold_icu.h"
#include "common/text/unicode.h"
#include "common/text/utf16.h"

enum { POINTS = 0x110000, FOLDS_MAX = 0x10000, LONG_MAX_BYTES = 1 << 16 };

static uint16_t props[POINTS], folds[POINTS];
static struct unicode_fold fold_table[FOLDS_MAX];
static uint32_t n_folds = 2; /* FOLD_SAME and FOLD_NONE */
static uint8_t fold_long[LONG_MAX_BYTES];
static uint32_t n_long;
static bool indic_scripts[USCRIPT_CODE_LIMIT];
static bool takes[POINTS]; /* the next code point may compose with it */
static struct fold_icu folder;

static void die(const char *what)
{
    fprintf(stderr, "unicode_gen: %s\n", what);
    exit(1);
}

/* ---- classes ---- */

static UScriptCode script_of(UChar32 c)
{
    UErrorCode ec = U_ZERO_ERROR;
    return uscript_getScript(c, &ec);
}

static bool is_dictionary(UChar32 c, int word_break)
{
    const UScriptCode script = script_of(c);
    if (word_break == U_WB_KATAKANA)
        return true;
    if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT)
        return word_break != U_WB_EXTEND && word_break != U_WB_FORMAT;
    return (script == USCRIPT_HAN || script == USCRIPT_HIRAGANA) &&
           (u_isUAlphabetic(c) || u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC));
}

static enum word_class class_of(UChar32 c)
{
    const int wb = u_getIntPropertyValue(c, UCHAR_WORD_BREAK);
    if (is_dictionary(c, wb))
        return WB_DICT;
    if (c >= 0xac00 && c <= 0xd7a3)
        return WB_HANGUL;
    if (c == ':' || c == 0xfe55 || c == 0xff1a)
        return WB_OTHER;
    switch (wb) {
    case U_WB_CR:
        return WB_CR;
    case U_WB_LF:
        return WB_LF;
    case U_WB_NEWLINE:
        return WB_NEWLINE;
    case U_WB_EXTEND:
    case U_WB_FORMAT:
        return WB_EXTEND;
    case U_WB_ZWJ:
        return WB_ZWJ;
    case U_WB_REGIONAL_INDICATOR:
        return WB_REGIONAL;
    case U_WB_ALETTER:
        return WB_LETTER;
    case U_WB_HEBREW_LETTER:
        return WB_HEBREW;
    case U_WB_NUMERIC:
        return WB_NUMERIC;
    case U_WB_EXTENDNUMLET:
        return WB_EXTENDNUMLET;
    case U_WB_SINGLE_QUOTE:
        return WB_SINGLE_QUOTE;
    case U_WB_DOUBLE_QUOTE:
        return WB_DOUBLE_QUOTE;
    case U_WB_MIDNUMLET:
        return WB_MIDNUMLET;
    case U_WB_MIDLETTER:
        return WB_MIDLETTER;
    case U_WB_MIDNUM:
        return WB_MIDNUM;
    case U_WB_WSEGSPACE:
        return WB_SPACE;
    default:
        return WB_OTHER;
    }
}

static bool makes_word(UChar32 c)
{
    const int8_t type = u_charType(c);
    if (type == U_DECIMAL_DIGIT_NUMBER || type == U_LETTER_NUMBER)
        return true;
    return u_isUAlphabetic(c) && type != U_NON_SPACING_MARK &&
           type != U_COMBINING_SPACING_MARK && type != U_ENCLOSING_MARK;
}

static unsigned sentence_bits(UChar32 c)
{
    const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    switch (u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK)) {
    case U_SB_STERM:
        return width == U_EA_NEUTRAL || width == U_EA_NARROW ||
                       width == U_EA_AMBIGUOUS
                   ? CP_STOP
                   : CP_STOP | CP_WIDE_STOP;
    case U_SB_ATERM:
        return CP_STOP;
    case U_SB_CLOSE:
        return CP_CLOSE;
    case U_SB_LOWER:
        return CP_LOWER;
    default:
        return c == 0x2026 ? CP_STOP : 0; /* an ellipsis */
    }
}

/* ---- folds ---- */

/* The code point with its fold in UTF-8, 0 bytes when it folds to nothing. */
static size_t fold_of(UChar32 c, uint8_t *out, size_t cap)
{
    UChar s[2];
    int32_t n = 0, size = 0;
    UErrorCode ec = U_ZERO_ERROR;
    n = utf16_put(s, n, (uint32_t)c);
    if (!fold_icu_run(&folder, s, n))
        die("ICU cannot fold");
    u_strToUTF8((char *)out, (int32_t)cap, &size, folder.out, folder.n_out,
                &ec);
    if (U_FAILURE(ec))
        die("a fold is not UTF-8 or too long");
    return (size_t)size;
}

static uint16_t fold_id(const uint8_t *utf8, size_t n)
{
    struct unicode_fold f = {.n = (uint8_t)n};
    if (n <= FOLD_SHORT) {
        memcpy(f.p, utf8, n);
        for (uint32_t i = 2; i < n_folds; i++)
            if (memcmp(&fold_table[i], &f, sizeof(f)) == 0)
                return (uint16_t)i;
    } else {
        f.p[0] = (uint8_t)n_long;
        f.p[1] = (uint8_t)(n_long >> 8);
        if (n > UINT8_MAX || n_long + n > LONG_MAX_BYTES)
            die("long folds overflow");
        memcpy(fold_long + n_long, utf8, n);
        n_long += (uint32_t)n;
    }
    if (n_folds == FOLDS_MAX)
        die("more than 65536 folds");
    fold_table[n_folds] = f;
    return (uint16_t)n_folds++;
}

static uint32_t last_of(const UChar *s, int32_t n)
{
    uint32_t c = 0;
    for (int32_t i = 0; i < n;)
        c = utf16_next(s, &i);
    return c;
}

/* Notes the first of the two that make up `c`, where the second is a mark that
 * stays. */
static void add_taker(UChar32 c)
{
    UChar two[8];
    uint8_t utf8[256];
    UErrorCode ec = U_ZERO_ERROR;
    const int32_t n = unorm2_getRawDecomposition(folder.nfc, c, two, 8, &ec);
    if (n <= 0 || unorm2_quickCheck(folder.nfc, two, n, &ec) == UNORM_YES)
        return;
    int32_t i = 0;
    const uint32_t first = utf16_next(two, &i);
    if (i < n && fold_of((UChar32)utf16_next(two, &i), utf8, sizeof(utf8)) > 0)
        takes[first] = true;
}

/* Sets folds[c]; returns the CP_* bits that say how it may be used. */
static unsigned add_fold(UChar32 c)
{
    uint8_t utf8[256], self[UTF8_MAX];
    const size_t n = fold_of(c, utf8, sizeof(utf8));
    const size_t n_self = utf8_put(self, (uint32_t)c);
    if (n == 0)
        folds[c] = FOLD_NONE;
    else if (n == n_self && memcmp(utf8, self, n) == 0)
        folds[c] = FOLD_SAME;
    else
        folds[c] = fold_id(utf8, n);

    unsigned bits = 0;
    UErrorCode ec = U_ZERO_ERROR;
    const uint32_t last = last_of(folder.out, folder.n_out);
    if (u_getCombiningClass((UChar32)last) != 0)
        bits |= CP_MARK;
    if (takes[last])
        bits |= CP_TAKES;
    if (n > 0 && !unorm2_hasBoundaryBefore(folder.nfkc_cf, c)) {
        bits |= CP_REORDERS;
        if (folds[c] != FOLD_SAME ||
            unorm2_quickCheck(folder.nfc, folder.out, folder.n_out, &ec) !=
                UNORM_YES)
            bits |= CP_COMPOSES;
    }
    return bits;
}

/* ---- output ---- */

static void put_numbers(FILE *out, const uint16_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%u,%c", v[i], i % 16 == 15 ? '\n' : ' ');
    fputs("};\n", out);
}

/* Writes the two stages of `v` as the arrays `first` and `second`. */
static void put_stages(FILE *out, const uint16_t *v, const char *first,
                       const char *second)
{
    static uint16_t where[UNICODE_BLOCKS], kept[POINTS];
    size_t n = 0;
    for (size_t b = 0; b < UNICODE_BLOCKS; b++) {
        const uint16_t *const block = v + b * UNICODE_BLOCK;
        size_t k = 0;
        while (k < n && memcmp(kept + k * UNICODE_BLOCK, block,
                               UNICODE_BLOCK * sizeof(*v)) != 0)
            k++;
        if (k == n) {
            memcpy(kept + n * UNICODE_BLOCK, block, UNICODE_BLOCK * sizeof(*v));
            n++;
        }
        where[b] = (uint16_t)k;
    }
    fprintf(out, "const uint16_t %s[UNICODE_BLOCKS] = {\n", first);
    put_numbers(out, where, UNICODE_BLOCKS);
    fprintf(out, "const uint16_t %s[] = {\n", second);
    put_numbers(out, kept, n * UNICODE_BLOCK);
}

static void put_tables(FILE *out)
{
    fprintf(out,
            "/* Written by unicode_gen from ICU %s, Unicode %s. */\n"
            "#include \"common/text/unicode.h\"\n",
            U_ICU_VERSION, U_UNICODE_VERSION);
    put_stages(out, props, "unicode_prop_block", "unicode_prop");
    put_stages(out, folds, "unicode_fold_block", "unicode_fold_id");
    fputs("const struct unicode_fold unicode_fold[] = {\n", out);
    for (uint32_t i = 0; i < n_folds; i++) {
        fprintf(out, "{%u, {", fold_table[i].n);
        for (size_t j = 0; j < FOLD_SHORT; j++)
            fprintf(out, "%u,", fold_table[i].p[j]);
        fputs("}},\n", out);
    }
    fputs("};\nconst uint8_t unicode_fold_long[] = {\n", out);
    for (uint32_t i = 0; i < n_long; i++)
        fprintf(out, "%u,%c", fold_long[i], i % 16 == 15 ? '\n' : ' ');
    fputs("};\n", out);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        die("usage: unicode_gen OUT.c");
    if (!fold_icu_init(&folder))
        die("ICU has no normalization data");
    /* Scripts with a virama write conjuncts, and joiners steer those. */
    for (UChar32 c = 0; c < POINTS; c++)
        if (u_getIntPropertyValue(c, UCHAR_INDIC_SYLLABIC_CATEGORY) ==
            U_INSC_VIRAMA)
            indic_scripts[script_of(c)] = true;
    for (UChar32 c = 0; c < POINTS; c++)
        add_taker(c);
    takes[0x0438] = takes[0x0443] = takes[0x0456] = true; /* see fold_icu.h */
    for (UChar32 c = 0; c < POINTS; c++) {
        if (c >= 0xd800 && c <= 0xdfff)
            continue; /* no UTF-8 leads there */
        unsigned p = class_of(c) | sentence_bits(c) | add_fold(c);
        p |= u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) ? CP_PICTURE
                                                                 : 0;
        p |= makes_word(c) ? CP_WORD : 0;
        p |= indic_scripts[script_of(c)] ? CP_INDIC : 0;
        p |= u_isUWhiteSpace(c) ? CP_SPACE : 0;
        props[c] = (uint16_t)p;
    }
    FILE *const out = fopen(argv[1], "w");
    if (!out)
        die("cannot write the output file");
    put_tables(out);
    if (fclose(out) != 0)
        die("cannot write the output file");
    return 0;
}
