/*
 * topk -- keeps the k best hits of all that are offered.
 *
 * A higher score is better; of two equal ones the smaller document number. The
 * hits are a binary heap with the worst on top, in the caller's array.
 *
 *   Lifetime  borrows the array of at least k hits
 *   Threads   none
 */
#ifndef QUERY_RANK_TOPK_H
#define QUERY_RANK_TOPK_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/compiler.h"
#include "query/searcher.h"

struct topk {
    struct hit *hits;
    uint32_t n, k;
    float threshold; /* only a higher score can enter, as long as documents
                        are offered in ascending order: minus infinity, or
                        what was promised, until the heap is full, infinity
                        when k is 0                                       */
};

void topk_init(struct topk *t, struct hit *hits, uint32_t k);

/* True when a score, or a bound of scores, may still get in. */
static ALWAYS_INLINE bool topk_wants(const struct topk *t, double score)
{
    return (float)score > t->threshold;
}

/* Says that of the documents still to be offered at least k have this score or
 * a higher one: lower ones can be refused before the heap is full. */
void topk_promise(struct topk *t, double score);

/* Puts a hit in that topk_wants(). Documents must come in ascending order. */
void topk_put(struct topk *t, uint32_t doc, double score);

/* Sorts the hits, best first; the heap is spent. */
void topk_finish(struct topk *t);

#endif
