/*
 * term_scorer -- the postings of one word or stem group, with their scores.
 *
 * What the loops of query/rank work on: everything is inline, so that a loop
 * over terms makes no indirect call.
 *
 *   Lifetime  borrows the segment and the bm25; nothing to release
 *   Threads   one scorer, one thread
 *   Errors    those of its cursor: check postings.st after the loop
 */
#ifndef QUERY_RANK_TERM_SCORER_H
#define QUERY_RANK_TERM_SCORER_H

#include "common/segment/bm25.h"
#include "common/segment/postings_cursor.h"

struct term_scorer {
    struct postings_cursor postings;
    const struct bm25 *bm25;
    const uint8_t *lengths; /* a code a document: segment_length_codes() */
    float weight;
    uint32_t df;   /* in this segment                        */
    uint32_t docs; /* of the segment                         */
    double max;    /* no document of the segment scores more */
};

/* Stands on the first document. */
void term_scorer_open(struct term_scorer *t, const struct segment *s,
                      const struct term_entry *entry, const uint8_t *lengths,
                      const struct bm25 *bm25, float weight);

/* Of the document the cursor stands on. */
static ALWAYS_INLINE double term_scorer_score(struct term_scorer *t)
{
    return bm25_score(t->bm25, t->weight, postings_cursor_freq(&t->postings),
                      t->lengths[t->postings.doc]);
}

/* No document of the block that holds `target` (or comes next) scores more
 * than this; *last is the block's last document, at least `target`. Behind the
 * last block: 0 and DOC_END. */
double term_scorer_block_bound(const struct term_scorer *t, uint32_t target,
                               uint32_t *last);

/* The same for all documents in [from, to]. Looks at a few blocks, and falls
 * back to `max` where there are more. */
double term_scorer_range_bound(const struct term_scorer *t, uint32_t from,
                               uint32_t to);

#endif
