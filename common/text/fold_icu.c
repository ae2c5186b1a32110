#include "common/text/fold_icu.h"

#include <stddef.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "common/text/utf16.h"

/* Letters without a decomposition that people type without their stroke,
 * hook or ligature, and the apostrophes of press text. */
static const struct {
    UChar from, to[3];
} LETTERS[] = {
    {0x00e6, u"ae"}, {0x00f0, u"d"},  {0x00f8, u"o"}, {0x00fe, u"th"},
    {0x0111, u"d"},  {0x0127, u"h"},  {0x0131, u"i"}, {0x0142, u"l"},
    {0x014b, u"n"},  {0x0153, u"oe"}, {0x0167, u"t"}, {0x0180, u"b"},
    {0x0199, u"k"},  {0x01b4, u"y"},  {0x0253, u"b"}, {0x0256, u"d"},
    {0x0257, u"d"},  {0x0259, u"e"},  {0x025b, u"e"}, {0x0254, u"o"},
    {0x0268, u"i"},  {0x0289, u"u"},  {0x01b6, u"z"}, {0x01dd, u"e"},
    {0x02bb, u"'"},  {0x02bc, u"'"},  {0x2018, u"'"}, {0x2019, u"'"},
};

static const UChar *letter_of(uint32_t c)
{
    for (size_t i = 0; i < sizeof(LETTERS) / sizeof(LETTERS[0]); i++)
        if (LETTERS[i].from == c)
            return LETTERS[i].to;
    return NULL;
}

static bool is_own_letter(uint32_t c)
{
    return c == 0x0439 || c == 0x045e || c == 0x0457;
}

static bool is_dropped(UChar32 c)
{
    if (u_isUWhiteSpace(c) || c == 0x0640) /* tatweel only stretches */
        return true;
    const int8_t type = u_charType(c);
    if (type != U_NON_SPACING_MARK && type != U_ENCLOSING_MARK)
        return false;
    if (c == 0x3099 || c == 0x309a) /* voice marks: ga is not ka */
        return false;
    UErrorCode ec = U_ZERO_ERROR;
    switch (uscript_getScript(c, &ec)) {
    case USCRIPT_INHERITED:
    case USCRIPT_COMMON:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_HEBREW:
    case USCRIPT_ARABIC:
        return true;
    default:
        return false;
    }
}

bool fold_icu_init(struct fold_icu *f)
{
    UErrorCode ec = U_ZERO_ERROR;
    f->nfkc_cf = unorm2_getNFKCCasefoldInstance(&ec);
    f->nfc = unorm2_getNFCInstance(&ec);
    f->n_out = 0;
    return U_SUCCESS(ec);
}

/* Writes what stays of `c` at to[n]; returns the new n. The result is never
 * longer than the full decomposition of what was folded: it fits. */
static int32_t put_stripped(uint32_t c, UChar *to, int32_t n)
{
    if (is_dropped((UChar32)c))
        return n;
    const UChar *letter = letter_of(c);
    if (letter)
        while (*letter)
            to[n++] = *letter++;
    else
        n = utf16_put(to, n, c);
    return n;
}

bool fold_icu_run(struct fold_icu *f, const UChar *s, int32_t n)
{
    UErrorCode ec = U_ZERO_ERROR;
    const int32_t n_once =
        unorm2_normalize(f->nfkc_cf, s, n, f->once, FOLD_ICU_UNITS, &ec);
    if (U_FAILURE(ec))
        return false;
    int32_t n_stripped = 0;
    for (int32_t i = 0; i < n_once;) {
        UChar parts[8]; /* canonical decompositions have at most 4 units */
        const uint32_t c = utf16_next(f->once, &i);
        const int32_t n_parts =
            is_own_letter(c)
                ? -1
                : unorm2_getDecomposition(f->nfc, (UChar32)c, parts, 8, &ec);
        if (n_parts < 0)
            n_stripped = put_stripped(c, f->stripped, n_stripped);
        for (int32_t j = 0; j < n_parts;)
            n_stripped =
                put_stripped(utf16_next(parts, &j), f->stripped, n_stripped);
    }
    f->n_out = unorm2_normalize(f->nfc, f->stripped, n_stripped, f->out,
                                FOLD_ICU_UNITS, &ec);
    return U_SUCCESS(ec);
}
