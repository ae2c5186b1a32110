/*
 * quoted_hits -- the quotation of each hit that a question with quote: or said:
 * found.
 *
 *   Lifetime  positions live in the given arena
 *   Threads   as a searcher
 *   Errors    those of a search
 */
#ifndef QUERY_WHO_QUOTED_HITS_H
#define QUERY_WHO_QUOTED_HITS_H

#include "query/searcher.h"

/* A hit without one: what else was asked found it. */
#define NO_QUOTATION UINT32_MAX

/* *pos is NULL when the question asks nothing of quotations; else (*pos)[i] is
 * where the first one begins in hits[i]. `question` is the one that was run
 * with these options. */
enum st quoted_hits_find(const uint32_t **pos, const struct index *ix,
                         const struct ast_node *question,
                         const struct search_options *options,
                         const struct hit *hits, size_t n, struct arena *arena,
                         struct err *e) MUST_USE;

#endif
