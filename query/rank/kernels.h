/*
 * kernels -- the loops of ranking that gain from the processor at hand.
 *
 * One table for each instruction set; the scalar one is the definition, and a
 * test holds the others equal to it. kernels_body.h has what the compiler
 * makes fast by itself once it may use the instructions; what it does not is
 * written out in the file of the instruction set.
 *
 *   Threads  pure functions
 */
#ifndef QUERY_RANK_KERNELS_H
#define QUERY_RANK_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "common/segment/positions.h"

/* Arrays of documents are as long as this, however few of them count: kernels
 * may read and write, not use, what is behind. */
enum { BATCH_DOCS = DOCS_PER_BLOCK };

struct rank_kernels {
    const char *name; /* "scalar", "avx2", "avx512", "intersect" */

    /* scores[i] = bm25_score() of weight, freqs[i] (up to 2^30) and norms[i],
     * which is the inverse_norm of the document's length. */
    void (*scores)(float weight, const uint32_t *freqs, const float *norms,
                   uint32_t n, double *scores);

    /* Writes to places[] the i < n with (float)(scores[i] + rest) > threshold
     * in ascending order; returns how many. */
    uint32_t (*above)(const double *scores, uint32_t n, double rest,
                      float threshold, uint32_t *places);

    /* The same for docs[i] in the bitmap. */
    uint32_t (*in_bitmap)(const struct bitmap *b, const uint32_t *docs,
                          uint32_t n, uint32_t *places);

    /* Which of n ascending documents are in a decoded block, filled up with
     * INT32_MAX; none of them is behind its last. places[j] becomes the place
     * of the j-th among docs[], at[j] its place in the block. Both have room
     * for n alone. */
    uint32_t (*in_block)(const uint32_t block[static DOCS_PER_BLOCK],
                         const uint32_t *docs, uint32_t n, uint32_t *places,
                         uint32_t *at);

    /* How many of them there are. */
    uint32_t (*count_in_block)(const uint32_t block[static DOCS_PER_BLOCK],
                               const uint32_t *docs, uint32_t n);

    /* How many of n ascending documents are not behind `last`. */
    uint32_t (*up_to)(const uint32_t *docs, uint32_t n, uint32_t last);

    /* numbers[i] = the number of the posting of docs[i], which the bitmap
     * has. */
    void (*ranks)(const struct bitmap *b, const uint32_t *docs, uint32_t n,
                  uint32_t *numbers);

    /* Of n ascending places where a phrase may begin, keeps those with `offset`
     * added among the `m` ascending positions, behind which POSITIONS_PAD have
     * no place. In place; returns how many. */
    uint32_t (*keep_starts)(uint32_t *starts, uint32_t n, const uint32_t *pos,
                            uint32_t m, uint32_t offset);

    /* Bits set in n words, a multiple of 8, that all of `lists` arrays have. */
    uint64_t (*count_common)(const uint64_t *const *arrays, size_t lists,
                             size_t n);

    /* Sets bit i of marks[] where values[i] >= least, and clears the others.
     * Values and least are below 2^31. */
    void (*mark)(const uint32_t values[static DOCS_PER_BLOCK], uint32_t least,
                 uint64_t marks[static DOCS_PER_BLOCK / 64]);

    /* Of words[], bits of RANK_DOCS documents all of which are in bits[] too,
     * clears those without a mark: that of the i-th bit of bits[] is bit
     * `first` + i of marks[]. One word behind the last mark is read. Returns
     * how many are left. */
    uint32_t (*keep_marked)(uint64_t *words, const uint64_t *bits,
                            const uint64_t *marks, uint32_t first);
};

/* Best table for `cpu`, a CPU_* mask from cpu_features(). */
const struct rank_kernels *rank_kernels_for(unsigned cpu);

/* Seen by rank_kernels_for() alone. */
extern const struct rank_kernels RANK_KERNELS_SCALAR, RANK_KERNELS_AVX2,
    RANK_KERNELS_AVX512, RANK_KERNELS_INTERSECT;

#endif
