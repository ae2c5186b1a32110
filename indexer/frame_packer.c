#include "indexer/frame_packer.h"

#include <string.h>

#define ZDICT_STATIC_LINKING_ONLY /* names ZDICT_trainFromBuffer_fastCover */
#include <zdict.h>
#define ZSTD_STATIC_LINKING_ONLY /* names ZSTD_createCDict_advanced */
#include <zstd.h>

#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "common/segment/layout.h"

/* The dictionary may be an eighth of what it is trained on, within limits. */
enum {
    DICTIONARY_MIN = 64 * 1024,
    DICTIONARY_MAX = 256 * 1024,
    DICTIONARY_SHARE = 8,
    FEWEST_SAMPLES = 16,
};

/* How zstd works. Of 336 MB of releases the levels 3, 6, 8 and 15 make 93, 85,
 * 83 and 81 MB in 6, 10, 13 and 29 seconds, the building of an index included;
 * the first, with a table that is small enough to be copied for each frame, 100
 * MB in nine tenths of the time of level 3. */
static const struct {
    int level;
    unsigned table_log; /* of the dictionary's table; 0: as the level has it */
} EFFORTS[] = {[FRAME_QUICK] = {1, 15}, [FRAME_SMALL] = {8, 0}};

/* How a dictionary is put together: of segments of `k` bytes, chosen by how
 * often their runs of `d` bytes occur. Left to itself zstd would try four
 * lengths in five times the time, while nobody can begin to work; on press
 * releases it finds nothing better. */
static const ZDICT_fastCover_params_t TRAINING = {
    .k = 200,
    .d = 8,
    .f = 20,    /* log of the table of frequencies */
    .accel = 4, /* of ten: a third of the time of 1, .03 % more bytes */
    .zParams.compressionLevel = 3,
};

/* Frames up to twice the usual size are packed right behind the dictionary:
 * zstd takes what follows on what it has read for one text, in which it looks
 * for matches sooner than in two. The bytes say the same either way. */
enum { BEHIND_SIZE = 2 * FRAME_SIZE };

struct frame_packer {
    ZSTD_CCtx *zstd;
    ZSTD_CDict *dictionary;
    uint8_t *text;  /* the dictionary, with BEHIND_SIZE bytes behind it */
    size_t text_at; /* where those begin                                */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "storing documents: out of memory");
}

static ZSTD_CDict *make_dictionary(enum frame_effort effort, struct bytes d)
{
    ZSTD_compressionParameters tables =
        ZSTD_getCParams(EFFORTS[effort].level, 0, d.n);
    if (EFFORTS[effort].table_log)
        tables.hashLog = EFFORTS[effort].table_log;
    return ZSTD_createCDict_advanced(d.p, d.n, ZSTD_dlm_byRef, ZSTD_dct_auto,
                                     tables, ZSTD_defaultCMem);
}

/* Tables of a dictionary that are not small are looked into where they are: to
 * copy some 800 KB for each frame would take longer. */
static bool set_up(struct frame_packer *p, enum frame_effort effort,
                   struct bytes dictionary)
{
    p->zstd = ZSTD_createCCtx();
    if (!p->zstd ||
        ZSTD_isError(ZSTD_CCtx_setParameter(p->zstd, ZSTD_c_compressionLevel,
                                            EFFORTS[effort].level)))
        return false;
    if (!dictionary.n)
        return true;
    p->text = mem_alloc(dictionary.n + BEHIND_SIZE);
    if (!p->text)
        return false;
    memcpy(p->text, dictionary.p, dictionary.n);
    p->text_at = dictionary.n;
    const int how =
        EFFORTS[effort].table_log ? ZSTD_dictForceCopy : ZSTD_dictForceAttach;
    p->dictionary = make_dictionary(effort, bytes_of(p->text, dictionary.n));
    return p->dictionary &&
           !ZSTD_isError(
               ZSTD_CCtx_setParameter(p->zstd, ZSTD_c_forceAttachDict, how)) &&
           !ZSTD_isError(ZSTD_CCtx_refCDict(p->zstd, p->dictionary));
}

enum st frame_packer_open(struct frame_packer **out, enum frame_effort effort,
                          struct bytes dictionary, struct err *e)
{
    *out = NULL;
    struct frame_packer *const p = mem_zalloc(sizeof(*p));
    if (!p)
        return out_of_memory(e);
    if (!set_up(p, effort, dictionary)) {
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
    mem_free(p->text);
    mem_free(p);
}

/* The frame where it is packed from. */
static const uint8_t *place(const struct frame_packer *p, struct bytes frame)
{
    if (!p->text || frame.n > BEHIND_SIZE)
        return frame.p;
    return memcpy(p->text + p->text_at, frame.p, frame.n);
}

enum st frame_packer_run(struct frame_packer *p, struct bytes frame,
                         struct buf *out, struct err *e)
{
    if (!buf_reserve(out, ZSTD_compressBound(frame.n)))
        return out_of_memory(e);
    uint8_t *const to = out->p + out->n;
    const size_t room = out->cap - out->n;
    const size_t n =
        ZSTD_compress2(p->zstd, to, room, place(p, frame), frame.n);
    if (ZSTD_isError(n))
        return err_set(e, ST_NOMEM, "storing documents: %s",
                       ZSTD_getErrorName(n));
    out->n += n;
    return ST_OK;
}

/* The size comes first and is known last: the record is moved up to it. */
enum st frame_add(struct buf *frame, const struct record_fields *fields,
                  struct err *e)
{
    const size_t at = frame->n;
    if (!buf_reserve(frame, VARINT_MAX))
        return out_of_memory(e);
    frame->n += VARINT_MAX;
    const enum st st = record_encode(fields, frame, e);
    if (st != ST_OK) {
        frame->n = at;
        return st;
    }
    const size_t size = frame->n - at - VARINT_MAX;
    uint8_t *const to = varint_put(frame->p + at, size);
    memmove(to, frame->p + at + VARINT_MAX, size);
    frame->n = (size_t)(to + size - frame->p);
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
