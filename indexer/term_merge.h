/*
 * term_merge -- the words of several segments, each once, in order.
 *
 *   Lifetime  open/close; `term` is valid until the next step
 *   Threads   one merge, one thread
 *   Errors    ST_CORRUPT, ST_NOMEM
 */
#ifndef INDEXER_TERM_MERGE_H
#define INDEXER_TERM_MERGE_H

#include "common/segment/term_dict.h"
#include "indexer/segment_list.h"

struct term_merge {
    struct bytes term;
    struct term_walk *walks; /* one a segment                         */
    bool *on;                /* which of them stand on `term`         */
    size_t n;

    /* Private. */
    bool *more; /* which walks are not at their end */
    uint8_t text[TERM_SIZE_MAX];
};

/* Stands before the first term that is not less than `from`. */
enum st term_merge_open(struct term_merge *m, const struct segment_list *list,
                        struct bytes from, struct err *e) MUST_USE;
void term_merge_close(struct term_merge *m);
/* Steps; *more is false behind the last term. */
enum st term_merge_next(struct term_merge *m, bool *more,
                        struct err *e) MUST_USE;

#endif
