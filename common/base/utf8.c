#include "common/base/utf8.h"

#include <assert.h>

static struct utf8_char invalid(void)
{
    return (struct utf8_char){UTF8_INVALID, 1};
}

struct utf8_char utf8_at(struct bytes text, size_t at)
{
    if (at >= text.n)
        return (struct utf8_char){0, 0};
    const uint8_t *const p = text.p + at;
    const size_t left = text.n - at;
    const uint32_t lead = p[0];
    if (lead < 0x80)
        return (struct utf8_char){lead, 1};

    const uint32_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || left < size)
        return invalid();
    uint32_t c = lead & (0x7Fu >> size);
    for (uint32_t i = 1; i < size; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return invalid();
        c = c << 6 | (p[i] & 0x3Fu);
    }
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (c < smallest[size] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return invalid();
    return (struct utf8_char){c, size};
}

size_t utf8_encode(uint32_t c, uint8_t out[static UTF8_LONGEST])
{
    assert(c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF));
    if (c < 0x80) {
        out[0] = (uint8_t)c;
        return 1;
    }
    const size_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const uint8_t marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (uint8_t)(0x80 | (c & 0x3F));
        c >>= 6;
    }
    out[0] = (uint8_t)(marks[size] | c);
    return size;
}

int utf8_is_space(uint32_t c)
{
    if (c <= 0x20)
        return 1;
    if (c < 0x7F)
        return 0;
    return c <= 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}
