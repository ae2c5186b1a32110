#include "common/segment/doc_store.h"

#define ZSTD_STATIC_LINKING_ONLY /* names ZSTD_createDDict_byReference */
#include <zstd.h>

#include "common/base/mem.h"
#include "common/codec/varint.h"

enum { NO_FRAME = -1 };

/* A frame that is not yet full takes one more record, of any size. */
#define FRAME_MAX (RECORD_SIZE_MAX + FRAME_SIZE + VARINT_MAX)

struct doc_reader {
    const struct segment *segment;
    ZSTD_DCtx *zstd;
    int64_t frame; /* the one in `text` */

    /* The dictionary, and behind it the frame. zstd then takes both for one
     * text: what a frame has from the dictionary it copies as it does within
     * the frame, where it would call memmove for each piece. */
    struct buf text;
    size_t dictionary_size;
    ZSTD_DDict *dictionary; /* NULL: the store has none, or `text` has moved */
    struct record_fields fields;
};

static enum st out_of_memory(const struct doc_reader *r, struct err *e)
{
    return err_set(e, ST_NOMEM, "%s: out of memory", r->segment->path);
}

static enum st load_dictionary(struct doc_reader *r, struct err *e)
{
    const struct chunk_view *const dict = &r->segment->chunks[CHUNK_SDIC];
    if (!dict->p || dict->n == 0)
        return ST_OK;
    if (!chunk_use(dict, 0, dict->n))
        return chunk_refused(r->segment, CHUNK_SDIC, 0, e);
    if (!buf_reserve(&r->text, dict->n + 2 * FRAME_SIZE) ||
        !buf_append(&r->text, dict->p, dict->n))
        return out_of_memory(r, e);
    r->dictionary_size = dict->n;
    return ST_OK;
}

/* Empties the text but for the dictionary, with room for a frame. */
static enum st clear_text(struct doc_reader *r, size_t frame, struct err *e)
{
    r->frame = NO_FRAME;
    r->text.n = r->dictionary_size;
    r->text.failed = false;
    if (r->text.cap - r->text.n <= frame) {
        ZSTD_freeDDict(r->dictionary);
        r->dictionary = NULL;
        if (!buf_reserve(&r->text, frame + 1))
            return out_of_memory(r, e);
    }
    if (r->dictionary_size && !r->dictionary)
        r->dictionary =
            ZSTD_createDDict_byReference(r->text.p, r->dictionary_size);
    return r->dictionary_size && !r->dictionary ? out_of_memory(r, e) : ST_OK;
}

enum st doc_reader_open(struct doc_reader **out, const struct segment *s,
                        struct err *e)
{
    enum st st = ST_OK;
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
    r->zstd = ZSTD_createDCtx();
    st = r->zstd ? load_dictionary(r, e) : out_of_memory(r, e);
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
    ZSTD_freeDCtx(r->zstd);
    ZSTD_freeDDict(r->dictionary);
    buf_release(&r->text);
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
    enum st st = frame_span(r->segment, frame, &packed, e);
    if (st != ST_OK)
        return st;
    const uint64_t at = (uint64_t)(packed.p - r->segment->chunks[CHUNK_STOR].p);
    const unsigned long long size =
        ZSTD_getFrameContentSize(packed.p, packed.n);
    if (size > FRAME_MAX) /* unknown and error are greater still */
        return chunk_refused(r->segment, CHUNK_STOR, at, e);
    if ((st = clear_text(r, size, e)) != ST_OK)
        return st;
    const size_t got =
        ZSTD_decompress_usingDDict(r->zstd, r->text.p + r->text.n, size,
                                   packed.p, packed.n, r->dictionary);
    if (ZSTD_isError(got) || got != size)
        return chunk_refused(r->segment, CHUNK_STOR, at, e);
    r->text.n += size;
    r->frame = frame;
    return ST_OK;
}

/* The record at byte `at` of the frame; no bytes where there is none. */
static struct bytes record_at(const struct doc_reader *r, uint32_t at)
{
    const struct bytes frame = bytes_of(r->text.p + r->dictionary_size,
                                        r->text.n - r->dictionary_size);
    const uint8_t *const end = frame.p + frame.n;
    uint64_t size;
    const uint8_t *const p =
        at <= frame.n ? varint_get(frame.p + at, end, &size) : NULL;
    return p && size <= (uint64_t)(end - p) ? bytes_of(p, size) : BYTES_NONE;
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
    const struct bytes record = record_at(r, at);
    if (!record.p)
        return chunk_refused(s, CHUNK_SDOC, cell, e);
    st = record_decode(record, &r->fields, e);
    if (st != ST_OK)
        err_note(e, "%s: document %u", s->path, doc);
    *out = &r->fields;
    return st;
}
