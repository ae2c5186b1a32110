#include "bench/latency.h"

#include "tests/support/suite.h"

START_TEST(percentile_is_the_smallest_time_that_so_many_do_not_exceed)
{
    uint64_t ns[1000];
    struct latency l;

    for (size_t i = 0; i < 1000; i++)
        ns[i] = (1000 - i) * 1000;
    latency_of(&l, ns, 1000);
    ck_assert_uint_eq(l.n, 1000);
    ck_assert_double_eq(l.mean_us, 500.5);
    ck_assert_double_eq(l.p50_us, 500);
    ck_assert_double_eq(l.p90_us, 900);
    ck_assert_double_eq(l.p99_us, 990);
    ck_assert_double_eq(l.p999_us, 999);
    ck_assert_double_eq(l.max_us, 1000);
    ck_assert_double_eq(l.curve_us[0], 1);
    ck_assert_double_eq(l.curve_us[25], 250);
    ck_assert_double_eq(l.curve_us[100], 1000);
}
END_TEST

START_TEST(few_times_have_only_themselves_as_percentiles)
{
    uint64_t ns[] = {3000, 1500};
    struct latency l;

    latency_of(&l, ns, 2);
    ck_assert_double_eq(l.p50_us, 1.5);
    ck_assert_double_eq(l.p90_us, 3);
    ck_assert_double_eq(l.p999_us, 3);
    latency_of(&l, ns, 1);
    ck_assert_double_eq(l.curve_us[0], l.curve_us[100]);
}
END_TEST

START_TEST(no_time_at_all_is_zero)
{
    struct latency l;

    latency_of(&l, NULL, 0);
    ck_assert_uint_eq(l.n, 0);
    ck_assert_double_eq(l.mean_us, 0);
    ck_assert_double_eq(l.max_us, 0);
}
END_TEST

SUITE("latency", percentile_is_the_smallest_time_that_so_many_do_not_exceed,
      few_times_have_only_themselves_as_percentiles, no_time_at_all_is_zero)
