#include "bench/releases/sources.h"

#include "indexer/release/boilerplate.h"
#include "indexer/release/opening.h"
#include "indexer/source/source.h"

struct reading {
    struct extractor *extractor;
    struct lines lines;
    struct anatomy anatomy;
    sources_handler *handle;
    void *context;
};

enum st sources_read_text(struct bytes title, struct bytes body,
                          struct lines *l, struct anatomy *a, struct err *e)
{
    size_t first_text = 0;
    anatomy_clear(a);
    enum st st = lines_read(l, body, e);
    if (st == ST_OK)
        st = opening_read(title, body, l, a, &first_text, e);
    if (st == ST_OK)
        st = boilerplate_read(body, l, first_text, a, e);
    return st;
}

static enum st read_batch(struct reading *g, const struct batch *b,
                          struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < b->n && st == ST_OK; i++) {
        struct release r;
        st = extract_record(g->extractor, b, &b->records[i], &r, e);
        if (st != ST_OK || r.reject)
            continue;
        st = sources_read_text(r.title, r.body, &g->lines, &g->anatomy, e);
        if (st == ST_OK)
            g->handle(g->context, &r, &g->lines, &g->anatomy);
    }
    return st;
}

enum st sources_read(const char *const *paths, size_t n,
                     sources_handler *handle, void *context, struct err *e)
{
    const struct source_options options = SOURCE_OPTIONS_DEFAULT;
    const struct field_map map = field_map_default();
    struct reading g = {.handle = handle, .context = context};
    struct batch b = {.number = 0};
    struct source *s = NULL;
    enum st st = extractor_open(&g.extractor, &map, e);
    if (st == ST_OK)
        st = source_open(&s, paths, n, &options, e);
    while (st == ST_OK && (st = source_next_batch(s, &b, e)) == ST_OK && b.n)
        st = read_batch(&g, &b, e);
    source_close(s);
    extractor_close(g.extractor);
    batch_release(&b);
    lines_release(&g.lines);
    anatomy_release(&g.anatomy);
    return st;
}
