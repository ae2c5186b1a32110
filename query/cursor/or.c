/*
 * The documents that match any of several cursors, or at least so many.
 *
 * The cursors are a binary heap by the document they stand on, so that a step
 * costs the logarithm of their number: a query may have ten thousand words.
 * Those on the same document as the top form a subtree around it.
 */
#include "query/cursor/cursor.h"

/* Up to here the bounds of single blocks are added up; above, whole lists'. */
enum { BLOCK_BOUNDS_MAX = 16 };

struct or
{
    struct cursor base;
    struct cursor **heap;
    size_t n;
    size_t count; /* so many have to match */
};

static void sift_down(struct cursor **heap, size_t n, size_t i)
{
    struct cursor *const c = heap[i];

    for (size_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && heap[child + 1]->doc < heap[child]->doc)
            child++;
        if (heap[child]->doc >= c->doc)
            break;
        heap[i] = heap[child];
    }
    heap[i] = c;
}

/* How many stand on `doc`, of those below `i`; the recursion is as deep as the
 * heap. */
static size_t count_on(const struct or *o, size_t i, uint32_t doc)
{
    if (i >= o->n || o->heap[i]->doc != doc)
        return 0;
    return 1 + count_on(o, 2 * i + 1, doc) + count_on(o, 2 * i + 2, doc);
}

/* Moves all that stand on the document of the top behind it. */
static void step(struct or *o)
{
    const uint32_t doc = o->heap[0]->doc;

    do {
        cursor_next(o->heap[0]);
        sift_down(o->heap, o->n, 0);
    } while (o->heap[0]->doc == doc);
}

/* To the first document, from the top on, where enough stand. */
static uint32_t settle(struct or *o)
{
    while (o->count > 1 && o->heap[0]->doc != DOC_END &&
           count_on(o, 0, o->heap[0]->doc) < o->count)
        step(o);
    return o->base.doc = o->heap[0]->doc;
}

static uint32_t or_next(struct cursor *c)
{
    struct or *const o = (struct or *)c;

    step(o);
    return settle(o);
}

static uint32_t or_seek(struct cursor *c, uint32_t target)
{
    struct or *const o = (struct or *)c;

    while (o->heap[0]->doc < target) {
        cursor_seek(o->heap[0], target);
        sift_down(o->heap, o->n, 0);
    }
    return settle(o);
}

/* Whether a cursor matches among those below `i` that stand on `doc`. */
static bool any_occurs(const struct or *o, size_t i, uint32_t doc)
{
    if (i >= o->n || o->heap[i]->doc != doc)
        return false;
    return cursor_occurs(o->heap[i]) || any_occurs(o, 2 * i + 1, doc) ||
           any_occurs(o, 2 * i + 2, doc);
}

static bool any_matches(const struct or *o, size_t i, uint32_t doc)
{
    if (i >= o->n || o->heap[i]->doc != doc)
        return false;
    return cursor_matches(o->heap[i]) || any_matches(o, 2 * i + 1, doc) ||
           any_matches(o, 2 * i + 2, doc);
}

static bool or_occurs(struct cursor *c)
{
    return any_occurs((const struct or *)c, 0, c->doc);
}

static bool or_matches(struct cursor *c)
{
    return any_matches((const struct or *)c, 0, c->doc);
}

/* How many of them do. */
static size_t count_matches(const struct or *o, size_t i, uint32_t doc)
{
    if (i >= o->n || o->heap[i]->doc != doc)
        return 0;
    return cursor_matches(o->heap[i]) + count_matches(o, 2 * i + 1, doc) +
           count_matches(o, 2 * i + 2, doc);
}

static bool quorum_matches(struct cursor *c)
{
    const struct or *const o = (const struct or *)c;

    return count_matches(o, 0, c->doc) >= o->count;
}

static double sum_scores(const struct or *o, size_t i, uint32_t doc)
{
    if (i >= o->n || o->heap[i]->doc != doc)
        return 0;
    const double own =
        cursor_matches(o->heap[i]) ? cursor_score(o->heap[i]) : 0;
    return own + sum_scores(o, 2 * i + 1, doc) + sum_scores(o, 2 * i + 2, doc);
}

static double or_score(struct cursor *c)
{
    return sum_scores((const struct or *)c, 0, c->doc);
}

static double or_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    const struct or *const o = (const struct or *)c;
    double sum = 0;

    *last = DOC_END;
    if (o->n > BLOCK_BOUNDS_MAX)
        return c->max;
    for (size_t i = 0; i < o->n; i++) {
        uint32_t its_last;
        if (o->heap[i]->doc == DOC_END)
            continue;
        sum +=
            cursor_bound(o->heap[i], MAX(target, o->heap[i]->doc), &its_last);
        *last = MIN(*last, its_last);
    }
    return sum;
}

static struct cursor *open(struct cursor_set *set, struct cursor **of, size_t n,
                           size_t count)
{
    static const struct cursor_ops exact = {
        .next = or_next,
        .seek = or_seek,
        .score = or_score,
        .bound = or_bound,
    };
    static const struct cursor_ops verified = {
        .next = or_next,
        .seek = or_seek,
        .matches = or_matches,
        .occurs = or_occurs,
        .score = or_score,
        .bound = or_bound,
    };
    static const struct cursor_ops counted = {
        .next = or_next,
        .seek = or_seek,
        .matches = quorum_matches,
        .score = or_score,
        .bound = or_bound,
    };
    const uint32_t docs = set->segment->counts.docs;
    struct or *const o = arena_new(set->arena, struct or, 1);
    uint64_t cost = 0;

    if (!o)
        return NULL;
    *o = (struct or){
        .base = {.ops = &exact}, .heap = of, .n = n, .count = count};
    for (size_t i = 0; i < n; i++) {
        o->base.max += of[i]->max;
        cost += of[i]->cost;
        if (of[i]->ops->matches)
            o->base.ops = count > 1 ? &counted : &verified;
    }
    for (size_t i = n / 2; i-- > 0;)
        sift_down(of, n, i);
    o->base.cost = (uint32_t)MIN(cost, docs);
    settle(o);
    return &o->base;
}

struct cursor *cursor_or(struct cursor_set *set, struct cursor **of, size_t n)
{
    return open(set, of, n, 1);
}

struct cursor *cursor_quorum(struct cursor_set *set, struct cursor **of,
                             size_t n, size_t count)
{
    return open(set, of, n, count);
}
