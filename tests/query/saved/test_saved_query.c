#include "query/saved/saved_query.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "query/saved/saved_folder.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

static const struct saved_query QUERY = {
    .index = "/srv/news.idx",
    .query = "lukashenko NEAR/5 \"tokayev\"",
    .options = "--syntax=native --sort=date:desc"};

static enum st add(const struct tmpdir *d, const char *name,
                   const struct saved_query *q, bool replace, struct err *e)
{
    *e = ERR_INIT;
    return saved_query_write(q, d->path, name, replace, e);
}

/* ---- reading and writing ---- */

static void check_back(const struct saved_query *q)
{
    const struct tmpdir d = tmpdir_make();
    struct saved_query back;
    struct arena arena;
    struct err e;
    arena_init(&arena, 0);
    ck_assert_int_eq(add(&d, "q", q, false, &e), ST_OK);
    ck_assert_msg(saved_query_read(&back, &arena, d.path, "q", &e) == ST_OK,
                  "%s", e.msg);
    ck_assert_str_eq(back.index, q->index);
    ck_assert_str_eq(back.query, q->query);
    ck_assert_str_eq(back.options, q->options);
    arena_release(&arena);
    tmpdir_remove(&d);
}

START_TEST(what_is_saved_reads_back)
{
    check_back(&QUERY);
    check_back(&(struct saved_query){"/", "", ""});
    check_back(&(struct saved_query){
        "/a\nb\t\"c\\", "\001 \x7f \u202e \U0001F600 \u2028 минск", "--count"});
}
END_TEST

START_TEST(file_is_one_that_people_can_read)
{
    const struct tmpdir d = tmpdir_make();
    struct buf text = BUF_INIT;
    struct err e;
    ck_assert_int_eq(add(&d, "minsk", &QUERY, false, &e), ST_OK);
    ck_assert_int_eq(file_read(tmpdir_file(&d, "minsk.json"), 1000, &text, &e),
                     ST_OK);
    ck_assert_str_eq(buf_str(&text),
                     "{\n"
                     "  \"version\": 1,\n"
                     "  \"index\": \"/srv/news.idx\",\n"
                     "  \"query\": \"lukashenko NEAR/5 \\\"tokayev\\\"\",\n"
                     "  \"options\": \"--syntax=native --sort=date:desc\"\n"
                     "}\n");
    buf_release(&text);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(bytes_that_json_cannot_hold_are_refused)
{
    const struct tmpdir d = tmpdir_make();
    struct err e;
    struct saved_query q = QUERY;
    q.query = "a\xff";
    ck_assert_int_eq(add(&d, "q", &q, false, &e), ST_USAGE);
    q = QUERY;
    q.index = "/\xc0\x80";
    ck_assert_int_eq(add(&d, "q", &q, false, &e), ST_USAGE);
    ck_assert_ptr_nonnull(strstr(e.msg, "UTF-8"));
    tmpdir_remove(&d);
}
END_TEST

START_TEST(files_that_are_no_query_are_told_with_what_to_do)
{
    static const struct {
        const char *text;
        enum st st;
        const char *message;
    } cases[] = {
        {"", ST_CORRUPT, "mend the file"},
        {"{", ST_CORRUPT, "mend the file"},
        {"[]", ST_CORRUPT, "mend the file"},
        {"{}", ST_CORRUPT, "version"},
        {"{\"version\":0}", ST_CORRUPT, "version"},
        {"{\"version\":\"1\"}", ST_CORRUPT, "version"},
        {"{\"version\":2,\"more\":true}", ST_VERSION, "newer dateline-query"},
        {"{\"version\":1,\"index\":\"/i\",\"query\":\"q\"}", ST_CORRUPT,
         "have to be there"},
        {"{\"version\":1,\"index\":\"/i\",\"query\":7,\"options\":\"\"}",
         ST_CORRUPT, "and nothing else"},
        {"{\"version\":1,\"index\":\"/i\",\"query\":\"a\",\"query\":\"b\","
         "\"options\":\"\"}",
         ST_CORRUPT, "and nothing else"},
        {"{\"version\":1,\"index\":\"/i\",\"query\":\"a\",\"options\":\"\","
         "\"odd\":1}",
         ST_CORRUPT, "and nothing else"},
        {"{\"version\":1,\"index\":\"/i\",\"query\":\"a\",\"options\":\"\"} x",
         ST_CORRUPT, "mend the file"},
    };
    const struct tmpdir d = tmpdir_make();
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct saved_query q;
        struct arena arena;
        struct err e = ERR_INIT;
        arena_init(&arena, 0);
        tmpdir_write(&d, "q.json", cases[i].text, strlen(cases[i].text));
        ck_assert_msg(saved_query_read(&q, &arena, d.path, "q", &e) ==
                          cases[i].st,
                      "%s: %s", cases[i].text, e.msg);
        ck_assert_ptr_nonnull(strstr(e.msg, "/q.json"));
        ck_assert_msg(strstr(e.msg, cases[i].message) != NULL, "%s", e.msg);
        arena_release(&arena);
        ck_assert_int_eq(saved_query_remove(d.path, "q", &e), ST_OK);
    }
    tmpdir_remove(&d);
}
END_TEST

/* ---- names ---- */

START_TEST(names_are_those_of_files_in_the_folder)
{
    static const char *const good[] = {"a", "Minsk-2019_05.28", "7"};
    static const char *const bad[] = {"",   ".",    "..",  ".a", "a/b",
                                      "/a", "a b",  "-a",  "_a", "a\n",
                                      "é",  "a\\b", "a:b", "a*", "../a"};
    char longest[66];
    memset(longest, 'a', sizeof(longest));
    longest[65] = '\0';
    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
        ck_assert_int_eq(saved_name_check(good[i], NULL), ST_OK);
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        ck_assert_int_eq(saved_name_check(bad[i], NULL), ST_USAGE);
    ck_assert_int_eq(saved_name_check(longest, NULL), ST_USAGE);
    ck_assert_int_eq(saved_name_check(longest + 1, NULL), ST_OK);
}
END_TEST

START_TEST(names_are_listed_in_order_and_nothing_else_is)
{
    const struct tmpdir d = tmpdir_make();
    struct file_list names;
    struct err e;
    ck_assert_int_eq(saved_names(tmpdir_file(&d, "none"), &names, &e), ST_OK);
    ck_assert_uint_eq(names.n, 0);
    ck_assert_int_eq(add(&d, "b", &QUERY, false, &e), ST_OK);
    ck_assert_int_eq(add(&d, "a.json", &QUERY, false, &e), ST_OK);
    tmpdir_write(&d, "c.seen", "", 0);
    tmpdir_write(&d, ".json", "", 0);
    tmpdir_write(&d, "x y.json", "", 0);
    tmpdir_write(&d, "z.json.tmp", "", 0);
    ck_assert_int_eq(saved_names(d.path, &names, &e), ST_OK);
    ck_assert_uint_eq(names.n, 2);
    ck_assert_str_eq(names.names[0], "a.json");
    ck_assert_str_eq(names.names[1], "b");
    file_list_release(&names);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(taken_name_is_kept_and_a_mistyped_one_is_told)
{
    const struct tmpdir d = tmpdir_make();
    struct saved_query other = QUERY, q;
    struct arena arena;
    struct err e;
    arena_init(&arena, 0);
    other.query = "astana";
    ck_assert_int_eq(add(&d, "minsk", &QUERY, false, &e), ST_OK);
    ck_assert_int_eq(add(&d, "minsk", &other, false, &e), ST_USAGE);
    ck_assert_ptr_nonnull(strstr(e.msg, "--replace"));
    e = ERR_INIT;
    ck_assert_int_eq(saved_query_read(&q, &arena, d.path, "minsk", &e), ST_OK);
    ck_assert_str_eq(q.query, QUERY.query);
    ck_assert_int_eq(add(&d, "minsk", &other, true, &e), ST_OK);
    ck_assert_int_eq(saved_query_read(&q, &arena, d.path, "minsk", &e), ST_OK);
    ck_assert_str_eq(q.query, "astana");
    ck_assert_int_eq(saved_query_read(&q, &arena, d.path, "misnk", &e),
                     ST_USAGE);
    ck_assert_ptr_nonnull(strstr(e.msg, "did you mean minsk?"));
    e = ERR_INIT;
    ck_assert_int_eq(saved_query_remove(d.path, "almaty", &e), ST_USAGE);
    ck_assert_ptr_nonnull(strstr(e.msg, "saved list"));
    arena_release(&arena);
    tmpdir_remove(&d);
}
END_TEST

/* ---- the folder ---- */

static void check_folder(const char *own, const char *data, const char *home,
                         const char *want)
{
    struct err e = ERR_INIT;
    char *folder;
    setenv("DATELINE_SAVED", own, 1);
    setenv("XDG_DATA_HOME", data, 1);
    setenv("HOME", home, 1);
    const enum st st = saved_folder_find(&folder, &e);
    ck_assert_int_eq(st, want ? ST_OK : ST_USAGE);
    if (want)
        ck_assert_str_eq(folder, want);
    else
        ck_assert_ptr_nonnull(strstr(e.msg, "DATELINE_SAVED"));
    mem_free(folder);
}

START_TEST(folder_is_where_the_environment_says)
{
    check_folder("/x", "/data", "/h/a", "/x");
    check_folder("x", "/data", "/h/a", "x");
    check_folder("", "/data", "/h/a", "/data/dateline/saved");
    check_folder("", "data", "/h/a", "/h/a/.local/share/dateline/saved");
    check_folder("", "", "/h/a", "/h/a/.local/share/dateline/saved");
    check_folder("", "", "", NULL);
}
END_TEST

START_TEST(folder_is_made_with_all_above_it)
{
    const struct tmpdir d = tmpdir_make();
    const char *const deep = tmpdir_file(&d, "a/b//c/");
    struct file_info there;
    struct err e = ERR_INIT;
    for (int i = 0; i < 2; i++)
        ck_assert_msg(saved_folder_make(deep, &e) == ST_OK, "%s", e.msg);
    ck_assert_int_eq(file_stat(deep, true, &there, &e), ST_OK);
    ck_assert_int_eq(there.kind, FILE_FOLDER);
    struct stat mode;
    ck_assert_int_eq(stat(deep, &mode), 0);
    ck_assert_uint_eq(mode.st_mode & 077, 0);
    ck_assert_int_eq(chdir(d.path), 0);
    ck_assert_int_eq(saved_folder_make("e/f", &e), ST_OK);
    ck_assert_int_eq(file_stat("e/f", true, &there, &e), ST_OK);
    ck_assert_int_eq(there.kind, FILE_FOLDER);
    tmpdir_write(&d, "file", "", 0);
    ck_assert_int_eq(saved_folder_make("file/g", &e), ST_IO);
    tmpdir_remove(&d);
}
END_TEST

/* Another process that writes is waited for. */
START_TEST(lock_is_waited_for)
{
    const struct tmpdir d = tmpdir_make();
    struct file_lock l;
    struct err e = ERR_INIT;
    int ready[2];
    char byte;
    ck_assert_int_eq(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
        const bool taken = saved_folder_lock(&l, d.path, NULL) == ST_OK;
        const bool told = write(ready[1], "x", 1) == 1;
        usleep(50 * 1000);
        _exit(!(taken && told));
    }
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    ck_assert_msg(saved_folder_lock(&l, d.path, &e) == ST_OK, "%s", e.msg);
    file_lock_release(&l);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    close(ready[0]);
    close(ready[1]);
    tmpdir_remove(&d);
}
END_TEST

/* ---- faults ---- */

static enum st use(const struct tmpdir *d, struct err *e)
{
    struct saved_query q;
    struct arena arena;
    arena_init(&arena, 0);
    enum st st = saved_folder_make(tmpdir_file(d, "a/b"), e);
    if (st == ST_OK)
        st = saved_query_write(&QUERY, d->path, "minsk", true, e);
    if (st == ST_OK)
        st = saved_query_read(&q, &arena, d->path, "minsk", e);
    if (st == ST_OK && saved_name_find(d->path, "misnk", NULL) == ST_OK)
        st = ST_CORRUPT;
    if (st == ST_OK)
        st = saved_query_remove(d->path, "minsk", e);
    arena_release(&arena);
    return st;
}

START_TEST(failing_calls_are_told_and_leave_nothing_half)
{
    for (int files = 0; files < 2; files++) {
        bool failed = true;
        long n = 0;
        for (; failed; n++) {
            const struct tmpdir d = tmpdir_make();
            struct err e = ERR_INIT;
            struct saved_query q;
            struct arena arena;
            arena_init(&arena, 0);
            ck_assert_int_eq(add(&d, "minsk", &QUERY, false, &e), ST_OK);
            if (files)
                file_fail_after(n, EIO);
            else
                mem_fail_after(n);
            const enum st st = use(&d, &e);
            failed = files ? file_fail_never() : mem_fail_never();
            if (st != ST_OK)
                ck_assert(st == (files ? ST_IO : ST_NOMEM) && e.msg[0]);
            e = ERR_INIT;
            const enum st there =
                saved_query_read(&q, &arena, d.path, "minsk", &e);
            ck_assert_msg(there == ST_OK || there == ST_USAGE, "%s", e.msg);
            arena_release(&arena);
            tmpdir_remove(&d);
        }
        ck_assert_int_gt(n, 5);
    }
}
END_TEST

SUITE("saved_query", what_is_saved_reads_back, file_is_one_that_people_can_read,
      bytes_that_json_cannot_hold_are_refused,
      files_that_are_no_query_are_told_with_what_to_do,
      names_are_those_of_files_in_the_folder,
      names_are_listed_in_order_and_nothing_else_is,
      taken_name_is_kept_and_a_mistyped_one_is_told,
      folder_is_where_the_environment_says, folder_is_made_with_all_above_it,
      lock_is_waited_for, failing_calls_are_told_and_leave_nothing_half)
