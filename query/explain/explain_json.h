/*
 * explain_json -- an explanation as one JSON object on one line.
 *
 * docs/schema/explain.schema.json has its members.
 *
 *   Errors   the buf's `failed`
 *   Threads  pure functions
 */
#ifndef QUERY_EXPLAIN_EXPLAIN_JSON_H
#define QUERY_EXPLAIN_EXPLAIN_JSON_H

#include "common/base/buf.h"
#include "query/explain/explanation.h"

/* Of the release `id` for the question `query`. */
void explain_json(const struct explanation *x, struct bytes query,
                  struct bytes id, struct buf *out);

#endif
