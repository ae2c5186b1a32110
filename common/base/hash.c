#define XXH_INLINE_ALL /* words are short: a call costs as much as they do */
#include "common/base/hash.h"

#include "common/base/compiler.h"

#include <xxhash.h>

#include "common/base/hash_long.h"

HOT uint64_t hash64(const void *p, size_t n)
{
    return n < HASH_LONG ? XXH3_64bits(p, n) : hash64_long(p, n);
}

struct hash128 hash128(const void *p, size_t n)
{
    if (n >= HASH_LONG)
        return hash128_long(p, n);
    const XXH128_hash_t h = XXH3_128bits(p, n);
    return (struct hash128){h.low64, h.high64};
}
