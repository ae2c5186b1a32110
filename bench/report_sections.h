/*
 * report_sections -- a section of a report for each kind of file.
 *
 *   Lifetime  the arena is scratch
 *   Errors    ST_NOMEM; the buf's `failed`
 */
#ifndef BENCH_REPORT_SECTIONS_H
#define BENCH_REPORT_SECTIONS_H

#include "bench/report_data.h"
#include "common/base/buf.h"

enum st report_peers(struct buf *out, const struct peers_data *p,
                     struct arena *a, struct err *e) MUST_USE;
enum st report_run(struct buf *out, const struct run_data *r, struct arena *a,
                   struct err *e) MUST_USE;

#endif
