/*
 * parts -- a release with the names of its parts in the margin.
 *
 *     dateline, lead  MINSK, 28 May (BelTA) - Bread costs less.
 *     quotation       “We are glad,” said Anna Lis.
 *                     who: Anna Lis (A, cue)
 *
 *   Errors   appends to a buf, whose `failed` says that memory ran out
 *   Threads  pure functions
 */
#ifndef QUERY_OUTPUT_PARTS_H
#define QUERY_OUTPUT_PARTS_H

#include "common/base/json_writer.h"
#include "query/output/output.h"
#include "query/parts/release_parts.h"

/* The body. */
void output_parts(const struct release_parts *p, const struct table_look *look,
                  struct buf *out);

/* Members "dateline", "zones" and "quotes" of the object that is open. Places
 * are bytes of "body". */
void parts_write_json(const struct release_parts *p, struct json_writer *w);

#endif
