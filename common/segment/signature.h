/*
 * signature -- 32 bytes by which texts that share much are found.
 *
 *     128 bits        one a bin: of two texts as many are equal as
 *                     (1 + J) / 2 says, J being their Jaccard similarity
 *     5 x 24 bits     samples: the least of the shingles' hashes. A text that
 *                     holds most of another has one in common with it, however
 *                     much longer it is
 *     8 bits          how many shingles it has, as a length code
 *
 * The hash of a shingle falls into a bin by its upper bits; the least of each
 * bin gives its lowest bit, and an empty bin borrows from another. A short text
 * (common/text/shingles.h) has its hash instead of all this and the code 0, a
 * text without a word 32 zero bytes.
 *
 *   Threads  pure functions
 *   Format   FORMAT.md section 14
 *   Source   Li, Owen and Zhang, "One permutation hashing", 2012; Shrivastava,
 *            "Optimal densification for fast and accurate minwise hashing",
 *            2017; Li and Koenig, "b-bit minwise hashing", 2010: of a
 * similarity above a half one bit of many bins says more than many bits of few
 */
#ifndef SEGMENT_SIGNATURE_H
#define SEGMENT_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/hash.h"

enum {
    SIGNATURE_SIZE = 32,
    SIGNATURE_BINS = 128,
    SIGNATURE_SAMPLES = 5,
    SAMPLE_BITS = 24,
    SAMPLE_NONE = (1 << SAMPLE_BITS) - 1, /* of a text of fewer shingles */
};

struct signature {
    uint8_t raw[SIGNATURE_SIZE];
};

/* Of `n` > 0 hashes of shingles. */
struct signature signature_of(const uint64_t *shingles, size_t n);
/* Of a short text of so many words. */
struct signature signature_of_short(struct hash128 whole, uint32_t words);

static inline bool signature_is_short(const struct signature *s)
{
    return s->raw[SIGNATURE_SIZE - 1] == 0;
}

/* Whether the text has no word. */
bool signature_is_empty(const struct signature *s);

static inline uint32_t signature_sample(const struct signature *s, unsigned i)
{
    const uint8_t *const p = s->raw + SIGNATURE_BINS / 8 + 3 * i;
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

/* The least number of shingles that the code may stand for. */
uint32_t signature_shingles(const struct signature *s);

/* The Jaccard similarity of two texts that are not short, as their signatures
 * have it; below 0 where they are less alike than chance makes them. Its
 * standard deviation is at most .09, and .05 at .8. */
static inline double signature_estimate(const struct signature *a,
                                        const struct signature *b)
{
    int differ = 0;
    for (size_t i = 0; i < SIGNATURE_BINS / 8; i += 8)
        differ +=
            __builtin_popcountll(get_u64le(a->raw + i) ^ get_u64le(b->raw + i));
    return 1 - (double)differ / (SIGNATURE_BINS / 2);
}

#endif
