#include "common/segment/zones.h"

#include "common/base/mem.h"
#include "common/codec/varint.h"

static bool put(struct buf *out, uint64_t v)
{
    if (!buf_reserve(out, VARINT_MAX))
        return false;
    out->n = (size_t)(varint_put(out->p + out->n, v) - out->p);
    return true;
}

static bool put_ends(const uint32_t *ends, size_t n, struct buf *out)
{
    uint32_t before = 0;
    put(out, n);
    for (size_t i = 0; i < n; i++) {
        put(out, ends[i] - before);
        before = ends[i];
    }
    return !out->failed;
}

bool zones_encode(const uint32_t *sentence_ends, size_t n_sentences,
                  const uint32_t *paragraph_ends, size_t n_paragraphs,
                  struct buf *out)
{
    return put_ends(sentence_ends, n_sentences, out) &&
           put_ends(paragraph_ends, n_paragraphs, out);
}

enum st zones_raw(const struct segment *s, uint32_t doc, struct bytes *out,
                  struct err *e)
{
    const struct chunk_view *const zones = &s->chunks[CHUNK_ZONE];
    const struct chunk_view *const offsets = &s->chunks[CHUNK_ZOFF];
    const uint64_t at = 8 * (uint64_t)doc;
    if (!chunk_use(offsets, at, 16))
        return chunk_refused(s, CHUNK_ZOFF, at, e);
    const uint64_t from = get_u64le(offsets->p + at);
    const uint64_t to = get_u64le(offsets->p + at + 8);
    if (from > to || !chunk_use(zones, from, to - from))
        return chunk_refused(s, CHUNK_ZONE, from, e);
    *out = bytes_of(zones->p + from, to - from);
    return ST_OK;
}

/* Reads one ascending list; NULL in *p when it breaks the format. */
static enum st get_ends(const uint8_t **p, const uint8_t *end, uint32_t **ends,
                        size_t *n, size_t *cap)
{
    uint64_t count, gap, sum = 0;
    *n = 0;
    if (!(*p = varint_get(*p, end, &count)) || count > (uint64_t)(end - *p))
        return ST_CORRUPT;
    if (!mem_grow(ends, cap, count))
        return ST_NOMEM;
    for (; *n < count; (*n)++) {
        if (!(*p = varint_get(*p, end, &gap)) || gap > UINT32_MAX - sum)
            return ST_CORRUPT;
        (*ends)[*n] = (uint32_t)(sum += gap);
    }
    return ST_OK;
}

static enum st told(enum st st, const struct segment *s, struct bytes raw,
                    struct err *e)
{
    if (st == ST_NOMEM)
        return err_set(e, st, "%s: out of memory", s->path);
    if (st == ST_CORRUPT)
        return chunk_refused(s, CHUNK_ZONE,
                             (uint64_t)(raw.p - s->chunks[CHUNK_ZONE].p), e);
    return st;
}

enum st zones_read(struct zones *z, const struct segment *s, uint32_t doc,
                   struct err *e)
{
    struct bytes raw = BYTES_NONE;
    enum st st = zones_raw(s, doc, &raw, e);
    if (st != ST_OK)
        return st;
    const uint8_t *p = raw.p, *const end = raw.p + raw.n;
    st = get_ends(&p, end, &z->sentence_ends, &z->n_sentences,
                  &z->cap_sentences);
    if (st == ST_OK)
        st = get_ends(&p, end, &z->paragraph_ends, &z->n_paragraphs,
                      &z->cap_paragraphs);
    return told(st, s, raw, e);
}

/* Behind one list of ends; NULL when it breaks the format. */
static const uint8_t *skip_ends(const uint8_t *p, const uint8_t *end)
{
    uint64_t left, gap;
    p = varint_get(p, end, &left);
    while (p && left-- > 0)
        p = varint_get(p, end, &gap);
    return p;
}

enum st zones_structure(struct structure *out, struct bytes raw)
{
    const uint8_t *const end = raw.p + raw.n;
    const uint8_t *p = skip_ends(raw.p, end);
    if (p)
        p = skip_ends(p, end);
    return p ? structure_decode(out, bytes_of(p, (size_t)(end - p)))
             : ST_CORRUPT;
}

enum st zones_read_structure(struct structure *out, const struct segment *s,
                             uint32_t doc, struct err *e)
{
    struct bytes raw = BYTES_NONE;
    const enum st st = zones_raw(s, doc, &raw, e);
    if (st != ST_OK)
        return st;
    return told(zones_structure(out, raw), s, raw, e);
}

void zones_release(struct zones *z)
{
    mem_free(z->sentence_ends);
    mem_free(z->paragraph_ends);
    *z = (struct zones){.n_sentences = 0};
}
