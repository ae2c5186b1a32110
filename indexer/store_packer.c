#include "indexer/store_packer.h"

#include "common/base/mem.h"
#include "common/segment/doc_store.h"
#include "indexer/parts.h"

enum {
    DROP_SHARE = 16, /* of the memory: pages read before they are given
                        back, when each document is in a frame of its own,
                        of about DOC_PAGES bytes; at least DROP_DOCS  */
    DOC_PAGES = 32 << 10,
    DROP_DOCS = 128,
    BATCH_SIZE = 2 << 20, /* bytes of frames packed at a time           */
    BATCH_FRAMES = BATCH_SIZE / FRAME_SIZE,
};

/* What a thread packs with, and what it packed last. */
struct press {
    struct frame_packer *packer;
    struct buf packed;
};

struct store_packer {
    const struct segment_list *list;
    struct docs_writer *docs;
    struct doc_reader **readers; /* of each segment */
    uint64_t read, drop_docs;

    struct buf batch; /* whole frames, then one that is not yet full */
    size_t ends[BATCH_FRAMES];
    size_t n; /* whole frames */
    struct press *presses;
    unsigned threads;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "storing documents: out of memory");
}

static enum st open_all(struct store_packer *p, enum frame_effort effort,
                        struct bytes dictionary, struct err *e)
{
    enum st st = ST_OK;
    p->readers = mem_zalloc(p->list->n * sizeof(struct doc_reader *));
    p->presses = mem_zalloc(p->threads * sizeof(*p->presses));
    if (!p->readers || !p->presses)
        return out_of_memory(e);
    for (unsigned i = 0; i < p->threads && st == ST_OK; i++)
        st = frame_packer_open(&p->presses[i].packer, effort, dictionary, e);
    for (size_t i = 0; i < p->list->n && st == ST_OK; i++)
        st = doc_reader_open(&p->readers[i], p->list->segments[i], e);
    return st;
}

enum st store_packer_open(struct store_packer **out,
                          const struct segment_list *list,
                          const struct store_packer_options *options,
                          struct docs_writer *docs, struct err *e)
{
    *out = NULL;
    struct store_packer *const p = mem_zalloc(sizeof(*p));
    if (!p)
        return out_of_memory(e);
    p->list = list;
    p->docs = docs;
    p->drop_docs =
        MAX(options->memory / DROP_SHARE / DOC_PAGES, (uint64_t)DROP_DOCS);
    p->threads = MIN(options->threads, (unsigned)BATCH_FRAMES);
    const enum st st = open_all(p, options->effort, options->dictionary, e);
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
    for (unsigned i = 0; p->presses && i < p->threads; i++) {
        frame_packer_close(p->presses[i].packer);
        buf_release(&p->presses[i].packed);
    }
    mem_free(p->readers);
    mem_free(p->presses);
    buf_release(&p->batch);
    mem_free(p);
}

/* ---- frames ---- */

static size_t frame_begin(const struct store_packer *p, size_t i)
{
    return i ? p->ends[i - 1] : 0;
}

static enum st pack_frame(void *ctx, unsigned place, size_t i, struct err *e)
{
    struct store_packer *const p = ctx;
    struct press *const press = &p->presses[place];
    const size_t begin = frame_begin(p, i);
    buf_clear(&press->packed);
    return frame_packer_run(press->packer,
                            bytes_of(p->batch.p + begin, p->ends[i] - begin),
                            &press->packed, e);
}

static enum st write_frame(void *ctx, unsigned place, size_t i, struct err *e)
{
    struct store_packer *const p = ctx;
    (void)i;
    return docs_writer_frame(p->docs, buf_bytes(&p->presses[place].packed), e);
}

static enum st write_batch(struct store_packer *p, struct err *e)
{
    const struct parts_work work = {
        .ctx = p,
        .threads = p->threads,
        .n = p->n,
        .make = pack_frame,
        .take = write_frame,
    };
    const enum st st = parts_run(&work, e);
    buf_clear(&p->batch);
    p->n = 0;
    return st;
}

enum st store_packer_add(struct store_packer *p, size_t k, uint32_t doc,
                         struct doc_row *row, struct err *e)
{
    const size_t begin = frame_begin(p, p->n);
    const struct record_fields *fields;
    enum st st = doc_reader_get(p->readers[k], doc, &fields, e);
    row->frame = (uint32_t)(p->docs->frames + p->n);
    row->frame_at = (uint32_t)(p->batch.n - begin);
    if (st == ST_OK)
        st = frame_add(&p->batch, fields, e);
    if (st != ST_OK)
        return st;
    if (++p->read % p->drop_docs == 0)
        segment_list_drop(p->list);
    if (!frame_is_full(p->batch.n - begin))
        return ST_OK;
    p->ends[p->n++] = p->batch.n;
    return p->batch.n >= BATCH_SIZE ? write_batch(p, e) : ST_OK;
}

enum st store_packer_end(struct store_packer *p, struct err *e)
{
    if (p->batch.n > frame_begin(p, p->n))
        p->ends[p->n++] = p->batch.n;
    return p->n ? write_batch(p, e) : ST_OK;
}
