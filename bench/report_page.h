/*
 * report_page -- what stands around the sections of a report: its style.
 *
 *   Errors  the buf's `failed`
 */
#ifndef BENCH_REPORT_PAGE_H
#define BENCH_REPORT_PAGE_H

#include "common/base/buf.h"

void report_page_open(struct buf *out, const char *title);
void report_page_close(struct buf *out);

#endif
