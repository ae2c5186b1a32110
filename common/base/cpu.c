#include "common/base/cpu.h"

#include <stdlib.h>
#include <string.h>

unsigned cpu_features(void)
{
    const char *const wish = getenv("DATELINE_CPU");
    if (wish && strcmp(wish, "scalar") == 0)
        return 0;

    unsigned mask = 0;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
        mask |= CPU_AVX2;
    if (wish && strcmp(wish, "avx2") == 0)
        return mask;
    if (__builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512vbmi2") &&
        __builtin_cpu_supports("avx512vpopcntdq"))
        mask |= CPU_AVX512;
    if (wish && strcmp(wish, "avx512") == 0)
        return mask;
    if ((mask & CPU_AVX512) && __builtin_cpu_supports("avx512vp2intersect"))
        mask |= CPU_INTERSECT;
#endif
    return mask;
}
