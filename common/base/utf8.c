#include "common/base/utf8.h"

#include <assert.h>

static bool is_tail(uint8_t byte)
{
    return (byte & 0xc0) == 0x80;
}

static size_t malformed(uint32_t *cp)
{
    *cp = UTF8_REPLACEMENT;
    return 1;
}

size_t utf8_step_multibyte(const uint8_t *p, const uint8_t *end, uint32_t *cp)
{
    const size_t left = (size_t)(end - p);
    const uint8_t lead = p[0];
    if (lead < 0xc2 || lead > 0xf4 || left < 2 || !is_tail(p[1]))
        return malformed(cp);
    if (lead < 0xe0) {
        *cp = (lead & 0x1fu) << 6 | (p[1] & 0x3fu);
        return 2;
    }
    if (left < 3 || !is_tail(p[2]))
        return malformed(cp);
    if (lead < 0xf0) {
        const uint32_t c =
            (lead & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
        if (c < 0x800 || (c >= 0xd800 && c <= 0xdfff))
            return malformed(cp);
        *cp = c;
        return 3;
    }
    if (left < 4 || !is_tail(p[3]))
        return malformed(cp);
    const uint32_t c = (lead & 0x07u) << 18 | (p[1] & 0x3fu) << 12 |
                       (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
    if (c < 0x10000 || c > 0x10ffff)
        return malformed(cp);
    *cp = c;
    return 4;
}

struct utf8_char utf8_at_multibyte(struct bytes text, size_t at)
{
    uint32_t c;
    const size_t size = utf8_step_multibyte(text.p + at, text.p + text.n, &c);
    if (size == 1 && c == UTF8_REPLACEMENT)
        c = UTF8_INVALID;
    return (struct utf8_char){c, (uint32_t)size};
}

bool utf8_is_space(uint32_t c)
{
    if (c <= 0x20)
        return true;
    if (c < 0x7F)
        return false;
    return c <= 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

bool utf8_is_hidden(uint32_t c)
{
    return c == 0x061C || c == 0x180E || c == 0x200B || c == 0x200E ||
           c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

size_t utf8_put(uint8_t out[static UTF8_MAX], uint32_t cp)
{
    assert(cp <= 0x10ffff && (cp < 0xd800 || cp > 0xdfff));
    if (cp < 0x80) {
        out[0] = (uint8_t)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (uint8_t)(0xc0 | cp >> 6);
        out[1] = (uint8_t)(0x80 | (cp & 0x3f));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (uint8_t)(0xe0 | cp >> 12);
        out[1] = (uint8_t)(0x80 | (cp >> 6 & 0x3f));
        out[2] = (uint8_t)(0x80 | (cp & 0x3f));
        return 3;
    }
    out[0] = (uint8_t)(0xf0 | cp >> 18);
    out[1] = (uint8_t)(0x80 | (cp >> 12 & 0x3f));
    out[2] = (uint8_t)(0x80 | (cp >> 6 & 0x3f));
    out[3] = (uint8_t)(0x80 | (cp & 0x3f));
    return 4;
}

size_t utf8_floor(const uint8_t *p, size_t limit, size_t size)
{
    if (limit >= size)
        return size;
    while (limit > 0 && is_tail(p[limit]))
        limit--;
    return limit;
}

bool utf8_valid(struct bytes text)
{
    const uint8_t *p = text.p;
    const uint8_t *const end = text.n ? p + text.n : p;
    while (p != end) {
        if (*p < 0x80) {
            if (end - p >= 8 && !(get_u64le(p) & UINT64_C(0x8080808080808080)))
                p += 8;
            else
                p++;
            continue;
        }
        uint32_t cp;
        const size_t n = utf8_step_multibyte(p, end, &cp);
        if (n == 1)
            return false;
        p += n;
    }
    return true;
}
