/*
 * peek -- how the first documents of sources would be read, before a night is
 * spent on it.
 *
 * Prints what an index would keep of each: id, title, date, source, how it was
 * decoded, how many words it has and how its text begins; what was rejected
 * meanwhile, with its reason; and at the end the files by format, and those
 * that were skipped by ending. Text of strangers is printed so that no terminal
 * obeys it.
 *
 *   Threads  starts none
 *   Errors   those of source.h; ST_IO when `out` does not take it
 */
#ifndef INDEXER_PEEK_H
#define INDEXER_PEEK_H

#include <stdio.h>

#include "indexer/extract/extract.h"
#include "indexer/source/source.h"

struct peek_options {
    const char *const *sources;
    size_t n_sources;
    const struct source_options *source;
    const struct field_map *map;
    uint64_t documents; /* how many to show */
    bool json;          /* a line for each of them and one for the summary */
    bool zones;         /* their parts in place of how they begin          */
};

/* *rejected tells how many were. */
enum st peek_sources(const struct peek_options *options, FILE *out,
                     uint64_t *rejected, struct err *e) MUST_USE;

#endif
