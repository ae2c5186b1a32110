/*
 * window -- scores of a stretch of documents, added up word by word.
 *
 * A disjunction is evaluated 4096 documents at a time: each word adds its
 * scores for all of them before the next word has its turn, so that the cost
 * of a posting does not depend on how many words there are. Where a bit is not
 * set the score is 0, so that a window never needs to be cleared.
 *
 *   Lifetime  a zeroed struct is an empty window; it may be used for ever
 *   Threads   none
 *   Source    windows: Lucene's BooleanScorer. Leaving words out: Turtle and
 *             Flood, "Query evaluation: strategies and optimizations", 1995
 *             (MaxScore), here with the bounds of each window's blocks
 */
#ifndef QUERY_RANK_WINDOW_H
#define QUERY_RANK_WINDOW_H

#include <stddef.h>

#include "query/rank/term_scorer.h"
#include "query/rank/topk.h"

enum { WINDOW_DOCS = 4096 };

struct window {
    double scores[WINDOW_DOCS];
    uint64_t bits[WINDOW_DOCS / 64]; /* documents that have a word */
};

/* Offers every document that holds any of n >= 1 words to `top` and returns
 * how many there are. Document 0 of the segment is `first_doc` in the hits.
 * Does not score when top->k is 0. */
uint64_t window_all(struct window *w, struct term_scorer **t, size_t n,
                    uint32_t first_doc, struct topk *top);

/* What a word may add in the window at hand. */
struct window_word {
    struct term_scorer *t;
    double bound;    /* it adds no more than this                       */
    double up_to_it; /* it and all before it: sum of their bounds       */
};

/* Finds the same hits, leaving out what cannot be among them. `words` is room
 * for n of them. */
void window_best(struct window *w, struct term_scorer **t, size_t n,
                 uint32_t first_doc, struct topk *top,
                 struct window_word *words);

#endif
