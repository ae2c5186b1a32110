/* hash_long -- XXH3 of much at once, by the loop for the processor at hand. */
#ifndef BASE_HASH_LONG_H
#define BASE_HASH_LONG_H

#include "common/base/hash.h"

/* From here on it pays to choose the loop; the hash is the same. */
enum { HASH_LONG = 256 };

uint64_t hash64_long(const void *p, size_t n);
struct hash128 hash128_long(const void *p, size_t n);

#endif
