/*
 * dice -- the generator's random numbers: splitmix64, integers only.
 *
 * Everything drawn anywhere comes from here, and nothing here or behind it
 * uses floating point, so a seed means the same bytes on every machine.
 *
 *   Threads  one struct dice, one thread
 *   Source   Steele, Lea, Flood: Fast Splittable Pseudorandom Number
 *            Generators, OOPSLA 2014
 */
#ifndef CORPUS_GENERATE_DICE_H
#define CORPUS_GENERATE_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

/* The finisher of splitmix64: a bijection that scatters neighbours. */
static inline uint64_t dice_mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static inline uint64_t dice_roll(struct dice *d)
{
    d->state += UINT64_C(0x9e3779b97f4a7c15);
    return dice_mix(d->state);
}

/* In [0, n), n > 0; uneven by less than n / 2^32, which no test can see. */
static inline uint32_t dice_below(struct dice *d, uint32_t n)
{
    return (uint32_t)(((dice_roll(d) >> 32) * n) >> 32);
}

/* In [0, n), the smaller the likelier: the least of three. */
static inline uint32_t dice_skewed(struct dice *d, uint32_t n)
{
    const uint32_t a = dice_below(d, n), b = dice_below(d, n);
    const uint32_t c = dice_below(d, n), ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* True `n` times in 1024. */
static inline bool dice_chance(struct dice *d, uint32_t n)
{
    return dice_roll(d) >> 54 < n;
}

#endif
