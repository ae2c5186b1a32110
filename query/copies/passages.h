/*
 * passages -- the longest stretches of a release that another text has too.
 *
 *   Lifetime  texts are copied into the arena
 *   Threads   those of the two texts
 *   Errors    ST_NOMEM
 */
#ifndef QUERY_COPIES_PASSAGES_H
#define QUERY_COPIES_PASSAGES_H

#include "common/base/arena.h"
#include "query/copies/compared.h"

enum {
    PASSAGES_MAX = 20,
    PASSAGE_SIZE = 1000, /* bytes of one; what is longer is cut */
};

struct passage {
    struct bytes text; /* as the release has it         */
    uint32_t words;    /* of all of it, where it is cut */
};

/* At most `most` <= PASSAGES_MAX of the stretches of `of` that `in` has
 * (compared_passages()), the longest first, into out[*n]. */
enum st passages_find(struct compared *of, struct compared *in, size_t most,
                      struct arena *arena, struct passage *out, size_t *n,
                      struct err *e) MUST_USE;

/* The first `size` bytes of a text at most, up to the end of a word if one ends
 * there at all. */
struct bytes passage_cut(struct bytes text, size_t size);

#endif
