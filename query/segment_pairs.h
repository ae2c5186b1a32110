/*
 * segment_pairs -- phrases of common words, by the lists of their pairs.
 *
 * FORMAT.md 7.2: a segment has a list for every pair of its common words that
 * stands in a row, and what is not there does not occur.
 *
 *   Lifetime  what is made lives in the arena of the search
 *   Threads   none
 *   Errors    ST_CORRUPT for a damaged page, ST_NOMEM
 */
#ifndef QUERY_SEGMENT_PAIRS_H
#define QUERY_SEGMENT_PAIRS_H

#include "query/search_segment.h"

/* The required clauses `must`, with a phrase of two common words replaced by
 * their pair, which is like a word, and each pair of common words in a longer
 * one beside it: there it leads, and adds nothing to a score. */
enum st segment_pairs_use(const struct segment_search *with,
                          const struct plan_list *must, struct plan_list *out,
                          struct err *e) MUST_USE;

#endif
