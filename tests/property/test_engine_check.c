#include "tests/property/engine_check.h"
#include "tests/property/second_engine.h"
#include "tests/support/need.h"
#include "tests/support/suite.h"

#include <stdlib.h>
#include <string.h>

START_TEST(two_naive_engines_agree_on_every_query)
{
    enum second_bug bug = SECOND_RIGHT;
    const struct engine engine = second_engine(&bug);
    const struct engine_check check = engine_check_from_env(20190528);
    const struct engine_check_result r = engine_check_run(&check, &engine);
    printf("%lu queries, %lu with hits\n", r.queries, r.matching);
    ck_assert_uint_eq(r.failures, 0);
    if (check.rounds) {
        ck_assert_uint_gt(r.queries, 0);
        ck_assert_uint_gt(r.matching, r.queries / 2);
    }
}
END_TEST

/* What engine_check prints about an engine with a bug, to free(). */
static char *report_of(enum second_bug bug)
{
    char *text = NULL;
    size_t size;
    const struct engine engine = second_engine(&bug);
    FILE *const out = need_stream(&text, &size);
    const struct engine_check check = {.seed = 8,
                                       .rounds = 1,
                                       .queries = 200,
                                       .max_failures = 1,
                                       .tolerance = ORACLE_TOLERANCE,
                                       .syntaxes = (1u << ORACLE_SYNTAXES) - 1,
                                       .report = out};
    const struct engine_check_result r = engine_check_run(&check, &engine);
    need_close(out);
    ck_assert_uint_eq(r.failures, 1);
    printf("%s\n", text);
    return text;
}

static void expect_report(enum second_bug bug, const char *part)
{
    char *const text = report_of(bug);
    ck_assert_msg(strstr(text, part), "no \"%s\" in: %s", part, text);
    free(text);
}

/* The reports are small: what is looked for stands in the shrunk case. */
START_TEST(phrase_off_by_one_is_caught_and_shrunk_to_one_document)
{
    char *const text = report_of(SECOND_PHRASE_OFF_BY_ONE);
    const char *const least = strstr(text, "as small as it goes");
    ck_assert_ptr_nonnull(least);
    ck_assert_ptr_nonnull(strstr(least, "doc 0, 3 words"));
    ck_assert_ptr_null(strstr(least, "doc 1,"));
    free(text);
}
END_TEST

START_TEST(lost_block_end_is_caught_and_shrunk_to_one_block)
{
    char *const text = report_of(SECOND_LOSES_A_BLOCK_END);
    const char *const least = strstr(text, "as small as it goes");
    ck_assert_ptr_nonnull(least);
    ck_assert_ptr_nonnull(strstr(least, "128 match"));
    free(text);
}
END_TEST

START_TEST(every_other_bug_is_caught_and_named)
{
    expect_report(SECOND_LENGTH_NOT_CODED, "instead of");
    expect_report(SECOND_TIES_BACKWARDS, "stands before");
    expect_report(SECOND_NOT_IS_SHOULD, "as small as it goes");
    expect_report(SECOND_GIVES_UP, "gave up: cannot read the query");
    expect_report(SECOND_REMEMBERS, "it takes the queries before it");
}
END_TEST

SUITE("engine_check", two_naive_engines_agree_on_every_query,
      phrase_off_by_one_is_caught_and_shrunk_to_one_document,
      lost_block_end_is_caught_and_shrunk_to_one_block,
      every_other_bug_is_caught_and_named)
