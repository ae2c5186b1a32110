#include <inttypes.h>
#include <zstd.h>

#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/segment/doc_store.h"
#include "indexer/verify_checker.h"

/* Whether HASH is that of what is stored (FORMAT.md section 8). A page that
 * cannot be read was told already. */
static enum st check_hash(struct checker *c, uint32_t doc,
                          const struct record_fields *fields,
                          struct buf *scratch, struct err *e)
{
    uint8_t stored[16];
    struct bytes source;
    struct hash128 h;
    int32_t date;
    if (!segment_content_hash(c->segment, doc, stored) ||
        !segment_date(c->segment, doc, &date) ||
        !segment_source(c->segment, doc, &source))
        return ST_OK;
    const enum st st = record_hash(fields, date, source, scratch, &h, e);
    if (st == ST_OK &&
        (h.low != get_u64le(stored) || h.high != get_u64le(stored + 8)))
        checker_found(c, CHUNK_HASH,
                      "document %" PRIu32
                      ": the hash is not that of what is stored",
                      doc);
    return st;
}

static enum st check_records(struct checker *c, struct doc_reader *reader,
                             uint8_t *used, struct err *e)
{
    const struct segment *const s = c->segment;
    const struct chunk_view *const places = &s->chunks[CHUNK_SDOC];
    struct buf scratch = BUF_INIT;
    enum st st = ST_OK;
    for (uint32_t doc = 0; doc < s->counts.docs && st == ST_OK; doc++) {
        const struct record_fields *fields;
        struct err why = ERR_INIT;
        const enum st got = doc_reader_get(reader, doc, &fields, &why);
        err_note(&why, "document %" PRIu32, doc);
        if (!checker_ok(c, CHUNK_STOR, got, &why, &st, e))
            continue;
        const uint32_t frame = get_u32le(places->p + 8 * (size_t)doc);
        used[frame / 8] |= (uint8_t)(1u << frame % 8);
        st = check_hash(c, doc, fields, &scratch, e);
    }
    buf_release(&scratch);
    return st;
}

/* Frames follow each other without gaps and fill the store. */
static void check_frames(struct checker *c)
{
    const struct chunk_view *const starts = &c->segment->chunks[CHUNK_SFRM];
    uint64_t before = 0;
    for (uint64_t i = 0; i <= c->segment->counts.frames; i++) {
        if (!chunk_use(starts, 8 * i, 8)) {
            checker_found(c, CHUNK_SFRM, "frame %" PRIu64 " cannot be read", i);
            return;
        }
        const uint64_t at = get_u64le(starts->p + 8 * i);
        if ((i == 0 && at != 0) || (i > 0 && at <= before) ||
            (i == c->segment->counts.frames &&
             at != c->segment->chunks[CHUNK_STOR].n))
            checker_found(c, CHUNK_SFRM,
                          "frame %" PRIu64 " begins at byte %" PRIu64
                          ", the one before at %" PRIu64,
                          i, at, before);
        before = at;
    }
}

/* Frames whose documents were all replaced: no record is read from them, but
 * they are to be sound. */
static enum st check_unused(struct checker *c, const uint8_t *used,
                            struct err *e)
{
    const struct segment *const s = c->segment;
    const struct chunk_view *const starts = &s->chunks[CHUNK_SFRM];
    const struct chunk_view *const store = &s->chunks[CHUNK_STOR];
    const struct chunk_view *const dict = &s->chunks[CHUNK_SDIC];
    ZSTD_DCtx *const zstd = ZSTD_createDCtx();
    struct buf text = BUF_INIT;
    enum st st =
        zstd ? ST_OK : err_set(e, ST_NOMEM, "%s: out of memory", c->file);
    for (uint64_t i = 0; i < s->counts.frames && st == ST_OK; i++) {
        if (used[i / 8] & 1u << i % 8 || !chunk_use(starts, 8 * i, 16))
            continue;
        const uint64_t from = get_u64le(starts->p + 8 * i);
        const uint64_t n = get_u64le(starts->p + 8 * i + 8) - from;
        if (!chunk_use(store, from, n))
            continue; /* told by check_frames() or as a page */
        const unsigned long long size =
            ZSTD_getFrameContentSize(store->p + from, n);
        bool good = size <= RECORD_SIZE_MAX + FRAME_SIZE;
        buf_clear(&text);
        if (good && !buf_reserve(&text, size))
            st = err_set(e, ST_NOMEM, "%s: out of memory", c->file);
        else if (good)
            good =
                ZSTD_decompress_usingDict(zstd, text.p, size, store->p + from,
                                          n, dict->p, dict->n) == size;
        if (!good)
            checker_found(c, CHUNK_STOR,
                          "frame %" PRIu64 " at byte %" PRIu64
                          " does not decompress",
                          i, from);
    }
    buf_release(&text);
    ZSTD_freeDCtx(zstd);
    return st;
}

enum st verify_store(struct checker *c, struct err *e)
{
    const struct segment *const s = c->segment;
    struct doc_reader *reader = NULL;
    struct err why = ERR_INIT;
    enum st st = ST_OK;
    if (!s->chunks[CHUNK_STOR].p)
        return ST_OK; /* built with --store ids */
    if (s->counts.frames > s->chunks[CHUNK_STOR].n) {
        checker_found(c, CHUNK_META,
                      "%" PRIu64 " frames in %" PRIu64 " bytes of store",
                      s->counts.frames, s->chunks[CHUNK_STOR].n);
        return ST_OK;
    }
    check_frames(c);
    uint8_t *const used = mem_zalloc((size_t)(s->counts.frames / 8 + 1));
    if (!used)
        return err_set(e, ST_NOMEM, "%s: out of memory", c->file);
    if (checker_ok(c, CHUNK_SDIC, doc_reader_open(&reader, s, &why), &why, &st,
                   e)) {
        st = check_records(c, reader, used, e);
        if (st == ST_OK && c->shown[CHUNK_STOR] == 0)
            st = check_unused(c, used, e);
    }
    doc_reader_close(reader);
    mem_free(used);
    return st;
}
