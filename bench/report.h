/*
 * report -- a page with pictures, of the figures in files of JSON.
 *
 * The page is whole in itself: one file of HTML with its style and its
 * pictures, no script, nothing fetched. It is light or dark as the reader's
 * system is.
 *
 *   Errors  as report_data; ST_IO when the page cannot be written
 */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include <stddef.h>

#include "common/base/buf.h"
#include "common/base/err.h"

/* Appends the page of these files, in their order, to `out`. */
enum st report_make(struct buf *out, const char *const *paths, size_t n,
                    struct err *e) MUST_USE;

/* Puts the page where `output` says, in the place of a file that is there. */
enum st report_write(const char *output, struct bytes page,
                     struct err *e) MUST_USE;

#endif
