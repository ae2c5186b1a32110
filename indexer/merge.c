#include "indexer/merge.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/positions.h"
#include "common/segment/repeats.h"
#include "common/segment/zones.h"
#include "indexer/copies/kept_clusters.h"
#include "indexer/copies/segment_texts.h"
#include "indexer/doc_map.h"
#include "indexer/posting_sorter.h"
#include "indexer/store_packer.h"
#include "indexer/term_merge.h"

enum {
    DROP_SHARE = 16, /* of the memory: bytes read before pages are
                        given back, within these bounds              */
    DROP_LEAST = 1 << 20,
    DROP_MOST = 16 << 20,
    DROP_ROWS = 1 << 14, /* documents read before pages are given back */
    DROP_IDS = 1 << 17,  /* the same where only their ids are read     */
    SHARE_OF_IDS = 8,    /* of the memory, for finding equal ids */
    RANGE_BITS = 12,     /* a large term is weighed in 4,096 ranges    */
};

/* One segment being merged. */
struct input {
    const struct segment *segment;
    uint32_t first_frame; /* of its frames, all inputs counted through     */
    uint32_t first_doc;   /* of its documents, in the same way             */

    const struct term_walk *walk; /* one of `terms`, when it is on a term   */
    struct postings_cursor cursor;
    struct positions positions;
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

    struct doc_map kept; /* of the documents of `list` */
    unsigned doc_bits;   /* kept.left <= 1 << doc_bits */

    struct frame_walk frames; /* where they can be copied */
    struct term_merge terms;  /* the words of all inputs */
    uint64_t dropped_at;      /* bytes read when pages were given back */

    /* Only when documents change places. A term too large for the sorter is
     * read once for each range of new numbers: up to range_ends[0], ... */
    bool sorts;
    uint32_t *docs;  /* document of the result -> document of `list` */
    uint32_t *moved; /* the other way, DOC_END of those dropped      */
    struct posting_sorter sorter;
    uint32_t range_ends[1 << RANGE_BITS];
    size_t n_ranges;
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

/* The same once `at` bytes were read and many of them since the last time. */
static void drop_behind(struct merge *m, uint64_t at)
{
    const uint64_t share = m->options->segment.memory / DROP_SHARE;
    if (at < m->dropped_at +
                 MAX(MIN(share, (uint64_t)DROP_MOST), (uint64_t)DROP_LEAST))
        return;
    drop_pages(m);
    m->dropped_at = at;
}

/* ---- inputs ---- */

static void release(struct merge *m)
{
    for (size_t i = 0; m->inputs && i < m->n; i++)
        positions_release(&m->inputs[i].positions);
    mem_free(m->inputs);
    mem_free(m->first_doc);
    doc_map_release(&m->kept);
    mem_free(m->docs);
    mem_free(m->moved);
    term_merge_close(&m->terms);
    posting_sorter_release(&m->sorter);
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
    while ((uint64_t)1 << m->doc_bits < m->kept.left)
        m->doc_bits++;
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
        w->i++;
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
    if (from >= w->dropped + DROP_LEAST) {
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

/* What a walk through the postings of `in` came to. */
static enum st walk_ended(const struct input *in, struct err *e)
{
    const enum st st = in->cursor.st;
    if (st == ST_OK)
        return ST_OK;
    if (st == ST_NOMEM)
        return out_of_memory(e);
    return err_set(e, st, "%s: the postings of \"%.*s\" are damaged",
                   in->segment->path, (int)in->walk->term.n,
                   (const char *)in->walk->term.p);
}

/* The postings of `in` whose new numbers are in [from, to). */
static enum st copy_postings(struct merge *m, struct input *in, uint32_t from,
                             uint32_t to, struct err *e)
{
    struct postings_cursor *const c = &in->cursor;
    enum st st = ST_OK;
    postings_cursor_open(c, in->segment, &in->walk->entry);
    in->positions.cursor = c;
    in->positions.block = UINT32_MAX;
    for (; c->doc != DOC_END && st == ST_OK; postings_cursor_next(c)) {
        const uint32_t doc = new_number(m, in, c->doc);
        if (doc < from || doc >= to)
            continue;
        if (!positions_read_gaps(&in->positions))
            break;
        st = m->sorts
                 ? posting_sorter_add(&m->sorter, doc, in->positions.n,
                                      in->positions.pos, e)
                 : postings_writer_add(&m->builder.words, doc, in->positions.n,
                                       in->positions.pos, e);
    }
    return st == ST_OK ? walk_ended(in, e) : st;
}

/* ---- a term in ranges of new numbers ---- */

/* What the sorter would take for each of the ranges doc >> shift. */
static enum st weigh_ranges(struct merge *m, unsigned shift,
                            uint64_t weights[1 << RANGE_BITS], struct err *e)
{
    memset(weights, 0, sizeof(*weights) << RANGE_BITS);
    for (size_t i = 0; i < m->n; i++) {
        struct input *const in = &m->inputs[i];
        struct postings_cursor *const c = &in->cursor;
        if (!m->terms.on[i])
            continue;
        postings_cursor_open(c, in->segment, &in->walk->entry);
        for (; c->doc != DOC_END; postings_cursor_next(c)) {
            const uint32_t doc = new_number(m, in, c->doc);
            if (doc != DOC_END)
                weights[doc >> shift] +=
                    posting_sorter_cost(1, postings_cursor_freq(c));
        }
        const enum st st = walk_ended(in, e);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

/* Splits the new numbers into ranges of which each fits the sorter. */
static enum st plan_ranges(struct merge *m, struct err *e)
{
    const uint64_t room = m->options->order.memory / 4;
    const unsigned shift =
        m->doc_bits > RANGE_BITS ? m->doc_bits - RANGE_BITS : 0;
    uint64_t weights[1 << RANGE_BITS], weight = 0;
    for (size_t i = 0; i < m->n; i++)
        if (m->terms.on[i])
            weight += posting_sorter_cost(m->inputs[i].walk->entry.df,
                                          m->inputs[i].walk->entry.cf);
    m->n_ranges = 0;
    if (m->sorts && weight > room) {
        const enum st st = weigh_ranges(m, shift, weights, e);
        if (st != ST_OK)
            return st;
        weight = 0;
        for (uint32_t i = 0; i < 1 << RANGE_BITS; i++) {
            if (weight && weight + weights[i] > room) {
                m->range_ends[m->n_ranges++] = i << shift;
                weight = 0;
            }
            weight += weights[i];
        }
    }
    m->range_ends[m->n_ranges++] = m->kept.left;
    return ST_OK;
}

static enum st copy_term(struct merge *m, struct err *e)
{
    uint32_t from = 0;
    enum st st = plan_ranges(m, e);
    for (size_t r = 0; r < m->n_ranges && st == ST_OK; r++) {
        for (size_t i = 0; i < m->n && st == ST_OK; i++)
            if (m->terms.on[i])
                st = copy_postings(m, &m->inputs[i], from, m->range_ends[r], e);
        if (st == ST_OK && m->sorts)
            st = posting_sorter_write(&m->sorter, m->doc_bits,
                                      &m->builder.words, e);
        from = m->range_ends[r];
    }
    return st;
}

/* Bytes of lists and words that were read. */
static uint64_t lists_read(const struct merge *m)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct term_walk *const w = m->inputs[i].walk;
        sum += w->docs_at + w->skip_at + w->pos_at + w->at;
    }
    return sum;
}

/* Shares of a merge's time, roughly: stored texts and columns, words, and the
 * groups and pairs that are made of them. */
static const double OF_DOCUMENTS = .2, OF_WORDS = .6;

static void tell(const struct merge *m, double done)
{
    const struct order_progress *const p = &m->options->progress;
    if (p->tell)
        p->tell(p->ctx, done);
}

/* By the bytes of postings that were read. */
static void tell_terms(const struct merge *m)
{
    uint64_t at = 0, of = 1;
    for (size_t i = 0; i < m->n; i++) {
        const struct input *const in = &m->inputs[i];
        at += in->walk->docs_at + in->walk->pos_at;
        of += in->segment->chunks[CHUNK_DOCS].n +
              in->segment->chunks[CHUNK_POSI].n;
    }
    tell(m, OF_DOCUMENTS + OF_WORDS * MIN((double)at / (double)of, 1.0));
}

/* Of the term at hand, in *of occurrences; 0 where all of them count, dropped
 * or not: so that a build gives the same bytes wherever it spilled. */
static enum st sum_capitals(const struct merge *m, int64_t *sum, uint64_t *of,
                            struct err *e)
{
    *sum = 0;
    *of = 0;
    for (size_t i = 0; m->options->segment.names && i < m->n; i++) {
        int64_t capitals = 0;
        if (!m->terms.on[i] || !capitals_are_there(m->inputs[i].segment))
            continue;
        const enum st st = capitals_get(
            m->inputs[i].segment, m->inputs[i].walk->entry.ord, &capitals, e);
        if (st != ST_OK)
            return st;
        *sum += capitals;
        if (m->options->deletions)
            *of += m->inputs[i].walk->entry.cf;
    }
    return ST_OK;
}

static enum st add_term(struct merge *m, struct err *e)
{
    int64_t capitals;
    uint64_t of;

    segment_builder_term_begin(&m->builder);
    enum st st = copy_term(m, e);
    if (st == ST_OK)
        st = sum_capitals(m, &capitals, &of, e);
    return st == ST_OK ? segment_builder_term_end(&m->builder, m->terms.term,
                                                  capitals, of, e)
                       : st;
}

static enum st add_terms(struct merge *m, struct err *e)
{
    enum { TELL_EVERY = 1024 };
    uint64_t n = 0;
    bool more;
    enum st st = term_merge_open(&m->terms, &m->list, e);
    m->dropped_at = 0;
    for (size_t i = 0; i < m->n && st == ST_OK; i++)
        m->inputs[i].walk = &m->terms.walks[i];
    while (st == ST_OK &&
           (st = term_merge_next(&m->terms, &more, e)) == ST_OK && more) {
        st = add_term(m, e);
        drop_behind(m, lists_read(m));
        if (n++ % TELL_EVERY == 0)
            tell_terms(m);
    }
    drop_pages(m);
    tell(m, OF_DOCUMENTS + OF_WORDS);
    return st;
}

/* ---- copies ---- */

/* The documents that stay, in the order of the segments. */
struct merged_texts {
    struct merge *merge;
    struct segment_texts texts;
    uint32_t *rows; /* of each its number in the result; NULL: the same */
};

static enum st read_text(void *ctx, uint32_t i, struct shingles *out,
                         struct err *e)
{
    struct merged_texts *const t = ctx;
    const struct segment_list *const l = &t->merge->list;
    const uint32_t doc = doc_map_document(&t->merge->kept, i);
    const size_t k = segment_list_find(l, doc);
    return segment_texts_read(&t->texts, k, doc - l->first_doc[k], out, e);
}

static enum st list_texts(struct merged_texts *t, struct err *e)
{
    const struct merge *const m = t->merge;
    uint32_t n = 0;
    if (m->sorts && !(t->rows = mem_array(m->kept.left, sizeof(*t->rows))))
        return out_of_memory(e);
    for (uint32_t doc = 0; m->sorts && doc < m->kept.n; doc++)
        if (doc_map_has(&m->kept, doc))
            t->rows[n++] = number_of(m, doc);
    return segment_texts_open(&t->texts, m->list.segments, e);
}

static enum st finish_finding(struct merge *m, struct manifest_segment *out,
                              struct err *e)
{
    const struct segment_settings *const o = &m->options->segment;
    struct merged_texts t = {.merge = m};
    struct copies_texts copies = {.n = m->kept.left};
    enum st st = list_texts(&t, e);
    copies.rows = t.rows;
    if (o->store)
        copies.reader = (struct shingle_reader){read_text, &t};
    m->builder.copies = &copies;
    if (st == ST_OK)
        st = segment_builder_finish(&m->builder, o, out, e);
    segment_texts_close(&t.texts);
    mem_free(t.rows);
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
