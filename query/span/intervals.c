#include "query/span/intervals.h"

#include "common/base/mem.h"

void interval_buf_release(struct interval_buf *b)
{
    mem_free(b->first);
    mem_free(b->last);
    *b = (struct interval_buf){.n = 0};
}

bool interval_buf_ready(struct interval_buf *b, uint64_t n)
{
    b->n = 0;
    return mem_grow(&b->first, &b->cap_first, n) &&
           mem_grow(&b->last, &b->cap_last, n);
}

/* ---- views ---- */

/* How many of `n` ascending numbers are below `limit`. */
static uint32_t count_below(const uint32_t *a, uint32_t n, uint32_t limit)
{
    uint32_t low = 0, high = n;

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (a[middle] < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct intervals slice(struct intervals a, uint32_t from, uint32_t to)
{
    return (struct intervals){a.first + from, a.last + from, to - from};
}

struct intervals intervals_within(struct intervals a, struct bounds b)
{
    if (a.n == 0)
        return a;
    const uint32_t from = count_below(a.first, a.n, b.from);
    const uint32_t to = count_below(a.last, a.n, b.to);
    return slice(a, from, to > from ? to : from);
}

struct intervals intervals_runs(struct intervals a, uint32_t count)
{
    if (count == 0 || count > a.n)
        return (struct intervals){.n = 0};
    return (struct intervals){a.first, a.last + (count - 1), a.n - (count - 1)};
}

/* ---- parts of the text ---- */

void intervals_keep_within_parts(struct interval_buf *b, struct parts parts)
{
    uint32_t n = 0;
    size_t part = 0;

    for (uint32_t i = 0; i < b->n; i++) {
        while (part < parts.n && parts.ends[part] <= b->first[i])
            part++;
        if (part == parts.n)
            break;
        b->first[n] = b->first[i];
        b->last[n] = b->last[i];
        n += b->last[i] < parts.ends[part];
    }
    b->n = n;
}

/* ---- union ---- */

bool intervals_or(struct interval_buf *out, struct intervals a,
                  struct intervals b)
{
    uint32_t i = 0, k = 0;

    if (!interval_buf_ready(out, (uint64_t)a.n + b.n))
        return false;
    while (i < a.n && k < b.n) {
        if (a.last[i] <= b.last[k]) {
            interval_buf_push(out, a.first[i], a.last[i]);
            i++;
        } else {
            interval_buf_push(out, b.first[k], b.last[k]);
            k++;
        }
    }
    for (; i < a.n; i++)
        interval_buf_push(out, a.first[i], a.last[i]);
    for (; k < b.n; k++)
        interval_buf_push(out, b.first[k], b.last[k]);
    return true;
}

/* ---- both, and within ---- */

bool intervals_and(struct interval_buf *out, struct intervals a,
                   struct intervals b)
{
    uint32_t k = 0;

    if (!interval_buf_ready(out, MIN(a.n, b.n)))
        return false;
    for (uint32_t i = 0; i < a.n; i++) {
        while (k < b.n && b.first[k] < a.first[i])
            k++;
        if (k < b.n && b.first[k] == a.first[i] && b.last[k] == a.last[i])
            interval_buf_append(out, a.first[i], a.last[i]);
    }
    return true;
}

bool intervals_within_any(struct interval_buf *out, struct intervals a,
                          const struct bounds *b, size_t n)
{
    size_t k = 0;

    if (!interval_buf_ready(out, a.n))
        return false;
    for (uint32_t i = 0; i < a.n; i++) {
        while (k < n && b[k].to <= a.first[i])
            k++;
        if (k < n && a.first[i] >= b[k].from && a.last[i] < b[k].to)
            interval_buf_append(out, a.first[i], a.last[i]);
    }
    return true;
}

/* ---- nearness ---- */

static bool is_in_reach(uint32_t from, uint32_t to, uint32_t count)
{
    return to <= from || to - from <= count;
}

static void near_in_order(struct interval_buf *out, struct intervals a,
                          struct intervals b, uint32_t count)
{
    uint32_t i = 0;

    for (uint32_t k = 0; k < b.n; k++) {
        while (i < a.n && a.last[i] < b.first[k])
            i++;
        if (i > 0 && b.first[k] - a.last[i - 1] <= count)
            interval_buf_push(out, a.first[i - 1], b.last[k]);
    }
}

/* The same of sets of single positions in any order: a cover goes from the last
 * position of the other set before this one. Which set has the next position is
 * a coin's toss, so nothing but positions in both sets takes a branch. */
static void near_points(struct interval_buf *out, struct intervals a,
                        struct intervals b, uint32_t count)
{
    const int64_t none = -((int64_t)1 << 40);
    int64_t last_a = none, last_b = none, begin = none;
    uint32_t i = 0, k = 0, n = 0;

    while (i < a.n && k < b.n) {
        const int64_t x = a.first[i], y = b.first[k];
        const bool first = x < y;
        const int64_t at = first ? x : y;
        int64_t from = first ? last_b : last_a;
        if (UNLIKELY(x == y))
            from = MAX(last_a, last_b);
        out->first[n] = (uint32_t)from;
        out->last[n] = (uint32_t)at;
        const bool near = (at - from <= count) & (from > begin);
        n += near;
        begin = near ? from : begin;
        last_a = x <= y ? x : last_a;
        last_b = y <= x ? y : last_b;
        i += x <= y;
        k += y <= x;
    }
    out->n = n;
    /* Of what is left only the first has a cover that no other is inside of. */
    if (i < a.n && last_b > begin && (int64_t)a.first[i] - last_b <= count)
        interval_buf_append(out, (uint32_t)last_b, a.first[i]);
    if (k < b.n && last_a > begin && (int64_t)b.first[k] - last_a <= count)
        interval_buf_append(out, (uint32_t)last_a, b.first[k]);
}

/* The cover of [first, last] and the last interval that ends before it and
 * shares no end with it: of all covers ending here it is the smallest, and when
 * that interval is too far away, so are those before it. `n` intervals of `of`
 * end no later than `last`. */
static void push_near(struct interval_buf *out, uint32_t first, uint32_t last,
                      struct intervals of, uint32_t n, uint32_t count)
{
    while (n > 0 && (of.last[n - 1] == last || of.last[n - 1] == first ||
                     of.first[n - 1] == first))
        n--;
    if (n > 0 && is_in_reach(of.last[n - 1], first, count))
        interval_buf_push(
            out, of.first[n - 1] < first ? of.first[n - 1] : first, last);
}

bool intervals_near(struct interval_buf *out, struct intervals a,
                    struct intervals b, struct nearness how)
{
    uint32_t i = 0, k = 0;

    if (!interval_buf_ready(out, (uint64_t)a.n + b.n + 1))
        return false;
    if (how.ordered) {
        near_in_order(out, a, b, how.count);
        return true;
    }
    if (a.first == a.last && b.first == b.last) {
        near_points(out, a, b, how.count);
        return true;
    }
    while (i < a.n || k < b.n) {
        if (k == b.n || (i < a.n && a.last[i] <= b.last[k])) {
            push_near(out, a.first[i], a.last[i], b, k, how.count);
            i++;
        } else {
            push_near(out, b.first[k], b.last[k], a, i, how.count);
            k++;
        }
    }
    return true;
}

/* Where the search for intervals near those of `a` stands. */
struct window {
    struct intervals b;
    uint32_t low; /* those before it are too far back for good */
    const struct parts *parts;
    size_t part; /* that of the interval at hand */
};

static bool shares_an_end(struct intervals b, uint32_t k, uint32_t first,
                          uint32_t last)
{
    return b.first[k] == first || b.first[k] == last || b.last[k] == first ||
           b.last[k] == last;
}

/* Whether an interval of the window is near [first, last]; asked in ascending
 * order. At most four share an end with it: so few steps are taken in vain. */
static bool has_near(struct window *w, uint32_t first, uint32_t last,
                     struct nearness how)
{
    const struct intervals b = w->b;
    struct bounds part = {0, UINT32_MAX};

    if (w->parts) {
        while (w->part < w->parts->n && w->parts->ends[w->part] <= first)
            w->part++;
        if (w->part == w->parts->n || last >= w->parts->ends[w->part])
            return false;
        part.from = w->part > 0 ? w->parts->ends[w->part - 1] : 0;
        part.to = w->parts->ends[w->part];
    }
    while (w->low < b.n &&
           (b.first[w->low] < part.from ||
            (how.ordered ? b.first[w->low] <= last
                         : !is_in_reach(b.last[w->low], first, how.count))))
        w->low++;
    for (uint32_t k = w->low; k < b.n && b.last[k] < part.to &&
                              is_in_reach(last, b.first[k], how.count);
         k++) {
        if (!shares_an_end(b, k, first, last))
            return true;
    }
    return false;
}

bool intervals_not_near(struct interval_buf *out, struct intervals a,
                        struct intervals b, struct nearness how,
                        const struct parts *parts)
{
    struct window w = {.b = b, .parts = parts};

    if (!interval_buf_ready(out, a.n))
        return false;
    for (uint32_t i = 0; i < a.n; i++) {
        if (!has_near(&w, a.first[i], a.last[i], how))
            interval_buf_append(out, a.first[i], a.last[i]);
    }
    return true;
}

bool intervals_are_near(struct intervals a, struct intervals b,
                        struct nearness how, const struct parts *parts)
{
    struct window w = {.b = b, .parts = parts};

    for (uint32_t i = 0; i < a.n; i++) {
        if (has_near(&w, a.first[i], a.last[i], how))
            return true;
    }
    return false;
}

/* ---- rows ---- */

bool intervals_row(struct interval_buf *out, struct intervals a,
                   struct intervals b, uint32_t least, uint32_t most)
{
    uint32_t i = 0;

    if (!interval_buf_ready(out, b.n))
        return false;
    for (uint32_t k = 0; k < b.n; k++) {
        /* Words between two are one less than from end to beginning. */
        const uint32_t begin = b.first[k];
        while (i < a.n && a.last[i] < begin && begin - a.last[i] > least)
            i++;
        if (i > 0 && begin - a.last[i - 1] - 1 <= most)
            interval_buf_append(out, a.first[i - 1], b.last[k]);
    }
    return true;
}

void intervals_row_end(struct interval_buf *b)
{
    const uint32_t n = b->n;

    b->n = 0;
    for (uint32_t i = 0; i < n; i++)
        interval_buf_push(b, b->first[i], b->last[i]);
}
