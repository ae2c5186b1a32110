/*
 * excluded -- documents that the required filters of a question rule out, or
 * who asks, with those that are deleted: for the loops of ranking all are the
 * same.
 *
 *   Lifetime  lives in an arena
 *   Threads   none
 *   Errors    those of filter_bits()
 */
#ifndef QUERY_FILTER_EXCLUDED_H
#define QUERY_FILTER_EXCLUDED_H

#include "common/segment/deletions.h"
#include "query/filter/filter.h"

/* One of the filters that every match must pass or, `negated`, not pass. */
struct exclusion {
    const struct filter *filter;
    bool negated;
};

struct exclusions {
    const struct exclusion *filters;
    size_t n;
    const uint64_t *left_out; /* laid out as what is deleted, or NULL */
};

/* *out is what is deleted, what does not pass and what is left out; `deleted`
 * itself when that is all. */
enum st excluded_make(const struct deletions **out, const struct exclusions *x,
                      const struct segment *s, const struct deletions *deleted,
                      const struct rank_kernels *kernels, struct arena *arena,
                      struct err *e) MUST_USE;

/* Excludes also the documents whose bits are set in `also`. */
enum st excluded_add(const struct deletions **excluded, const uint64_t *also,
                     uint32_t docs, struct arena *arena,
                     struct err *e) MUST_USE;

#endif
