/*
 * leaf_scorer -- the score of one word, phrase or the like, by any model.
 *
 * What the leaves of a tree of cursors have in common: they know how often they
 * are in a document, and this says what that is worth.
 *
 *   Lifetime  lives in an arena; borrows the model, lengths and terms
 *   Threads   immutable
 */
#ifndef QUERY_RANK_LEAF_SCORER_H
#define QUERY_RANK_LEAF_SCORER_H

#include "common/base/arena.h"
#include "common/segment/postings_cursor.h"
#include "query/plan.h"
#include "query/rank/rank_model.h"

struct leaf_scorer {
    const struct rank_model *model;
    const uint8_t *lengths; /* segment_length_codes()                        */
    float weight;           /* bm25, bm25f: as of the plan                   */
    double factor;          /* the others: what the question multiplies with */

    /* Private to leaf_scorer.c. */
    double *rates; /* lm, dph: of each word; tfidf: their idf  */
    size_t n;
};

/* For a node of a plan that has words. False when the arena is out of
 * memory. */
bool leaf_scorer_init(struct leaf_scorer *l, const struct rank_model *model,
                      const uint8_t *lengths, const struct plan_node *node,
                      struct arena *a) MUST_USE;

/* Whether it has to know how much of a frequency is in the headline. */
static inline bool leaf_scorer_asks_title(const struct leaf_scorer *l)
{
    return l->model->choice.kind == RANK_BM25F;
}

double leaf_scorer_other(const struct leaf_scorer *l, uint32_t freq,
                         uint32_t in_title, uint8_t length);

/* The score in a document of this length code that has it `freq` times, at
 * least once; `in_title` of those in the headline, 0 where nobody asks. */
static ALWAYS_INLINE double leaf_scorer_score(const struct leaf_scorer *l,
                                              uint32_t freq, uint32_t in_title,
                                              uint8_t length)
{
    if (LIKELY(l->model->choice.kind == RANK_BM25))
        return bm25_score(&l->model->bm25, l->weight, freq, length);
    return leaf_scorer_other(l, freq, in_title, length);
}

/* No document within the bound scores more; infinite when nothing is known. */
double leaf_scorer_bound(const struct leaf_scorer *l, struct block_bound b);

#endif
