#include "query/who/quoted_hits.h"

#include "query/who/quoted_part.h"

struct finding {
    const struct index *index;
    const struct hit *hits;
    size_t n, segment;
    uint32_t *pos;
};

/* A document may be among the hits once. */
static enum st take(void *ctx, uint32_t doc, const uint32_t *pos, uint32_t n,
                    struct err *e)
{
    const struct finding *const f = ctx;
    const uint32_t number = f->index->first_doc[f->segment] + doc;
    (void)n;
    (void)e;
    for (size_t i = 0; i < f->n; i++)
        if (f->hits[i].doc == number)
            f->pos[i] = pos[0];
    return ST_OK;
}

/* The bits of the hits in one segment; *any tells whether there are some. */
static enum st mark_hits(const struct finding *f, struct arena *arena,
                         uint64_t **bits, bool *any, struct err *e)
{
    const uint32_t docs = f->index->segments[f->segment]->counts.docs;
    *any = false;
    *bits = arena_new(arena, uint64_t, (size_t)docs / 64 + 1);
    if (!*bits)
        return err_set(e, ST_NOMEM, "out of memory for quotations");
    for (size_t i = 0; i < f->n; i++) {
        const uint32_t first = f->index->first_doc[f->segment];
        const uint32_t doc = f->hits[i].doc - first;
        if (f->hits[i].doc < first || doc >= docs)
            continue;
        (*bits)[doc / 64] |= UINT64_C(1) << doc % 64;
        *any = true;
    }
    return ST_OK;
}

enum st quoted_hits_find(const uint32_t **pos, const struct index *ix,
                         const struct ast_node *question,
                         const struct search_options *options,
                         const struct hit *hits, size_t n, struct arena *arena,
                         struct err *e)
{
    struct finding f = {.index = ix, .hits = hits, .n = n};
    struct searcher *searcher = NULL;
    *pos = NULL;
    if (n == 0 || !quoted_part_is_asked(question) || !ix->manifest.zones)
        return ST_OK;
    const struct ast_node *const part = quoted_part(question, arena);
    f.pos = arena_new(arena, uint32_t, n);
    enum st st = part && f.pos
                     ? searcher_open(&searcher, ix, e)
                     : err_set(e, ST_NOMEM, "out of memory for quotations");
    for (size_t i = 0; f.pos && i < n; i++)
        f.pos[i] = NO_QUOTATION;
    for (; st == ST_OK && f.segment < ix->n; f.segment++) {
        uint64_t *bits;
        bool any;
        st = mark_hits(&f, arena, &bits, &any, e);
        if (st == ST_OK && any)
            st = searcher_quotations(searcher, part, options, f.segment, bits,
                                     take, &f, e);
    }
    searcher_close(searcher);
    *pos = f.pos;
    return st;
}
