#include "common/base/file.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(appended_bytes_come_back_through_map_and_read)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_file(&d, "f");
    struct err e = ERR_INIT;
    struct file_out f;
    ck_assert_int_eq(file_out_create(&f, path, &e), ST_OK);
    for (int i = 0; i < 100000; i++)
        ck_assert_int_eq(file_out_append(&f, "0123456789", 10, &e), ST_OK);
    ck_assert_int_eq(file_out_sync(&f, &e), ST_OK);
    ck_assert_uint_eq(f.size, 1000000);
    file_out_close(&f);

    struct file_map m;
    ck_assert_int_eq(file_map(&m, path, &e), ST_OK);
    ck_assert_uint_eq(m.n, 1000000);
    struct buf b = BUF_INIT;
    ck_assert_int_eq(file_read(path, 1 << 20, &b, &e), ST_OK);
    ck_assert(bytes_equal(buf_bytes(&b), bytes_of(m.p, m.n)));
    buf_clear(&b);
    ck_assert_int_eq(file_read(path, 999999, &b, &e), ST_LIMIT);
    buf_release(&b);
    file_unmap(&m);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(evicted_file_reads_the_same_and_a_missing_one_is_told)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_write(&d, "f", "bytes", 5);
    struct buf b = BUF_INIT;
    struct err e = ERR_INIT;
    ck_assert_int_eq(file_evict(path, &e), ST_OK);
    ck_assert_int_eq(file_read(path, 5, &b, &e), ST_OK);
    ck_assert(bytes_equal_str(buf_bytes(&b), "bytes"));
    buf_release(&b);
    ck_assert_int_eq(file_evict(tmpdir_file(&d, "gone"), &e), ST_NOT_FOUND);
    e = ERR_INIT;
    file_fail_after(1, EIO);
    ck_assert_int_eq(file_evict(path, &e), ST_IO);
    file_fail_never();
    tmpdir_remove(&d);
}
END_TEST

START_TEST(missing_file_and_fifo_are_told_apart)
{
    const struct tmpdir d = tmpdir_make();
    struct file_in in;
    struct err e = ERR_INIT;
    ck_assert_int_eq(file_in_open(&in, tmpdir_file(&d, "gone"), &e),
                     ST_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(e.msg, "gone"));
    e = ERR_INIT;
    const char *const fifo = tmpdir_file(&d, "fifo");
    ck_assert_int_eq(mkfifo(fifo, 0600), 0);
    ck_assert_int_eq(file_in_open(&in, fifo, &e), ST_USAGE);
    ck_assert_ptr_nonnull(strstr(e.msg, "not a regular file"));
    tmpdir_remove(&d);
}
END_TEST

START_TEST(failed_replace_leaves_the_old_file_for_every_failing_call)
{
    const struct tmpdir d = tmpdir_make();
    struct err e = ERR_INIT;
    ck_assert_int_eq(file_replace(d.path, "M", bytes_of("old", 3), &e), ST_OK);

    bool replaced = false;
    for (long n = 0; !replaced; n++) {
        ck_assert_int_lt(n, 20);
        e = ERR_INIT;
        file_fail_after(n, ENOSPC);
        const enum st st = file_replace(d.path, "M", bytes_of("new!", 4), &e);
        file_fail_never();

        struct buf b = BUF_INIT;
        struct err read_error = ERR_INIT;
        ck_assert_int_eq(file_read(tmpdir_file(&d, "M"), 100, &b, &read_error),
                         ST_OK);
        const bool is_new = bytes_equal_str(buf_bytes(&b), "new!");
        ck_assert(is_new || bytes_equal_str(buf_bytes(&b), "old"));
        buf_release(&b);
        replaced = st == ST_OK;
        if (replaced)
            ck_assert(is_new);
        else
            ck_assert_ptr_nonnull(strstr(e.msg, strerror(ENOSPC)));
    }
    tmpdir_remove(&d);
}
END_TEST

START_TEST(single_fault_lets_later_calls_pass)
{
    const struct tmpdir d = tmpdir_make();
    struct err e = ERR_INIT;
    long n = 0;
    for (bool failed = true; failed; n++) {
        file_fail_once(n, EIO);
        const enum st st = file_replace(d.path, "M", bytes_of("new", 3), &e);
        failed = file_fail_never();
        ck_assert_int_eq(st, failed ? ST_IO : ST_OK);
    }
    ck_assert_int_gt(n, 4); /* create, write, sync, rename, sync the folder */
    tmpdir_remove(&d);
}
END_TEST

START_TEST(second_lock_names_the_pid_of_the_first)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_file(&d, "LOCK");
    struct file_lock l;
    struct err e = ERR_INIT;
    ck_assert_int_eq(file_lock_take(&l, path, &e), ST_OK);
    const pid_t child = fork();
    if (child == 0) {
        struct file_lock other;
        struct err refused = ERR_INIT;
        char pid[16];
        snprintf(pid, sizeof(pid), "%ld", (long)getppid());
        const bool right =
            file_lock_take(&other, path, &refused) == ST_LOCKED &&
            strstr(refused.msg, pid);
        _exit(right ? 0 : 1);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    file_lock_release(&l);
    ck_assert_int_eq(file_lock_take(&l, path, &e), ST_OK);
    file_lock_release(&l);
    tmpdir_remove(&d);
}
END_TEST

SUITE("file", appended_bytes_come_back_through_map_and_read,
      evicted_file_reads_the_same_and_a_missing_one_is_told,
      missing_file_and_fifo_are_told_apart,
      failed_replace_leaves_the_old_file_for_every_failing_call,
      single_fault_lets_later_calls_pass,
      second_lock_names_the_pid_of_the_first)
