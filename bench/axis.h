/*
 * axis -- where a value stands in a picture, and which values are marked.
 *
 * A linear axis begins at 0. A logarithmic one begins at 1, 2 or 5 times a
 * power of ten below the least value, for values that differ too much to be
 * seen together.
 */
#ifndef BENCH_AXIS_H
#define BENCH_AXIS_H

#include <stdbool.h>
#include <stddef.h>

enum { AXIS_TICKS_MAX = 64 };

struct axis {
    double lo, hi;   /* values at its ends, lo < hi      */
    double from, to; /* where in the picture these stand */
    bool log;
};

/* For values of [least, most], 0 < least <= most, all finite: logarithmic when
 * they span more than `span` times. */
struct axis axis_of(double least, double most, double span, double from,
                    double to);

/* Values beyond the ends stand at the ends. */
double axis_at(const struct axis *a, double v);

/* The values to mark, ascending; returns how many. */
size_t axis_ticks(const struct axis *a, double out[static AXIS_TICKS_MAX]);

#endif
