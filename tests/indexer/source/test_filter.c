#include "indexer/source/filter.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

#include "common/base/mem.h"

#include <errno.h>

static enum st run(const char *rule_text, struct bytes bytes, struct buf *out,
                   struct err *e)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_write(&d, "f", bytes.p, bytes.n);
    struct filter_stream f = {.out = -1};
    struct filter_rule rule;
    enum st st = filter_rule_parse(&rule, rule_text, e);
    if (st == ST_OK)
        st = filter_stream_open(&f, &rule, path, e);
    while (st == ST_OK && (st = stream_more(&f.stream, e)) == ST_OK &&
           f.stream.n) {
        if (!buf_append(out, f.stream.p, f.stream.n))
            st = err_set(e, ST_NOMEM, "out of memory");
        stream_skip(&f.stream, f.stream.n);
    }
    filter_stream_release(&f);
    filter_rule_release(&rule);
    tmpdir_remove(&d);
    return st;
}

static const char *output_of(const char *rule)
{
    static struct buf out;
    struct err e = ERR_INIT;
    buf_clear(&out);
    const enum st st = run(rule, bytes_of_str("the file"), &out, &e);
    if (st != ST_OK)
        buf_append_str(&out, e.msg);
    return buf_str(&out);
}

START_TEST(file_is_handed_over_by_name_or_as_input)
{
    ck_assert_str_eq(output_of("*=cat %s"), "the file");
    ck_assert_str_eq(output_of("*=cat"), "the file");
    ck_assert_str_eq(output_of("*=cat %s %s"), "the filethe file");
}
END_TEST

START_TEST(words_are_split_at_spaces_and_held_by_quotes)
{
    ck_assert_str_eq(output_of("*=printf '%s|' 'a b' \"c 'd'\" e\"f g\" ''"),
                     output_of("*=printf %s| \"a b\" 'c '\"'\"'d'\"'\" "
                               "'ef g' \"\""));
    ck_assert_str_eq(output_of("*=sh -c 'echo $((1 + 1)); echo x'"), "2\nx\n");
    ck_assert_ptr_nonnull(strstr(output_of("*="), "no command behind the ="));
    ck_assert_ptr_nonnull(strstr(output_of("=cat"), "expected GLOB=COMMAND"));
    ck_assert_ptr_nonnull(strstr(output_of("cat"), "expected GLOB=COMMAND"));
}
END_TEST

START_TEST(program_that_fails_is_told_with_the_last_line_it_said)
{
    ck_assert_str_eq(output_of("*=sh -c 'echo one >&2; echo two >&2; exit 7'"),
                     "sh failed with 7: two");
    ck_assert_str_eq(output_of("*=sh -c 'echo half; exit 1'"),
                     "half\nsh failed with 1");
    ck_assert_str_eq(output_of("*=sh -c 'kill -9 $$'"),
                     "sh was killed by signal 9");
    ck_assert_str_eq(output_of("*=/no/such/program"),
                     "cannot run /no/such/program: No such file or directory");
}
END_TEST

START_TEST(much_said_on_both_pipes_blocks_nobody)
{
    const char *const out = output_of("*=sh -c 'head -c 1000000 /dev/zero | tr "
                                      "\"\\0\" e >&2; head -c 1000000 "
                                      "/dev/zero | tr \"\\0\" o'");
    ck_assert_uint_eq(strlen(out), 1000000);
}
END_TEST

START_TEST(closing_early_ends_the_program_and_its_children)
{
    struct filter_stream f = {.out = -1};
    struct filter_rule rule;
    ck_assert_int_eq(
        filter_rule_parse(&rule, "*=sh -c 'yes | cat; wait'", NULL), ST_OK);
    const struct tmpdir d = tmpdir_make();
    ck_assert_int_eq(
        filter_stream_open(&f, &rule, tmpdir_write(&d, "f", "x", 1), NULL),
        ST_OK);
    ck_assert_int_eq(stream_more(&f.stream, NULL), ST_OK);
    ck_assert_uint_gt(f.stream.n, 0);
    filter_stream_release(&f); /* and does not wait for ever */
    filter_rule_release(&rule);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(bytes_in_memory_are_a_file_too_and_bounded)
{
    struct file_stream from = {.bytes_read = 0};
    struct filter_stream f = {.out = -1};
    struct filter_rule rule;
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_write(&d, "f", "from memory", 11);
    ck_assert_int_eq(filter_rule_parse(&rule, "*=cat %s", NULL), ST_OK);
    for (size_t max = 10; max <= 11; max++) {
        struct err e = ERR_INIT;
        ck_assert_int_eq(file_stream_open(&from, path, NULL), ST_OK);
        const enum st st =
            filter_stream_open_bytes(&f, &rule, &from.stream, max, &e);
        ck_assert_int_eq((int)st, max == 10 ? ST_LIMIT : ST_OK);
        if (st == ST_OK) {
            ck_assert_int_eq(stream_peek(&f.stream, 100, NULL), ST_OK);
            ck_assert(bytes_equal_str(bytes_of(f.stream.p, f.stream.n),
                                      "from memory"));
        }
        stream_close(&f.stream);
        stream_close(&from.stream);
    }
    filter_stream_release(&f);
    file_stream_release(&from);
    filter_rule_release(&rule);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(every_failing_allocation_ends_with_nomem)
{
    enum st st = ST_NOMEM;
    struct buf out = BUF_INIT;
    ck_assert(buf_reserve(&out, 4096));
    for (long n = 0; st != ST_OK; n++) {
        struct err e = ERR_INIT;
        ck_assert_int_lt(n, 50);
        buf_clear(&out);
        mem_fail_after(n);
        st = run("*=cat %s", bytes_of_str("x"), &out, &e);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
    }
    ck_assert_str_eq(buf_str(&out), "x");
    buf_release(&out);
}
END_TEST

SUITE("filter", file_is_handed_over_by_name_or_as_input,
      words_are_split_at_spaces_and_held_by_quotes,
      program_that_fails_is_told_with_the_last_line_it_said,
      much_said_on_both_pipes_blocks_nobody,
      closing_early_ends_the_program_and_its_children,
      bytes_in_memory_are_a_file_too_and_bounded,
      every_failing_allocation_ends_with_nomem)
