/*
 * kwic -- keywords in context: a line for each place that matches.
 *
 *     2019-05-28 …who has come to Kazakhstan's capital for the session of the…
 *     2020-02-14       The room was built by a foundation of former pupils.
 *
 *   lines  for people: what matched begins in one column of all lines, what
 *          stands around it is cut to fit; wide characters count as two
 *   rows   csv and tsv, a row a line
 *   json   one object on one line
 *
 *   Errors   all append to a buf, whose `failed` says that memory ran out
 *   Threads  pure functions
 */
#ifndef QUERY_OUTPUT_KWIC_H
#define QUERY_OUTPUT_KWIC_H

#include "query/output/output.h"
#include "query/output/rows.h"

/* Texts are harmless, and of one line. */
struct kwic_line {
    uint64_t rank; /* of the release, from 1                             */
    struct bytes id, source;
    int32_t date;
    bool title; /* in the headline, not in the text                      */
    bool cut_left, cut_right; /* there is more text before, behind it    */
    struct bytes left, match, right; /* with a blank where they are parted */

    /* For the command alone: what it is sorted by, and before it was. */
    struct bytes key;
    size_t place;
};

struct kwic {
    struct bytes query;
    uint64_t total; /* releases that match */
    const struct kwic_line *lines;
    size_t n;
};

void output_kwic_lines(const struct kwic *k, const struct table_look *look,
                       struct buf *out);
void output_kwic_rows(const struct kwic *k, enum row_form form,
                      struct buf *out);
void output_kwic_json(const struct kwic *k, struct buf *out);

#endif
