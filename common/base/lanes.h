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

#include "common/base/bytes.h"

typedef uint8_t lanes __attribute__((vector_size(16)));

enum { LANES = sizeof(lanes) };

static inline lanes lanes_at(const uint8_t *p)
{
    lanes x;
    memcpy(&x, p, sizeof(x));
    return x;
}

/* Whether a comparison holds anywhere. */
static inline bool lanes_any(lanes found)
{
    uint64_t raw[2];
    memcpy(raw, &found, sizeof(raw));
    return (raw[0] | raw[1]) != 0;
}

/* Where it holds first; it holds somewhere. */
static inline size_t lanes_first(lanes found)
{
    uint8_t raw[LANES];
    memcpy(raw, &found, sizeof(raw));
    const uint64_t low = get_u64le(raw), high = get_u64le(raw + 8);
    return (size_t)(low ? __builtin_ctzll(low) : 64 + __builtin_ctzll(high)) /
           8;
}

#endif
