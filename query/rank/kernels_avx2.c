/* With POPCNT and vectors of 256 bits most of the plain loops do. */
#include "query/rank/kernels_deposit.h"

static void mark(const uint32_t values[static DOCS_PER_BLOCK], uint32_t least,
                 uint64_t marks[static DOCS_PER_BLOCK / 64])
{
    const __m256i limit = _mm256_set1_epi32((int)least - 1);

    for (unsigned k = 0; k < DOCS_PER_BLOCK / 64; k++) {
        uint64_t word = 0;
        for (unsigned i = 0; i < 64; i += 8) {
            const __m256i v =
                _mm256_loadu_si256((const void *)(values + 64 * k + i));
            const int high = _mm256_movemask_ps(
                _mm256_castsi256_ps(_mm256_cmpgt_epi32(v, limit)));
            word |= (uint64_t)(unsigned)high << i;
        }
        marks[k] = word;
    }
}

const struct rank_kernels RANK_KERNELS_AVX2 = {
    .name = "avx2",
    .scores = plain_scores,
    .above = plain_above,
    .in_bitmap = plain_in_bitmap,
    .in_block = plain_in_block,
    .count_in_block = plain_count_in_block,
    .up_to = plain_up_to,
    .ranks = plain_ranks,
    .keep_starts = merge_starts,
    .count_common = plain_count_common,
    .mark = mark,
    .keep_marked = deposit_keep_marked,
};
