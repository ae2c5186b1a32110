#include "common/base/mem.h"

#include <stdint.h>
#include <string.h>

#include "tests/support/suite.h"

static bool can_allocate(void)
{
    void *const p = mem_alloc(1);
    mem_free(p);
    return p != NULL;
}

START_TEST(fault_ends_all_allocations_after_n)
{
    mem_fail_after(2);
    ck_assert(can_allocate() && can_allocate());
    ck_assert(!can_allocate() && !can_allocate());
    ck_assert(mem_fail_never());
    ck_assert(can_allocate());
}
END_TEST

START_TEST(single_fault_lets_later_allocations_pass)
{
    mem_fail_once(1);
    ck_assert(can_allocate() && !can_allocate());
    ck_assert(can_allocate() && can_allocate());
    ck_assert(mem_fail_never());
}
END_TEST

START_TEST(fault_that_was_not_reached_is_told_apart)
{
    ck_assert(!mem_fail_never());
    mem_fail_once(1);
    ck_assert(can_allocate());
    ck_assert(!mem_fail_never());
    mem_fail_after(0);
    ck_assert(!mem_fail_never());
}
END_TEST

START_TEST(failed_growth_leaves_the_array)
{
    int *v = NULL;
    size_t cap = 0;
    ck_assert(mem_grow(&v, &cap, 1));
    const size_t before = cap;
    v[0] = 7;
    mem_fail_once(0);
    ck_assert(!mem_grow(&v, &cap, before + 1));
    ck_assert_uint_eq(cap, before);
    ck_assert_int_eq(v[0], 7);
    ck_assert(mem_grow(&v, &cap, before + 1));
    mem_fail_never();
    mem_free(v);
}
END_TEST

SUITE("mem", fault_ends_all_allocations_after_n,
      single_fault_lets_later_allocations_pass,
      fault_that_was_not_reached_is_told_apart, failed_growth_leaves_the_array)
