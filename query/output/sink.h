/*
 * sink -- where a command's output goes: standard output, or a file.
 *
 * A file gets its name only when it is complete: it is written beside it as
 * NAME.tmp and renamed at the end, so a failed run leaves what was there.
 * When the reader of a pipe has seen enough (`| head`), that is no failure:
 * `closed` is set, and what follows goes nowhere. A sink on a terminal may have
 * a pager, which is run as soon as there is more than a screen.
 *
 *   Lifetime  open, write, finish; close always, which drops what was not
 *             finished. A zeroed struct is closed
 *   Threads   one sink, one thread
 *   Errors    ST_IO with the reason
 */
#ifndef QUERY_OUTPUT_SINK_H
#define QUERY_OUTPUT_SINK_H

#include <stdbool.h>
#include <stdio.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"
#include "common/base/err.h"
#include "common/base/file.h"
#include "query/output/pager.h"

struct sink {
    FILE *stream; /* standard output, or NULL           */
    bool closed;  /* its reader is gone                 */
    struct file_out file;
    char *path, *temporary; /* of the file */

    const char *page_with; /* a pager that may be needed, or NULL */
    size_t rows, columns;  /* of the screen, which does without    */
    struct buf held;       /* what was written while it did        */
    size_t row, column;    /* where that ends                      */
    struct pager pager;
};

/* A sink on an open stream, which stays the caller's. */
struct sink sink_of(FILE *stream);

/* Before the first write: shows more than `rows` rows of so many columns with
 * the command, which is borrowed. */
void sink_page(struct sink *s, size_t rows, size_t columns,
               const char *command);

enum st sink_open_file(struct sink *s, const char *path,
                       struct err *e) MUST_USE;
enum st sink_write(struct sink *s, struct bytes bytes, struct err *e) MUST_USE;
/* What was written to a stream has reached the system; a file is left. */
enum st sink_flush(struct sink *s, struct err *e) MUST_USE;
/* Everything has reached the system, and the file its name. */
enum st sink_finish(struct sink *s, struct err *e) MUST_USE;
void sink_close(struct sink *s);

#endif
