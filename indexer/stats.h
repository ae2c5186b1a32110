/*
 * stats -- what an index holds, in numbers.
 *
 *   Errors  as index_open(); ST_IO when `f` does not take the text
 */
#ifndef INDEXER_STATS_H
#define INDEXER_STATS_H

#include <stdbool.h>
#include <stdio.h>

#include "common/base/compiler.h"
#include "common/base/err.h"

/* Prints documents, words, terms, postings, dates, sources, and what each
 * chunk takes; `json`: as one object in one line. */
enum st stats_print(const char *path, bool json, FILE *f,
                    struct err *e) MUST_USE;

#endif
