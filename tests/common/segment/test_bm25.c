#include "common/segment/bm25.h"

#include <math.h>

#include "common/segment/length_code.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

START_TEST(score_of_a_small_collection_is_as_computed_by_hand)
{
    struct bm25 m;
    /* Ten documents of ten words on average; the word is in three of them:
     * idf = ln(1 + 7.5 / 3.5) = 1.145132. Twice in a document of twenty:
     * norm = 0.9 * (0.6 + 0.4 * 2) = 1.26, 2 / (2 + 1.26) = 0.613497. */
    bm25_init(&m, 0.9f, 0.4f, 100, 10);
    const float idf = bm25_idf(10, 3);
    ck_assert_double_eq_tol((double)idf, 1.145132, 1e-6);
    ck_assert_double_eq_tol(bm25_score(&m, idf, 2, length_encode(20)),
                            1.145132 * 0.613497, 1e-6);
}
END_TEST

START_TEST(k1_of_zero_scores_by_presence_alone)
{
    struct bm25 m;
    bm25_init(&m, 0.0f, 0.75f, 100, 10);
    ck_assert_double_eq(bm25_score(&m, 2.0f, 1, 0), 2.0);
    ck_assert_double_eq(bm25_score(&m, 2.0f, 1000, 255), 2.0);
}
END_TEST

START_TEST(b_of_zero_ignores_the_length)
{
    struct bm25 m;
    bm25_init(&m, 1.2f, 0.0f, 100, 10);
    ck_assert_double_eq(bm25_score(&m, 3.0f, 4, 0),
                        bm25_score(&m, 3.0f, 4, 255));
}
END_TEST

START_TEST(index_without_words_still_gives_finite_numbers)
{
    struct bm25 m;
    bm25_init(&m, 0.9f, 0.4f, 0, 0);
    ck_assert(isfinite(bm25_score(&m, bm25_idf(0, 0), 1, 0)));
}
END_TEST

START_TEST(word_of_every_document_still_weighs_something)
{
    ck_assert_float_gt(bm25_idf(1000000, 1000000), 0.0f);
}
END_TEST

/* The bounds of blocks rest on this. */
START_TEST(score_never_falls_with_frequency_nor_rises_with_length)
{
    struct rng rng = rng_from_env(3);
    for (unsigned round = 0; round < 200; round++) {
        struct bm25 m;
        const float k1 = (float)rng_below(&rng, 400) / 100;
        const float b = (float)rng_below(&rng, 101) / 100;
        const float weight = (float)(rng_below(&rng, 20000) + 1) / 1000;
        bm25_init(&m, k1, b, 1 + rng_below(&rng, 1000000), 1000);
        unsigned wrong = 0;
        for (unsigned length = 0; length < 255; length++) {
            const uint8_t l = (uint8_t)length;
            const uint32_t freq = 1 + rng_below(&rng, 1000);
            const double score = bm25_score(&m, weight, freq, l);
            wrong += bm25_score(&m, weight, freq + 1, l) < score;
            wrong += bm25_score(&m, weight, UINT32_MAX, l) < score;
            wrong += bm25_score(&m, weight, freq, (uint8_t)(l + 1)) > score;
            wrong += (float)score > weight;
        }
        ck_assert_uint_eq(wrong, 0);
    }
}
END_TEST

START_TEST(sums_of_scores_do_not_depend_on_their_order)
{
    enum { N = 100 };
    struct rng rng = rng_from_env(4);
    for (unsigned round = 0; round < 1000; round++) {
        struct bm25 m;
        double parts[N], forward = 0, backward = 0, halves[2] = {0, 0};
        bm25_init(&m, 0.9f, 0.4f, 300000, 1000);
        for (unsigned i = 0; i < N; i++) {
            const float weight = ldexpf((float)(1 + rng_below(&rng, 1 << 20)),
                                        -(int)rng_below(&rng, 40) - 17);
            parts[i] = bm25_score(&m, weight, 1 + rng_below(&rng, 9),
                                  (uint8_t)rng_below(&rng, 256));
        }
        for (unsigned i = 0; i < N; i++) {
            forward += parts[i];
            backward += parts[N - 1 - i];
            halves[i % 2] += parts[i];
        }
        ck_assert(forward == backward);
        ck_assert(forward == halves[0] + halves[1]);
    }
}
END_TEST

SUITE("bm25", score_of_a_small_collection_is_as_computed_by_hand,
      k1_of_zero_scores_by_presence_alone, b_of_zero_ignores_the_length,
      index_without_words_still_gives_finite_numbers,
      word_of_every_document_still_weighs_something,
      score_never_falls_with_frequency_nor_rises_with_length,
      sums_of_scores_do_not_depend_on_their_order)
