#include "common/base/hash_long.h"

#ifdef HAVE_XXH_DISPATCH
#define XXH_DISPATCH_DISABLE_REPLACE
#include <xxh_x86dispatch.h>
#else
#include <xxhash.h>
#define XXH3_64bits_dispatch  XXH3_64bits
#define XXH3_128bits_dispatch XXH3_128bits
#endif

uint64_t hash64_long(const void *p, size_t n)
{
    return XXH3_64bits_dispatch(p, n);
}

struct hash128 hash128_long(const void *p, size_t n)
{
    const XXH128_hash_t h = XXH3_128bits_dispatch(p, n);
    return (struct hash128){h.low64, h.high64};
}
