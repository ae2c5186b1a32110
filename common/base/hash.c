#include "common/base/hash.h"

#ifdef HAVE_XXH_DISPATCH
#define XXH_DISPATCH_DISABLE_REPLACE
#include <xxh_x86dispatch.h>
#else
#include <xxhash.h>
#define XXH3_64bits_dispatch  XXH3_64bits
#define XXH3_128bits_dispatch XXH3_128bits
#endif

/* From here on it pays to choose the loop by processor; the hash is the same.
 */
enum { LONG = 256 };

uint64_t hash64(const void *p, size_t n)
{
    return n < LONG ? XXH3_64bits(p, n) : XXH3_64bits_dispatch(p, n);
}

struct hash128 hash128(const void *p, size_t n)
{
    const XXH128_hash_t h =
        n < LONG ? XXH3_128bits(p, n) : XXH3_128bits_dispatch(p, n);
    return (struct hash128){h.low64, h.high64};
}
