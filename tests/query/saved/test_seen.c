#include "query/saved/seen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/hash.h"
#include "common/base/mem.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

/* `n` keys of a kind, sorted: spread, or all with the same first bits. */
static struct seen seen_of(struct rng *r, size_t n, bool spread)
{
    struct seen s = {.question = 7, .when = -1};
    for (size_t i = 0; i < n; i++) {
        const uint64_t any = rng_next(r);
        ck_assert(seen_add(&s, spread ? any : any >> 40));
    }
    ck_assert(seen_sort(&s));
    return s;
}

static bool has(const struct seen *s, uint64_t key)
{
    return seen_have(s, &key, 1) == 1;
}

START_TEST(keys_are_in_order_and_found_and_others_are_not)
{
    static const size_t sizes[] = {0, 1, 2, 5, 33, 64, 1000, 30000};
    struct rng r = rng_from_env(1);
    for (size_t i = 0; i < 2 * sizeof(sizes) / sizeof(*sizes); i++) {
        struct seen s = seen_of(&r, sizes[i / 2], i % 2);
        for (size_t k = 0; k < s.n; k++) {
            ck_assert(k == 0 || s.keys[k - 1] <= s.keys[k]);
            ck_assert(has(&s, s.keys[k]));
            if (k == 0 || s.keys[k - 1] < s.keys[k] - 1)
                ck_assert(!has(&s, s.keys[k] - 1));
        }
        ck_assert(!has(&s, 1ULL << 63 | 12345));
        seen_release(&s);
    }
}
END_TEST

START_TEST(sixty_four_at_once_are_each_told)
{
    struct rng r = rng_from_env(1);
    struct seen s = seen_of(&r, 1000, true);
    uint64_t keys[SEEN_BATCH], want = 0;
    for (size_t i = 0; i < SEEN_BATCH; i++) {
        const bool known = rng_next(&r) % 3 == 0;
        keys[i] = known ? s.keys[rng_next(&r) % s.n] : rng_next(&r);
        want |= (uint64_t)known << i;
    }
    ck_assert(seen_have(&s, keys, SEEN_BATCH) == want);
    ck_assert(seen_have(&s, keys, 5) == (want & 31));
    ck_assert(seen_have(&s, keys, 0) == 0);
    seen_release(&s);
}
END_TEST

/* ---- the file ---- */

static void write(const struct seen *s, const struct tmpdir *d)
{
    struct err e = ERR_INIT;
    ck_assert_msg(seen_write(s, d->path, "q", &e) == ST_OK, "%s", e.msg);
}

START_TEST(what_is_written_reads_back)
{
    static const size_t sizes[] = {0, 1, 1000};
    const struct tmpdir d = tmpdir_make();
    struct rng r = rng_from_env(1);
    struct err e = ERR_INIT;
    bool found;
    struct seen back;
    ck_assert_int_eq(seen_read(&back, &found, d.path, "q", &e), ST_OK);
    ck_assert(!found);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        struct seen s = seen_of(&r, sizes[i], true);
        write(&s, &d);
        ck_assert_int_eq(seen_read(&back, &found, d.path, "q", &e), ST_OK);
        ck_assert(found);
        ck_assert(back.question == 7 && back.when == -1);
        ck_assert_uint_eq(back.n, s.n);
        for (size_t k = 0; k < s.n; k++) {
            ck_assert(back.keys[k] == s.keys[k]);
            ck_assert(has(&back, s.keys[k]));
        }
        seen_release(&back);
        seen_release(&s);
    }
    tmpdir_remove(&d);
}
END_TEST

static enum st read_bytes(const struct tmpdir *d, const uint8_t *p, size_t n,
                          struct err *e)
{
    struct seen back;
    bool found;
    tmpdir_write(d, "q.seen", p, n);
    *e = ERR_INIT;
    const enum st st = seen_read(&back, &found, d->path, "q", e);
    if (st != ST_OK)
        ck_assert(back.keys == NULL && back.n == 0);
    seen_release(&back);
    return st;
}

START_TEST(any_changed_byte_and_any_missing_one_is_told)
{
    const struct tmpdir d = tmpdir_make();
    struct rng r = rng_from_env(1);
    struct seen s = seen_of(&r, 5, true);
    struct buf file = BUF_INIT;
    struct err e = ERR_INIT;
    write(&s, &d);
    ck_assert_int_eq(file_read(tmpdir_file(&d, "q.seen"), 1000, &file, &e),
                     ST_OK);
    ck_assert_uint_eq(file.n, 40 + 5 * 8 + 8);
    for (size_t i = 0; i < file.n; i++) {
        file.p[i] ^= 0x10;
        const enum st st = read_bytes(&d, file.p, file.n, &e);
        ck_assert(st == (i >= 8 && i < 12 ? ST_VERSION : ST_CORRUPT));
        ck_assert_ptr_nonnull(strstr(e.msg, d.path));
        ck_assert_ptr_nonnull(strstr(e.msg, "without --since last"));
        file.p[i] ^= 0x10;
        ck_assert_int_eq(read_bytes(&d, file.p, i, &e), ST_CORRUPT);
    }
    ck_assert_int_eq(read_bytes(&d, file.p, file.n, &e), ST_OK);
    buf_release(&file);
    seen_release(&s);
    tmpdir_remove(&d);
}
END_TEST

/* A sound checksum makes no sound file. */
START_TEST(counts_and_orders_that_lie_are_told)
{
    const struct tmpdir d = tmpdir_make();
    struct rng r = rng_from_env(1);
    struct seen s = seen_of(&r, 5, true);
    struct buf file = BUF_INIT;
    struct err e = ERR_INIT;
    write(&s, &d);
    ck_assert_int_eq(file_read(tmpdir_file(&d, "q.seen"), 1000, &file, &e),
                     ST_OK);
    static const struct {
        size_t at;
        uint64_t value;
    } lies[] = {{32, 4}, {32, 6}, {32, UINT64_MAX}, {40, UINT64_MAX}};
    for (size_t i = 0; i < sizeof(lies) / sizeof(*lies); i++) {
        const uint64_t was = get_u64le(file.p + lies[i].at);
        put_u64le(file.p + lies[i].at, lies[i].value);
        put_u64le(file.p + file.n - 8, hash64(file.p, file.n - 8));
        ck_assert_int_eq(read_bytes(&d, file.p, file.n, &e), ST_CORRUPT);
        put_u64le(file.p + lies[i].at, was);
    }
    buf_release(&file);
    seen_release(&s);
    tmpdir_remove(&d);
}
END_TEST

/* ---- faults ---- */

/* Writes with call number n failing: what is there is the old or the new. */
static bool write_faulty(const struct tmpdir *d, const struct seen *old,
                         const struct seen *s, long n, bool files)
{
    struct err e = ERR_INIT;
    struct seen back;
    bool found;
    write(old, d);
    if (files)
        file_fail_after(n, EIO);
    else
        mem_fail_after(n);
    const enum st st = seen_write(s, d->path, "q", &e);
    const bool failed = files ? file_fail_never() : mem_fail_never();
    ck_assert(failed ? st == (files ? ST_IO : ST_NOMEM) && e.msg[0]
                     : st == ST_OK);
    ck_assert_int_eq(seen_read(&back, &found, d->path, "q", NULL), ST_OK);
    ck_assert(back.n == old->n || (files && back.n == s->n) || st == ST_OK);
    seen_release(&back);
    return failed;
}

static bool read_faulty(const struct tmpdir *d, long n, bool files)
{
    struct err e = ERR_INIT;
    struct seen back;
    bool found;
    if (files)
        file_fail_after(n, EIO);
    else
        mem_fail_after(n);
    const enum st st = seen_read(&back, &found, d->path, "q", &e);
    const bool failed = files ? file_fail_never() : mem_fail_never();
    ck_assert(failed ? st == (files ? ST_IO : ST_NOMEM) && e.msg[0]
                     : st == ST_OK);
    seen_release(&back);
    return failed;
}

START_TEST(failing_calls_leave_the_record_before_or_the_new_one)
{
    const struct tmpdir d = tmpdir_make();
    struct rng r = rng_from_env(1);
    struct seen old = seen_of(&r, 3, true), s = seen_of(&r, 40000, true);
    for (int files = 0; files < 2; files++) {
        long n = 0;
        while (write_faulty(&d, &old, &s, n, files))
            n++;
        ck_assert_int_gt(n, 2);
        for (n = 0; read_faulty(&d, n, files);)
            n++;
        ck_assert_int_gt(n, 1);
    }
    seen_release(&old);
    seen_release(&s);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(keys_without_memory_are_refused)
{
    struct seen s = {.keys = NULL};
    mem_fail_after(0);
    ck_assert(!seen_add(&s, 1));
    ck_assert(mem_fail_never());
    ck_assert(seen_add(&s, 1));
    for (long n = 0; n < 2; n++) {
        mem_fail_after(n);
        ck_assert(!seen_sort(&s));
        ck_assert(mem_fail_never());
    }
    ck_assert(seen_sort(&s));
    ck_assert(has(&s, 1));
    seen_release(&s);
}
END_TEST

SUITE("seen", keys_are_in_order_and_found_and_others_are_not,
      sixty_four_at_once_are_each_told, what_is_written_reads_back,
      any_changed_byte_and_any_missing_one_is_told,
      counts_and_orders_that_lie_are_told,
      failing_calls_leave_the_record_before_or_the_new_one,
      keys_without_memory_are_refused)
