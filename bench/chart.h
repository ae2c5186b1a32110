/*
 * chart -- pictures of times, as SVG that stands in a page.
 *
 * Colours and sizes of text are classes that the page's style sheet gives
 * (report_page.c): s0, s1, ... for the series, in their order. What is a
 * number in a picture is said by a <title> too.
 *
 *   Errors   the buf's `failed`
 *   Threads  pure functions
 */
#ifndef BENCH_CHART_H
#define BENCH_CHART_H

#include "common/base/buf.h"

enum { CHART_COLOURS = 8 }; /* then they begin again */

/* Bars from left to right: for each group one of each series. */
struct bar_group {
    const char *label;
    const double *us; /* one a series; NAN: none */
};

void chart_bars(struct buf *out, const char *title, const char *const *series,
                size_t n_series, const struct bar_group *groups,
                size_t n_groups);

/* How many percent of its things took at most so long: n points from the
 * fastest, at 0 %, to the slowest, at 100 %. */
struct curve {
    const char *name;
    const double *us;
    size_t n; /* at least 2 */
};

void chart_curves(struct buf *out, const char *title,
                  const struct curve *curves, size_t n);

/* Names with their colours, for above a picture. */
void chart_legend(struct buf *out, const char *const *names, size_t n);

#endif
