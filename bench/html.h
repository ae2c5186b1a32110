/*
 * html -- text and numbers as they may stand in a page.
 *
 * Everything that comes out of a file goes through html_text(): it can then be
 * neither markup nor the end of an attribute, and what is invisible shows.
 *
 *   Errors   the buf's `failed`
 *   Threads  pure functions
 */
#ifndef BENCH_HTML_H
#define BENCH_HTML_H

#include "common/base/buf.h"

/* For content, and for attributes in double quotes. */
void html_text(struct buf *out, const char *text);
/* The same, cut behind `columns` characters with an ellipsis. */
void html_text_cut(struct buf *out, const char *text, size_t columns);

/* Three digits that count: 0.123, 4.57, 45.7, 457, 4,570; a dash for NAN. */
void html_number(struct buf *out, double v);
/* A number of things: 4,570. */
void html_count(struct buf *out, double v);
/* A time with the unit that suits it: "20 µs", "1.5 ms", "2 s". */
void html_time(struct buf *out, double us);
/* "144.4 MB". */
void html_size(struct buf *out, double bytes);

#endif
