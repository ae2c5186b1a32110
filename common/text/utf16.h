/* utf16 -- code points in and out of the well-formed UTF-16 that ICU takes. */
#ifndef TEXT_UTF16_H
#define TEXT_UTF16_H

#include <stdint.h>

/* Reads the code point at s[*i] and moves *i behind it. */
static inline uint32_t utf16_next(const uint16_t *s, int32_t *i)
{
    const uint32_t c = s[(*i)++];
    if (c < 0xd800 || c > 0xdbff)
        return c;
    return 0x10000 + ((c - 0xd800) << 10) + (s[(*i)++] - UINT32_C(0xdc00));
}

/* Writes `c` at s[n]; returns the n behind it. */
static inline int32_t utf16_put(uint16_t *s, int32_t n, uint32_t c)
{
    if (c < 0x10000) {
        s[n] = (uint16_t)c;
        return n + 1;
    }
    s[n] = (uint16_t)(0xd800 + ((c - 0x10000) >> 10));
    s[n + 1] = (uint16_t)(0xdc00 + (c & 0x3ff));
    return n + 2;
}

#endif
