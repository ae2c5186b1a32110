/* The engine against the oracle: real indexes of random documents, random
 * queries parsed from their text. */
#include "tests/property/dateline_engine.h"
#include "tests/support/suite.h"

static void check_engine(uint64_t seed, size_t segments)
{
    const struct dateline_engine context = {"none", segments};
    const struct engine engine = dateline_engine(&context);
    const struct engine_check check = engine_check_from_env(seed);
    const struct engine_check_result r = engine_check_run(&check, &engine);
    printf("%lu queries, %lu with hits\n", r.queries, r.matching);
    ck_assert_uint_eq(r.failures, 0);
}

START_TEST(index_of_one_segment_answers_as_the_oracle)
{
    check_engine(20190528, 1);
}
END_TEST

START_TEST(index_of_several_segments_answers_as_the_oracle)
{
    check_engine(20190529, 5);
}
END_TEST

SUITE("engine_vs_oracle", index_of_one_segment_answers_as_the_oracle,
      index_of_several_segments_answers_as_the_oracle)
