/*
 * suggestion -- the word of an index that another is most likely a slip of.
 *
 * The most frequent word that is one slip away (query/expand/fuzzy.h), or two
 * in a longer word where there is none at one.
 *
 *   Lifetime  lives in the arena of the vocabulary
 *   Threads   none
 *   Errors    ST_NOMEM, ST_CORRUPT
 */
#ifndef QUERY_EXPAND_SUGGESTION_H
#define QUERY_EXPAND_SUGGESTION_H

#include "query/expand/fitting.h"

struct suggestion {
    struct bytes text; /* empty: there is none */
    uint64_t df;
};

/* For a word that `df` documents have. One that is not rare beside what is near
 * it is no slip, and gets none. */
enum st suggestion_find(struct suggestion *out, const struct vocabulary *with,
                        struct bytes word, uint64_t df, struct err *e) MUST_USE;

#endif
