/* What BMI2 has an instruction for: PDEP deals bits out to the places of a
 * mask. */
#ifndef QUERY_RANK_KERNELS_DEPOSIT_H
#define QUERY_RANK_KERNELS_DEPOSIT_H

#include <immintrin.h>

#include "query/rank/kernels_body.h"

static inline uint32_t deposit_keep_marked(uint64_t *words,
                                           const uint64_t *bits,
                                           const uint64_t *marks,
                                           uint32_t first)
{
    uint32_t left = 0;

    for (unsigned k = 0; k < RANK_DOCS / 64; k++) {
        words[k] &= _pdep_u64(marks_from(marks, first), bits[k]);
        first += (uint32_t)__builtin_popcountll(bits[k]);
        left += (uint32_t)__builtin_popcountll(words[k]);
    }
    return left;
}

#endif
