#include "query/rank/topk.h"

#include <assert.h>
#include <math.h>

static bool is_worse(const struct hit *a, const struct hit *b)
{
    return a->score != b->score ? a->score < b->score : a->doc > b->doc;
}

/* Puts `h` in the hole at `i` or below, among n hits. */
static void sift_down(struct hit *hits, uint32_t n, uint32_t i, struct hit h)
{
    for (;;) {
        uint64_t child = 2 * (uint64_t)i + 1;
        if (child >= n)
            break;
        if (child + 1 < n && is_worse(&hits[child + 1], &hits[child]))
            child++;
        if (!is_worse(&hits[child], &h))
            break;
        hits[i] = hits[child];
        i = (uint32_t)child;
    }
    hits[i] = h;
}

static void sift_up(struct hit *hits, uint32_t i, struct hit h)
{
    while (i > 0 && is_worse(&h, &hits[(i - 1) / 2])) {
        hits[i] = hits[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    hits[i] = h;
}

void topk_init(struct topk *t, struct hit *hits, uint32_t k)
{
    *t = (struct topk){
        .hits = hits, .k = k, .threshold = k ? -INFINITY : INFINITY};
}

void topk_promise(struct topk *t, double score)
{
    /* Those that just reach it must get in. */
    const float below = nextafterf((float)score, -INFINITY);

    if (t->k > 0 && below > t->threshold)
        t->threshold = nextafterf(below, -INFINITY);
}

void topk_put(struct topk *t, uint32_t doc, double score)
{
    const struct hit h = {.doc = doc, .score = (float)score};

    assert(topk_wants(t, score));
    if (t->n < t->k) {
        sift_up(t->hits, t->n++, h);
        if (t->n < t->k)
            return;
    } else {
        sift_down(t->hits, t->n, 0, h);
    }
    t->threshold = t->hits[0].score;
}

void topk_finish(struct topk *t)
{
    for (uint32_t n = t->n; n > 1; n--) {
        const struct hit last = t->hits[n - 1];
        t->hits[n - 1] = t->hits[0];
        sift_down(t->hits, n - 1, 0, last);
    }
}
