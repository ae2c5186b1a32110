/*
 * columns -- a table for people: a name, and figures behind it.
 *
 *     speaker                quotations   releases
 *     Alexander Lukashenko           12          7
 *
 * The names take what the widest needs, or is left; figures stand to the right.
 *
 *   Errors   appends to a buf, whose `failed` says that memory ran out
 *   Threads  pure functions
 */
#ifndef QUERY_OUTPUT_COLUMNS_H
#define QUERY_OUTPUT_COLUMNS_H

#include "query/output/output.h"

struct columns {
    const char *const *heads; /* the name's first; at most 8    */
    size_t n_heads;
    size_t figure_columns; /* the least that a figure takes */
    const void *rows;
    size_t n_rows;
    /* The name of a row, as anyone may have written it. */
    struct bytes (*name)(const void *rows, size_t row);
    /* Appends figure number 1, 2, ... of a row. */
    void (*figure)(const void *rows, size_t row, size_t figure,
                   struct buf *out);
};

void output_columns(const struct columns *c, const struct table_look *look,
                    struct buf *out);

#endif
