/*
 * weight -- the number behind ^: digits, perhaps with a decimal point.
 *
 *   Threads  pure functions; the locale has no say
 */
#ifndef QUERY_PARSE_WEIGHT_H
#define QUERY_PARSE_WEIGHT_H

#include <stdbool.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"
#include "query/parse/reader.h"

enum { WEIGHT_MAX = 1000 };

/* False for what is no number from 0 to WEIGHT_MAX with at most six digits
 * behind the point. */
bool weight_read(struct bytes text, double *out);

/* Appends the shortest text that reads back as `v`, a weight. */
bool weight_print(double v, struct buf *out);

/* Suggests the query without the weight that stands at `below` (or NULL) or
 * below it, where that is but one. */
void weight_suggest_none(struct reader *r, const struct ast_node *below);

#endif
