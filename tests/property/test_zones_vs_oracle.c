/* Trees that ask in the parts of releases, against the oracle: over random
 * documents with random zones, datelines, quotations and speakers, as sure as
 * A, B or C, with stems and without, in one segment and in several.
 * tools/ask_trees.sh asks as many as one has time for. */
#include "tests/property/dateline_engine.h"
#include "tests/property/stem_names.h"
#include "tests/property/tree_check.h"
#include "tests/support/random_parts.h"
#include "tests/support/suite.h"

static void with_stems(struct oracle_docs *docs, struct rng *r)
{
    stem_names_draw(docs, r);
    docs->stems = stem_names_first(docs, "english");
    random_parts(docs, r);
}

static void check_trees(uint64_t seed, const char *lang, size_t segments)
{
    const struct dateline_engine context = {lang, segments};
    const struct engine engine = dateline_engine(&context);
    struct engine_check check = tree_check(seed, 8, 120);

    check.dress = strcmp(lang, "none") == 0 ? random_parts : with_stems;
    printf("parts of releases, %s, %zu segments: ", lang, segments);
    tree_check_run(&check, &engine);
}

START_TEST(trees_in_parts_answer_as_the_oracle)
{
    check_trees(20190534, "none", 1);
}
END_TEST

START_TEST(trees_in_parts_answer_as_the_oracle_over_segments)
{
    check_trees(20190535, "none", 3);
}
END_TEST

START_TEST(trees_in_parts_answer_as_the_oracle_with_stems)
{
    check_trees(20190536, "en", 1);
}
END_TEST

START_TEST(trees_in_parts_answer_as_the_oracle_with_stems_over_segments)
{
    check_trees(20190537, "en", 3);
}
END_TEST

SUITE("zones_vs_oracle", trees_in_parts_answer_as_the_oracle,
      trees_in_parts_answer_as_the_oracle_over_segments,
      trees_in_parts_answer_as_the_oracle_with_stems,
      trees_in_parts_answer_as_the_oracle_with_stems_over_segments)
