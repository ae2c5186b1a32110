/*
 * terms -- words of an index and how often they are in it.
 *
 *   table  for people: word, releases, occurrences
 *   rows   for programs: csv and tsv, the same three columns
 *   json   for programs: one object on one line
 *
 *   Errors   all append to a buf, whose `failed` says that memory ran out
 *   Threads  pure functions
 */
#ifndef QUERY_OUTPUT_TERMS_H
#define QUERY_OUTPUT_TERMS_H

#include "query/output/output.h"
#include "query/output/rows.h"

struct terms_row {
    struct bytes word;
    uint64_t docs, occurrences;
};

struct terms {
    struct bytes pattern; /* as typed                        */
    const struct terms_row *rows;
    size_t n;
    uint64_t all; /* words that fit, shown or not    */
};

void output_terms_table(const struct terms *t, const struct table_look *look,
                        struct buf *out);
void output_terms_rows(const struct terms *t, enum row_form form,
                       struct buf *out);
void output_terms_json(const struct terms *t, struct buf *out);

#endif
