/*
 * cpu -- what the processor we run on can do, as a mask of CPU_* bits.
 *
 * DATELINE_CPU=scalar in the environment hides everything, so that a test or
 * a doubtful user can run the definitions instead of the kernels.
 */
#ifndef BASE_CPU_H
#define BASE_CPU_H

enum { CPU_AVX2 = 1u << 0, CPU_AVX512 = 1u << 1 };

unsigned cpu_features(void);

#endif
