#include "query/output/glyph.h"

#include <unicode/uchar.h>

#include "common/base/utf8.h"

static uint32_t category(uint32_t c)
{
    return c == UTF8_INVALID ? U_GC_CN_MASK : U_GET_GC_MASK((UChar32)c);
}

static int cluster_role(uint32_t c)
{
    return c == UTF8_INVALID ? U_GCB_OTHER
                             : u_getIntPropertyValue(
                                   (UChar32)c, UCHAR_GRAPHEME_CLUSTER_BREAK);
}

size_t glyph_columns(uint32_t c)
{
    if (c < 0x300 || c == UTF8_INVALID)
        return 1;
    if (category(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK))
        return cluster_role(c) == U_GCB_PREPEND; /* signs around numbers */
    if (cluster_role(c) == U_GCB_V || cluster_role(c) == U_GCB_T)
        return 0;
    const int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool glyph_continues(uint32_t before, uint32_t c)
{
    if (c < 0x300)
        return false;
    switch (cluster_role(c)) {
    case U_GCB_EXTEND:
    case U_GCB_SPACING_MARK:
    case U_GCB_ZWJ:
    case U_GCB_V:
    case U_GCB_T:
        return true;
    case U_GCB_REGIONAL_INDICATOR:
        return cluster_role(before) == U_GCB_REGIONAL_INDICATOR;
    default:
        return cluster_role(before) == U_GCB_ZWJ ||
               cluster_role(before) == U_GCB_PREPEND;
    }
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
