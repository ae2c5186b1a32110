/* hash -- XXH3, the one hash of the project: terms, checksums, contents. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t hash64(const void *p, size_t n);

/* What multiplicative hashes multiply with: 2^64 divided by the golden ratio,
 * an odd number without a pattern. */
#define HASH_FACTOR UINT64_C(0x9e3779b97f4a7c15)

struct hash128 {
    uint64_t low, high;
};

struct hash128 hash128(const void *p, size_t n);

#endif
