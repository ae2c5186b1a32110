/*
 * wrap -- a line of text broken to fit a terminal.
 *
 * Columns are counted as terminals show them: two for the wide characters of
 * East Asia and for pictures, none for marks that sit on a letter. Lines break
 * at spaces and beside wide characters; a word longer than a line is cut.
 *
 *   Errors   the buf's `failed`
 *   Threads  pure functions
 *   Source   UAX #11 (East Asian width), by ICU's tables
 */
#ifndef QUERY_OUTPUT_WRAP_H
#define QUERY_OUTPUT_WRAP_H

#include <stddef.h>

#include "common/base/buf.h"
#include "query/output/answer.h"

/* Columns that `text` takes. */
size_t text_columns(struct bytes text);

struct wrap {
    size_t columns; /* room on a line, indent not counted; at least 1       */
    size_t indent;  /* blanks before every line but the first               */
    const char *plain; /* sent where a line or a match ends: "" or a colour  */
    const char *match; /* sent where a match begins                         */
    const char *reset; /* sent before a line ends                           */
};

/* Appends `text` with a line end behind each line, the last too. */
void wrap_text(const struct wrap *w, const struct marked *text,
               struct buf *out);

#endif
