/* What peek shows of sources, for a person and as JSON. */
#include "indexer/peek.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

static void write_sources(const struct tmpdir *d)
{
    static const char lines[] =
        "{\"id\":\"a\",\"title\":\"First\",\"date\":\"2019-05-28\","
        "\"body\":\"one two\\n\\nthree\"}\n"
        "no JSON\n"
        "{\"id\":\"b\",\"title\":\"It\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s\","
        "\"body\":\"x\"}\n";
    static const char picture[] = "\x89PNG";
    tmpdir_write(d, "a.jsonl", lines, sizeof(lines) - 1);
    tmpdir_write(d, "b.png", picture, 4);
    tmpdir_write(d, "c.txt", "Last \033[2J\n\nbody", 15);
}

static enum st peek(const struct tmpdir *d, uint64_t documents, bool json,
                    char **text, uint64_t *rejected, struct err *e)
{
    const struct source_options source = SOURCE_OPTIONS_DEFAULT;
    const struct field_map map = field_map_default();
    const char *const paths[] = {d->path};
    const struct peek_options options = {
        .sources = paths,
        .n_sources = 1,
        .source = &source,
        .map = &map,
        .documents = documents,
        .json = json,
    };
    size_t n = 0;
    *text = NULL;
    FILE *const f = open_memstream(text, &n);
    ck_assert_ptr_nonnull(f);
    const enum st st = peek_sources(&options, f, rejected, e);
    ck_assert_int_eq(fclose(f), 0);
    return st;
}

START_TEST(documents_rejects_and_skipped_files_are_shown)
{
    static const char *const parts[] = {
        "First",
        "2019-05-28",
        "one two",
        "rejected ",
        "a.jsonl:2: ",
        "3 documents shown, of 2 files read so far (1 text, 1 jsonl)",
        "1 rejected\n",
        "1 show mojibake",
        "1 files or folders skipped: 1 .png",
    };
    const struct tmpdir d = tmpdir_make();
    char *text;
    uint64_t rejected;
    write_sources(&d);
    ck_assert_int_eq(peek(&d, 10, false, &text, &rejected, NULL), ST_OK);
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        ck_assert_msg(strstr(text, parts[i]), "no \"%s\" in\n%s", parts[i],
                      text);
    ck_assert_ptr_null(strchr(text, '\033'));
    ck_assert_uint_eq(rejected, 1);
    free(text);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(as_json_each_line_is_an_object)
{
    static const char *const keys[] = {"id", "rejected", "id", "id",
                                       "documents"};
    const struct tmpdir d = tmpdir_make();
    char *text, *save = NULL;
    uint64_t rejected;
    size_t n = 0;
    write_sources(&d);
    ck_assert_int_eq(peek(&d, 10, true, &text, &rejected, NULL), ST_OK);
    for (char *line = strtok_r(text, "\n", &save); line;
         line = strtok_r(NULL, "\n", &save)) {
        json_error_t why;
        json_t *const v = json_loads(line, 0, &why);
        ck_assert_msg(json_is_object(v), "%s: %s", why.text, line);
        ck_assert_uint_lt(n, COUNT_OF(keys));
        ck_assert_ptr_nonnull(json_object_get(v, keys[n]));
        if (n == 0) {
            ck_assert_str_eq(json_string_value(json_object_get(v, "date")),
                             "2019-05-28");
            ck_assert_int_eq(json_integer_value(json_object_get(v, "words")),
                             4);
            ck_assert_int_eq(json_integer_value(json_object_get(v, "line")), 1);
        }
        if (n++ == 4) {
            ck_assert_int_eq(
                json_integer_value(json_object_get(v, "documents")), 3);
            ck_assert_int_eq(json_integer_value(json_object_get(v, "mojibake")),
                             1);
        }
        json_decref(v);
    }
    ck_assert_uint_eq(n, COUNT_OF(keys));
    free(text);
    tmpdir_remove(&d);
}
END_TEST

/* The third record, and what is behind it, is not even read. */
START_TEST(no_more_documents_than_asked_for_are_shown)
{
    const struct tmpdir d = tmpdir_make();
    char *text;
    uint64_t rejected;
    write_sources(&d);
    ck_assert_int_eq(peek(&d, 1, false, &text, &rejected, NULL), ST_OK);
    ck_assert_ptr_nonnull(strstr(text, "1 documents shown"));
    ck_assert_ptr_null(strstr(text, "rejected"));
    ck_assert_uint_eq(rejected, 0);
    free(text);
    ck_assert_int_eq(peek(&d, 0, false, &text, &rejected, NULL), ST_OK);
    ck_assert_ptr_nonnull(strstr(text, "0 documents shown"));
    free(text);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(peeking_fails_whole_when_memory_is_out)
{
    const struct tmpdir d = tmpdir_make();
    enum st st = ST_NOMEM;
    write_sources(&d);
    for (long n = 0; st != ST_OK; n++) {
        struct err e = ERR_INIT;
        char *text;
        uint64_t rejected;
        ck_assert_int_lt(n, 2000);
        mem_fail_after(n);
        st = peek(&d, 10, true, &text, &rejected, &e);
        ck_assert(mem_fail_never() == (st != ST_OK));
        ck_assert(st == ST_OK || st == ST_NOMEM);
        free(text);
    }
    tmpdir_remove(&d);
}
END_TEST

SUITE("peek", documents_rejects_and_skipped_files_are_shown,
      as_json_each_line_is_an_object,
      no_more_documents_than_asked_for_are_shown,
      peeking_fails_whole_when_memory_is_out)
