#include "query/who/quoted_hits.h"

#include <stdlib.h>

#include "query/who/quoted_part.h"

/* A hit by its document. */
struct place {
    uint32_t doc;
    uint32_t hit; /* which of the hits */
};

struct finding {
    const struct index *index;
    struct place *places; /* ascending */
    size_t n, at;         /* places before `at` are done */
    size_t segment;
    uint32_t *pos;
};

/* Documents only ascend. */
static enum st take(void *ctx, uint32_t doc, const uint32_t *pos, uint32_t n,
                    struct err *e)
{
    struct finding *const f = ctx;
    const uint32_t number = f->index->first_doc[f->segment] + doc;
    (void)n;
    (void)e;
    while (f->at < f->n && f->places[f->at].doc < number)
        f->at++;
    if (f->at < f->n && f->places[f->at].doc == number)
        f->pos[f->places[f->at].hit] = pos[0];
    return ST_OK;
}

static int by_doc(const void *a, const void *b)
{
    const struct place *const x = a, *const y = b;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

static bool list_places(struct finding *f, const struct hit *hits,
                        struct arena *arena)
{
    f->places = arena_new(arena, struct place, f->n);
    f->pos = arena_new(arena, uint32_t, f->n);
    if (!f->places || !f->pos)
        return false;
    for (size_t i = 0; i < f->n; i++) {
        f->places[i] = (struct place){hits[i].doc, (uint32_t)i};
        f->pos[i] = NO_QUOTATION;
    }
    qsort(f->places, f->n, sizeof(*f->places), by_doc);
    return true;
}

/* The bits of the hits in one segment; *any tells whether there are some. */
static enum st mark_hits(const struct finding *f, struct arena *arena,
                         uint64_t **bits, bool *any, struct err *e)
{
    const uint32_t first = f->index->first_doc[f->segment];
    const uint32_t docs = f->index->segments[f->segment]->counts.docs;
    *any = false;
    *bits = arena_new(arena, uint64_t, (size_t)docs / 64 + 1);
    if (!*bits)
        return err_set(e, ST_NOMEM, "out of memory for quotations");
    for (size_t i = f->at; i < f->n && f->places[i].doc - first < docs; i++) {
        const uint32_t doc = f->places[i].doc - first;
        (*bits)[doc / 64] |= UINT64_C(1) << doc % 64;
        *any = true;
    }
    return ST_OK;
}

/* Leaves the places of the segment behind. */
static void end_segment(struct finding *f)
{
    const uint32_t end = f->index->first_doc[f->segment] +
                         f->index->segments[f->segment]->counts.docs;
    while (f->at < f->n && f->places[f->at].doc < end)
        f->at++;
}

enum st quoted_hits_find(const uint32_t **pos, const struct index *ix,
                         const struct ast_node *question,
                         const struct search_options *options,
                         const struct hit *hits, size_t n, struct arena *arena,
                         struct err *e)
{
    struct finding f = {.index = ix, .n = n};
    struct searcher *searcher = NULL;
    *pos = NULL;
    if (n == 0 || !quoted_part_is_asked(question) || !ix->manifest.zones)
        return ST_OK;
    const struct ast_node *const part = quoted_part(question, arena);
    enum st st = part && list_places(&f, hits, arena)
                     ? searcher_open(&searcher, ix, e)
                     : err_set(e, ST_NOMEM, "out of memory for quotations");
    if (st == ST_OK)
        st = searcher_ask_quotations(searcher, part, options, e);
    for (; st == ST_OK && f.segment < ix->n; f.segment++) {
        uint64_t *bits;
        bool any;
        st = mark_hits(&f, arena, &bits, &any, e);
        if (st == ST_OK && any)
            st = searcher_quotations(searcher, options, f.segment, bits, take,
                                     &f, e);
        end_segment(&f);
    }
    searcher_close(searcher);
    *pos = f.pos;
    return st;
}
