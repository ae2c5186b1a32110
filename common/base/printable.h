/*
 * printable -- bytes of strangers as text that shows exactly what they are.
 *
 * Letters and marks stay as they are; what is not UTF-8, controls (C0, DEL,
 * C1), and characters that turn, hide or break a line become escapes: \n, \t,
 * \r, \\, \xHH for a byte, \u{H} for a character. So a listing has one line
 * per thing, nothing in it moves the cursor, and two different byte strings
 * never look the same.
 *
 *   Errors   the buf's `failed`
 *   Threads  pure functions
 */
#ifndef BASE_PRINTABLE_H
#define BASE_PRINTABLE_H

#include <stdbool.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"

/* Appends `text` in one line; with `lines`, line breaks and tabs stay. False
 * when memory is out. */
bool text_printable(struct bytes text, bool lines, struct buf *out);

#endif
