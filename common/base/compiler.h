/* compiler -- what we ask of the compiler beyond C17, in one place. */
#ifndef BASE_COMPILER_H
#define BASE_COMPILER_H

#define MUST_USE             __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, va) __attribute__((format(printf, fmt, va)))
#define ALWAYS_INLINE        inline __attribute__((always_inline))
#define NOINLINE             __attribute__((noinline))
#define LIKELY(x)            __builtin_expect(!!(x), 1)
#define UNLIKELY(x)          __builtin_expect(!!(x), 0)

/* What every question runs through: laid together by the linker, so that a
 * program that was idle fetches few lines and pages of it. */
#define HOT __attribute__((hot))

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

#endif
