/*
 * passages -- stretches that two texts share, for people and programs.
 *
 *   Errors   the buf's `failed`
 *   Threads  pure functions
 */
#ifndef QUERY_OUTPUT_PASSAGES_H
#define QUERY_OUTPUT_PASSAGES_H

#include "common/base/json_writer.h"
#include "query/copies/passages.h"

/* "= 41 words: the harbour needs a ferry ..." */
void passage_print(const struct passage *p, struct buf *out);

/* A member: an array of objects. */
void passages_write_json(const char *name, const struct passage *v, size_t n,
                         struct json_writer *w);

#endif
