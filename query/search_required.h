/*
 * search_required -- the matches of a flat question with required clauses.
 *
 * Where only counting is asked for, identities come first: a word is its df,
 * and a but b is a less what both have. The best and the count are found in two
 * passes where that is less work than scoring every match. Where documents with
 * an excluded word are taken from those of one required, the score to reach is
 * guessed, and the search made again when that was too high.
 *
 *   Lifetime  borrows everything; memory comes from the search's arena
 *   Threads   none
 *   Errors    ST_CORRUPT for a damaged page, ST_NOMEM
 */
#ifndef QUERY_SEARCH_REQUIRED_H
#define QUERY_SEARCH_REQUIRED_H

#include "query/pass.h"

/* As segment_search() has it. */
enum st search_required(const struct segment_search *with,
                        const struct flat *asked, uint64_t *matches,
                        struct err *e) MUST_USE;

/* Adds how many documents have all of the words, each of which the segment
 * has. */
enum st count_required_words(const struct segment_search *with,
                             const struct plan_list *words, uint64_t *matches,
                             struct err *e) MUST_USE;

#endif
