/*
 * complete -- the words of an index that begin with some letters.
 *
 *   Lifetime  words live in the arena
 *   Threads   any; the index is only read
 *   Errors    ST_CORRUPT for a damaged dictionary, ST_NOMEM
 */
#ifndef QUERY_COMPLETE_H
#define QUERY_COMPLETE_H

#include "common/base/arena.h"
#include "common/segment/index.h"

struct completion {
    struct bytes word;
    uint64_t docs; /* of all segments, deleted ones included */
};

/* Words of the dictionary looked at in a segment: of a letter there may be
 * tens of thousands. */
enum { COMPLETE_LOOKED_AT = 20000 };

/* The words with the prefix, a folded one, in the most documents, these first;
 * at most `most`. */
enum st complete_word(const struct index *ix, struct bytes prefix, size_t most,
                      struct arena *arena, struct completion **out, size_t *n,
                      struct err *e) MUST_USE;

#endif
