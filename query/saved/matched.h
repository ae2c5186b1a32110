/*
 * matched -- all releases that match, for a saved query to have seen, and which
 * of them it saw before.
 *
 * The documents of a question come as sets, segment by segment, and no score is
 * computed; of each the id and the hash of the content are read.
 *
 *   Lifetime  the bitmaps live in the arena
 *   Threads   none
 *   Errors    those of searcher_matches()
 */
#ifndef QUERY_SAVED_MATCHED_H
#define QUERY_SAVED_MATCHED_H

#include "query/saved/seen.h"
#include "query/searcher.h"

struct matched {
    /* Given. */
    const struct seen *last; /* NULL: everything is new */
    struct arena *arena;

    /* Found. */
    struct seen *now; /* given empty; sorted in the end */
    uint64_t total;
    const uint64_t *const *left_out; /* for search_options: what is not new */
};

/* `options` are those of a search, with nothing left out. */
enum st matched_find(struct matched *m, struct searcher *s,
                     const struct ast_node *question,
                     const struct search_options *options,
                     struct err *e) MUST_USE;

#endif
