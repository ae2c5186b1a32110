/* Positional operators against an oracle that tries all combinations of
 * intervals: random trees of all of them, nested, among the clauses of bools,
 * over random documents.
 *
 *     ROUNDS=200 QUERIES=1000 test_property_spans_vs_oracle */
#include <stdlib.h>

#include "tests/property/dateline_engine.h"
#include "tests/support/suite.h"

enum { ROUNDS = 6, QUERIES = 300 };

static void check_spans(uint64_t seed, size_t segments)
{
    const struct engine engine = dateline_engine(&segments);
    struct engine_check check = engine_check_from_env(seed);
    if (!getenv("ROUNDS"))
        check.rounds = ROUNDS;
    if (!getenv("QUERIES"))
        check.queries = QUERIES;
    check.syntaxes = 1u << ORACLE_TREE;
    const struct engine_check_result r = engine_check_run(&check, &engine);
    printf("%lu queries, %lu with hits\n", r.queries, r.matching);
    fflush(stdout);
    ck_assert_uint_eq(r.failures, 0);
}

START_TEST(positional_operators_answer_as_the_oracle)
{
    check_spans(20190530, 1);
}
END_TEST

START_TEST(positional_operators_answer_as_the_oracle_over_segments)
{
    check_spans(20190531, 3);
}
END_TEST

SUITE("spans_vs_oracle", positional_operators_answer_as_the_oracle,
      positional_operators_answer_as_the_oracle_over_segments)
