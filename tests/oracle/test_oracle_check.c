#include "tests/oracle/oracle_check.h"
#include "tests/support/suite.h"

#include <math.h>
#include <string.h>

/* What the oracle says: 1 and 3 tie, 4 is a hair below them, 2 is far. */
static double scores[] = {NAN, 2.0, 0.5, 2.0, 2.0 * (1 - 4e-7)};
static struct oracle_hit hits[] = {
    {1, 2.0f}, {3, 2.0f}, {4, 1.9999992f}, {2, 0.5f}};
static uint64_t likeness[] = {9, 1, 2, 1, 4};
static const struct oracle_answer want = {4, hits, scores, likeness, 5};

static bool agrees(struct oracle_found f, size_t k, char why[static 256])
{
    why[0] = '\0';
    return oracle_agrees(&want, k, &f, ORACLE_TOLERANCE, why, 256);
}

static void expect_reason(struct oracle_found f, size_t k, const char *reason)
{
    char why[256];
    ck_assert(!agrees(f, k, why));
    ck_assert_msg(strstr(why, reason), "%s", why);
}

START_TEST(equal_answers_agree_for_every_k)
{
    char why[256];
    for (size_t k = 0; k <= 6; k++) {
        struct oracle_found f = {.count = 4, .n = k < 4 ? k : 4};
        for (size_t i = 0; i < f.n; i++)
            f.hits[i] = hits[i];
        ck_assert_msg(agrees(f, k, why), "%s", why);
        f.count = ORACLE_NOT_COUNTED;
        ck_assert(agrees(f, k, why));
    }
}
END_TEST

START_TEST(near_scores_may_change_places_even_over_the_edge)
{
    char why[256];
    const struct oracle_found inside = {
        4, 3, {{4, 2.000001f}, {1, 2.0f}, {3, 2.0f}}};
    ck_assert_msg(agrees(inside, 3, why), "%s", why);
    const struct oracle_found edge = {4, 1, {{4, 2.000001f}}};
    ck_assert_msg(agrees(edge, 1, why), "%s", why);
}
END_TEST

START_TEST(exact_ties_must_come_in_document_order)
{
    const struct oracle_found swapped = {4, 2, {{3, 2.0f}, {1, 2.0f}}};
    expect_reason(swapped, 2, "stands before");
    const struct oracle_found nearly = {4, 2, {{3, 2.000001f}, {1, 2.0f}}};
    expect_reason(nearly, 2, "does not come first");
    const struct oracle_found edge = {4, 1, {{3, 2.0f}}};
    expect_reason(edge, 1, "does not come first");

    char why[256];
    struct oracle_tolerance loose = ORACLE_TOLERANCE;
    loose.exact_ties = false;
    ck_assert(oracle_agrees(&want, 1, &edge, loose, why, sizeof(why)));
}
END_TEST

START_TEST(wrong_answers_are_named)
{
    expect_reason((struct oracle_found){3, 1, {{1, 2.0f}}}, 1, "4 documents");
    expect_reason((struct oracle_found){4, 1, {{1, 2.0001f}}}, 1, "instead of");
    expect_reason((struct oracle_found){4, 1, {{1, NAN}}}, 1, "instead of");
    expect_reason((struct oracle_found){4, 1, {{0, 2.0f}}}, 1, "not match");
    expect_reason((struct oracle_found){4, 1, {{9, 2.0f}}}, 1, "not exist");
    expect_reason((struct oracle_found){4, 1, {{1, 2.0f}}}, 2, "2 hits");
    expect_reason((struct oracle_found){4, 2, {{1, 2.0f}, {1, 2.0f}}}, 2,
                  "twice");
    expect_reason((struct oracle_found){4, 1, {{2, 0.5f}}}, 1, "rank 1");
}
END_TEST

SUITE("oracle_check", equal_answers_agree_for_every_k,
      near_scores_may_change_places_even_over_the_edge,
      exact_ties_must_come_in_document_order, wrong_answers_are_named)
