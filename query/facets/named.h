/*
 * named -- how many of some documents there are of each name that the releases
 * themselves give: who is quoted in them, where they were written.
 *
 * Walks the prefix terms of a segment (common/segment/prefix_term.h) and their
 * lists through a set of documents. Names of the same folded words are one,
 * shown as printed in most documents.
 *
 *   Lifetime  init, add any number of times, finish, read, release
 *   Threads   one struct, one thread
 *   Errors    ST_CORRUPT, ST_NOMEM
 */
#ifndef QUERY_FACETS_NAMED_H
#define QUERY_FACETS_NAMED_H

#include "common/segment/prefix_term.h"
#include "common/segment/structure.h"
#include "query/who/name_key.h"

struct named_count {
    struct bytes name, key; /* name: once finished */
    uint64_t docs;
};

/* A name as printed, in one segment. */
struct named_text {
    struct bytes text, key;
    uint64_t docs;
};

struct named {
    enum prefix prefix;
    enum sureness sure; /* of a speaker, at least: names told less surely are
                           none; SURE_NONE: all are names                    */
    struct named_count *counts;
    size_t n, cap;
    uint64_t docs;    /* all that were added          */
    uint64_t without; /* of these, without any name   */

    /* Private to named.c. */
    struct named_text *texts;
    size_t n_texts, cap_texts;
    struct arena arena;
    struct name_keys keys;
};

/* `sure` is for PREFIX_SPEAKER. */
enum st named_init(struct named *x, enum prefix prefix, enum sureness sure,
                   struct err *e) MUST_USE;
/* Adds the documents of `s` whose bits are set. A document counts once for each
 * name. */
enum st named_add(struct named *x, const struct segment *s,
                  const uint64_t *bits, struct err *e) MUST_USE;
/* One count of each name, the most frequent first, of equal ones by name. */
void named_finish(struct named *x);
void named_release(struct named *x);

#endif
