/* Parts are each made once, on any thread, and taken in their order. */
#include "indexer/parts.h"

#include <sched.h>
#include <stdatomic.h>
#include <string.h>

#include "common/base/clock.h"
#include "common/base/mem.h"
#include "tests/support/suite.h"

enum { PARTS = 500, THREADS = 4, PLACES = 8 };

#define WAIT_NS UINT64_C(2000000000)

struct log {
    atomic_int made[PARTS];
    atomic_int n_made;
    int wait_for;        /* part 0 is made behind so many others, */
    bool waited_in_vain; /* ... or after some seconds             */
    size_t left[PLACES]; /* by make for take          */
    size_t taken;
    size_t make_fails, take_fails; /* the parts that do */
};

static enum st make(void *ctx, unsigned place, size_t part, struct err *e)
{
    struct log *const l = ctx;
    atomic_fetch_add(&l->made[part], 1);
    l->left[place] = part;
    const uint64_t start = clock_ns();
    while (part == 0 && atomic_load(&l->n_made) < l->wait_for &&
           !l->waited_in_vain) {
        sched_yield();
        l->waited_in_vain = clock_ns() - start > WAIT_NS;
    }
    atomic_fetch_add(&l->n_made, 1);
    return part == l->make_fails ? err_set(e, ST_IO, "made wrong") : ST_OK;
}

static enum st take(void *ctx, unsigned place, size_t part, struct err *e)
{
    struct log *const l = ctx;
    ck_assert_uint_eq(l->taken, part);
    ck_assert_uint_eq(l->left[place], part);
    l->taken++;
    return part == l->take_fails ? err_set(e, ST_LIMIT, "taken wrong") : ST_OK;
}

static enum st run(struct log *l, unsigned threads, size_t n, struct err *e)
{
    const struct parts_work work = {
        .ctx = l, .threads = threads, .n = n, .make = make, .take = take};
    *e = ERR_INIT;
    return parts_run(&work, e);
}

static struct log new_log(void)
{
    return (struct log){.make_fails = PARTS, .take_fails = PARTS};
}

START_TEST(each_part_is_made_once_and_taken_in_order)
{
    struct err e;
    for (unsigned threads = 1; threads <= THREADS; threads++) {
        struct log l = new_log();
        ck_assert_int_eq(run(&l, threads, PARTS, &e), ST_OK);
        ck_assert_uint_eq(l.taken, PARTS);
        for (size_t i = 0; i < PARTS; i++)
            ck_assert_int_eq(atomic_load(&l.made[i]), 1);
    }
}
END_TEST

/* With two threads: one makes the first part, the other all that have places
 * meanwhile, and no more. */
START_TEST(a_long_part_does_not_keep_others_from_being_made)
{
    struct err e = ERR_INIT;
    struct log l = new_log();
    const struct parts_work work = {.ctx = &l,
                                    .threads = 2,
                                    .places = PLACES,
                                    .n = PARTS,
                                    .make = make,
                                    .take = take};
    l.wait_for = PLACES - 1;
    ck_assert_int_eq(parts_run(&work, &e), ST_OK);
    ck_assert(!l.waited_in_vain);
    ck_assert_uint_eq(l.taken, PARTS);
}
END_TEST

START_TEST(fewer_parts_than_threads_are_enough)
{
    struct err e;
    for (size_t n = 0; n < THREADS; n++) {
        struct log l = new_log();
        ck_assert_int_eq(run(&l, THREADS, n, &e), ST_OK);
        ck_assert_uint_eq(l.taken, n);
    }
}
END_TEST

START_TEST(a_failure_to_make_is_told_and_ends_the_work)
{
    struct err e;
    struct log l = new_log();
    l.make_fails = 100;
    ck_assert_int_eq(run(&l, THREADS, PARTS, &e), ST_IO);
    ck_assert_str_eq(e.msg, "made wrong");
    ck_assert_uint_le(l.taken, 100);
    ck_assert_int_eq(atomic_load(&l.made[100 + THREADS]), 0);
}
END_TEST

START_TEST(a_failure_to_take_is_told_and_ends_the_work)
{
    struct err e;
    struct log l = new_log();
    l.take_fails = 100;
    ck_assert_int_eq(run(&l, THREADS, PARTS, &e), ST_LIMIT);
    ck_assert_str_eq(e.msg, "taken wrong");
    ck_assert_uint_eq(l.taken, 101);
    ck_assert_int_eq(atomic_load(&l.made[100 + 2 * THREADS]), 0);
}
END_TEST

START_TEST(without_memory_nothing_is_made)
{
    struct err e;
    struct log l = new_log();
    mem_fail_after(0);
    const enum st st = run(&l, THREADS, PARTS, &e);
    ck_assert(mem_fail_never());
    ck_assert_int_eq(st, ST_NOMEM);
    ck_assert_int_eq(atomic_load(&l.made[0]), 0);
}
END_TEST

SUITE("parts", each_part_is_made_once_and_taken_in_order,
      a_long_part_does_not_keep_others_from_being_made,
      fewer_parts_than_threads_are_enough,
      a_failure_to_make_is_told_and_ends_the_work,
      a_failure_to_take_is_told_and_ends_the_work,
      without_memory_nothing_is_made)
