/*
 * fit -- how much of a line fits into so many columns of a terminal.
 *
 * A mark that sits on a letter goes where the letter goes.
 *
 *   Threads  pure functions
 */
#ifndef QUERY_OUTPUT_FIT_H
#define QUERY_OUTPUT_FIT_H

#include <stddef.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"

/* The longest beginning, or end, of `text` that takes no more than `columns`;
 * *used is what it takes. */
struct bytes fit_head(struct bytes text, size_t columns, size_t *used);
struct bytes fit_tail(struct bytes text, size_t columns, size_t *used);

/* Appends `text`, cut with an ellipsis where it is too long, and blanks behind
 * it up to `columns`, which is at least 1. */
void fit_cell(struct bytes text, size_t columns, struct buf *out);

#endif
