#include "indexer/copies/digest_texts.h"

static bool list_of(const void *ctx, uint32_t doc, struct shingle_list *out)
{
    const struct digest_texts *const t = ctx;
    const struct digest *const d = t->rows[doc].digest;
    const struct digest_row *const row = &d->rows[t->rows[doc].row];
    struct bytes all;
    if (spool_view(d->shingles, &all, NULL) != ST_OK) /* was viewed already */
        return false;
    const uint32_t *const v = (const uint32_t *)(const void *)all.p;
    *out = (struct shingle_list){v + row->shingles_at, row->n_shingles};
    return true;
}

static void drop(const void *ctx)
{
    const struct digest_texts *const t = ctx;
    for (size_t i = 0; i < t->n_workers; i++) {
        const struct spool *const s = &t->workers[i].kept_shingles;
        spool_drop(s, s->size);
    }
}

enum st digest_texts_source(const struct digest_texts *t,
                            struct shingle_source *out, struct err *e)
{
    enum st st = ST_OK;
    struct bytes all;
    for (size_t i = 0; i < t->n_workers && st == ST_OK; i++)
        st = spool_view(&t->workers[i].kept_shingles, &all, e);
    *out = (struct shingle_source){.list = list_of, .drop = drop, .ctx = t};
    return st;
}
