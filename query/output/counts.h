/*
 * counts -- how many releases there are of each month, source and so on.
 *
 *   table  for people: a bar beside each count, as long as the terminal is
 *          wide: in eighths of a column where the locale is UTF-8, else of #.
 *          Where nothing is for a long while, one line says so
 *   rows   for programs: csv and tsv, two columns
 *   json   for programs: one object on one line
 *
 *   Errors   all append to a buf, whose `failed` says that memory ran out
 *   Threads  pure functions
 */
#ifndef QUERY_OUTPUT_COUNTS_H
#define QUERY_OUTPUT_COUNTS_H

#include "common/base/json_writer.h"
#include "query/output/output.h"
#include "query/output/rows.h"

struct counts_row {
    struct bytes name; /* "2019-05", or the name of a source */
    uint64_t docs;
};

struct counts {
    const char *by; /* "year", "month", "day", "source"               */
    const struct counts_row *rows;
    size_t n;         /* of them; 0 with `more` when `by` is NULL     */
    uint64_t more;    /* rows that are not shown                      */
    uint64_t total;   /* releases in all rows, shown or not, and ...  */
    uint64_t without; /* ... these, without date or source            */
    bool folded;      /* rows count stories, of which there are ...   */
    uint64_t stories; /* ... so many                                  */
};

void output_counts_table(const struct counts *c, const struct table_look *look,
                         struct buf *out);
void output_counts_rows(const struct counts *c, enum row_form form,
                        struct buf *out);
void output_counts_json(struct bytes query, const struct counts *c,
                        struct buf *out);

/* The counts as the value that is due: an array of {"name", "docs"}. */
void counts_write_json(const struct counts *c, struct json_writer *w);

/* A bar of value / most, both as they come, most at least 1, at most `columns`
 * long. What is there shows: of a value over 0 never nothing. */
void output_bar(uint64_t value, uint64_t most, size_t columns, bool utf8,
                struct buf *out);

#endif
