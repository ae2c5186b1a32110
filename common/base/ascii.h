/*
 * ascii -- bytes of ASCII, and runs of them, sixteen or eight at a time.
 *
 *   Threads  pure functions
 */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include <stdbool.h>

#include "common/base/lanes.h"

static inline bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_upper(uint8_t c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool is_letter(uint8_t c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Letters, and every byte from 0x80 on: of words of other scripts. */
static inline bool is_letter_byte(uint8_t c)
{
    return is_letter(c) || c >= 0x80;
}

/* Spaces, tabs and what ends a line. */
static inline bool is_space(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Behind the letters a to z that begin at p. */
static inline const uint8_t *ascii_skip_lower(const uint8_t *p,
                                              const uint8_t *end)
{
    static const uint64_t ones = 0x0101010101010101, tops = ones << 7;
    for (; end - p >= LANES; p += LANES) {
        const lanes others = (lanes)(lanes_at(p) - 'a' >= 26);
        if (lanes_any(others))
            return p + lanes_first(others);
    }
    for (; end - p >= 8; p += 8) {
        const uint64_t x = get_u64le(p), low = x & ~tops;
        const uint64_t from_a = low + ones * (0x80 - 'a');
        const uint64_t behind_z = low + ones * (0x7f - 'z');
        const uint64_t others = (~from_a | behind_z | x) & tops;
        if (others)
            return p + __builtin_ctzll(others) / 8;
    }
    while (p != end && *p >= 'a' && *p <= 'z')
        p++;
    return p;
}

/* Whether it is a word of the letters a to z. */
static inline bool ascii_is_lower(struct bytes word)
{
    const uint8_t *const end = word.p + word.n;
    return word.n > 0 && ascii_skip_lower(word.p, end) == end;
}

#endif
