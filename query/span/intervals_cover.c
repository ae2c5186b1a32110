/*
 * Covers of several sets.
 *
 * Intervals are taken in the order of their ends. Of each set the one taken
 * last is the best there is for any cover that ends here: it begins latest.
 * A cover of `count` sets begins with the count-th latest of these beginnings.
 * They only grow, so the `count` latest are a heap that changes by one step
 * with each interval taken.
 */
#include "query/span/intervals.h"

/* The end of the next interval of a set. */
static uint32_t next_end(const struct interval_merge *m, uint32_t set)
{
    return m->of[set].last[m->at[set]];
}

/* The beginning of the interval of a set that was taken last. */
static uint32_t begin(const struct interval_merge *m, uint32_t set)
{
    return m->of[set].first[m->at[set] - 1];
}

static void sift_ends(struct interval_merge *m, uint32_t n, uint32_t i)
{
    const uint32_t set = m->ends[i], end = next_end(m, set);

    for (uint32_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n &&
            next_end(m, m->ends[child + 1]) < next_end(m, m->ends[child]))
            child++;
        if (next_end(m, m->ends[child]) >= end)
            break;
        m->ends[i] = m->ends[child];
    }
    m->ends[i] = set;
}

static void put_begin(struct interval_merge *m, uint32_t i, uint32_t set)
{
    m->begins[i] = set;
    m->place[set] = i;
}

static void sift_begins(struct interval_merge *m, uint32_t n, uint32_t i)
{
    const uint32_t set = m->begins[i], own = begin(m, set);

    for (uint32_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n &&
            begin(m, m->begins[child + 1]) < begin(m, m->begins[child]))
            child++;
        if (begin(m, m->begins[child]) >= own)
            break;
        put_begin(m, i, m->begins[child]);
    }
    put_begin(m, i, set);
}

static void raise_begin(struct interval_merge *m, uint32_t i)
{
    const uint32_t set = m->begins[i], own = begin(m, set);

    for (; i > 0 && begin(m, m->begins[(i - 1) / 2]) > own; i = (i - 1) / 2)
        put_begin(m, i, m->begins[(i - 1) / 2]);
    put_begin(m, i, set);
}

/* The place of a set that is not in the heap of beginnings. */
#define NOWHERE UINT32_MAX

/* Takes account of the set whose interval was taken; returns how many sets the
 * heap of beginnings has now. */
static uint32_t take(struct interval_merge *m, uint32_t set, uint32_t n,
                     uint32_t count)
{
    if (m->place[set] != NOWHERE) {
        sift_begins(m, n, m->place[set]);
        return n;
    }
    if (n < count) {
        m->begins[n] = set;
        raise_begin(m, n);
        return n + 1;
    }
    if (begin(m, set) > begin(m, m->begins[0])) {
        m->place[m->begins[0]] = NOWHERE;
        m->begins[0] = set;
        sift_begins(m, n, 0);
    }
    return n;
}

/* The sets that have an interval, as a heap; returns how many. */
static uint32_t begin_merge(struct interval_merge *m, uint32_t n,
                            uint64_t *total)
{
    uint32_t some = 0;

    *total = 0;
    for (uint32_t i = 0; i < n; i++) {
        m->at[i] = 0;
        m->place[i] = NOWHERE;
        *total += m->of[i].n;
        if (m->of[i].n > 0)
            m->ends[some++] = i;
    }
    for (uint32_t i = some / 2; i-- > 0;)
        sift_ends(m, some, i);
    return some;
}

bool intervals_cover(struct interval_buf *out, struct interval_merge *m,
                     uint32_t n, uint32_t count)
{
    uint32_t n_begins = 0;
    uint64_t total;
    uint32_t left = begin_merge(m, n, &total);

    if (!interval_buf_ready(out, total))
        return false;
    if (left < count)
        return true;
    while (left > 0) {
        const uint32_t set = m->ends[0], end = next_end(m, set);
        m->at[set]++;
        n_begins = take(m, set, n_begins, count);
        if (n_begins == count)
            interval_buf_push(out, begin(m, m->begins[0]), end);
        if (m->at[set] == m->of[set].n)
            m->ends[0] = m->ends[--left];
        if (left > 0)
            sift_ends(m, left, 0);
    }
    return true;
}
