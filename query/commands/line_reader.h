/*
 * line_reader -- lines typed at a prompt, with editing, history, completion.
 *
 *   Lifetime  open/close; a line lives until the next
 *   Threads   one for the process: the terminal is one too
 *   Errors    ST_IO for the history's file, ST_NOMEM
 *   Source    libedit, editline(3)
 */
#ifndef QUERY_COMMANDS_LINE_READER_H
#define QUERY_COMMANDS_LINE_READER_H

#include <stdbool.h>
#include <stdio.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"
#include "common/base/err.h"
#include "common/base/stop.h"

struct line_reader;

/* Of the word before the cursor: what is to stand in its place in `out`, and in
 * `list` what there is to choose from, when that is more than one. */
typedef void line_completer(void *ctx, struct bytes word, struct buf *out,
                            struct buf *list);

struct line_options {
    const char *prompt;
    const char *history; /* a file, or NULL: forgotten at the end   */
    stop_flag interrupt; /* set by ^C: the line is given up         */
    line_completer *complete;
    void *ctx;
};

enum st line_reader_open(struct line_reader **out, const struct line_options *o,
                         struct err *e) MUST_USE;
void line_reader_close(struct line_reader *r);

enum line_end { LINE_READ, LINE_GIVEN_UP, LINE_NONE };

/* The next line, without its end. LINE_NONE: there are no more (^D). */
enum line_end line_reader_next(struct line_reader *r, struct bytes *line);

/* Takes the line into the history, and appends it to the file. */
enum st line_reader_remember(struct line_reader *r, struct bytes line,
                             struct err *e) MUST_USE;

#endif
