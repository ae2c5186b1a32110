/*
 * search_segment -- finds and counts the matches of a plan in one segment.
 *
 * Picks the way. Flat queries have kernels: required words and phrases with
 * optional and excluded words (rank/conjunction.h), or optional words with
 * excluded ones (rank/disjunction.h). Everything else goes through cursors,
 * and so do the best by another model than BM25 (rank/rank_model.h) or by age.
 * Deleted documents are one more excluded word.
 * The best documents and the count of all are found in two passes where that
 * is less work than scoring every match.
 *
 *   Lifetime  borrows everything; memory comes from `arena`
 *   Threads   none
 *   Errors    ST_CORRUPT for a damaged page, ST_NOMEM
 */
#ifndef QUERY_SEARCH_SEGMENT_H
#define QUERY_SEARCH_SEGMENT_H

#include "common/segment/deletions.h"
#include "query/cursor/cursor.h"
#include "query/plan.h"
#include "query/rank/disjunction.h"
#include "query/rank/score_model.h"
#include "query/rank/topk.h"

struct segment_search {
    const struct segment *segment;
    const struct deletions *deleted; /* from it, or excluded by filters;
                                        NULL: none                        */
    size_t segment_at;        /* its number in the index                      */
    uint32_t first_doc;       /* the number of its document 0 among the hits  */
    struct score_model model; /* without lengths when top->k is 0         */
    struct doc_score by_doc;  /* what is not about words                     */
    bool count; /* exactly; else documents that cannot be hits are left out */
    struct window *window;
    struct arena *arena;
    stop_flag stop;
    struct profile *profile;       /* or NULL */
    struct topk *top;              /* with k = 0: only count */
    struct record_budget *records; /* is taken from */
};

/* Documents of the segment with a word, and whether it has all those of a word
 * or phrase. */
static inline uint32_t segment_df(const struct segment_search *with,
                                  const struct plan_term *t)
{
    return t->entries[with->segment_at].df;
}

static inline bool segment_has_all(const struct segment_search *with,
                                   const struct plan_node *n)
{
    for (size_t i = 0; i < n->n_terms; i++) {
        if (segment_df(with, n->terms[i]) == 0)
            return false;
    }
    return true;
}

/* What cursors of the search are made from; to be released. */
struct cursor_set segment_cursor_set(const struct segment_search *with,
                                     bool scores);

/* Offers the matches that are not deleted to with->top, in ascending order, and
 * when with->count is set adds their number to *matches. */
enum st segment_search(const struct segment_search *with,
                       struct plan_node *plan, uint64_t *matches,
                       struct err *e) MUST_USE;

/* The scores of documents of the segment, in ascending order; NaN for what does
 * not match. hits[i].doc is numbered through the index. */
enum st segment_scores(const struct segment_search *with,
                       const struct plan_node *plan, struct hit *hits, size_t n,
                       struct err *e) MUST_USE;

#endif
