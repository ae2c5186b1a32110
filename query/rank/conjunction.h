/*
 * conjunction -- documents that hold all of several words, without cursors.
 *
 * The rarest word leads, the others are asked to seek. Behind the required
 * words may stand optional ones, which only add to the scores: `+a +b c`. No
 * indirect call is made per document: this is the common query of two words.
 *
 *   Lifetime  borrows the scorers, which it walks to their end
 *   Threads   none
 *   Errors    those of the scorers: check their status afterwards
 *   Source    block maxima: Ding and Suel, "Faster top-k document retrieval
 *             using block-max indexes", SIGIR 2011; scoring the leading word
 *             before the others are asked: Lucene's
 * BlockMaxConjunctionBulkScorer
 */
#ifndef QUERY_RANK_CONJUNCTION_H
#define QUERY_RANK_CONJUNCTION_H

#include <stddef.h>

#include "query/rank/term_scorer.h"
#include "query/rank/topk.h"

/* The words of a query: t[0 .. required) are required, at least one, and the
 * others up to n optional. */
struct conjunction {
    struct term_scorer **t;
    size_t n, required;
};

/* Sorts the required words, the rarest first, as the functions below want
 * them. */
void conjunction_sort(struct conjunction *c);

/* Offers every document to `top` and returns how many there are. Document 0 of
 * the segment is `first_doc` in the hits. Does not score when top->k is 0. */
uint64_t conjunction_all(const struct conjunction *c, uint32_t first_doc,
                         struct topk *top);

/* Finds the same hits, leaving out what cannot be among them. `rest` is room
 * for n + 1 numbers. With one word this is the search for it. */
void conjunction_best(const struct conjunction *c, uint32_t first_doc,
                      struct topk *top, double *rest);

#endif
