#include "common/segment/frame_reader.h"

#define ZSTD_STATIC_LINKING_ONLY /* names ZSTD_createDDict_byReference */
#include <zstd.h>

#include "common/base/buf.h"
#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "common/segment/layout.h"

/* A frame that is not yet full takes one more record, of any size. */
#define FRAME_MAX (RECORD_SIZE_MAX + FRAME_SIZE + VARINT_MAX)

struct frame_reader {
    ZSTD_DCtx *zstd;

    /* The dictionary, and behind it the frame. zstd then takes both for one
     * text: what a frame has from the dictionary it copies as it does within
     * the frame, where it would call memmove for each piece. */
    struct buf text;
    size_t dictionary_size;
    ZSTD_DDict *dictionary; /* NULL: there is none, or `text` has moved */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "reading stored texts: out of memory");
}

/* Empties the text but for the dictionary, with room for a frame. */
static enum st clear_text(struct frame_reader *r, size_t frame, struct err *e)
{
    r->text.n = r->dictionary_size;
    r->text.failed = false;
    if (r->text.cap - r->text.n <= frame) {
        ZSTD_freeDDict(r->dictionary);
        r->dictionary = NULL;
        if (!buf_reserve(&r->text, frame + 1))
            return out_of_memory(e);
    }
    if (r->dictionary_size && !r->dictionary)
        r->dictionary =
            ZSTD_createDDict_byReference(r->text.p, r->dictionary_size);
    return r->dictionary_size && !r->dictionary ? out_of_memory(e) : ST_OK;
}

enum st frame_reader_open(struct frame_reader **out, struct bytes dictionary,
                          struct err *e)
{
    *out = NULL;
    struct frame_reader *const r = mem_zalloc(sizeof(*r));
    if (!r)
        return out_of_memory(e);
    r->zstd = ZSTD_createDCtx();
    if (!r->zstd || (dictionary.n &&
                     (!buf_reserve(&r->text, dictionary.n + 2 * FRAME_SIZE) ||
                      !buf_append(&r->text, dictionary.p, dictionary.n)))) {
        frame_reader_close(r);
        return out_of_memory(e);
    }
    r->dictionary_size = dictionary.n;
    *out = r;
    return ST_OK;
}

void frame_reader_close(struct frame_reader *r)
{
    if (!r)
        return;
    ZSTD_freeDCtx(r->zstd);
    ZSTD_freeDDict(r->dictionary);
    buf_release(&r->text);
    mem_free(r);
}

enum st frame_reader_load(struct frame_reader *r, struct bytes packed,
                          struct err *e)
{
    const unsigned long long size =
        ZSTD_getFrameContentSize(packed.p, packed.n);
    if (size > FRAME_MAX) /* unknown and error are greater still */
        return ST_CORRUPT;
    const enum st st = clear_text(r, size, e);
    if (st != ST_OK)
        return st;
    const size_t got =
        ZSTD_decompress_usingDDict(r->zstd, r->text.p + r->text.n, size,
                                   packed.p, packed.n, r->dictionary);
    if (ZSTD_isError(got) || got != size)
        return ST_CORRUPT;
    r->text.n += size;
    return ST_OK;
}

bool frame_reader_record(const struct frame_reader *r, uint32_t at,
                         struct bytes *out)
{
    const struct bytes frame = bytes_of(r->text.p + r->dictionary_size,
                                        r->text.n - r->dictionary_size);
    const uint8_t *const end = frame.p + frame.n;
    uint64_t size;
    const uint8_t *const p =
        at <= frame.n ? varint_get(frame.p + at, end, &size) : NULL;
    if (!p || size > (uint64_t)(end - p))
        return false;
    *out = bytes_of(p, size);
    return true;
}
