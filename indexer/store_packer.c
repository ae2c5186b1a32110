#include "indexer/store_packer.h"

#include "common/base/mem.h"
#include "common/segment/doc_store.h"
#include "indexer/frame_packer.h"

enum { DROP_DOCS = 4096 }; /* documents read before pages are given back */

struct store_packer {
    const struct segment_list *list;
    struct docs_writer *docs;
    struct frame_packer *packer;
    struct doc_reader **readers; /* of each segment */
    struct buf frame;
    uint32_t read;
};

enum st store_packer_open(struct store_packer **out,
                          const struct segment_list *list,
                          struct bytes dictionary, struct docs_writer *docs,
                          struct err *e)
{
    *out = NULL;
    struct store_packer *const p = mem_zalloc(sizeof(*p));
    if (!p)
        return err_set(e, ST_NOMEM, "storing documents: out of memory");
    p->list = list;
    p->docs = docs;
    p->readers = mem_zalloc(list->n * sizeof(struct doc_reader *));
    enum st st = p->readers
                     ? frame_packer_open(&p->packer, dictionary, e)
                     : err_set(e, ST_NOMEM, "storing documents: out of memory");
    for (size_t i = 0; i < list->n && st == ST_OK; i++)
        st = doc_reader_open(&p->readers[i], list->segments[i], e);
    if (st != ST_OK) {
        store_packer_close(p);
        return st;
    }
    *out = p;
    return ST_OK;
}

void store_packer_close(struct store_packer *p)
{
    if (!p)
        return;
    for (size_t i = 0; p->readers && i < p->list->n; i++)
        doc_reader_close(p->readers[i]);
    mem_free(p->readers);
    frame_packer_close(p->packer);
    buf_release(&p->frame);
    mem_free(p);
}

static void drop_stores(const struct store_packer *p)
{
    for (size_t i = 0; i < p->list->n; i++) {
        const struct segment *const s = p->list->segments[i];
        const struct chunk_view *const store = &s->chunks[CHUNK_STOR];
        const size_t at = (size_t)(store->p - s->file.p);
        file_map_drop(&s->file, at, at + store->n);
    }
}

static enum st write_frame(struct store_packer *p, struct err *e)
{
    buf_clear(&p->frame);
    const enum st st = frame_packer_flush(p->packer, &p->frame, e);
    return st == ST_OK ? docs_writer_frame(p->docs, buf_bytes(&p->frame), e)
                       : st;
}

enum st store_packer_add(struct store_packer *p, size_t k, uint32_t doc,
                         struct doc_row *row, struct err *e)
{
    const struct record_fields *fields;
    enum st st = doc_reader_get(p->readers[k], doc, &fields, e);
    if (st == ST_OK)
        st = frame_packer_add(p->packer, fields, &row->frame_at, e);
    if (st != ST_OK)
        return st;
    row->frame = (uint32_t)p->docs->frames;
    if (++p->read % DROP_DOCS == 0)
        drop_stores(p);
    return frame_packer_full(p->packer) ? write_frame(p, e) : ST_OK;
}

enum st store_packer_end(struct store_packer *p, struct err *e)
{
    return frame_packer_empty(p->packer) ? ST_OK : write_frame(p, e);
}
