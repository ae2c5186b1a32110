/*
 * search_segment -- finds and counts the matches of a plan in one segment.
 *
 * Picks the way: a single word, words joined by AND and words joined by OR
 * have kernels (rank/conjunction.h, rank/window.h); everything else goes
 * through cursors. What only counts is taken from the dictionary where that is
 * enough: a word is in as many documents as its entry says.
 *
 *   Lifetime  borrows everything; memory comes from `arena`
 *   Threads   none
 *   Errors    ST_CORRUPT for a damaged page, ST_NOMEM
 */
#ifndef QUERY_SEARCH_SEGMENT_H
#define QUERY_SEARCH_SEGMENT_H

#include "common/segment/bm25.h"
#include "query/plan.h"
#include "query/rank/topk.h"
#include "query/rank/window.h"

struct segment_search {
    const struct segment *segment;
    size_t segment_at;  /* its number in the index                      */
    uint32_t first_doc; /* the number of its document 0 among the hits  */
    const struct bm25 *bm25;
    bool count; /* exactly; else documents that cannot be hits are left out */
    struct window *window;
    struct arena *arena;
    struct topk *top; /* with k = 0: only count */
};

/* Offers the matches to with->top, in ascending order, and when with->count
 * is set adds their number to *matches. */
enum st segment_search(const struct segment_search *with,
                       struct plan_node *plan, uint64_t *matches,
                       struct err *e) MUST_USE;

#endif
