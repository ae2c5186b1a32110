/*
 * utf8 -- one code point at a time, from bytes that may be anything.
 *
 * A byte that begins no well-formed sequence (Unicode 15, table 3-7: no
 * overlong forms, no surrogates, nothing above U+10FFFF) is one UTF8_INVALID
 * of size 1, so that a walk over any bytes ends after at most n steps and
 * never leaves them.
 *
 *   Threads  pure functions
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

#define UTF8_INVALID     UINT32_MAX
#define UTF8_REPLACEMENT UINT32_C(0xFFFD)

enum { UTF8_LONGEST = 4 }; /* bytes of the longest sequence */

struct utf8_char {
    uint32_t c;    /* the code point, or UTF8_INVALID     */
    uint32_t size; /* bytes it takes; 0 only at text's end */
};

/* The character at byte `at` of `text`; size 0 when at >= text.n. */
struct utf8_char utf8_at(struct bytes text, size_t at);

/* Writes code point `c` and returns its size; `c` is a scalar value. */
size_t utf8_encode(uint32_t c, uint8_t out[static UTF8_LONGEST]);

/* White space and control characters: what no word, mark or name holds.
 * Unicode White_Space, C0, DEL, C1, and the zero width space. */
int utf8_is_space(uint32_t c);

#endif
