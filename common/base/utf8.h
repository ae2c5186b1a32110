/*
 * utf8 -- one code point at a time, from bytes that may be anything.
 *
 * Well-formed is what table 3-7 of Unicode 15 allows: no overlong form, no
 * surrogate, nothing above U+10FFFF. Any other byte counts as one malformed
 * character of size 1, and the byte behind it is tried afresh: a walk over any
 * bytes ends after at most n steps and never leaves them.
 *
 *   Threads  pure functions
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

enum {
    UTF8_REPLACEMENT = 0xfffd, /* what a malformed byte is shown as        */
    UTF8_MAX = 4,              /* bytes of one code point                  */
};

/* ---- stepping, for loops over much text ---- */

/* As utf8_step(), for a byte p[0] >= 0x80. */
size_t utf8_step_multibyte(const uint8_t *p, const uint8_t *end, uint32_t *cp);

/* Reads the code point at p, p < end, into *cp: UTF8_REPLACEMENT when it is
 * malformed. Returns its size, 1..4. A U+FFFD that stands in the text has size
 * 3, a malformed byte size 1. */
static inline size_t utf8_step(const uint8_t *p, const uint8_t *end,
                               uint32_t *cp)
{
    if (*p < 0x80) {
        *cp = *p;
        return 1;
    }
    return utf8_step_multibyte(p, end, cp);
}

/* ---- looking, for parsers ---- */

#define UTF8_INVALID UINT32_MAX

struct utf8_char {
    uint32_t c;    /* the code point, or UTF8_INVALID     */
    uint32_t size; /* bytes it takes; 0 only at text's end */
};

/* As utf8_at(), for a byte >= 0x80. */
struct utf8_char utf8_at_multibyte(struct bytes text, size_t at);

/* The character at byte `at` of `text`; size 0 when at >= text.n. */
static inline struct utf8_char utf8_at(struct bytes text, size_t at)
{
    if (at >= text.n)
        return (struct utf8_char){0, 0};
    if (text.p[at] < 0x80)
        return (struct utf8_char){text.p[at], 1};
    return utf8_at_multibyte(text, at);
}

/* White space and control characters: what no word, mark or name holds.
 * Unicode White_Space, C0, DEL, C1, and the zero width space. */
bool utf8_is_space(uint32_t c);

/* Characters without a shape of their own that turn, hide or break the text
 * around them: bidirectional overrides and their like, byte order marks,
 * annotations, tags, line separators, the zero width space. The joiners U+200C
 * and U+200D are not among them: words need them. */
bool utf8_is_hidden(uint32_t c);

/* ---- whole texts ---- */

/* True when all of `text` is well-formed. */
bool utf8_valid(struct bytes text);

/* The greatest n <= limit, limit <= size of the well-formed text at p, that
 * does not lie within a code point. */
size_t utf8_floor(const uint8_t *p, size_t limit, size_t size);

/* Writes `cp`, a scalar value, to `out`; returns its size. */
size_t utf8_put(uint8_t out[static UTF8_MAX], uint32_t cp);

#endif
