#include "common/segment/signature.h"

#include <string.h>

#include "common/base/compiler.h"
#include "common/segment/length_code.h"

enum { BIN_BITS = 7 };

#define NO_HASH UINT64_MAX

static bool has(const uint64_t *v, uint64_t h)
{
    for (size_t i = 0; i < SIGNATURE_SAMPLES; i++)
        if (v[i] == h)
            return true;
    return false;
}

/* Keeps the least different ones, ascending. */
static void keep_least(uint64_t least[SIGNATURE_SAMPLES], uint64_t h)
{
    size_t i = SIGNATURE_SAMPLES - 1;
    if (h >= least[i] || has(least, h))
        return;
    for (; i > 0 && least[i - 1] > h; i--)
        least[i] = least[i - 1];
    least[i] = h;
}

/* The bin that an empty one borrows from at its k-th try. */
static uint32_t donor(uint32_t bin, uint32_t k)
{
    uint32_t h = (bin + 1) * 0x9e3779b1u ^ k * 0x85ebca77u;
    h = (h ^ h >> 15) * 0xc2b2ae3du;
    return (h ^ h >> 13) >> 3 & (SIGNATURE_BINS - 1);
}

/* Of a text with shingles at least one bin is not empty, and the tries of the
 * empty ones come to each. */
static void set_bits(struct signature *s, const uint64_t bins[SIGNATURE_BINS])
{
    for (uint32_t i = 0; i < SIGNATURE_BINS; i += 8) {
        unsigned bits = 0;
        for (uint32_t b = i; b < i + 8; b++) {
            uint64_t h = bins[b];
            for (uint32_t k = 1; h == NO_HASH; k++)
                h = bins[k < 8 * SIGNATURE_BINS ? donor(b, k)
                                                : (b + k) % SIGNATURE_BINS];
            bits |= (unsigned)(h & 1) << (b - i);
        }
        s->raw[i / 8] = (uint8_t)bits;
    }
}

/* What the least hashes are not above. Bins are ranges of hashes, in order:
 * the least ones of the first few are as many different hashes. */
static uint64_t least_below(const uint64_t bins[SIGNATURE_BINS])
{
    unsigned n = 0;
    for (size_t i = 0; i < SIGNATURE_BINS; i++)
        if (bins[i] != NO_HASH && ++n == SIGNATURE_SAMPLES)
            return bins[i];
    return NO_HASH;
}

static inline void put(uint64_t bins[SIGNATURE_BINS], uint64_t h)
{
    uint64_t *const bin = &bins[h >> (64 - BIN_BITS)];
    *bin = MIN(*bin, h);
}

/* Bins are filled by turns in two arrays: each that is written has to wait for
 * those before it, which may have been the same. */
struct signature signature_of(const uint64_t *shingles, size_t n)
{
    uint64_t bins[SIGNATURE_BINS], others[SIGNATURE_BINS];
    uint64_t least[SIGNATURE_SAMPLES];
    struct signature s = {.raw = {0}};
    memset(bins, 0xff, sizeof(bins));
    memset(others, 0xff, sizeof(others));
    memset(least, 0xff, sizeof(least));
    for (size_t i = 0; i + 1 < n; i += 2) {
        put(bins, shingles[i]);
        put(others, shingles[i + 1]);
    }
    if (n % 2)
        put(bins, shingles[n - 1]);
    for (size_t i = 0; i < SIGNATURE_BINS; i++)
        bins[i] = MIN(bins[i], others[i]);
    const uint64_t most = least_below(bins);
    for (size_t i = 0; i < n; i++)
        if (shingles[i] <= most)
            keep_least(least, shingles[i]);
    set_bits(&s, bins);
    for (size_t i = 0; i < SIGNATURE_SAMPLES; i++) {
        uint8_t *const p = s.raw + SIGNATURE_BINS / 8 + 3 * i;
        p[0] = (uint8_t)least[i];
        p[1] = (uint8_t)(least[i] >> 8);
        p[2] = (uint8_t)(least[i] >> 16);
    }
    s.raw[SIGNATURE_SIZE - 1] = length_encode((uint32_t)MIN(n, INT32_MAX));
    return s;
}

struct signature signature_of_short(struct hash128 whole, uint32_t words)
{
    struct signature s = {.raw = {0}};
    if (words == 0)
        return s;
    put_u64le(s.raw, whole.low);
    put_u64le(s.raw + 8, whole.high);
    return s;
}

bool signature_is_empty(const struct signature *s)
{
    static const struct signature none;
    return memcmp(s, &none, sizeof(none)) == 0;
}

uint32_t signature_shingles(const struct signature *s)
{
    return length_decode(s->raw[SIGNATURE_SIZE - 1]);
}
