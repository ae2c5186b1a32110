/*
 * utf8 -- one code point at a time out of bytes that may be malformed.
 *
 * Well-formed is what table 3-7 of Unicode 15 allows: no overlong form, no
 * surrogate, nothing above U+10FFFF. Any other byte counts as one malformed
 * code point of its own, UTF8_BAD, and the byte behind it is tried afresh.
 *
 *   Threads  pure functions
 */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    UTF8_BAD = 0xfffd, /* what a malformed byte reads as: no word holds it */
    UTF8_MAX = 4,      /* bytes of one code point                          */
};

/* As utf8_step(), for a byte p[0] >= 0x80. */
size_t utf8_step_multibyte(const uint8_t *p, const uint8_t *end, uint32_t *cp);

/* Reads the code point at p, p < end, into *cp. Returns its size, 1..4. A
 * U+FFFD that stands in the text has size 3, a malformed byte size 1. */
static inline size_t utf8_step(const uint8_t *p, const uint8_t *end,
                               uint32_t *cp)
{
    if (*p < 0x80) {
        *cp = *p;
        return 1;
    }
    return utf8_step_multibyte(p, end, cp);
}

/* Writes `cp`, a scalar value, to `out`; returns its size. */
size_t utf8_put(uint8_t out[UTF8_MAX], uint32_t cp);

/* The greatest n <= limit, limit <= size of the well-formed text at p, that
 * does not lie within a code point. */
size_t utf8_floor(const uint8_t *p, size_t limit, size_t size);

#endif
