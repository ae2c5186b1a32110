/*
 * rng -- reproducible random numbers for tests (splitmix64).
 *
 * rng_from_env() takes the seed from SEED=, else `otherwise`, and prints it,
 * so that a failure can be run again.
 */
#ifndef TESTS_SUPPORT_RNG_H
#define TESTS_SUPPORT_RNG_H

#include <stdint.h>

struct rng {
    uint64_t state;
};

struct rng rng_from_env(uint64_t otherwise);
uint64_t rng_next(struct rng *r);
/* Uniform in [0, n), n > 0. */
uint32_t rng_below(struct rng *r, uint32_t n);

#endif
