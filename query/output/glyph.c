#include "query/output/glyph.h"

#include <unicode/uchar.h>

#include "common/base/utf8.h"

static uint32_t category(uint32_t c)
{
    return c == UTF8_INVALID ? U_GC_CN_MASK : U_GET_GC_MASK((UChar32)c);
}

size_t glyph_columns(uint32_t c)
{
    if (c < 0x300 || c == UTF8_INVALID)
        return 1;
    if (category(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK))
        return 0;
    const int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool glyph_is_plain(uint32_t c)
{
    if (c < 0x80)
        return c >= ' ' && c != 0x7F;
    return c != UTF8_INVALID &&
           !(category(c) & (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_Z_MASK));
}

bool glyph_closes(uint32_t c)
{
    return category(c) & (U_GC_PE_MASK | U_GC_PF_MASK | U_GC_PO_MASK);
}

bool glyph_opens(uint32_t c)
{
    return category(c) & (U_GC_PS_MASK | U_GC_PI_MASK);
}
