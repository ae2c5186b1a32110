/* The kernels in plain C, compiled once for each instruction set. */
#ifndef QUERY_RANK_KERNELS_BODY_H
#define QUERY_RANK_KERNELS_BODY_H

#include "common/base/compiler.h"
#include "common/segment/bm25.h"
#include "query/rank/kernels.h"

static inline void plain_scores(float weight, const uint32_t *freqs,
                                const float *norms, uint32_t n, double *scores)
{
    for (uint32_t i = 0; i < n; i++) {
        const float f = (float)(int32_t)freqs[i] * norms[i];
        scores[i] = bm25_quantise(weight - weight / (1.0f + f));
    }
}

/* Which pass is hard to predict, so there is no branch. */
static inline uint32_t plain_above(const double *scores, uint32_t n,
                                   double rest, float threshold,
                                   uint32_t *places)
{
    uint32_t found = 0;

    for (uint32_t i = 0; i < n; i++) {
        places[found] = i;
        found += (float)(scores[i] + rest) > threshold;
    }
    return found;
}

static inline uint32_t plain_in_bitmap(const struct bitmap *b,
                                       const uint32_t *docs, uint32_t n,
                                       uint32_t *places)
{
    uint32_t found = 0;

    for (uint32_t i = 0; i < n; i++) {
        places[found] = i;
        found += (uint32_t)(b->bits[docs[i] / 64] >> docs[i] % 64 & 1);
    }
    return found;
}

/* First the piece of 16 is found, by counting how many end before the document,
 * then its place in the piece. Documents are below 2^31, so signed compares,
 * which vectors have, will do. */
static inline uint32_t
plain_in_block(const uint32_t block[static DOCS_PER_BLOCK],
               const uint32_t *docs, uint32_t n, uint32_t *places, uint32_t *at)
{
    enum { PIECE = 16, PIECES = DOCS_PER_BLOCK / PIECE };
    int32_t last[PIECES];
    uint32_t found = 0;

    for (unsigned k = 0; k < PIECES; k++)
        last[k] = (int32_t)block[PIECE * k + (PIECE - 1)];
    for (uint32_t i = 0; i < n; i++) {
        const int32_t doc = (int32_t)docs[i];
        uint32_t piece = 0, smaller = 0;
        for (unsigned k = 0; k < PIECES; k++)
            piece += last[k] < doc;
        const uint32_t *const from = block + (size_t)PIECE * piece;
        for (unsigned k = 0; k < PIECE; k++)
            smaller += (int32_t)from[k] < doc;
        places[found] = i;
        at[found] = PIECE * piece + smaller;
        found += from[smaller] == docs[i];
    }
    return found;
}

static inline uint32_t
plain_count_in_block(const uint32_t block[static DOCS_PER_BLOCK],
                     const uint32_t *docs, uint32_t n)
{
    uint32_t places[BATCH_DOCS], at[BATCH_DOCS];

    return plain_in_block(block, docs, n, places, at);
}

/* Counted through to the end: where to stop is hard to predict. */
static inline uint32_t plain_up_to(const uint32_t *docs, uint32_t n,
                                   uint32_t last)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < n; i++)
        count += (int32_t)docs[i] <= (int32_t)last;
    return count;
}

/* Documents come in order, so the sums of a sample's words serve many. */
static inline void plain_ranks(const struct bitmap *b, const uint32_t *docs,
                               uint32_t n, uint32_t *numbers)
{
    enum { WORDS = RANK_DOCS / 64 };
    uint32_t sample = UINT32_MAX, before[WORDS] = {0};

    for (uint32_t i = 0; i < n; i++) {
        const uint32_t doc = docs[i];
        const uint64_t below = (UINT64_C(1) << doc % 64) - 1;
        if (doc / RANK_DOCS != sample) {
            sample = doc / RANK_DOCS;
            uint32_t rank = b->ranks[sample];
            for (uint32_t k = 0; k < WORDS; k++) {
                before[k] = rank;
                rank += (uint32_t)__builtin_popcountll(
                    b->bits[(size_t)sample * WORDS + k]);
            }
        }
        numbers[i] = before[doc / 64 % WORDS] +
                     (uint32_t)__builtin_popcountll(b->bits[doc / 64] & below);
    }
}

/* Both lists are walked once. */
static inline uint32_t merge_starts(uint32_t *starts, uint32_t n,
                                    const uint32_t *pos, uint32_t m,
                                    uint32_t offset)
{
    uint32_t kept = 0;

    for (uint32_t i = 0, at = 0; i < n; i++) {
        const uint32_t want = starts[i] + offset;
        while (at < m && pos[at] < want)
            at++;
        if (at == m)
            break;
        starts[kept] = starts[i];
        kept += pos[at] == want;
    }
    return kept;
}

static inline uint64_t plain_count_common(const uint64_t *const *arrays,
                                          size_t lists, size_t n)
{
    uint64_t count = 0;

    if (lists == 2) {
        for (size_t i = 0; i < n; i++)
            count +=
                (uint64_t)__builtin_popcountll(arrays[0][i] & arrays[1][i]);
        return count;
    }
    for (size_t i = 0; i < n; i++) {
        uint64_t word = arrays[0][i];
        for (size_t k = 1; k < lists; k++)
            word &= arrays[k][i];
        count += (uint64_t)__builtin_popcountll(word);
    }
    return count;
}

static inline void plain_mark(const uint32_t values[static DOCS_PER_BLOCK],
                              uint32_t least,
                              uint64_t marks[static DOCS_PER_BLOCK / 64])
{
    for (unsigned k = 0; k < DOCS_PER_BLOCK / 64; k++) {
        uint64_t word = 0;
        for (unsigned i = 0; i < 64; i++)
            word |= (uint64_t)(values[64 * k + i] >= least) << i;
        marks[k] = word;
    }
}

/* The 64 marks from mark `at` on. */
static ALWAYS_INLINE uint64_t marks_from(const uint64_t *marks, uint32_t at)
{
    const uint64_t low = marks[at / 64] >> at % 64;

    /* Shifted in two steps, as by 64 bits none may be. */
    return low | marks[at / 64 + 1] << 1 << (63 - at % 64);
}

static inline uint32_t plain_keep_marked(uint64_t *words, const uint64_t *bits,
                                         const uint64_t *marks, uint32_t first)
{
    uint32_t left = 0;

    for (unsigned k = 0; k < RANK_DOCS / 64; k++) {
        uint64_t these = marks_from(marks, first), kept = 0;
        for (uint64_t b = bits[k]; b; b &= b - 1, these >>= 1) {
            kept |= (b & -b) & -(these & 1);
            first++;
        }
        words[k] &= kept;
        left += (uint32_t)__builtin_popcountll(words[k]);
    }
    return left;
}

#endif
