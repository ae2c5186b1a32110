/*
 * topk -- keeps the k best hits of all that are offered.
 *
 * A higher score is better; of two equal ones the smaller document number. A
 * hit is one number that compares like that: the bits of its score, which may
 * be negative, above the complement of the document.
 *
 * Few hits are a binary heap with the worst on top. Of many, up to twice as
 * many are collected; then the better half is selected, which costs less than
 * a heap's steps and only lets the threshold lag behind a little. With a fold,
 * any number is a heap, of the best hit of each story.
 *
 *   Lifetime  borrows an array of topk_room(k) keys
 *   Threads   none
 */
#ifndef QUERY_RANK_TOPK_H
#define QUERY_RANK_TOPK_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/compiler.h"
#include "query/copies/fold.h"
#include "query/searcher.h"

struct topk {
    uint64_t *keys;
    uint32_t n, k;
    float threshold;   /* only a higher score can enter, as long as documents
                          are offered in ascending order: minus infinity, or
                          what was promised, until k are there, infinity when k
                          is 0                                              */
    struct fold *fold; /* NULL: none; it has begun for k                  */
    uint32_t sure;     /* documents that are enough for k hits            */
    bool promised;     /* the threshold is, or was, a promise             */
};

/* Keys that `k` hits take. */
static inline size_t topk_room(uint32_t k)
{
    return 2 * (size_t)k;
}

void topk_init(struct topk *t, uint64_t *keys, uint32_t k);

/* True when a score, or a bound of scores, may still get in. */
static ALWAYS_INLINE bool topk_wants(const struct topk *t, double score)
{
    return (float)score > t->threshold;
}

/* Says that of the documents still to be offered at least `sure` have this
 * score or a higher one: lower ones can be refused before there are k. Of 0,
 * which says nothing, no account is taken. */
void topk_promise(struct topk *t, double score);

/* Puts a hit in that topk_wants(). Documents must come in ascending order. */
void topk_put(struct topk *t, uint32_t doc, double score);

/* Writes the hits to an array of k, best first; returns how many there are. The
 * keys are spent. */
uint32_t topk_finish(struct topk *t, struct hit *hits);

#endif
