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

enum { WEIGHT_MAX = 1000 };

/* False for what is no number from 0 to WEIGHT_MAX with at most six digits
 * behind the point. */
bool weight_read(struct bytes text, double *out);

/* Appends the shortest text that reads back as `v`, a weight. */
bool weight_print(double v, struct buf *out);

#endif
