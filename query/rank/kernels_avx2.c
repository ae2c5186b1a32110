/* With POPCNT and vectors of 256 bits the plain loops do. */
#include "query/rank/kernels_body.h"

const struct rank_kernels RANK_KERNELS_AVX2 = {
    .name = "avx2",
    .scores = plain_scores,
    .above = plain_above,
    .in_bitmap = plain_in_bitmap,
    .in_block = plain_in_block,
    .count_in_block = plain_count_in_block,
    .ranks = plain_ranks,
    .keep_starts = merge_starts,
    .count_common = plain_count_common,
};
