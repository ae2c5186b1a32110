#include "query/output/sink.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/mem.h"

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

/* What arrives at the terminal, and what at the pager, of three lines. */
static void page(size_t rows, size_t columns, const char *shown,
                 const char *paged)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_write(&d, "paged", "", 0);
    char command[256], *text;
    size_t n;
    struct sink s = sink_of(open_memstream(&text, &n));
    snprintf(command, sizeof(command), "cat >%s", path);
    sink_page(&s, rows, columns, command);
    write_str(&s, "one\n");
    write_str(&s, "two\nthr");
    write_str(&s, "ee\n");
    ck_assert_int_eq(sink_finish(&s, NULL), ST_OK);
    fclose(s.stream);
    sink_close(&s);
    ck_assert_str_eq(text, shown);
    assert_holds(path, paged);
    free(text);
    tmpdir_remove(&d);
}

START_TEST(more_lines_than_a_screen_go_to_the_pager)
{
    page(3, 80, "one\ntwo\nthree\n", "");
    page(2, 80, "", "one\ntwo\nthree\n");
    page(0, 80, "", "one\ntwo\nthree\n");
    /* The third takes two rows. */
    page(3, 4, "", "one\ntwo\nthree\n");
    page(3, 5, "one\ntwo\nthree\n", "");
}
END_TEST

START_TEST(colours_take_no_columns_and_wide_characters_two)
{
    struct sink s = sink_of(stdout);
    sink_page(&s, 1, 4, "true");
    write_str(&s, "\033[1;31m\u5927\u5b66\033[0m");
    ck_assert_ptr_nonnull(s.page_with);
    ck_assert_uint_eq(s.column, 4);
    s.page_with = NULL;
    sink_close(&s);
}
END_TEST

START_TEST(a_pager_that_is_not_there_is_an_error)
{
    void (*const before)(int) = signal(SIGPIPE, SIG_IGN);
    struct sink s = sink_of(stdout);
    struct err e = ERR_INIT;
    sink_page(&s, 0, 80, "no-such-pager-anywhere 2>/dev/null");
    write_str(&s, "one\n");
    ck_assert_int_eq(sink_finish(&s, &e), ST_IO);
    ck_assert_ptr_nonnull(strstr(e.msg, "no-such-pager-anywhere"));
    ck_assert_ptr_nonnull(strstr(e.msg, "--pager never"));
    sink_close(&s);
    signal(SIGPIPE, before);
}
END_TEST

START_TEST(a_pager_that_was_left_early_is_no_error)
{
    static char much[1 << 20];
    void (*const before)(int) = signal(SIGPIPE, SIG_IGN);
    struct sink s = sink_of(stdout);
    sink_page(&s, 0, 80, "true");
    memset(much, '\n', sizeof(much) - 1);
    for (int i = 0; i < 4; i++)
        write_str(&s, much);
    ck_assert(s.closed);
    ck_assert_int_eq(sink_finish(&s, NULL), ST_OK);
    sink_close(&s);
    signal(SIGPIPE, before);
}
END_TEST

START_TEST(a_pager_is_waited_for_when_a_command_fails)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_write(&d, "paged", "", 0);
    char command[256];
    struct sink s = sink_of(stdout);
    snprintf(command, sizeof(command), "sleep 0.1; cat >%s", path);
    sink_page(&s, 0, 80, command);
    write_str(&s, "one\n");
    sink_close(&s);
    assert_holds(path, "one\n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(memory_out_while_lines_are_held_is_an_error)
{
    struct sink s = sink_of(stdout);
    struct err e = ERR_INIT;
    sink_page(&s, 10, 80, "cat");
    mem_fail_after(0);
    ck_assert_int_eq(sink_write(&s, bytes_of_str("one\n"), &e), ST_NOMEM);
    mem_fail_never();
    sink_close(&s);
}
END_TEST

START_TEST(the_user_chooses_the_pager)
{
    unsetenv("DATELINE_PAGER");
    unsetenv("PAGER");
    ck_assert_str_eq(pager_choose(), PAGER_DEFAULT);
    setenv("PAGER", "more", 1);
    ck_assert_str_eq(pager_choose(), "more");
    setenv("DATELINE_PAGER", "less -S", 1);
    ck_assert_str_eq(pager_choose(), "less -S");
    setenv("DATELINE_PAGER", "", 1);
    ck_assert_ptr_null(pager_choose());
    setenv("DATELINE_PAGER", "cat", 1);
    ck_assert_ptr_null(pager_choose());
}
END_TEST

SUITE("query/output/sink", a_file_appears_when_it_is_finished,
      an_unfinished_file_leaves_the_old_one, a_folder_or_a_device_is_refused,
      every_failing_call_leaves_the_old_file, a_full_disk_is_an_error,
      a_reader_that_left_is_no_error, more_lines_than_a_screen_go_to_the_pager,
      colours_take_no_columns_and_wide_characters_two,
      a_pager_that_is_not_there_is_an_error,
      a_pager_that_was_left_early_is_no_error,
      a_pager_is_waited_for_when_a_command_fails,
      memory_out_while_lines_are_held_is_an_error, the_user_chooses_the_pager)
