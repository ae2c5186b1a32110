#include "query/filter/repeated.h"

#include <string.h>

#include "common/base/compiler.h"
#include "common/base/mem.h"

bool repeats_are_known(const struct index *ix)
{
    return index_all_have(ix, 0, ix->n, segment_has_repeats);
}

/* Documents of the paragraph at hand that are not deleted. */
static enum st count_living(struct repeat_walk *w,
                            const struct deletions *deleted, uint32_t *sum,
                            struct err *e)
{
    uint32_t doc;
    if (!deleted) {
        *sum += w->n;
        return ST_OK;
    }
    enum st st = repeat_walk_doc(w, &doc, e);
    for (; st == ST_OK && doc != DOC_END; st = repeat_walk_doc(w, &doc, e))
        *sum += !deletions_has(deleted, doc);
    return st;
}

/* ---- of some paragraphs ---- */

static enum st look_up_in(const struct index *ix, size_t segment,
                          const struct paragraph_key *keys, size_t n,
                          uint32_t *docs, struct err *e)
{
    struct repeat_walk w;
    bool more;
    enum st st = repeat_walk_open(&w, ix->segments[segment], e);
    if (st == ST_OK)
        st = repeat_walk_next(&w, &more, e);
    for (; st == ST_OK && more; st = repeat_walk_next(&w, &more, e)) {
        for (size_t i = 0; i < n && st == ST_OK; i++)
            if (keys[i].key == w.key) {
                struct repeat_walk own = w;
                st = count_living(&own, ix->deletions[segment], &docs[i], e);
            }
        if (st != ST_OK)
            return st;
    }
    return st;
}

enum st repeats_look_up(const struct index *ix,
                        const struct paragraph_key *keys, size_t n,
                        uint32_t *docs, struct err *e)
{
    enum st st = ST_OK;
    if (n)
        memset(docs, 0, n * sizeof(*docs));
    for (size_t i = 0; i < ix->n && st == ST_OK; i++)
        st = look_up_in(ix, i, keys, n, docs, e);
    return st;
}

/* ---- counting through segments ---- */

struct counter {
    const struct index *index;
    struct repeat_walk *walks; /* of each segment */
    bool *more;
    uint64_t *keys;
    uint32_t *docs;
    size_t n, cap_keys, cap_docs;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "counting paragraphs: out of memory");
}

static enum st start(struct counter *c, struct err *e)
{
    const struct index *const ix = c->index;
    enum st st = ST_OK;
    c->walks = mem_zalloc((ix->n + 1) * sizeof(*c->walks));
    c->more = mem_zalloc((ix->n + 1) * sizeof(*c->more));
    if (!c->walks || !c->more)
        return out_of_memory(e);
    for (size_t i = 0; i < ix->n && st == ST_OK; i++) {
        st = repeat_walk_open(&c->walks[i], ix->segments[i], e);
        if (st == ST_OK)
            st = repeat_walk_next(&c->walks[i], &c->more[i], e);
    }
    return st;
}

static bool least_key(const struct counter *c, uint64_t *key)
{
    bool any = false;
    for (size_t i = 0; i < c->index->n; i++) {
        if (!c->more[i] || (any && c->walks[i].key >= *key))
            continue;
        *key = c->walks[i].key;
        any = true;
    }
    return any;
}

/* Steps over `key` in all segments. */
static enum st count_key(struct counter *c, uint64_t key, struct err *e)
{
    uint32_t docs = 0;
    for (size_t i = 0; i < c->index->n; i++) {
        if (!c->more[i] || c->walks[i].key != key)
            continue;
        enum st st =
            count_living(&c->walks[i], c->index->deletions[i], &docs, e);
        if (st == ST_OK)
            st = repeat_walk_next(&c->walks[i], &c->more[i], e);
        if (st != ST_OK)
            return st;
    }
    if (docs < 2)
        return ST_OK;
    if (!mem_grow(&c->keys, &c->cap_keys, c->n + 1) ||
        !mem_grow(&c->docs, &c->cap_docs, c->n + 1))
        return out_of_memory(e);
    c->keys[c->n] = key;
    c->docs[c->n++] = docs;
    return ST_OK;
}

static enum st keep(struct repeat_counts **out, const struct counter *c,
                    struct arena *arena, struct err *e)
{
    struct repeat_counts *const r = arena_new(arena, struct repeat_counts, 1);
    if (!r)
        return out_of_memory(e);
    r->n = c->n;
    r->keys = arena_new(arena, uint64_t, c->n + 1);
    r->docs = arena_new(arena, uint32_t, c->n + 1);
    if (!r->keys || !r->docs)
        return out_of_memory(e);
    if (c->n) {
        memcpy(r->keys, c->keys, c->n * sizeof(*r->keys));
        memcpy(r->docs, c->docs, c->n * sizeof(*r->docs));
    }
    *out = r;
    return ST_OK;
}

enum st repeat_counts_make(struct repeat_counts **out, const struct index *ix,
                           struct arena *arena, struct err *e)
{
    struct counter c = {.index = ix};
    uint64_t key = 0;
    *out = NULL;
    if (ix->n == 1 && !ix->deletions[0])
        return ST_OK;
    enum st st = start(&c, e);
    while (st == ST_OK && least_key(&c, &key))
        st = count_key(&c, key, e);
    if (st == ST_OK)
        st = keep(out, &c, arena, e);
    mem_free(c.walks);
    mem_free(c.more);
    mem_free(c.keys);
    mem_free(c.docs);
    return st;
}

/* ---- documents ---- */

static enum st raise(struct repeat_walk *w, uint32_t others, uint8_t *column,
                     struct err *e)
{
    uint32_t doc;
    enum st st = repeat_walk_doc(w, &doc, e);
    for (; st == ST_OK && doc != DOC_END; st = repeat_walk_doc(w, &doc, e)) {
        uint8_t *const cell = column + 4 * (size_t)doc;
        put_u32le(cell, MAX(get_u32le(cell), others));
    }
    return st;
}

enum st repeat_counts_column(const struct repeat_counts *c,
                             const struct segment *s, uint8_t *column,
                             struct err *e)
{
    struct repeat_walk w;
    bool more;
    size_t i = 0;
    enum st st = repeat_walk_open(&w, s, e);
    if (st == ST_OK)
        st = repeat_walk_next(&w, &more, e);
    for (; st == ST_OK && more; st = repeat_walk_next(&w, &more, e)) {
        while (c && i < c->n && c->keys[i] < w.key)
            i++;
        const bool several = !c || (i < c->n && c->keys[i] == w.key);
        const uint32_t docs = c ? several ? c->docs[i] : 1 : w.n;
        st = raise(&w, docs - 1, column, e);
        if (st != ST_OK)
            return st;
    }
    return st;
}
