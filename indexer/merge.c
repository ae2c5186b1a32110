#include "indexer/merge.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/positions.h"
#include "common/segment/zones.h"

enum { DROP_STEP = 8 << 20 }; /* bytes read before pages are given back */

/* One segment being merged. */
struct input {
    const struct segment *segment;
    uint32_t first_doc;   /* of its documents, all inputs counted through  */
    uint32_t first_frame; /* the same for frames                           */
    uint32_t *map;        /* document -> document of the result, DOC_END   */

    struct term_walk walk; /* stands on the next term, while `more`        */
    bool more;
    struct postings_cursor cursor;
    struct positions positions;
    uint64_t dropped_to[CHUNKS_KNOWN]; /* pages given back up to here      */
};

struct merge {
    struct segment_builder builder;
    struct input *inputs;
    size_t n;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "merging segments: out of memory");
}

/* Gives back the pages of a chunk that was read up to `at`. */
static void drop_behind(struct input *in, enum chunk chunk, uint64_t at)
{
    const struct chunk_view *const c = &in->segment->chunks[chunk];
    if (at < in->dropped_to[chunk] + DROP_STEP)
        return;
    const size_t base = (size_t)(c->p - in->segment->file.p);
    file_map_drop(&in->segment->file, base + in->dropped_to[chunk], base + at);
    in->dropped_to[chunk] = at;
}

static void drop_chunk(struct input *in, enum chunk chunk)
{
    const struct chunk_view *const c = &in->segment->chunks[chunk];
    const size_t base = (size_t)(c->p - in->segment->file.p);
    if (c->p)
        file_map_drop(&in->segment->file, base, base + c->n);
}

/* ---- inputs ---- */

static void close_inputs(struct merge *m)
{
    for (size_t i = 0; m->inputs && i < m->n; i++) {
        mem_free(m->inputs[i].map);
        positions_release(&m->inputs[i].positions);
    }
    mem_free(m->inputs);
}

static enum st open_inputs(struct merge *m, struct segment *const *segments,
                           struct err *e)
{
    uint64_t docs = 0, frames = 0;
    m->inputs = mem_zalloc(m->n * sizeof(*m->inputs));
    if (!m->inputs)
        return out_of_memory(e);
    for (size_t i = 0; i < m->n; i++) {
        struct input *const in = &m->inputs[i];
        in->segment = segments[i];
        in->first_doc = (uint32_t)docs;
        in->first_frame = (uint32_t)frames;
        docs += segments[i]->counts.docs;
        frames += segments[i]->counts.frames;
        if (docs > DOC_LIMIT || frames > UINT32_MAX)
            return err_set(e, ST_LIMIT, "more than %u documents", DOC_LIMIT);
        in->map = mem_array(segments[i]->counts.docs, sizeof(*in->map));
        if (!in->map)
            return out_of_memory(e);
    }
    return ST_OK;
}

/* ---- documents ---- */

static struct bytes id_of(const void *ctx, size_t i)
{
    const struct merge *const m = ctx;
    struct bytes id = BYTES_NONE;
    size_t k = m->n - 1;
    while (m->inputs[k].first_doc > i)
        k--;
    /* A damaged id reads as empty here; adding the document reports it. */
    if (segment_id(m->inputs[k].segment, (uint32_t)i - m->inputs[k].first_doc,
                   &id, NULL) != ST_OK)
        id = BYTES_NONE;
    return id;
}

static enum st copy_frames(struct merge *m, struct input *in, struct err *e)
{
    const struct segment *const s = in->segment;
    const struct chunk_view *const starts = &s->chunks[CHUNK_SFRM];
    const struct chunk_view *const store = &s->chunks[CHUNK_STOR];
    enum st st = ST_OK;
    for (uint64_t i = 0; i < s->counts.frames && st == ST_OK; i++) {
        if (!chunk_use(starts, 8 * i, 16))
            return chunk_refused(s, CHUNK_SFRM, 8 * i, e);
        const uint64_t from = get_u64le(starts->p + 8 * i);
        const uint64_t to = get_u64le(starts->p + 8 * i + 8);
        if (from > to || !chunk_use(store, from, to - from))
            return chunk_refused(s, CHUNK_STOR, from, e);
        st = docs_writer_frame(&m->builder.docs,
                               bytes_of(store->p + from, to - from), e);
        drop_behind(in, CHUNK_STOR, from);
    }
    return st;
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
    if (!places->p)
        return ST_OK;
    if (!chunk_use(places, 8 * (uint64_t)doc, 8))
        return chunk_refused(s, CHUNK_SDOC, 8 * (uint64_t)doc, e);
    row->frame = in->first_frame + get_u32le(places->p + 8 * (uint64_t)doc);
    row->frame_at = get_u32le(places->p + 8 * (uint64_t)doc + 4);
    return ST_OK;
}

static enum st add_rows(struct merge *m, struct input *in,
                        const uint8_t *dropped, struct err *e)
{
    struct docs_writer *const docs = &m->builder.docs;
    enum st st = ST_OK;
    for (uint32_t i = 0; i < in->segment->counts.docs && st == ST_OK; i++) {
        struct doc_row row;
        in->map[i] = DOC_END;
        if (dropped[in->first_doc + i])
            continue;
        in->map[i] = docs->docs;
        st = read_row(in, i, &row, e);
        if (st == ST_OK)
            st = docs_writer_add(docs, &row, e);
    }
    drop_chunk(in, CHUNK_ZONE);
    drop_chunk(in, CHUNK_IDTX);
    drop_chunk(in, CHUNK_HASH);
    return st;
}

static enum st add_documents(struct merge *m, bool store, uint64_t *replaced,
                             struct err *e)
{
    const struct input *const last = &m->inputs[m->n - 1];
    const size_t docs = last->first_doc + last->segment->counts.docs;
    uint8_t *const dropped = mem_zalloc(docs);
    if (!dropped)
        return out_of_memory(e);
    enum st st = ST_OK;
    const int64_t n = find_replaced(docs, id_of, m, dropped);
    if (n < 0)
        st = out_of_memory(e);
    else
        *replaced += (uint64_t)n;
    for (size_t i = 0; i < m->n && st == ST_OK; i++) {
        if (store)
            st = copy_frames(m, &m->inputs[i], e);
        if (st == ST_OK)
            st = add_rows(m, &m->inputs[i], dropped, e);
    }
    mem_free(dropped);
    return st;
}

/* ---- terms ---- */

static enum st start_terms(struct merge *m, struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < m->n && st == ST_OK; i++) {
        struct input *const in = &m->inputs[i];
        const struct term_dict words = term_dict_words(in->segment);
        term_walk_start(&in->walk, &words);
        st = term_walk_next(&in->walk, &in->more, e);
    }
    return st;
}

/* The smallest term any input stands on, copied into `text`. */
static bool smallest_term(const struct merge *m, uint8_t *text,
                          struct bytes *out)
{
    const struct input *least = NULL;
    for (size_t i = 0; i < m->n; i++)
        if (m->inputs[i].more &&
            (!least ||
             bytes_compare(m->inputs[i].walk.term, least->walk.term) < 0))
            least = &m->inputs[i];
    if (!least)
        return false;
    memcpy(text, least->walk.term.p, least->walk.term.n);
    *out = bytes_of(text, least->walk.term.n);
    return true;
}

static enum st copy_postings(struct merge *m, struct input *in, struct err *e)
{
    struct postings_cursor *const c = &in->cursor;
    enum st st = ST_OK;
    postings_cursor_open(c, in->segment, &in->walk.entry);
    in->positions.cursor = c;
    in->positions.block = UINT32_MAX;
    for (; c->doc != DOC_END && st == ST_OK; postings_cursor_next(c)) {
        const uint32_t doc = in->map[c->doc];
        if (doc == DOC_END)
            continue;
        if (!positions_read_gaps(&in->positions))
            break;
        st = postings_writer_add(&m->builder.words, doc, in->positions.n,
                                 in->positions.pos, e);
    }
    if (st == ST_OK && c->st == ST_NOMEM)
        return out_of_memory(e);
    if (st == ST_OK && c->st != ST_OK)
        return err_set(e, c->st, "%s: the postings of \"%.*s\" are damaged",
                       in->segment->path, (int)in->walk.term.n,
                       (const char *)in->walk.term.p);
    drop_behind(in, CHUNK_DOCS, in->walk.docs_at);
    drop_behind(in, CHUNK_SKIP, in->walk.skip_at);
    drop_behind(in, CHUNK_POSI, in->walk.pos_at);
    drop_behind(in, CHUNK_TERM, in->walk.at);
    return st;
}

static enum st add_terms(struct merge *m, struct err *e)
{
    uint8_t text[TERM_SIZE_MAX];
    struct bytes term;
    enum st st = start_terms(m, e);
    while (st == ST_OK && smallest_term(m, text, &term)) {
        segment_builder_term_begin(&m->builder);
        for (size_t i = 0; i < m->n && st == ST_OK; i++) {
            struct input *const in = &m->inputs[i];
            if (!in->more || !bytes_equal(in->walk.term, term))
                continue;
            st = copy_postings(m, in, e);
            if (st == ST_OK)
                st = term_walk_next(&in->walk, &in->more, e);
        }
        if (st == ST_OK)
            st = segment_builder_term_end(&m->builder, term, e);
    }
    return st;
}

enum st merge_segments(const char *path, struct segment *const *segments,
                       size_t n, const struct segment_settings *settings,
                       struct manifest_segment *out, uint64_t *replaced,
                       struct err *e)
{
    struct merge m = {.n = n};
    enum st st = segment_builder_init(&m.builder, path, e);
    if (st == ST_OK)
        st = open_inputs(&m, segments, e);
    if (st == ST_OK)
        st = add_documents(&m, settings->store, replaced, e);
    if (st == ST_OK)
        st = segment_builder_start_terms(&m.builder, e);
    if (st == ST_OK)
        st = add_terms(&m, e);
    if (st == ST_OK)
        st = segment_builder_finish(&m.builder, settings, out, e);
    close_inputs(&m);
    segment_builder_release(&m.builder);
    return st;
}
