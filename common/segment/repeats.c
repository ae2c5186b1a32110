#include "common/segment/repeats.h"

#include "common/codec/varint.h"

static const uint8_t *end_of(const struct repeat_walk *w)
{
    const struct chunk_view *const c = &w->segment->chunks[CHUNK_REPT];
    return c->p + c->n;
}

static enum st damaged(const struct repeat_walk *w, const uint8_t *at,
                       struct err *e)
{
    const struct chunk_view *const c = &w->segment->chunks[CHUNK_REPT];
    return chunk_refused(w->segment, CHUNK_REPT, (uint64_t)(at - c->p), e);
}

enum st repeat_walk_open(struct repeat_walk *w, const struct segment *s,
                         struct err *e)
{
    const struct chunk_view *const c = &s->chunks[CHUNK_REPT];
    *w = (struct repeat_walk){.segment = s, .p = c->p};
    return !c->p || chunk_use(c, 0, c->n) ? ST_OK
                                          : chunk_refused(s, CHUNK_REPT, 0, e);
}

enum st repeat_walk_next(struct repeat_walk *w, bool *more, struct err *e)
{
    const uint8_t *const start = w->p, *const end = w->p ? end_of(w) : NULL;
    uint64_t n, size;
    *more = start != end;
    if (!*more)
        return ST_OK;
    if (end - start < 8)
        return damaged(w, start, e);
    const uint64_t key = get_u64le(start);
    if (w->begun && key <= w->key)
        return damaged(w, start, e);
    const uint8_t *p = varint_get(start + 8, end, &n);
    p = p ? varint_get(p, end, &size) : NULL;
    if (!p || n == 0 || n > w->segment->counts.docs || size < n ||
        size > (uint64_t)(end - p))
        return damaged(w, start, e);
    w->begun = true;
    w->key = key;
    w->n = w->left = (uint32_t)n;
    w->last = 0;
    w->docs = p;
    w->p = p + size;
    return ST_OK;
}

enum st repeat_walk_doc(struct repeat_walk *w, uint32_t *doc, struct err *e)
{
    uint64_t gap = 0;
    *doc = DOC_END;
    if (w->left == 0)
        return w->docs == w->p ? ST_OK : damaged(w, w->docs, e);
    const bool first = w->left == w->n;
    const uint8_t *const p = varint_get(w->docs, w->p, &gap);
    const uint64_t at = first ? gap : w->last + gap;
    if (!p || (!first && gap == 0) || at < gap || at >= w->segment->counts.docs)
        return damaged(w, w->docs, e);
    w->docs = p;
    w->left--;
    *doc = w->last = (uint32_t)at;
    return ST_OK;
}
