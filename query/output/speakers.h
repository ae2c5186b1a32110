/*
 * speakers -- who said something, and how often.
 *
 *   table  for people; two lines below it say what is not in it
 *   rows   for programs: csv and tsv
 *   json   for programs: one object on one line
 *
 *   Errors   all append to a buf, whose `failed` says that memory ran out
 *   Threads  pure functions
 */
#ifndef QUERY_OUTPUT_SPEAKERS_H
#define QUERY_OUTPUT_SPEAKERS_H

#include "query/output/output.h"
#include "query/output/rows.h"
#include "query/who/speakers.h"

/* The first `top` of them. */
void output_speakers_table(const struct speakers *s, size_t top,
                           const struct table_look *look, struct buf *out);
void output_speakers_rows(const struct speakers *s, size_t top,
                          enum row_form form, struct buf *out);
void output_speakers_json(struct bytes query, const struct speakers *s,
                          size_t top, struct buf *out);

#endif
