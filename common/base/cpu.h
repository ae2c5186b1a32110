/*
 * cpu -- what the processor we run on can do, as a mask of CPU_* bits.
 *
 * DATELINE_CPU=scalar in the environment hides everything, DATELINE_CPU=avx2
 * all above AVX2 and DATELINE_CPU=avx512 all above AVX-512, so that a test or a
 * doubtful user can run the definitions or the lesser kernels.
 */
#ifndef BASE_CPU_H
#define BASE_CPU_H

enum {
    CPU_AVX2 = 1u << 0,      /* with BMI2                              */
    CPU_AVX512 = 1u << 1,    /* F, BW, VL, VBMI2, VPOPCNTDQ: from 2019 */
    CPU_INTERSECT = 1u << 2, /* VP2INTERSECT: AMD from 2024            */
};

unsigned cpu_features(void);

#endif
