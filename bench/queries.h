/*
 * queries -- a file of benchmark queries.
 *
 * One query a line: plain text, or an object of the search-benchmark-game,
 * {"query": "...", "tags": ["kind", ...]}. The kind of a query is its first
 * tag; that of plain text is told from its shape.
 *
 *   Lifetime  a zeroed struct is empty; release it
 *   Errors    ST_IO, ST_NOT_FOUND, ST_NOMEM; ST_USAGE for a line that is no
 *             such object, with its number
 */
#ifndef BENCH_QUERIES_H
#define BENCH_QUERIES_H

#include "common/base/arena.h"
#include "common/base/bytes.h"
#include "common/base/err.h"

struct bench_query {
    struct bytes text;
    const char *kind;
};

struct queries {
    struct bench_query *list;
    size_t n, cap;
    struct arena arena; /* of texts and kinds */
};

enum st queries_read(struct queries *q, const char *path,
                     struct err *e) MUST_USE;
void queries_release(struct queries *q);

#endif
