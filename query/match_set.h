/*
 * match_set -- all documents of one segment that match a plan, as a bitmap.
 *
 * For whoever needs the documents and not the best of them: counts by month,
 * facets. Words are joined as sets: their bitmaps 64 documents at a time, or
 * their lists into one. What must read positions is walked by a cursor, and
 * only through the documents that the clauses beside it leave over.
 *
 *     "state visit" AND oil AND NOT gas     oil's list -> through the phrase's
 *                                           cursor -> minus gas
 *
 *   Lifetime  the bitmap lives in the arena of the search
 *   Threads   none
 *   Errors    ST_CORRUPT for a damaged page, ST_NOMEM
 */
#ifndef QUERY_MATCH_SET_H
#define QUERY_MATCH_SET_H

#include "query/search_segment.h"

/* Bits of all documents of with->segment, little-endian, up to a multiple of
 * RANK_DOCS: those that match and are not deleted. Of `with` only the segment,
 * its number, what is deleted, the records, the model, the arena and `stop`
 * are looked at; once it is set, the bitmap is not complete. */
enum st match_set_make(uint64_t **out, const struct segment_search *with,
                       const struct plan_node *plan, struct err *e) MUST_USE;

/* Of these only those whose bit is set in `within`, which is as long; NULL:
 * all.
 */
enum st match_set_make_within(uint64_t **out, const struct segment_search *with,
                              const struct plan_node *plan,
                              const uint64_t *within, struct err *e) MUST_USE;

/* How many of the bits of `docs` documents are set. */
uint64_t match_set_count(const uint64_t *bits, uint32_t docs);

/* The first document at or behind `from` whose bit is set, DOC_END when there
 * is none below `docs`. */
uint32_t match_set_next(const uint64_t *bits, uint32_t docs, uint32_t from);

#endif
