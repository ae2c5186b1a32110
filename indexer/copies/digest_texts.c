#include "indexer/copies/digest_texts.h"

#include <string.h>

#include "common/base/mem.h"

enum { DROP_STEP = 1 << 20 }; /* bytes read before pages are given back */

struct reader {
    const struct digest_texts *texts;
    struct spool *spool; /* last read from */
    size_t read;         /* bytes of it since pages were given back */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "reading texts: out of memory");
}

static void drop_pages(struct reader *r)
{
    if (r->spool)
        spool_drop(r->spool, r->spool->size);
    r->read = 0;
}

static void close_reader(void *reader)
{
    if (reader)
        drop_pages(reader);
    mem_free(reader);
}

static enum st open_reader(const void *ctx, void **out, struct err *e)
{
    struct reader *const r = mem_zalloc(sizeof(*r));
    *out = r;
    if (!r)
        return out_of_memory(e);
    r->texts = ctx;
    return ST_OK;
}

static enum st read_text(void *reader, uint32_t doc, struct shingles *out,
                         struct err *e)
{
    struct reader *const r = reader;
    const struct row_ref *const ref = &r->texts->rows[doc];
    const struct digest_row *const row = &ref->digest->rows[ref->row];
    const size_t size = row->n_shingles * sizeof(*out->v);
    struct bytes all;
    if (r->spool != ref->digest->shingles || r->read > DROP_STEP)
        drop_pages(r);
    r->spool = ref->digest->shingles;
    r->read += size;
    const enum st st = spool_view(r->spool, &all, e);
    if (st != ST_OK)
        return st;
    if (!mem_grow(&out->v, &out->cap, (size_t)row->n_shingles + 1))
        return out_of_memory(e);
    if (size)
        memcpy(out->v, all.p + row->shingles_at * sizeof(*out->v), size);
    out->n = row->n_shingles;
    return ST_OK;
}

enum st digest_texts_source(const struct digest_texts *t,
                            struct shingle_source *out, struct err *e)
{
    enum st st = ST_OK;
    struct bytes all;
    /* Each spool once, as long as there is but one thread. */
    for (uint32_t i = 0; i < t->n && st == ST_OK; i++)
        st = spool_view(t->rows[i].digest->shingles, &all, e);
    *out = (struct shingle_source){open_reader, read_text, close_reader, t};
    return st;
}
