/*
 * span_walk -- where a positional operator matches, one document after the
 * other.
 *
 *   Lifetime  memory comes from the arena of the search
 *   Threads   none
 *   Errors    ST_CORRUPT for a damaged page, ST_NOMEM; ST_STOPPED, without a
 *             message; those of `take`
 */
#ifndef QUERY_SPAN_SPAN_WALK_H
#define QUERY_SPAN_SPAN_WALK_H

#include "query/plan_span.h"
#include "query/search_segment.h"

/* Tells of the first positions of all intervals in each document that has any
 * and whose bit is set in `within`. */
enum st span_walk(const struct segment_search *with,
                  const struct plan_span *plan, const uint64_t *within,
                  places_taker *take, void *ctx, struct err *e) MUST_USE;

#endif
