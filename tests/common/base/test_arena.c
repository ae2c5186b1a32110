#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "tests/support/suite.h"

#include <stdint.h>

START_TEST(alloc_over_budget_fails_and_leaves_arena_usable)
{
    struct arena a;
    arena_init(&a, 1024);
    ck_assert_ptr_null(arena_alloc(&a, 1025));
    ck_assert_ptr_null(arena_array(&a, SIZE_MAX / 2, 3));
    ck_assert_ptr_nonnull(arena_alloc(&a, 1024));
    ck_assert_ptr_null(arena_alloc(&a, 1));
    arena_release(&a);
    ck_assert_ptr_nonnull(arena_new(&a, double, 100));
    arena_release(&a);
}
END_TEST

START_TEST(cleared_arena_hands_out_its_memory_again)
{
    struct arena a;
    arena_init(&a, 0);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 1000; i++) {
            char *const s = arena_strndup(&a, "abc", 3);
            ck_assert_str_eq(s, "abc");
        }
        ck_assert_uint_eq(a.used, 4000);
        arena_clear(&a);
        ck_assert_uint_eq(a.used, 0);
    }
    arena_release(&a);
}
END_TEST

START_TEST(failing_malloc_is_reported_and_survived)
{
    struct arena a;
    struct buf b = BUF_INIT;
    arena_init(&a, 0);
    mem_fail_after(0);
    ck_assert_ptr_null(arena_alloc(&a, 1));
    ck_assert(!buf_append_str(&b, "x"));
    ck_assert(b.failed);
    mem_fail_never();
    buf_clear(&b);
    ck_assert(buf_printf(&b, "%s-%d", "x", 7));
    ck_assert_str_eq(buf_str(&b), "x-7");
    ck_assert_ptr_nonnull(arena_alloc(&a, 1));
    buf_release(&b);
    arena_release(&a);
}
END_TEST

START_TEST(first_error_wins_and_context_goes_in_front)
{
    struct err e = ERR_INIT;
    err_note(&e, "nothing yet");
    ck_assert_int_eq(err_set(&e, ST_CORRUPT, "page %d", 7), ST_CORRUPT);
    ck_assert_int_eq(err_set(&e, ST_IO, "later"), ST_IO);
    err_note(&e, "segment %s", "7.seg");
    ck_assert_int_eq(e.code, ST_CORRUPT);
    ck_assert_str_eq(e.msg, "segment 7.seg: page 7");
    ck_assert_int_eq(err_set(NULL, ST_IO, "no struct"), ST_IO);
}
END_TEST

SUITE("arena, buf, err, mem", alloc_over_budget_fails_and_leaves_arena_usable,
      cleared_arena_hands_out_its_memory_again,
      failing_malloc_is_reported_and_survived,
      first_error_wins_and_context_goes_in_front)
