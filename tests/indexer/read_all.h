/*
 * read_all -- everything a reader of an index can be given, as one hash.
 *
 * Walks every term, posting, frequency, position, group, column, zone, id and
 * stored document, each by every way a query has to it.
 */
#ifndef TESTS_INDEXER_READ_ALL_H
#define TESTS_INDEXER_READ_ALL_H

#include <stdint.h>

#include "common/base/err.h"

/* Reads on behind a failure, so that as much code as there is meets the bytes;
 * returns the first. *digest is complete when that is ST_OK. */
enum st read_all(const char *path, uint64_t *digest);

#endif
