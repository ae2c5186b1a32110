/*
 * wrap -- a line of text broken to fit a terminal.
 *
 * Or cut, to be on one line.
 *
 * Lines break at spaces and beside wide characters, but not before closing
 * punctuation or a middle dot, nor behind an opening one; a word longer than a
 * line is cut, what is shown as one character never.
 *
 *   Errors   the buf's `failed`
 *   Threads  pure functions
 */
#ifndef QUERY_OUTPUT_WRAP_H
#define QUERY_OUTPUT_WRAP_H

#include <stddef.h>

#include "common/base/buf.h"
#include "query/output/answer.h"

struct wrap {
    size_t columns;    /* room on a line, indent not counted; at least 2   */
    size_t indent;     /* blanks before every line but the first           */
    const char *color; /* of the text: sent where a line begins, or ""     */
    const char *match; /* of what matched, or ""                           */
    const char *reset; /* ends either                                      */
};

/* Appends `text` with a line end behind each line, the last too. */
void wrap_text(const struct wrap *w, const struct marked *text,
               struct buf *out);

/* Appends as much of `text` as there are columns for, with an ellipsis when
 * that is not all; no line end. */
void cut_text(const struct wrap *w, const struct marked *text, struct buf *out);

/* Columns that harmless text takes on one line. */
size_t text_columns(struct bytes text);

#endif
