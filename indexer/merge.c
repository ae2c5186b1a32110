#include "indexer/merge.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/repeats.h"
#include "common/segment/zones.h"
#include "indexer/copies/kept_clusters.h"
#include "indexer/copies/segment_texts.h"
#include "indexer/doc_map.h"
#include "indexer/merge_terms.h"
#include "indexer/store_packer.h"

enum {
    DROP_FRAMES = 1 << 20, /* bytes read before pages are given back     */
    DROP_ROWS = 1 << 14,   /* documents read before that                 */
    DROP_IDS = 1 << 17,    /* the same where only their ids are read     */
    SHARE_OF_IDS = 8,      /* of the memory, for finding equal ids       */
};

/* One segment being merged. */
struct input {
    const struct segment *segment;
    uint32_t first_frame; /* of its frames, all inputs counted through     */
    uint32_t first_doc;   /* of its documents, in the same way             */
};

/* A walk through the frames of some segments. */
struct frame_walk {
    const struct segment_list *list;
    size_t i;         /* the segment                               */
    uint64_t frame;   /* of it, the next                            */
    uint64_t dropped; /* bytes of its frames whose pages were given back */
};

struct merge {
    const struct merge_options *options;
    struct segment_builder builder;
    struct input *inputs;
    size_t n;
    struct segment_list list; /* the inputs once more */
    uint32_t *first_doc;      /* of `list`            */

    struct doc_map kept;      /* of the documents of `list` */
    struct frame_walk frames; /* where they can be copied */

    /* Only when documents change places. */
    bool sorts;
    uint32_t *docs;  /* document of the result -> document of `list` */
    uint32_t *moved; /* the other way, DOC_END of those dropped      */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "merging segments: out of memory");
}

/* Gives back the pages of inputs and of what is written so far. */
static void drop_pages(struct merge *m)
{
    segment_list_drop(&m->list);
    docs_writer_drop_codes(&m->builder.docs);
}

/* ---- inputs ---- */

static void release(struct merge *m)
{
    mem_free(m->inputs);
    mem_free(m->first_doc);
    doc_map_release(&m->kept);
    mem_free(m->docs);
    mem_free(m->moved);
    segment_builder_release(&m->builder);
}

static enum st open_inputs(struct merge *m, struct segment *const *segments,
                           struct err *e)
{
    uint64_t docs = 0, frames = 0;
    m->inputs = mem_zalloc(m->n * sizeof(*m->inputs));
    m->first_doc = mem_array(m->n + 1, sizeof(*m->first_doc));
    if (!m->inputs || !m->first_doc)
        return out_of_memory(e);
    m->list = (struct segment_list){segments, m->first_doc, m->n};
    m->first_doc[0] = 0;
    for (size_t i = 0; i < m->n; i++) {
        struct input *const in = &m->inputs[i];
        in->segment = segments[i];
        in->first_frame = (uint32_t)frames;
        in->first_doc = (uint32_t)docs;
        docs += segments[i]->counts.docs;
        frames += segments[i]->counts.frames;
        if (docs > DOC_LIMIT || frames > UINT32_MAX)
            return err_set(e, ST_LIMIT, "more than %u documents", DOC_LIMIT);
        m->first_doc[i + 1] = (uint32_t)docs;
    }
    return ST_OK;
}

/* ---- which documents, in which order ---- */

static struct bytes id_of(void *ctx, uint32_t doc)
{
    struct merge *const m = ctx;
    const size_t k = segment_list_find(&m->list, doc);
    struct bytes id;
    if (doc % DROP_IDS == 0)
        drop_pages(m);
    /* A damaged id reads as empty here; adding the document reports it. */
    return segment_id(m->list.segments[k], doc - m->first_doc[k], &id, NULL) ==
                   ST_OK
               ? id
               : BYTES_NONE;
}

static void drop_deleted(struct merge *m)
{
    for (size_t k = 0; m->options->deletions && k < m->n; k++)
        for (uint32_t i = m->first_doc[k]; i < m->first_doc[k + 1]; i++)
            if (deletions_has(m->options->deletions[k], i - m->first_doc[k]))
                doc_map_drop(&m->kept, i);
}

/* Finds those that are not deleted and that no later one replaces. */
static enum st drop_documents(struct merge *m, uint64_t *replaced,
                              struct err *e)
{
    const struct doc_ids ids = {
        .id = id_of,
        .ctx = m,
        .room = (size_t)(m->options->segment.memory / SHARE_OF_IDS),
    };
    enum st st = doc_map_open(&m->kept, m->first_doc[m->n], e);
    if (st != ST_OK)
        return st;
    drop_deleted(m);
    const uint32_t not_deleted = m->kept.left;
    st = doc_map_drop_replaced(&m->kept, &ids, e);
    *replaced += not_deleted - m->kept.left;
    doc_map_count(&m->kept);
    return st;
}

static enum st order_documents(struct merge *m, struct err *e)
{
    const uint32_t all = m->kept.n, n = m->kept.left;
    uint32_t k = 0;
    m->docs = mem_array(n, sizeof(*m->docs));
    m->moved = mem_array(all, sizeof(*m->moved));
    if (!m->docs || !m->moved)
        return out_of_memory(e);
    for (uint32_t i = 0; i < all; i++) {
        m->moved[i] = DOC_END;
        if (doc_map_has(&m->kept, i))
            m->docs[k++] = i;
    }
    const enum st st =
        doc_order_find(m->docs, n, &m->list, &m->options->order, e);
    for (uint32_t doc = 0; st == ST_OK && doc < n; doc++)
        m->moved[m->docs[doc]] = doc;
    return st;
}

static enum st number_documents(struct merge *m, uint64_t *replaced,
                                struct err *e)
{
    enum st st = drop_documents(m, replaced, e);
    m->sorts = m->options->order.by != DOC_ORDER_NONE;
    if (st == ST_OK && m->sorts)
        st = order_documents(m, e);
    return st;
}

/* The number in the result of document `doc` of the list; DOC_END: dropped. */
static uint32_t number_of(const struct merge *m, uint32_t doc)
{
    return m->sorts ? m->moved[doc] : doc_map_number(&m->kept, doc);
}

/* The same of document `doc` of `in`. */
static uint32_t new_number(const struct merge *m, const struct input *in,
                           uint32_t doc)
{
    return number_of(m, in->first_doc + doc);
}

/* ---- documents ---- */

/* The next frame of all inputs, one behind the other. */
static enum st next_frame(void *ctx, struct bytes *frame, struct err *e)
{
    struct frame_walk *const w = ctx;
    *frame = BYTES_NONE;
    while (w->i < w->list->n &&
           w->frame == w->list->segments[w->i]->counts.frames) {
        const struct file_map *const done = &w->list->segments[w->i++]->file;
        file_map_drop(done, 0, done->n);
        w->frame = w->dropped = 0;
    }
    if (w->i == w->list->n)
        return ST_OK;
    const struct segment *const s = w->list->segments[w->i];
    const struct chunk_view *const starts = &s->chunks[CHUNK_SFRM];
    const struct chunk_view *const store = &s->chunks[CHUNK_STOR];
    const uint64_t at = 8 * w->frame++;
    if (!chunk_use(starts, at, 16))
        return chunk_refused(s, CHUNK_SFRM, at, e);
    const uint64_t from = get_u64le(starts->p + at);
    const uint64_t to = get_u64le(starts->p + at + 8);
    if (from >= to || !chunk_use(store, from, to - from))
        return chunk_refused(s, CHUNK_STOR, from, e);
    if (from >= w->dropped + DROP_FRAMES) {
        const size_t start = (size_t)(store->p - s->file.p);
        file_map_drop(&s->file, start + w->dropped, start + from);
        w->dropped = from;
    }
    *frame = bytes_of(store->p + from, to - from);
    return ST_OK;
}

/* The row of document `doc` of `in`. */
static enum st read_row(const struct input *in, uint32_t doc,
                        struct doc_row *row, struct err *e)
{
    const struct segment *const s = in->segment;
    const struct chunk_view *const places = &s->chunks[CHUNK_SDOC];
    uint8_t content[16];
    *row = (struct doc_row){.frame = 0};
    enum st st = segment_id(s, doc, &row->id, e);
    if (st == ST_OK)
        st = zones_raw(s, doc, &row->zones, e);
    if (st != ST_OK)
        return st;
    if (!segment_length(s, doc, &row->length))
        return chunk_refused(s, CHUNK_WLEN, 4 * (uint64_t)doc, e);
    if (!segment_date(s, doc, &row->date))
        return chunk_refused(s, CHUNK_DATE, 4 * (uint64_t)doc, e);
    if (!segment_title_end(s, doc, &row->title_end))
        return chunk_refused(s, CHUNK_TEND, 4 * (uint64_t)doc, e);
    if (!segment_source(s, doc, &row->source))
        return chunk_refused(s, CHUNK_SRCE, 4 * (uint64_t)doc, e);
    if (!segment_content_hash(s, doc, content))
        return chunk_refused(s, CHUNK_HASH, 16 * (uint64_t)doc, e);
    row->content.low = get_u64le(content);
    row->content.high = get_u64le(content + 8);
    if (s->chunks[CHUNK_SIGN].p && !segment_signature(s, doc, &row->signature))
        return chunk_refused(s, CHUNK_SIGN, SIGNATURE_SIZE * (uint64_t)doc, e);
    if (!places->p)
        return ST_OK;
    if (!chunk_use(places, 8 * (uint64_t)doc, 8))
        return chunk_refused(s, CHUNK_SDOC, 8 * (uint64_t)doc, e);
    row->frame = in->first_frame + get_u32le(places->p + 8 * (uint64_t)doc);
    row->frame_at = get_u32le(places->p + 8 * (uint64_t)doc + 4);
    return ST_OK;
}

/* Adds document `doc` of the list. `packer`: its text too, NULL when not. */
static enum st add_row(struct merge *m, uint32_t doc,
                       struct store_packer *packer, struct err *e)
{
    const size_t k = segment_list_find(&m->list, doc);
    const uint32_t own = doc - m->first_doc[k];
    struct doc_row row;
    enum st st = read_row(&m->inputs[k], own, &row, e);
    if (st == ST_OK && packer)
        st = store_packer_add(packer, k, own, &row, e);
    return st == ST_OK ? docs_writer_add(&m->builder.docs, &row, e) : st;
}

/* The rows in the new order. */
static enum st add_rows(struct merge *m, struct store_packer *packer,
                        struct err *e)
{
    const uint32_t n = m->sorts ? m->kept.left : m->kept.n;
    enum st st = ST_OK;
    for (uint32_t i = 0; i < n && st == ST_OK; i++) {
        if (m->sorts)
            st = add_row(m, m->docs[i], packer, e);
        else if (doc_map_has(&m->kept, i))
            st = add_row(m, i, packer, e);
        if (i % DROP_ROWS == DROP_ROWS - 1)
            drop_pages(m);
    }
    drop_pages(m);
    return st;
}

/* Whether frames can be copied: they hold what is kept and no more (but for
 * documents replaced within a build), and are read with one dictionary. */
static bool has_whole_frames(const struct merge *m)
{
    if (m->sorts)
        return false;
    for (size_t i = 0; i < m->n; i++) {
        const struct chunk_view *const c =
            &m->inputs[i].segment->chunks[CHUNK_SDIC];
        if ((m->options->deletions && m->options->deletions[i]) ||
            !chunk_use(c, 0, c->n) ||
            !bytes_equal(bytes_of(c->p, c->n), m->options->segment.dictionary))
            return false;
    }
    return true;
}

static enum st add_documents(struct merge *m, struct err *e)
{
    const struct segment_settings *const o = &m->options->segment;
    const bool copies = o->store && has_whole_frames(m);
    const struct store_packer_options packing = {
        .dictionary = o->dictionary,
        .effort = m->sorts ? FRAME_SMALL : FRAME_QUICK,
        .threads = m->builder.threads,
        .memory = o->memory,
    };
    struct store_packer *packer = NULL;
    enum st st = ST_OK;
    if (o->store && !copies)
        st =
            store_packer_open(&packer, &m->list, &packing, &m->builder.docs, e);
    m->frames.list = &m->list;
    if (copies)
        m->builder.docs.more_frames =
            (struct frame_source){next_frame, &m->frames};
    if (st == ST_OK)
        st = add_rows(m, packer, e);
    if (st == ST_OK && packer)
        st = store_packer_end(packer, e);
    store_packer_close(packer);
    return st;
}

/* ---- paragraphs ---- */

static enum st add_paragraph(struct merge *m, const struct input *in,
                             struct repeat_walk *w, struct err *e)
{
    uint32_t doc;
    enum st st = repeat_walk_doc(w, &doc, e);
    for (; st == ST_OK && doc != DOC_END; st = repeat_walk_doc(w, &doc, e)) {
        const uint32_t now = new_number(m, in, doc);
        if (now != DOC_END)
            st = repeats_writer_add(&m->builder.repeats, w->key, now, e);
        if (st != ST_OK)
            return st;
    }
    return st;
}

static enum st add_paragraphs(struct merge *m, struct err *e)
{
    enum st st = ST_OK;
    if (m->options->segment.repeats == REPEATS_NONE)
        return ST_OK;
    for (size_t i = 0; i < m->n && st == ST_OK; i++) {
        const struct input *const in = &m->inputs[i];
        struct repeat_walk w;
        bool more = false;
        st = repeat_walk_open(&w, in->segment, e);
        if (st == ST_OK)
            st = repeat_walk_next(&w, &more, e);
        for (; st == ST_OK && more; st = repeat_walk_next(&w, &more, e)) {
            st = add_paragraph(m, in, &w, e);
            if (st != ST_OK)
                return st;
        }
    }
    return st;
}

/* ---- terms ---- */

/* Shares of a merge's time, roughly: stored texts and columns, words, and the
 * groups and pairs that are made of them. */
static const double OF_DOCUMENTS = .2, OF_WORDS = .6;

static void tell(const struct merge *m, double done)
{
    const struct order_progress *const p = &m->options->progress;
    if (p->tell)
        p->tell(p->ctx, done);
}

static void tell_words(void *m, double done)
{
    tell(m, OF_DOCUMENTS + OF_WORDS * done);
}

static enum st add_terms(struct merge *m, struct err *e)
{
    const struct segment_settings *const o = &m->options->segment;
    const struct merge_terms with = {
        .builder = &m->builder,
        .list = &m->list,
        .kept = &m->kept,
        .moved = m->moved,
        .capitals = o->names,
        .share = m->options->deletions != NULL,
        .memory = o->memory,
        .sort_memory = m->options->order.memory,
        .threads = m->builder.threads,
        .tell = tell_words,
        .ctx = m,
    };
    const enum st st = merge_terms(&with, e);
    drop_pages(m);
    tell_words(m, 1);
    return st;
}

/* ---- copies ---- */

/* The documents that stay, in the order of the segments. */
struct text_reader {
    const struct merge *merge;
    struct segment_texts texts;
};

static void close_reader(void *reader)
{
    struct text_reader *const r = reader;
    if (r)
        segment_texts_close(&r->texts);
    mem_free(r);
}

static enum st open_reader(const void *ctx, void **out, struct err *e)
{
    const struct merge *const m = ctx;
    struct text_reader *const r = mem_zalloc(sizeof(*r));
    *out = r;
    if (!r)
        return out_of_memory(e);
    r->merge = m;
    return segment_texts_open(&r->texts, m->list.segments, e);
}

static enum st read_text(void *reader, uint32_t i, struct shingles *out,
                         struct err *e)
{
    struct text_reader *const r = reader;
    const struct segment_list *const l = &r->merge->list;
    const uint32_t doc = doc_map_document(&r->merge->kept, i);
    const size_t k = segment_list_find(l, doc);
    return segment_texts_read(&r->texts, k, doc - l->first_doc[k], out, e);
}

/* Of each its number in the result; NULL where that is the same. */
static enum st list_rows(const struct merge *m, uint32_t **rows, struct err *e)
{
    uint32_t n = 0;
    *rows = NULL;
    if (!m->sorts)
        return ST_OK;
    *rows = mem_array(m->kept.left, sizeof(**rows));
    if (!*rows)
        return out_of_memory(e);
    for (uint32_t doc = 0; doc < m->kept.n; doc++)
        if (doc_map_has(&m->kept, doc))
            (*rows)[n++] = number_of(m, doc);
    return ST_OK;
}

static enum st finish_finding(struct merge *m, struct manifest_segment *out,
                              struct err *e)
{
    const struct segment_settings *const o = &m->options->segment;
    struct copies_texts copies = {.n = m->kept.left};
    uint32_t *rows;
    enum st st = list_rows(m, &rows, e);
    copies.rows = rows;
    if (o->store)
        copies.source = (struct shingle_source){.open = open_reader,
                                                .read = read_text,
                                                .close = close_reader,
                                                .ctx = m};
    m->builder.copies = &copies;
    if (st == ST_OK)
        st = segment_builder_finish(&m->builder, o, out, e);
    mem_free(rows);
    return st;
}

static uint32_t number_in_result(const void *ctx, uint32_t doc)
{
    return number_of(ctx, doc);
}

static enum st finish(struct merge *m, struct manifest_segment *out,
                      struct err *e)
{
    const struct segment_settings *const o = &m->options->segment;
    const struct kept_docs docs = {number_in_result, m};
    if (o->copies == COPIES_FIND)
        return finish_finding(m, out, e);
    const enum st st =
        o->copies == COPIES_KEEP
            ? kept_clusters_list(&m->builder.clusters, &m->list, &docs, e)
            : ST_OK;
    return st == ST_OK ? segment_builder_finish(&m->builder, o, out, e) : st;
}

enum st merge_segments(const char *path, struct segment *const *segments,
                       size_t n, const struct merge_options *options,
                       struct manifest_segment *out, uint64_t *replaced,
                       struct err *e)
{
    struct merge *const m = mem_zalloc(sizeof(*m));
    if (!m)
        return out_of_memory(e);
    m->options = options;
    m->n = n;
    enum st st = segment_builder_init(&m->builder, path, e);
    m->builder.threads = MAX(options->order.threads, 1u);
    m->builder.docs.signs = options->segment.copies != COPIES_NONE;
    if (st == ST_OK)
        st = open_inputs(m, segments, e);
    if (st == ST_OK)
        st = number_documents(m, replaced, e);
    tell(m, 0);
    if (st == ST_OK)
        st = add_documents(m, e);
    if (st == ST_OK)
        st = add_paragraphs(m, e);
    if (st == ST_OK)
        st = segment_builder_start_terms(&m->builder, e);
    if (st == ST_OK)
        st = add_terms(m, e);
    if (st == ST_OK)
        st = finish(m, out, e);
    release(m);
    mem_free(m);
    return st;
}
