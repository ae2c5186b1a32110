/*
 * rows -- a table for programs: CSV or TSV, one cell after the other.
 *
 *     struct rows r = rows_of(ROWS_CSV, &out);
 *     rows_head(&r, (const char *const[]){"id", "score"}, 2);
 *     rows_text(&r, id);
 *     rows_plain(&r, "%.4f", score);
 *     rows_end(&r);
 *
 * A cell of a stranger's text can do no harm: not to a terminal, which gets no
 * control and no hidden character (common/base/utf8.h), and not to a
 * spreadsheet, which runs as a formula what begins with = + - @ or their wide
 * forms, a tab or a line break.
 *
 *   csv  RFC 4180, but with the line ends of Unix: cells with a comma, quote or
 *        line break in quotes, a quote doubled. Line breaks and tabs of a text
 *        stay; other controls become a space, hidden characters nothing, bytes
 *        that are not UTF-8 U+FFFD. Before what would be a formula stands a
 *        single quote: in a spreadsheet it shows, or says that this is text
 *   tsv  every text exactly, with the escapes of common/base/printable.h: so no
 *        cell has a tab or a line break. The first character of what would be a
 *        formula is escaped too, as \x3d
 *
 *   Lifetime  the buf belongs to the caller; other bytes may come between rows
 *   Errors    the buf's `failed`
 *   Threads   one struct, one thread
 *   Source    RFC 4180; OWASP, "CSV Injection"
 */
#ifndef QUERY_OUTPUT_ROWS_H
#define QUERY_OUTPUT_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"

enum row_form { ROWS_CSV, ROWS_TSV };

struct rows {
    struct buf *out;
    enum row_form form;
    bool begun; /* a cell of this row has been written */
};

struct rows rows_of(enum row_form form, struct buf *out);

/* A row of names, ours. */
void rows_head(struct rows *r, const char *const *names, size_t n);

/* A cell with the text of a stranger, whatever its bytes. */
void rows_text(struct rows *r, struct bytes text);

/* A cell of ours, such as a number or a date: taken as it is, so without
 * commas, quotes and controls. */
void rows_plain(struct rows *r, const char *fmt, ...) PRINTF_LIKE(2, 3);

void rows_end(struct rows *r);

#endif
