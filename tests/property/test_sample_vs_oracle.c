/* Trees of all operators against the oracle over the sample releases, as the
 * indexer reads them: words of many scripts, compounds, real sentences. */
#include "tests/property/sample_engine.h"
#include "tests/property/tree_check.h"
#include "tests/support/suite.h"

static void check_sample(uint64_t seed, const char *lang, bool several)
{
    struct sample s;

    sample_make(&s, lang, several);
    const struct engine engine = sample_engine(&s);
    struct engine_check check = tree_check(seed, 2, 400);
    printf("sample releases, %s, %zu segments: ", lang, s.index->n);
    tree_check_run(&check, &engine);
    sample_remove(&s);
}

START_TEST(sample_releases_answer_as_the_oracle)
{
    check_sample(20190540, "none", false);
}
END_TEST

START_TEST(sample_releases_answer_as_the_oracle_over_segments)
{
    check_sample(20190541, "none", true);
}
END_TEST

START_TEST(sample_releases_answer_as_the_oracle_with_stems)
{
    check_sample(20190542, "en", false);
}
END_TEST

START_TEST(sample_releases_answer_as_the_oracle_with_stems_over_segments)
{
    check_sample(20190543, "en", true);
}
END_TEST

SUITE("sample_vs_oracle", sample_releases_answer_as_the_oracle,
      sample_releases_answer_as_the_oracle_over_segments,
      sample_releases_answer_as_the_oracle_with_stems,
      sample_releases_answer_as_the_oracle_with_stems_over_segments)
