/*
 * sources -- each release of the sources named, and what is read in it.
 *
 *   Threads  pure functions
 *   Errors   those of source.h and extract.h, ST_NOMEM
 */
#ifndef BENCH_RELEASES_SOURCES_H
#define BENCH_RELEASES_SOURCES_H

#include <stddef.h>

#include "common/base/err.h"
#include "indexer/extract/extract.h"
#include "indexer/release/anatomy.h"
#include "indexer/release/lines.h"

/* Takes a release, its lines, and its opening and boilerplate; all are valid
 * until it returns. */
typedef void sources_handler(void *context, const struct release *r,
                             const struct lines *l, const struct anatomy *a);

/* Hands over the releases of the n paths in order, but for those rejected. */
enum st sources_read(const char *const *paths, size_t n,
                     sources_handler *handle, void *context,
                     struct err *e) MUST_USE;

/* Lines, opening and boilerplate of one text, in place of what `l` and `a`
 * held. */
enum st sources_read_text(struct bytes title, struct bytes body,
                          struct lines *l, struct anatomy *a,
                          struct err *e) MUST_USE;

#endif
