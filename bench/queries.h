/*
 * queries -- a file of benchmark queries.
 *
 * One query a line: plain text, or an object of the search-benchmark-game,
 * {"query": "...", "tags": ["kind", ...]}. The kind of a query is its first
 * tag; that of plain text is told from its shape: term, intersection, union,
 * phrase, mixed, or other for what does not parse.
 *
 *   Lifetime  a zeroed struct is empty; release it
 *   Errors    ST_IO, ST_NOT_FOUND, ST_NOMEM; ST_USAGE for a line that is no
 *             such object, with its number
 */
#ifndef BENCH_QUERIES_H
#define BENCH_QUERIES_H

#include "bench/engine.h"
#include "common/base/arena.h"
#include "common/base/bytes.h"
#include "common/base/err.h"

struct bench_query {
    struct bytes text;
    const char *kind;
    size_t words;      /* in it, those of phrases too; 0: does not parse */
    const char **tags; /* the further ones                               */
    size_t n_tags;
};

struct queries {
    struct bench_query *list;
    size_t n, cap;
    enum syntax syntax; /* they are all in */
    struct arena arena; /* of texts, kinds and tags */
};

/* Query number `i`, to ask an engine. */
static inline struct engine_query queries_at(const struct queries *q, size_t i)
{
    return (struct engine_query){q->list[i].text, q->syntax};
}

enum st queries_read(struct queries *q, const char *path, enum syntax syntax,
                     struct err *e) MUST_USE;
void queries_release(struct queries *q);

#endif
