#include "bench/axis.h"

#include <math.h>

#include "tests/support/rng.h"
#include "tests/support/suite.h"

START_TEST(linear_axis_begins_at_zero_and_ends_at_a_round_value)
{
    const struct axis a = axis_of(3, 47, 30, 100, 600);
    double ticks[AXIS_TICKS_MAX];

    ck_assert(!a.log);
    ck_assert_double_eq(a.lo, 0);
    ck_assert_double_eq(a.hi, 50);
    ck_assert_double_eq(axis_at(&a, 0), 100);
    ck_assert_double_eq(axis_at(&a, 25), 350);
    ck_assert_double_eq(axis_at(&a, 99), 600);
    ck_assert_uint_eq(axis_ticks(&a, ticks), 6);
    ck_assert_double_eq(ticks[5], 50);
}
END_TEST

START_TEST(values_that_span_much_get_a_logarithmic_axis)
{
    const struct axis a = axis_of(8, 700, 30, 0, 1);
    double ticks[AXIS_TICKS_MAX];

    ck_assert(a.log);
    ck_assert_double_eq(a.lo, 5);
    ck_assert_double_eq_tol(axis_at(&a, 5), 0, 1e-9);
    ck_assert_double_eq_tol(axis_at(&a, 1), 0, 1e-9);
    ck_assert_double_eq_tol(axis_at(&a, 735), 1, 1e-9);
    ck_assert_uint_eq(axis_ticks(&a, ticks), 7);
    ck_assert_double_eq_tol(ticks[0], 5, 1e-9);
    ck_assert_double_eq_tol(ticks[1], 10, 1e-9);
    ck_assert_double_eq_tol(ticks[6], 500, 1e-9);
}
END_TEST

START_TEST(any_range_has_its_values_between_its_ends_and_some_marks)
{
    struct rng r = rng_from_env(1);
    double ticks[AXIS_TICKS_MAX];

    for (unsigned i = 0; i < 20000; i++) {
        const double least = pow(10, (int)rng_below(&r, 22) - 9) *
                             (1 + rng_below(&r, 900) / 100.0);
        const double most = least * (1 + pow(2, rng_below(&r, 30)) / 7);
        const struct axis a = axis_of(least, most, 30, 0, 100);
        const size_t n = axis_ticks(&a, ticks);
        ck_assert(a.lo < least && most <= a.hi);
        ck_assert(axis_at(&a, least) > 0);
        ck_assert(axis_at(&a, most) > axis_at(&a, least));
        ck_assert(n >= 2 && n <= AXIS_TICKS_MAX);
        for (size_t t = 1; t < n; t++)
            ck_assert(ticks[t - 1] < ticks[t]);
        ck_assert(ticks[0] >= a.lo * 0.999 && ticks[n - 1] <= a.hi * 1.001);
    }
}
END_TEST

SUITE("axis", linear_axis_begins_at_zero_and_ends_at_a_round_value,
      values_that_span_much_get_a_logarithmic_axis,
      any_range_has_its_values_between_its_ends_and_some_marks)
