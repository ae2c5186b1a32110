#include "common/base/file.h"
#include "common/base/mem.h"
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

/* Writes 600,000 bytes to a fresh file in `d` and reads them back, through
 * every call that moves bytes or waits. */
static enum st write_and_read(const struct tmpdir *d, struct err *e)
{
    static uint8_t bytes[600000];
    const char *const path = tmpdir_file(d, "f"), *const to =
                                                      tmpdir_file(d, "g");
    struct file_out f = {.fd = -1};
    struct buf back = BUF_INIT;
    struct file_list names = {.n = 0};
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (uint8_t)(i * i >> 8);
    enum st st = file_remove(to, e);
    if (st == ST_OK)
        st = file_out_create(&f, path, e);
    if (st == ST_OK)
        st = file_out_append(&f, bytes, 300000, e);
    for (size_t i = 300000; i < sizeof(bytes) && st == ST_OK; i += 1000)
        st = file_out_append(&f, bytes + i, 1000, e);
    if (st == ST_OK)
        st = file_out_sync(&f, e);
    file_out_close(&f);
    if (st == ST_OK)
        st = file_rename(path, to, e);
    if (st == ST_OK)
        st = file_sync_folder(d->path, e);
    if (st == ST_OK)
        st = file_list_folder(d->path, &names, e);
    if (st == ST_OK)
        st = file_read(to, sizeof(bytes), &back, e);
    if (st == ST_OK)
        ck_assert(
            bytes_equal(buf_bytes(&back), bytes_of(bytes, sizeof(bytes))));
    file_list_release(&names);
    buf_release(&back);
    return st;
}

/* With call n interrupted (or cut short), n = 0, 1, 2, ...; how many calls
 * there were. */
static long survive(bool cut)
{
    const struct tmpdir d = tmpdir_make();
    long n = 0;
    for (bool met = true; met; n++) {
        struct err e = ERR_INIT;
        if (cut)
            file_cut_once(n);
        else
            file_fail_once(n, EINTR);
        const enum st st = write_and_read(&d, &e);
        met = file_fail_never();
        ck_assert_msg(st == ST_OK, "call %ld: %s", n, e.msg);
    }
    tmpdir_remove(&d);
    return n;
}

START_TEST(interrupted_calls_are_made_again)
{
    ck_assert_int_gt(survive(false), 15);
}
END_TEST

START_TEST(reads_and_writes_cut_short_go_on)
{
    ck_assert_int_gt(survive(true), 15);
}
END_TEST

START_TEST(full_disk_is_told_with_the_file_and_what_to_do)
{
    const struct tmpdir d = tmpdir_make();
    struct err e = ERR_INIT;
    file_fail_after(2, ENOSPC);
    ck_assert_int_eq(file_replace(d.path, "M", bytes_of("new", 3), &e), ST_IO);
    file_fail_never();
    ck_assert_ptr_nonnull(strstr(e.msg, "/M.tmp: "));
    ck_assert_ptr_nonnull(strstr(e.msg, "make room"));
    tmpdir_remove(&d);
}
END_TEST

START_TEST(file_opened_at_its_end_keeps_what_it_holds)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_file(&d, "f"), *const fifo =
                                                       tmpdir_file(&d, "fifo");
    static const char *const parts[] = {"one ", "two "};
    struct err e = ERR_INIT;
    struct file_out f;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        ck_assert_int_eq(file_out_open_end(&f, path, &e), ST_OK);
        ck_assert_uint_eq(f.size, 4 * i);
        ck_assert_int_eq(file_out_append(&f, parts[i], 4, &e), ST_OK);
        ck_assert_int_eq(file_out_sync(&f, &e), ST_OK);
        file_out_close(&f);
    }
    struct buf b = BUF_INIT;
    ck_assert_int_eq(file_read(path, 100, &b, &e), ST_OK);
    ck_assert(bytes_equal_str(buf_bytes(&b), "one two "));
    buf_release(&b);
    ck_assert_int_eq(mkfifo(fifo, 0600), 0);
    ck_assert_int_eq(file_out_open_end(&f, fifo, &e), ST_USAGE);
    ck_assert_ptr_nonnull(strstr(e.msg, "not a regular file"));
    tmpdir_remove(&d);
}
END_TEST

/* The longest piece, and all of them together. */
struct pieces {
    size_t longest, sum;
};

static void see_piece(void *ctx, const struct file_event *event)
{
    struct pieces *const seen = ctx;
    if (event->kind != FILE_WRITTEN)
        return;
    seen->longest = MAX(seen->longest, event->bytes.n);
    seen->sum += event->bytes.n;
}

START_TEST(no_more_is_handed_over_at_once_than_is_allowed)
{
    static const uint8_t bytes[600000];
    struct tmpdir d = tmpdir_make();
    struct pieces seen = {0, 0};
    struct file_out f;
    struct err e = ERR_INIT;
    ck_assert_int_eq(file_out_create(&f, tmpdir_file(&d, "pieces"), &e), ST_OK);
    f.at_once = 65536;
    file_watch(see_piece, &seen);
    ck_assert_int_eq(file_out_append(&f, bytes, 1000, &e), ST_OK);
    ck_assert_int_eq(file_out_append(&f, bytes, sizeof(bytes), &e), ST_OK);
    ck_assert_int_eq(file_out_flush(&f, &e), ST_OK);
    file_watch(NULL, NULL);
    ck_assert_uint_eq(seen.longest, 65536);
    ck_assert_uint_eq(seen.sum, 1000 + sizeof(bytes));
    file_out_close(&f);
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

START_TEST(relative_path_is_made_absolute_and_an_absolute_one_kept)
{
    const struct tmpdir d = tmpdir_make();
    struct err e = ERR_INIT;
    char *path;
    ck_assert_int_eq(file_absolute("/a/../b", &path, &e), ST_OK);
    ck_assert_str_eq(path, "/a/../b");
    mem_free(path);
    ck_assert_int_eq(chdir(d.path), 0);
    ck_assert_int_eq(file_absolute("news.idx", &path, &e), ST_OK);
    ck_assert_str_eq(path, tmpdir_file(&d, "news.idx"));
    mem_free(path);
    file_fail_after(0, EACCES);
    ck_assert_int_eq(file_absolute("news.idx", &path, &e), ST_IO);
    ck_assert(file_fail_never());
    ck_assert_ptr_null(path);
    e = ERR_INIT;
    mem_fail_after(0);
    ck_assert_int_eq(file_absolute("news.idx", &path, &e), ST_NOMEM);
    ck_assert(mem_fail_never());
    tmpdir_remove(&d);
}
END_TEST

SUITE("file", appended_bytes_come_back_through_map_and_read,
      evicted_file_reads_the_same_and_a_missing_one_is_told,
      missing_file_and_fifo_are_told_apart,
      failed_replace_leaves_the_old_file_for_every_failing_call,
      single_fault_lets_later_calls_pass, interrupted_calls_are_made_again,
      reads_and_writes_cut_short_go_on,
      full_disk_is_told_with_the_file_and_what_to_do,
      file_opened_at_its_end_keeps_what_it_holds,
      no_more_is_handed_over_at_once_than_is_allowed,
      second_lock_names_the_pid_of_the_first,
      relative_path_is_made_absolute_and_an_absolute_one_kept)
