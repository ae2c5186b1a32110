#include "indexer/bitmap_writer.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/postings_layout.h"

enum st bitmap_writer_init(struct bitmap_writer *w, const char *base,
                           const char *name, uint32_t docs, struct err *e)
{
    *w = (struct bitmap_writer){
        .docs = docs,
        .sparse_up_to = MAX(docs / DENSE_SHARE, (uint32_t)DOCS_PER_BLOCK),
    };
    w->early = mem_array(w->sparse_up_to, sizeof(*w->early));
    w->bitmap = mem_zalloc((size_t)bitmap_size(docs));
    if (!w->early || !w->bitmap)
        return err_set(e, ST_NOMEM, "writing bitmaps: out of memory");
    return spool_init(&w->bitmaps, base, name, e);
}

void bitmap_writer_release(struct bitmap_writer *w)
{
    spool_release(&w->bitmaps);
    mem_free(w->early);
    mem_free(w->bitmap);
    w->early = NULL;
    w->bitmap = NULL;
}

static void set_bits(struct bitmap_writer *w, const uint32_t *docs, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        w->bitmap[docs[i] / 8] =
            (uint8_t)(w->bitmap[docs[i] / 8] | 1u << docs[i] % 8);
}

void bitmap_writer_add(struct bitmap_writer *w, const uint32_t *docs,
                       uint32_t n)
{
    if (w->n + n <= w->sparse_up_to) {
        memcpy(w->early + w->n, docs, n * sizeof(*docs));
    } else {
        if (w->n <= w->sparse_up_to) /* dense from here on */
            set_bits(w, w->early, w->n);
        set_bits(w, docs, n);
    }
    w->n += n;
}

/* How many documents stand before each RANK_DOCS of them. */
static void write_ranks(struct bitmap_writer *w)
{
    const uint64_t bits = bitmap_bits_size(w->docs);
    uint8_t *rank = w->bitmap + bits;
    uint32_t before = 0;

    for (uint64_t at = 0; at < bits; at += RANK_DOCS / 8) {
        put_u32le(rank, before);
        rank += 4;
        for (unsigned i = 0; i < RANK_DOCS / 8; i += 8)
            before +=
                (uint32_t)__builtin_popcountll(get_u64le(w->bitmap + at + i));
    }
}

enum st bitmap_writer_end(struct bitmap_writer *w, uint64_t *at, struct err *e)
{
    const bool dense = w->n > w->sparse_up_to;
    enum st st = ST_OK;

    *at = w->bitmaps.size;
    w->n = 0;
    if (!dense)
        return ST_OK;
    write_ranks(w);
    st = spool_append(&w->bitmaps, w->bitmap, (size_t)bitmap_size(w->docs), e);
    memset(w->bitmap, 0, (size_t)bitmap_size(w->docs));
    return st;
}
