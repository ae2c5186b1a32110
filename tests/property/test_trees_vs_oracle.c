/* Trees of all operators against the oracle: positional ones, nested and among
 * the clauses of bools, patterns, filters, weights, over random documents, with
 * stems and without, in one segment and in several. tools/ask_trees.sh asks as
 * many as one has time for. */
#include "tests/property/dateline_engine.h"
#include "tests/property/stem_names.h"
#include "tests/property/tree_check.h"
#include "tests/support/suite.h"

static void with_stems(struct oracle_docs *docs, struct rng *r)
{
    stem_names_draw(docs, r);
    docs->stems = stem_names_first(docs, "english");
}

static void check_trees(uint64_t seed, const char *lang, size_t segments)
{
    const struct dateline_engine context = {lang, segments};
    const struct engine engine = dateline_engine(&context);
    struct engine_check check = tree_check(seed, 8, 120);

    check.dress = strcmp(lang, "none") == 0 ? NULL : with_stems;
    printf("random releases, %s, %zu segments: ", lang, segments);
    tree_check_run(&check, &engine);
}

START_TEST(trees_of_all_operators_answer_as_the_oracle)
{
    check_trees(20190530, "none", 1);
}
END_TEST

START_TEST(trees_answer_as_the_oracle_over_segments)
{
    check_trees(20190531, "none", 3);
}
END_TEST

START_TEST(trees_answer_as_the_oracle_with_stems)
{
    check_trees(20190532, "en", 1);
}
END_TEST

START_TEST(trees_answer_as_the_oracle_with_stems_over_segments)
{
    check_trees(20190533, "en", 3);
}
END_TEST

SUITE("trees_vs_oracle", trees_of_all_operators_answer_as_the_oracle,
      trees_answer_as_the_oracle_over_segments,
      trees_answer_as_the_oracle_with_stems,
      trees_answer_as_the_oracle_with_stems_over_segments)
