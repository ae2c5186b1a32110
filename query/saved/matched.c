#include "query/saved/matched.h"

#include <string.h>

#include "common/segment/document_key.h"
#include "common/segment/postings_layout.h"

struct finding {
    struct matched *out;
    const struct index *index;
    uint64_t **left_out;
};

/* The matches of a word of the bitmap; *seen are those that are known. */
static enum st take_word(struct matched *m, const struct segment *s,
                         uint32_t first, uint64_t bits, uint64_t *seen,
                         struct err *e)
{
    const size_t from = m->now->n;
    uint64_t rest = bits, have = 0;
    for (; rest; rest &= rest - 1) {
        const uint32_t doc = first + (uint32_t)__builtin_ctzll(rest);
        uint64_t key = 0;
        const enum st st = segment_document_key(s, doc, &key, e);
        if (st != ST_OK)
            return st;
        if (!seen_add(m->now, key))
            return err_set(e, ST_NOMEM, "out of memory");
    }
    if (m->last)
        have = seen_have(m->last, m->now->keys + from, m->now->n - from);
    *seen = 0;
    for (rest = bits; rest; rest &= rest - 1, have >>= 1)
        if (have & 1)
            *seen |= rest & -rest;
    return ST_OK;
}

static enum st take_segment(void *ctx, size_t segment, uint64_t *bits,
                            struct err *e)
{
    struct finding *const f = ctx;
    struct matched *const m = f->out;
    const struct segment *const s = f->index->segments[segment];
    const uint32_t docs = s->counts.docs;
    uint64_t *out = NULL;
    if (m->last) {
        out = arena_alloc(m->arena, bitmap_bits_size(docs));
        if (!out)
            return err_set(e, ST_NOMEM, "out of memory");
        memset(out, 0, bitmap_bits_size(docs));
        f->left_out[segment] = out;
    }
    for (uint32_t first = 0; first < docs; first += 64) {
        const uint64_t matching = bits[first / 64];
        uint64_t seen = 0;
        if (matching == 0)
            continue;
        const enum st st = take_word(m, s, first, matching, &seen, e);
        if (st != ST_OK)
            return st;
        if (out)
            out[first / 64] = seen;
    }
    return ST_OK;
}

enum st matched_find(struct matched *m, struct searcher *s,
                     const struct ast_node *question,
                     const struct search_options *options, struct err *e)
{
    struct finding f = {.out = m, .index = searcher_index(s)};
    if (m->last) {
        f.left_out = arena_new(m->arena, uint64_t *, f.index->n + 1);
        if (!f.left_out)
            return err_set(e, ST_NOMEM, "out of memory");
    }
    const enum st st =
        searcher_matches(s, question, options, take_segment, &f, e);
    if (st != ST_OK)
        return st;
    if (!seen_sort(m->now))
        return err_set(e, ST_NOMEM, "out of memory");
    m->total = m->now->n;
    m->left_out = (const uint64_t *const *)f.left_out;
    return ST_OK;
}
