/*
 * lanes -- sixteen bytes at once, in what every x86-64 has, and others too.
 *
 *     lanes x = lanes_at(p);
 *     if (lanes_any((lanes)(x == '@') | (lanes)(x - '0' < 10)))
 *
 * A comparison gives 0xff for each byte where it holds, 0 for others; casts
 * make bytes without a sign of it again.
 *
 *   Threads  pure functions
 */
#ifndef BASE_LANES_H
#define BASE_LANES_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "common/base/bytes.h"

typedef uint8_t lanes __attribute__((vector_size(16)));

enum { LANES = sizeof(lanes) };

static inline lanes lanes_at(const uint8_t *p)
{
    lanes x;
    memcpy(&x, p, sizeof(x));
    return x;
}

/* A bit for each byte that a comparison holds for, the lowest for the first. */
static inline uint16_t lanes_bits(lanes found)
{
#ifdef __SSE2__
    return (uint16_t)_mm_movemask_epi8((__m128i)found);
#else
    unsigned bits = 0;
    for (unsigned i = 0; i < LANES; i++)
        bits |= (unsigned)(found[i] & 1) << i;
    return (uint16_t)bits;
#endif
}

/* Whether it holds anywhere. */
static inline bool lanes_any(lanes found)
{
    return lanes_bits(found) != 0;
}

/* Where it holds first; it holds somewhere. */
static inline size_t lanes_first(lanes found)
{
    return (size_t)__builtin_ctz(lanes_bits(found));
}

#endif
