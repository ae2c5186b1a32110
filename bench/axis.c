#include "bench/axis.h"

#include <math.h>

#include "common/base/compiler.h"

/* Decades up to which also 2 and 5 of each are marked. */
static const double FEW_DECADES = 3;
/* How far below the least value a logarithmic axis begins, or there would be
 * nothing to see of its bar. */
static const double BELOW = 1.5;

/* 1, 2 or 5 times a power of ten, the greatest that is at most v. */
static double nice_below(double v)
{
    const double power = pow(10, floor(log10(v)));

    return power * (v >= 5 * power ? 5 : v >= 2 * power ? 2 : 1);
}

/* The step that cuts `span` into 4 to 10. */
static double nice_step(double span)
{
    return nice_below(span / 4);
}

struct axis axis_of(double least, double most, double span, double from,
                    double to)
{
    struct axis a = {.from = from, .to = to, .log = most / least > span};

    if (a.log) {
        a.lo = nice_below(least / BELOW);
        a.hi = most * 1.05;
    } else {
        const double step = nice_step(most);
        a.hi = ceil(most / step) * step;
    }
    return a;
}

double axis_at(const struct axis *a, double v)
{
    v = MIN(MAX(v, a->lo), a->hi);
    const double share = a->log ? log(v / a->lo) / log(a->hi / a->lo)
                                : (v - a->lo) / (a->hi - a->lo);
    return a->from + share * (a->to - a->from);
}

static size_t log_ticks(const struct axis *a, double *out)
{
    static const double parts[] = {1, 2, 5};
    const size_t n_parts = log10(a->hi / a->lo) <= FEW_DECADES ? 3 : 1;
    size_t n = 0;

    out[n++] = a->lo;
    for (double power = pow(10, floor(log10(a->lo))); power <= a->hi;
         power *= 10) {
        for (size_t i = 0; i < n_parts && n < AXIS_TICKS_MAX; i++) {
            const double v = power * parts[i];
            if (v > a->lo * 1.0001 && v <= a->hi * 1.0001)
                out[n++] = v;
        }
    }
    return n;
}

size_t axis_ticks(const struct axis *a, double out[static AXIS_TICKS_MAX])
{
    size_t n = 0;

    if (a->log)
        return log_ticks(a, out);
    const double step = nice_step(a->hi);
    while ((double)n * step <= a->hi * 1.0001 && n < AXIS_TICKS_MAX) {
        out[n] = (double)n * step;
        n++;
    }
    return n;
}
