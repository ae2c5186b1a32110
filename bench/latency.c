#include "bench/latency.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static double us(uint64_t ns)
{
    return (double)ns / 1000;
}

static double percentile(const uint64_t *sorted, size_t n, size_t permille)
{
    const size_t rank = (n * permille + 999) / 1000;

    return us(sorted[rank ? rank - 1 : 0]);
}

void latency_of(struct latency *out, uint64_t *ns, size_t n)
{
    double sum = 0;

    *out = (struct latency){.n = n};
    if (n == 0)
        return;
    qsort(ns, n, sizeof(*ns), compare);
    for (size_t i = 0; i < n; i++)
        sum += us(ns[i]);
    out->mean_us = sum / (double)n;
    out->p50_us = percentile(ns, n, 500);
    out->p90_us = percentile(ns, n, 900);
    out->p99_us = percentile(ns, n, 990);
    out->p999_us = percentile(ns, n, 999);
    out->max_us = us(ns[n - 1]);
    for (size_t i = 0; i < LATENCY_CURVE; i++)
        out->curve_us[i] = percentile(ns, n, i * 10);
}
