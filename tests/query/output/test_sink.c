#include "query/output/sink.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

static void write_str(struct sink *s, const char *text)
{
    struct err e = ERR_INIT;
    ck_assert_msg(sink_write(s, bytes_of_str(text), &e) == ST_OK, "%s", e.msg);
}

static void assert_holds(const char *path, const char *text)
{
    struct buf b = BUF_INIT;
    ck_assert_int_eq(file_read(path, 1000, &b, NULL), ST_OK);
    ck_assert_str_eq(buf_str(&b), text);
    buf_release(&b);
}

static void assert_names(const struct tmpdir *d, size_t n)
{
    struct file_list l = {.names = NULL};
    ck_assert_int_eq(file_list_folder(d->path, &l, NULL), ST_OK);
    ck_assert_uint_eq(l.n, n);
    file_list_release(&l);
}

START_TEST(a_file_appears_when_it_is_finished)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_write(&d, "run", "old", 3);
    struct sink s;
    ck_assert_int_eq(sink_open_file(&s, path, NULL), ST_OK);
    write_str(&s, "one\n");
    write_str(&s, "two\n");
    assert_holds(path, "old");
    ck_assert_int_eq(sink_finish(&s, NULL), ST_OK);
    sink_close(&s);
    assert_holds(path, "one\ntwo\n");
    assert_names(&d, 1);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(an_unfinished_file_leaves_the_old_one)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_write(&d, "run", "old", 3);
    struct sink s;
    ck_assert_int_eq(sink_open_file(&s, path, NULL), ST_OK);
    write_str(&s, "one\n");
    sink_close(&s);
    sink_close(&s);
    assert_holds(path, "old");
    assert_names(&d, 1);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(a_folder_or_a_device_is_refused)
{
    const struct tmpdir d = tmpdir_make();
    struct sink s;
    struct err e = ERR_INIT;
    ck_assert_int_eq(sink_open_file(&s, d.path, &e), ST_USAGE);
    ck_assert_ptr_nonnull(strstr(e.msg, "not a regular file"));
    sink_close(&s);
    ck_assert_int_eq(sink_open_file(&s, "/dev/null", NULL), ST_USAGE);
    sink_close(&s);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(every_failing_call_leaves_the_old_file)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_write(&d, "run", "old", 3);
    enum st st = ST_IO;
    for (long n = 0; st != ST_OK; n++) {
        struct sink s;
        struct err e = ERR_INIT;
        ck_assert_int_lt(n, 100);
        file_fail_after(n, ENOSPC);
        st = sink_open_file(&s, path, &e);
        if (st == ST_OK)
            st = sink_write(&s, bytes_of_str("one\n"), &e);
        if (st == ST_OK)
            st = sink_finish(&s, &e);
        file_fail_never();
        sink_close(&s);
        if (st != ST_OK)
            ck_assert_int_eq(st, ST_IO);
    }
    assert_holds(path, "one\n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(a_full_disk_is_an_error)
{
    FILE *const full = fopen("/dev/full", "w");
    struct err e = ERR_INIT;
    if (!full)
        return; /* not every system has it */
    struct sink s = sink_of(full);
    write_str(&s, "one\n");
    ck_assert_int_eq(sink_finish(&s, &e), ST_IO);
    ck_assert_ptr_nonnull(strstr(e.msg, "No space left"));
    fclose(full);
}
END_TEST

START_TEST(a_reader_that_left_is_no_error)
{
    int ends[2];
    void (*const before)(int) = signal(SIGPIPE, SIG_IGN);
    ck_assert_int_eq(pipe(ends), 0);
    close(ends[0]);
    FILE *const to = fdopen(ends[1], "w");
    struct sink s = sink_of(to);
    write_str(&s, "one\n");
    ck_assert_int_eq(sink_finish(&s, NULL), ST_OK);
    ck_assert(s.closed);
    write_str(&s, "two\n");
    fclose(to);
    signal(SIGPIPE, before);
}
END_TEST

SUITE("query/output/sink", a_file_appears_when_it_is_finished,
      an_unfinished_file_leaves_the_old_one, a_folder_or_a_device_is_refused,
      every_failing_call_leaves_the_old_file, a_full_disk_is_an_error,
      a_reader_that_left_is_no_error)
