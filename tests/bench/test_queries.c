#include "bench/queries.h"

#include "common/base/mem.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

static enum st read_text(struct queries *q, const char *text, struct err *e)
{
    const struct tmpdir d = tmpdir_make();

    *q = (struct queries){.n = 0};
    const enum st st = queries_read(
        q, tmpdir_write(&d, "q", text, strlen(text)), SYNTAX_LUCENE, e);
    tmpdir_remove(&d);
    return st;
}

/* What one line is taken for. */
static void check(const char *line, const char *kind, size_t words)
{
    struct err e = ERR_INIT;
    struct queries q;

    ck_assert_msg(read_text(&q, line, &e) == ST_OK, "%s", e.msg);
    ck_assert_uint_eq(q.n, 1);
    ck_assert_str_eq(q.list[0].kind, kind);
    ck_assert_msg(q.list[0].words == words, "%s: %zu words, not %zu", line,
                  q.list[0].words, words);
    queries_release(&q);
}

START_TEST(kind_and_words_of_plain_text_are_told_from_its_shape)
{
    check("oil", "term", 1);
    check("+oil", "term", 1);
    check("oil prices", "union", 2);
    check("+oil +prices +gas", "intersection", 3);
    check("\"good and kind  relations\"", "phrase", 4);
    check("+oil prices", "mixed", 2);
    check("+oil -prices", "mixed", 2);
    check("+\"oil prices\" +gas", "mixed", 3);
    check("+(oil gas) +prices", "mixed", 3);
    check("oil (", "other", 0);
}
END_TEST

START_TEST(first_tag_is_the_kind_and_the_others_are_kept)
{
    struct err e = ERR_INIT;
    struct queries q;

    ck_assert_int_eq(read_text(&q,
                               "{\"query\": \"+a b\", \"tags\": [\"mixed\", "
                               "\"global\", \"mixed:few\"]}\r\n"
                               "\n"
                               "{\"query\": \"a\"}\n"
                               "{\"query\": \"a b\", \"tags\": []}",
                               &e),
                     ST_OK);
    ck_assert_uint_eq(q.n, 3);
    ck_assert_str_eq(q.list[0].kind, "mixed");
    ck_assert_uint_eq(q.list[0].words, 2);
    ck_assert_uint_eq(q.list[0].n_tags, 2);
    ck_assert_str_eq(q.list[0].tags[0], "global");
    ck_assert_str_eq(q.list[0].tags[1], "mixed:few");
    ck_assert_str_eq(q.list[1].kind, "term");
    ck_assert_uint_eq(q.list[1].n_tags, 0);
    ck_assert_str_eq(q.list[2].kind, "union");
    queries_release(&q);
}
END_TEST

static void refuse(const char *text, const char *why)
{
    struct err e = ERR_INIT;
    struct queries q;

    ck_assert_int_eq(read_text(&q, text, &e), ST_USAGE);
    ck_assert_msg(strstr(e.msg, why) != NULL, "%s", e.msg);
    queries_release(&q);
}

START_TEST(line_that_is_no_such_object_is_named)
{
    refuse("a\n{\"query\": 1}\n", "line 2: no text under \"query\"");
    refuse("{\"query\": \"a\"\n", "line 1: ");
    refuse("{\"query\": \"a\", \"tags\": [1]}\n", "line 1: a tag");
    refuse("{\"query\": \"a\", \"tags\": [\"x\", {}]}\n", "line 1: a tag");
}
END_TEST

START_TEST(memory_that_runs_out_at_any_call_is_said)
{
    static const char text[] =
        "a b\n{\"query\": \"+a +b\", \"tags\": [\"x\", \"y\"]}\n";
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_write(&d, "q", text, strlen(text));
    enum st st = ST_NOMEM;

    for (long calls = 0; st != ST_OK; calls++) {
        struct queries q = {.n = 0};
        struct err e = ERR_INIT;
        mem_fail_after(calls);
        st = queries_read(&q, path, SYNTAX_LUCENE, &e);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        queries_release(&q);
    }
    tmpdir_remove(&d);
}
END_TEST

SUITE("queries", kind_and_words_of_plain_text_are_told_from_its_shape,
      first_tag_is_the_kind_and_the_others_are_kept,
      line_that_is_no_such_object_is_named,
      memory_that_runs_out_at_any_call_is_said)
