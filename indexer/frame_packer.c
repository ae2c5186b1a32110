#include "indexer/frame_packer.h"

#define ZDICT_STATIC_LINKING_ONLY /* names ZDICT_trainFromBuffer_fastCover */
#include <zdict.h>
#define ZSTD_STATIC_LINKING_ONLY /* names ZSTD_c_forceAttachDict */
#include <zstd.h>

#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "common/segment/layout.h"

/* The dictionary may be an eighth of what it is trained on, within limits. */
enum {
    LEVEL = 3,
    DICTIONARY_MIN = 64 * 1024,
    DICTIONARY_MAX = 256 * 1024,
    DICTIONARY_SHARE = 8,
    FEWEST_SAMPLES = 16,
};

/* How a dictionary is put together: of segments of `k` bytes, chosen by how
 * often their runs of `d` bytes occur. Left to itself zstd would try four
 * lengths in five times the time, while nobody can begin to work; on press
 * releases it finds nothing better. */
static const ZDICT_fastCover_params_t TRAINING = {
    .k = 200,
    .d = 8,
    .f = 20, /* log of the table of frequencies */
    .accel = 1,
    .zParams.compressionLevel = LEVEL,
};

struct frame_packer {
    ZSTD_CCtx *zstd;
    ZSTD_CDict *dictionary;
    struct buf frame, record;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "storing documents: out of memory");
}

/* For frames of our size zstd would copy the tables of the dictionary, some 800
 * KB, for each frame; looking into them where they are takes less. */
static bool set_up(struct frame_packer *p, struct bytes dictionary)
{
    p->zstd = ZSTD_createCCtx();
    if (!p->zstd || ZSTD_isError(ZSTD_CCtx_setParameter(
                        p->zstd, ZSTD_c_compressionLevel, LEVEL)))
        return false;
    if (!dictionary.n)
        return true;
    p->dictionary = ZSTD_createCDict(dictionary.p, dictionary.n, LEVEL);
    return p->dictionary &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(p->zstd, ZSTD_c_forceAttachDict,
                                                ZSTD_dictForceAttach)) &&
           !ZSTD_isError(ZSTD_CCtx_refCDict(p->zstd, p->dictionary));
}

enum st frame_packer_open(struct frame_packer **out, struct bytes dictionary,
                          struct err *e)
{
    *out = NULL;
    struct frame_packer *const p = mem_zalloc(sizeof(*p));
    if (!p)
        return out_of_memory(e);
    if (!set_up(p, dictionary)) {
        frame_packer_close(p);
        return out_of_memory(e);
    }
    *out = p;
    return ST_OK;
}

void frame_packer_close(struct frame_packer *p)
{
    if (!p)
        return;
    ZSTD_freeCCtx(p->zstd);
    ZSTD_freeCDict(p->dictionary);
    buf_release(&p->frame);
    buf_release(&p->record);
    mem_free(p);
}

enum st frame_packer_add(struct frame_packer *p,
                         const struct record_fields *fields, uint32_t *at,
                         struct err *e)
{
    uint8_t size[VARINT_MAX];
    buf_clear(&p->record);
    const enum st st = record_encode(fields, &p->record, e);
    if (st != ST_OK)
        return st;
    *at = (uint32_t)p->frame.n;
    buf_append(&p->frame, size, (size_t)(varint_put(size, p->record.n) - size));
    return buf_append(&p->frame, p->record.p, p->record.n) ? ST_OK
                                                           : out_of_memory(e);
}

bool frame_packer_full(const struct frame_packer *p)
{
    return p->frame.n >= FRAME_SIZE;
}

bool frame_packer_empty(const struct frame_packer *p)
{
    return p->frame.n == 0;
}

enum st frame_packer_flush(struct frame_packer *p, struct buf *out,
                           struct err *e)
{
    if (!buf_reserve(out, ZSTD_compressBound(p->frame.n)))
        return out_of_memory(e);
    uint8_t *const to = out->p + out->n;
    const size_t room = out->cap - out->n;
    const size_t n = ZSTD_compress2(p->zstd, to, room, p->frame.p, p->frame.n);
    if (ZSTD_isError(n))
        return err_set(e, ST_NOMEM, "storing documents: %s",
                       ZSTD_getErrorName(n));
    out->n += n;
    buf_clear(&p->frame);
    return ST_OK;
}

enum st frame_dictionary_train(struct bytes samples, const size_t *sizes,
                               unsigned n, struct buf *out, struct err *e)
{
    const size_t share = samples.n / DICTIONARY_SHARE;
    const size_t room =
        MIN(MAX(share, (size_t)DICTIONARY_MIN), (size_t)DICTIONARY_MAX);
    buf_clear(out);
    if (n < FEWEST_SAMPLES)
        return ST_OK;
    if (!buf_reserve(out, room))
        return out_of_memory(e);
    const size_t size = ZDICT_trainFromBuffer_fastCover(out->p, room, samples.p,
                                                        sizes, n, TRAINING);
    out->n = ZDICT_isError(size) ? 0 : size; /* too little to learn from */
    return ST_OK;
}
