#include "query/rank/kernels.h"

#include "common/base/cpu.h"
#include "query/rank/kernels_body.h"

const struct rank_kernels RANK_KERNELS_SCALAR = {
    .name = "scalar",
    .scores = plain_scores,
    .above = plain_above,
    .in_bitmap = plain_in_bitmap,
    .in_block = plain_in_block,
    .count_in_block = plain_count_in_block,
    .up_to = plain_up_to,
    .ranks = plain_ranks,
    .keep_starts = merge_starts,
    .count_common = plain_count_common,
    .mark = plain_mark,
    .keep_marked = plain_keep_marked,
};

const struct rank_kernels *rank_kernels_for(unsigned cpu)
{
#if defined(__x86_64__)
    if (cpu & CPU_INTERSECT)
        return &RANK_KERNELS_INTERSECT;
    if (cpu & CPU_AVX512)
        return &RANK_KERNELS_AVX512;
    if (cpu & CPU_AVX2)
        return &RANK_KERNELS_AVX2;
#endif
    (void)cpu;
    return &RANK_KERNELS_SCALAR;
}
