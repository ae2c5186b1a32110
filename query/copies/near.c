#include "query/copies/near.h"

#include <stdlib.h>

#include "common/base/mem.h"
#include "common/segment/clusters.h"

enum { COMPARED_MOST = 200 }; /* texts, at least as many as are wanted */

/* By chance two texts that share nothing are alike as much. */
#define CHANCE .2

struct candidates {
    struct hit *v;
    size_t n, cap;
};

static bool share_a_sample(const struct signature *a, const struct signature *b)
{
    for (unsigned i = 0; i < SIGNATURE_SAMPLES; i++)
        for (unsigned k = 0; k < SIGNATURE_SAMPLES; k++)
            if (signature_sample(a, i) != SAMPLE_NONE &&
                signature_sample(a, i) == signature_sample(b, k))
                return true;
    return false;
}

/* How alike two texts may be; below 0: not at all. One with a sample in common
 * may hold all of the other. */
static double estimate(const struct signature *a, const struct signature *b)
{
    if (signature_is_short(a) || signature_is_short(b))
        return !signature_is_empty(a) && memcmp(a, b, sizeof(*a)) == 0 ? 1 : -1;
    const double v = signature_estimate(a, b);
    const bool shares = share_a_sample(a, b);
    return shares ? MAX(v, CHANCE) : v > CHANCE ? v : -1;
}

static enum st add_segment(struct candidates *c, const struct signature *like,
                           const struct index *ix, size_t i, uint32_t self,
                           struct err *e)
{
    const struct segment *const s = ix->segments[i];
    for (uint32_t doc = 0; doc < s->counts.docs; doc++) {
        struct signature sig;
        if (deletions_has(ix->deletions[i], doc) ||
            ix->first_doc[i] + doc == self)
            continue;
        if (!segment_signature(s, doc, &sig))
            return chunk_refused(s, CHUNK_SIGN, SIGNATURE_SIZE * (uint64_t)doc,
                                 e);
        const double v = estimate(like, &sig);
        if (v < 0)
            continue;
        if (!mem_grow(&c->v, &c->cap, c->n + 1))
            return err_set(e, ST_NOMEM, "out of memory");
        c->v[c->n++] = (struct hit){ix->first_doc[i] + doc, (float)v};
    }
    return ST_OK;
}

static int best_first(const void *a, const void *b)
{
    const struct hit *const x = a, *const y = b;
    if (x->score < y->score || x->score > y->score)
        return x->score < y->score ? 1 : -1;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

/* Replaces estimates by what the texts share. */
static enum st compare(struct candidates *c, struct compared *text,
                       const struct text_source *texts, struct err *e)
{
    struct compared other;
    size_t left = 0;
    enum st st = compared_open(&other, e);
    for (size_t i = 0; i < c->n && st == ST_OK; i++) {
        struct overlap o;
        st = texts->read(texts->ctx, c->v[i].doc, &other, e);
        if (st == ST_OK)
            st = compared_overlap(&other, text, &o, e);
        if (st != ST_OK || o.shared == 0)
            continue;
        c->v[left++] =
            (struct hit){c->v[i].doc, (float)((double)o.shared /
                                              (double)(o.a + o.b - o.shared))};
    }
    c->n = left;
    compared_close(&other);
    return st;
}

enum st near_find(struct compared *text, const struct index *ix, uint32_t self,
                  const struct text_source *texts, struct hit *hits,
                  uint32_t most, uint32_t *n, struct err *e)
{
    const struct signature like = compared_signature(text);
    struct candidates c = {.n = 0};
    enum st st = ST_OK;
    *n = 0;
    for (size_t i = 0; i < ix->n && st == ST_OK; i++)
        st = add_segment(&c, &like, ix, i, self, e);
    if (c.n)
        qsort(c.v, c.n, sizeof(*c.v), best_first);
    c.n = MIN(c.n, MAX((size_t)most, (size_t)COMPARED_MOST));
    if (st == ST_OK && texts->read)
        st = compare(&c, text, texts, e);
    if (st == ST_OK && c.n)
        qsort(c.v, c.n, sizeof(*c.v), best_first);
    if (st == ST_OK) {
        *n = MIN((uint32_t)c.n, most);
        if (*n)
            memcpy(hits, c.v, *n * sizeof(*hits));
    }
    mem_free(c.v);
    return st;
}
