#include "query/rank/rank_model.h"

#include <math.h>

#include "query/rank/doc_score.h"
#include "tests/support/suite.h"

/* Ten documents of ten words on the average. */
static struct rank_model model(void)
{
    const struct rank_choice choice = RANK_CHOICE_DEFAULT;
    struct rank_model m;

    rank_model_init(&m, &choice, 100, 10);
    return m;
}

static void is_near(double got, double want)
{
    ck_assert_msg(fabs(got - want) < 1e-6, "%.9g, not %.9g", got, want);
}

START_TEST(lm_scores_as_worked_out_by_hand)
{
    const struct rank_model m = model();
    /* 5 of 100 words: 100 / (1000 * 5) = 0.02; twice there: ln 1.04. */
    is_near(rank_lm_rate(&m, 5), 0.02);
    is_near(rank_lm_score(0.02, 2), 0.0392207);
    is_near(m.part[10], -0.0099503); /* ln(1000 / 1010) */
    is_near(m.part[0], 0);
}
END_TEST

START_TEST(dph_scores_as_worked_out_by_hand)
{
    const struct rank_model m = model();
    /* 0.64 / 3 * (2 log2(2 * 10 / 10 * 2) + log2(2 pi * 2 * 0.8) / 2)
     * = 0.2133333 * (4 + 1.664782) */
    is_near(rank_dph_score(&m, rank_dph_rate(&m, 5), 2, 10), 1.2084868);
}
END_TEST

START_TEST(dph_of_a_document_of_one_word_over_and_over_is_0)
{
    const struct rank_model m = model();
    is_near(rank_dph_score(&m, 2, 10, 10), 0);
    is_near(rank_dph_score(&m, 2, 11, 10), 0); /* a rounded length */
}
END_TEST

START_TEST(dph_of_a_common_word_can_be_negative)
{
    const struct rank_model m = model();
    ck_assert(rank_dph_score(&m, rank_dph_rate(&m, 50), 1, 30) < 0);
}
END_TEST

START_TEST(tfidf_scores_as_worked_out_by_hand)
{
    const struct rank_model m = model();
    is_near(rank_tfidf_idf(&m, 1), 2.3978953);       /* ln 11               */
    is_near(rank_tfidf_score(&m, 1, 10), 1);         /* the average length  */
    is_near(rank_tfidf_score(&m, 2, 10), 1.5265893); /* 1 + ln(1 + ln 2)    */
    is_near(rank_tfidf_score(&m, 1, 20), 1 / 1.2);   /* 0.8 + 0.2 * 2       */
}
END_TEST

START_TEST(parameters_are_set_by_their_names)
{
    struct rank_choice r = RANK_CHOICE_DEFAULT;
    ck_assert_int_eq(rank_choice_set(&r, "mu=2500", NULL), ST_OK);
    ck_assert_int_eq(rank_choice_set(&r, "b=0.75", NULL), ST_OK);
    is_near((double)r.mu, 2500);
    is_near((double)r.b, 0.75);
    is_near((double)r.k1, 0.9f);
}
END_TEST

START_TEST(wrong_parameters_are_refused_and_change_nothing)
{
    static const char *const wrong[] = {"",      "mu",       "mu=",   "mu=1x",
                                        "mu=0",  "b=1.01",   "b=nan", "k=1",
                                        "k1=-1", "slope=inf"};
    struct rank_choice r = RANK_CHOICE_DEFAULT;
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        ck_assert_msg(rank_choice_set(&r, wrong[i], NULL) == ST_USAGE, "%s",
                      wrong[i]);
    is_near((double)r.mu, 1000);
    ck_assert_int_eq(rank_choice_check(&r, NULL), ST_OK);
}
END_TEST

START_TEST(only_parameters_of_the_model_chosen_are_checked)
{
    struct rank_choice r = {.kind = RANK_DPH};
    ck_assert_int_eq(rank_choice_check(&r, NULL), ST_OK);
    r.kind = RANK_LM;
    ck_assert_int_eq(rank_choice_check(&r, NULL), ST_USAGE);
}
END_TEST

START_TEST(score_halves_with_each_half_life)
{
    const struct decay d = {.half_life = 30, .today = 1000};
    is_near(decay_of(&d, 1000), 1);
    is_near(decay_of(&d, 1001), 1); /* ahead */
    is_near(decay_of(&d, 970), 0.5);
    is_near(decay_of(&d, 940), 0.25);
    is_near(decay_of(&d, INT32_MIN), 0); /* without a date */
}
END_TEST

SUITE("rank model", lm_scores_as_worked_out_by_hand,
      dph_scores_as_worked_out_by_hand,
      dph_of_a_document_of_one_word_over_and_over_is_0,
      dph_of_a_common_word_can_be_negative, tfidf_scores_as_worked_out_by_hand,
      parameters_are_set_by_their_names,
      wrong_parameters_are_refused_and_change_nothing,
      only_parameters_of_the_model_chosen_are_checked,
      score_halves_with_each_half_life)
