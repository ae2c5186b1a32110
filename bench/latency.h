/*
 * latency -- what many times say together.
 *
 * A percentile is the smallest of the times that so many percent of them do
 * not exceed (the nearest rank): always a time that was measured. Where there
 * are few, the high ones are all the slowest.
 */
#ifndef BENCH_LATENCY_H
#define BENCH_LATENCY_H

#include <stddef.h>
#include <stdint.h>

enum { LATENCY_CURVE = 101 };

struct latency {
    size_t n;
    double mean_us, p50_us, p90_us, p99_us, p999_us, max_us;
    double curve_us[LATENCY_CURVE]; /* fastest, p1, p2, ..., p100: slowest */
};

/* Sorts `ns`; all zero when there are none. */
void latency_of(struct latency *out, uint64_t *ns, size_t n);

#endif
