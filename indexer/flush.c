#include "indexer/flush.h"

#include <string.h>

#include "common/base/mem.h"
#include "indexer/copies/digest_texts.h"
#include "indexer/doc_map.h"
#include "indexer/flush_terms.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "writing a segment: out of memory");
}

/* ---- documents ---- */

/* Every row of every digest, in order; then of these the documents that stay.
 */
struct row_refs {
    struct row_ref *v;
    size_t n;
};

static enum st list_rows(const struct digest *digests, size_t n_digests,
                         struct row_refs *out, struct err *e)
{
    size_t total = 0;
    uint32_t frames = 0;
    for (size_t i = 0; i < n_digests; i++)
        total += digests[i].n;
    out->v = mem_array(total, sizeof(*out->v));
    if (!out->v)
        return out_of_memory(e);
    for (size_t i = 0; i < n_digests; i++) {
        for (size_t k = 0; k < digests[i].n; k++)
            out->v[out->n++] =
                (struct row_ref){&digests[i], (uint32_t)k, frames};
        frames += (uint32_t)digests[i].n_frames;
    }
    return ST_OK;
}

static struct bytes id_of_row(void *ctx, uint32_t i)
{
    const struct row_refs *const refs = ctx;
    const struct row_ref *const r = &refs->v[i];
    return digest_row(r->digest, r->row, 0).id;
}

/* The frames of every digest, in order. */
struct frame_walk {
    const struct digest *digests;
    size_t n, digest, frame;
};

static enum st next_frame(void *ctx, struct bytes *frame, struct err *e)
{
    struct frame_walk *const w = ctx;
    (void)e;
    *frame = BYTES_NONE;
    while (w->digest < w->n && w->frame == w->digests[w->digest].n_frames) {
        w->digest++;
        w->frame = 0;
    }
    if (w->digest == w->n)
        return ST_OK;
    const struct digest *const d = &w->digests[w->digest];
    const uint64_t from = w->frame ? d->frame_ends[w->frame - 1] : 0;
    *frame = bytes_of(d->frames.p + from, d->frame_ends[w->frame++] - from);
    return ST_OK;
}

static enum st add_paragraphs(struct repeats_writer *repeats,
                              const struct row_ref *r, uint32_t doc,
                              struct err *e)
{
    const struct digest *const d = r->digest;
    const struct span keys = d->rows[r->row].paragraphs;
    enum st st = ST_OK;
    for (size_t i = 0; i < keys.n && st == ST_OK; i++)
        st = repeats_writer_add(repeats, d->paragraphs[keys.at + i], doc, e);
    return st;
}

/* Adds the documents that stay; map[provisional number] becomes their number
 * in the segment, DOC_END for records that are no document of it. */
static enum st add_rows(struct segment_builder *b, struct row_refs *refs,
                        const struct doc_map *kept, uint32_t *map,
                        struct err *e)
{
    struct docs_writer *const docs = &b->docs;
    enum st st = ST_OK;
    for (uint32_t i = 0; i < refs->n && st == ST_OK; i++) {
        struct row_ref *const r = &refs->v[docs->docs];
        if (!doc_map_has(kept, i))
            continue;
        *r = refs->v[i];
        const struct doc_row row =
            digest_row(r->digest, r->row, r->first_frame);
        map[r->digest->rows[r->row].number] = docs->docs;
        st = add_paragraphs(&b->repeats, r, docs->docs, e);
        if (st == ST_OK)
            st = docs_writer_add(docs, &row, e);
    }
    return st;
}

static enum st add_documents(struct segment_builder *b,
                             const struct digest *digests, size_t n_digests,
                             struct row_refs *refs, uint32_t *map,
                             uint64_t *replaced, struct err *e)
{
    struct doc_map kept = {.n = 0};
    const struct doc_ids ids = {id_of_row, refs, SIZE_MAX};
    enum st st = list_rows(digests, n_digests, refs, e);
    if (st == ST_OK)
        st = doc_map_open(&kept, (uint32_t)refs->n, e);
    if (st == ST_OK)
        st = doc_map_drop_replaced(&kept, &ids, e);
    if (st == ST_OK)
        st = add_rows(b, refs, &kept, map, e);
    *replaced += kept.n - kept.left;
    doc_map_release(&kept);
    return st;
}

static enum st add_terms(struct segment_builder *b,
                         const struct worker *workers, size_t n,
                         const uint32_t *map, uint64_t memory, struct err *e)
{
    struct inverter **const inverters = mem_array(n, sizeof(*inverters));
    if (!inverters)
        return out_of_memory(e);
    for (size_t i = 0; i < n; i++)
        inverters[i] = workers[i].inverter;
    const enum st st = flush_terms(b, inverters, n, map, memory, e);
    mem_free(inverters);
    return st;
}

/* What is made of the documents of a segment, and of their words. */
struct flush {
    struct segment_builder builder;
    struct worker *workers;
    size_t n_workers;
    struct row_refs rows; /* of its documents       */
    uint32_t *map;        /* from provisional numbers */
};

static enum st finish(struct flush *f, const struct segment_settings *settings,
                      struct manifest_segment *out, struct err *e)
{
    const struct digest_texts texts = {f->rows.v, f->workers, f->n_workers};
    struct copies_texts copies = {.n = f->builder.docs.docs};
    enum st st = ST_OK;
    if (settings->store && settings->copies == COPIES_FIND)
        st = digest_texts_source(&texts, &copies.source, e);
    f->builder.copies = &copies;
    return st == ST_OK ? segment_builder_finish(&f->builder, settings, out, e)
                       : st;
}

enum st flush_segment(const char *path, struct digest *digests,
                      size_t n_digests, struct worker *workers,
                      size_t n_workers, uint32_t records,
                      const struct segment_settings *settings,
                      struct manifest_segment *out, uint64_t *replaced,
                      struct err *e)
{
    struct flush f = {.workers = workers,
                      .n_workers = n_workers,
                      .map = mem_array(records, sizeof(*f.map))};
    struct segment_builder *const b = &f.builder;
    struct frame_walk frames = {.digests = digests, .n = n_digests};
    enum st st = segment_builder_init(b, path, e);
    b->threads = (unsigned)n_workers;
    b->docs.more_frames = (struct frame_source){next_frame, &frames};
    b->docs.signs = settings->copies != COPIES_NONE;
    if (st == ST_OK && !f.map)
        st = out_of_memory(e);
    if (st == ST_OK) {
        memset(f.map, 0xff, records * sizeof(*f.map)); /* DOC_END */
        st = add_documents(b, digests, n_digests, &f.rows, f.map, replaced, e);
    }
    if (st == ST_OK)
        st = segment_builder_start_terms(b, e);
    if (st == ST_OK)
        st = add_terms(b, workers, n_workers, f.map, settings->memory, e);
    if (st == ST_OK)
        st = finish(&f, settings, out, e);
    mem_free(f.map);
    mem_free(f.rows.v);
    segment_builder_release(b);
    return st;
}
