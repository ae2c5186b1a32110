/*
 * csv -- a row of a table, named by the first row.
 *
 * Fields may stand in double quotes, where a doubled one is one of the text and
 * separators and line ends are text too. In tsv quotes mean nothing. Columns
 * over the first row's, or without a name there, are dropped; columns that are
 * missing or empty are not there.
 *
 *   Lifetime  a zeroed struct is ready; release. Fields live in the row and in
 *             the struct until the next call
 *   Threads   one reader, one thread
 *   Errors    ST_NOMEM
 *   Source    RFC 4180
 */
#ifndef INDEXER_EXTRACT_CSV_H
#define INDEXER_EXTRACT_CSV_H

#include "indexer/extract/members.h"

struct csv_reader {
    /* Private to csv.c. */
    struct buf header; /* the one that `names` came from */
    struct buf header_text, row_text;
    struct bytes *names;
    size_t n_names, cap_names;
};

/* Adds the fields of `row`, UTF-8, to the members (cleared first). `header` is
 * the byte between columns and the first row. */
enum st csv_members(struct csv_reader *c, struct members *m,
                    struct bytes header, struct bytes row, bool quotes,
                    struct err *e) MUST_USE;
/* *has tells whether a column of `header` is a title or a body by the map. */
enum st csv_has_text(struct bytes header, bool quotes,
                     const struct field_map *map, bool *has,
                     struct err *e) MUST_USE;
void csv_reader_release(struct csv_reader *c);

/* The fields of MS MARCO: id and passage, or id, URL, title and body. False
 * when it has another number of columns. */
bool msmarco_fields(struct bytes row, struct bytes out[static 4], size_t *n);

#endif
