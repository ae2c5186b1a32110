#include "common/segment/doc_store.h"

#include "common/base/mem.h"
#include "common/segment/frame_reader.h"

enum { NO_FRAME = -1 };

struct doc_reader {
    const struct segment *segment;
    struct frame_reader *frames;
    int64_t frame; /* the one that is loaded */
    struct record_fields fields;
};

static enum st open_frames(struct doc_reader *r, struct err *e)
{
    const struct chunk_view *const dict = &r->segment->chunks[CHUNK_SDIC];
    if (dict->p && !chunk_use(dict, 0, dict->n))
        return chunk_refused(r->segment, CHUNK_SDIC, 0, e);
    const enum st st = frame_reader_open(
        &r->frames, dict->p ? bytes_of(dict->p, dict->n) : BYTES_NONE, e);
    if (st != ST_OK)
        err_note(e, "%s", r->segment->path);
    return st;
}

enum st doc_reader_open(struct doc_reader **out, const struct segment *s,
                        struct err *e)
{
    *out = NULL;
    if (!s->chunks[CHUNK_STOR].p || !s->chunks[CHUNK_SFRM].p ||
        !s->chunks[CHUNK_SDOC].p)
        return err_set(e, ST_NOT_FOUND,
                       "%s: built with --store ids, so it holds no texts",
                       s->path);
    struct doc_reader *const r = mem_zalloc(sizeof(*r));
    if (!r)
        return err_set(e, ST_NOMEM, "%s: out of memory", s->path);
    r->segment = s;
    r->frame = NO_FRAME;
    const enum st st = open_frames(r, e);
    if (st != ST_OK) {
        doc_reader_close(r);
        return st;
    }
    *out = r;
    return ST_OK;
}

void doc_reader_close(struct doc_reader *r)
{
    if (!r)
        return;
    frame_reader_close(r->frames);
    record_fields_release(&r->fields);
    mem_free(r);
}

/* The compressed bytes of a frame. */
static enum st frame_span(const struct segment *s, uint32_t frame,
                          struct bytes *out, struct err *e)
{
    const struct chunk_view *const starts = &s->chunks[CHUNK_SFRM];
    const struct chunk_view *const store = &s->chunks[CHUNK_STOR];
    const uint64_t at = 8 * (uint64_t)frame;
    if (!chunk_use(starts, at, 16))
        return chunk_refused(s, CHUNK_SFRM, at, e);
    const uint64_t from = get_u64le(starts->p + at);
    const uint64_t to = get_u64le(starts->p + at + 8);
    if (from > to || !chunk_use(store, from, to - from))
        return chunk_refused(s, CHUNK_STOR, from, e);
    *out = bytes_of(store->p + from, to - from);
    return ST_OK;
}

static enum st load_frame(struct doc_reader *r, uint32_t frame, struct err *e)
{
    struct bytes packed = BYTES_NONE;
    if (r->frame == (int64_t)frame)
        return ST_OK;
    const enum st st = frame_span(r->segment, frame, &packed, e);
    if (st != ST_OK)
        return st;
    const uint64_t at = (uint64_t)(packed.p - r->segment->chunks[CHUNK_STOR].p);
    r->frame = NO_FRAME;
    const enum st loaded = frame_reader_load(r->frames, packed, e);
    if (loaded == ST_CORRUPT)
        return chunk_refused(r->segment, CHUNK_STOR, at, e);
    if (loaded != ST_OK)
        return loaded;
    r->frame = frame;
    return ST_OK;
}

enum st doc_reader_get(struct doc_reader *r, uint32_t doc,
                       const struct record_fields **out, struct err *e)
{
    const struct segment *const s = r->segment;
    const struct chunk_view *const places = &s->chunks[CHUNK_SDOC];
    const uint64_t cell = 8 * (uint64_t)doc;
    if (!chunk_use(places, cell, 8))
        return chunk_refused(s, CHUNK_SDOC, cell, e);
    const uint32_t frame = get_u32le(places->p + cell);
    const uint32_t at = get_u32le(places->p + cell + 4);

    enum st st = frame < s->counts.frames
                     ? load_frame(r, frame, e)
                     : chunk_refused(s, CHUNK_SDOC, cell, e);
    if (st != ST_OK)
        return st;
    struct bytes record;
    if (!frame_reader_record(r->frames, at, &record))
        return chunk_refused(s, CHUNK_SDOC, cell, e);
    st = record_decode(record, &r->fields, e);
    if (st != ST_OK)
        err_note(e, "%s: document %u", s->path, doc);
    *out = &r->fields;
    return st;
}
