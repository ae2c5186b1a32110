#include "query/rank/topk.h"

#include <math.h>
#include <stdlib.h>

#include "tests/support/rng.h"
#include "tests/support/suite.h"

static void offer(struct topk *t, uint32_t doc, double score)
{
    if (topk_wants(t, score))
        topk_put(t, doc, score);
}

static int compare(const void *a, const void *b)
{
    const struct hit *const x = a, *const y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

START_TEST(hits_are_the_best_of_a_full_sort)
{
    struct rng rng = rng_from_env(5);
    for (unsigned round = 0; round < 500; round++) {
        const uint32_t n = rng_below(&rng, round % 3 ? 300 : 3000);
        const uint32_t k = rng_below(&rng, round % 5 ? 40 : 400);
        const uint32_t distinct = 1 + rng_below(&rng, 50);
        /* Far apart, of both signs, or so near that the last bits tell. */
        const bool near = round % 4 == 0;
        const float step = near ? 0x1p-22f : 1, first = near ? 1 : 0;
        struct hit *const all = malloc((n + 1) * sizeof(*all));
        struct hit *const best = malloc((k + 1) * sizeof(*best));
        uint64_t *const keys = malloc((topk_room(k) + 1) * sizeof(*keys));
        struct topk top;
        topk_init(&top, keys, k);
        for (uint32_t i = 0; i < n; i++) {
            all[i] = (struct hit){
                .doc = 2 * i,
                .score = first + step * ((float)rng_below(&rng, distinct) -
                                         (float)(round % 30))};
            offer(&top, all[i].doc, (double)all[i].score);
        }
        ck_assert_uint_eq(topk_finish(&top, best), n < k ? n : k);
        qsort(all, n, sizeof(*all), compare);
        for (uint32_t i = 0; i < top.n; i++) {
            ck_assert_uint_eq(best[i].doc, all[i].doc);
            ck_assert(best[i].score == all[i].score);
        }
        free(all);
        free(best);
        free(keys);
    }
}
END_TEST

START_TEST(of_equal_scores_the_first_documents_stay)
{
    struct hit hits[3];
    uint64_t keys[6];
    struct topk top;
    topk_init(&top, keys, 3);
    for (uint32_t doc = 0; doc < 10; doc++)
        offer(&top, doc, 1.5);
    ck_assert_uint_eq(topk_finish(&top, hits), 3);
    for (uint32_t i = 0; i < 3; i++)
        ck_assert_uint_eq(hits[i].doc, i);
}
END_TEST

START_TEST(no_hits_wanted_takes_nothing)
{
    struct topk top;
    topk_init(&top, NULL, 0);
    ck_assert(!topk_wants(&top, 1e30));
    ck_assert_uint_eq(topk_finish(&top, NULL), 0);
}
END_TEST

START_TEST(threshold_is_open_until_the_heap_is_full)
{
    uint64_t keys[4];
    struct topk top;
    topk_init(&top, keys, 2);
    offer(&top, 0, 5);
    ck_assert(isinf(top.threshold));
    ck_assert(topk_wants(&top, 0));
    offer(&top, 1, 3);
    ck_assert(top.threshold == 3.0f);
    ck_assert(!topk_wants(&top, 3));
}
END_TEST

SUITE("topk", hits_are_the_best_of_a_full_sort,
      of_equal_scores_the_first_documents_stay, no_hits_wanted_takes_nothing,
      threshold_is_open_until_the_heap_is_full)
