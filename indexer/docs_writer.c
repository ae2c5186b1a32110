#include "indexer/docs_writer.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/clusters.h"
#include "common/segment/document_key.h"
#include "common/segment/length_code.h"
#include "indexer/name_sorter.h"

enum {
    DROP_DOCS = 1 << 16 /* whose ids are read before pages are given back */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "writing documents: out of memory");
}

/* ---- source names: numbered by their first document ---- */

struct source_table {
    struct buf text;  /* all names                                */
    uint64_t *ends;   /* of each name in `text`                   */
    uint64_t *hashes; /* of each name                             */
    size_t n, cap, cap_hashes;
    uint32_t *slots; /* number + 1, open addressing; 0 is empty   */
    size_t n_slots;
};

static struct bytes name_of(const struct source_table *t, size_t i)
{
    const uint64_t from = i ? t->ends[i - 1] : 0;
    return bytes_of(t->text.p + from, t->ends[i] - from);
}

static bool grow_slots(struct source_table *t)
{
    const size_t n = t->n_slots ? t->n_slots * 2 : 64;
    uint32_t *const slots = mem_zalloc(n * sizeof(*slots));
    if (!slots)
        return false;
    for (size_t i = 0; i < t->n; i++) {
        size_t slot = t->hashes[i] & (n - 1);
        while (slots[slot])
            slot = (slot + 1) & (n - 1);
        slots[slot] = (uint32_t)(i + 1);
    }
    mem_free(t->slots);
    t->slots = slots;
    t->n_slots = n;
    return true;
}

static bool number_of(struct source_table *t, struct bytes name, uint32_t *out)
{
    const uint64_t hash = hash64(name.p, name.n);
    if (t->n * 2 >= t->n_slots && !grow_slots(t))
        return false;
    size_t slot = hash & (t->n_slots - 1);
    while (t->slots[slot]) {
        *out = t->slots[slot] - 1;
        if (t->hashes[*out] == hash && bytes_equal(name_of(t, *out), name))
            return true;
        slot = (slot + 1) & (t->n_slots - 1);
    }
    if (!mem_grow(&t->ends, &t->cap, t->n + 1) ||
        !mem_grow(&t->hashes, &t->cap_hashes, t->n + 1) ||
        !buf_append(&t->text, name.p, name.n))
        return false;
    *out = (uint32_t)t->n;
    t->ends[t->n] = t->text.n;
    t->hashes[t->n++] = hash;
    t->slots[slot] = *out + 1;
    return true;
}

static void free_names(struct source_table *t)
{
    if (!t)
        return;
    buf_release(&t->text);
    mem_free(t->ends);
    mem_free(t->hashes);
    mem_free(t->slots);
    mem_free(t);
}

/* ---- the writer ---- */

enum { SPOOLS = 15 };

static void list_spools(struct docs_writer *w, struct spool *out[SPOOLS])
{
    struct spool *const all[SPOOLS] = {
        &w->length_codes, &w->lengths,       &w->dates,  &w->sources,
        &w->contents,     &w->title_ends,    &w->zones,  &w->zone_offsets,
        &w->store,        &w->frame_offsets, &w->places, &w->ids,
        &w->id_offsets,   &w->signatures,    &w->keys,
    };
    memcpy(out, all, sizeof(all));
}

enum st docs_writer_init(struct docs_writer *w, const char *base, struct err *e)
{
    static const char *const names[SPOOLS] = {
        "length-codes", "lengths", "dates",        "sources",    "contents",
        "title-ends",   "zones",   "zone-offsets", "store",      "frames",
        "places",       "ids",     "id-offsets",   "signatures", "keys",
    };
    struct spool *spools[SPOOLS];
    enum st st = ST_OK;
    *w = (struct docs_writer){.base = base};
    list_spools(w, spools);
    for (size_t i = 0; i < SPOOLS && st == ST_OK; i++)
        st = spool_init(spools[i], base, names[i], e);
    w->names = mem_zalloc(sizeof(*w->names));
    return st == ST_OK && !w->names ? out_of_memory(e) : st;
}

void docs_writer_release(struct docs_writer *w)
{
    struct spool *spools[SPOOLS];
    list_spools(w, spools);
    for (size_t i = 0; i < SPOOLS; i++)
        spool_release(spools[i]);
    free_names(w->names);
    w->names = NULL;
}

static enum st add_u32(struct spool *s, uint32_t v, struct err *e)
{
    uint8_t raw[4];
    put_u32le(raw, v);
    return spool_append(s, raw, sizeof(raw), e);
}

static enum st add_u64(struct spool *s, uint64_t v, struct err *e)
{
    uint8_t raw[8];
    put_u64le(raw, v);
    return spool_append(s, raw, sizeof(raw), e);
}

enum st docs_writer_frame(struct docs_writer *w, struct bytes frame,
                          struct err *e)
{
    const enum st st = add_u64(&w->frame_offsets, w->store.size, e);
    w->frames++;
    return st == ST_OK ? spool_append(&w->store, frame.p, frame.n, e) : st;
}

static enum st sign(struct docs_writer *w, const struct doc_row *row,
                    struct err *e)
{
    uint8_t content[16];
    put_u64le(content, row->content.low);
    put_u64le(content + 8, row->content.high);
    const enum st st = add_u64(&w->keys, document_key(row->id, content), e);
    return st == ST_OK ? spool_append(&w->signatures, row->signature.raw,
                                      SIGNATURE_SIZE, e)
                       : st;
}

enum st docs_writer_add(struct docs_writer *w, const struct doc_row *row,
                        struct err *e)
{
    const uint8_t length_code = length_encode(row->length);
    uint32_t source;
    enum st st = ST_OK;
    if (w->docs == DOC_LIMIT)
        return err_set(e, ST_LIMIT, "more than %u documents", DOC_LIMIT);
    if (!number_of(w->names, row->source, &source))
        return out_of_memory(e);

#define TRY(call)                                                              \
    do {                                                                       \
        if ((st = (call)) != ST_OK)                                            \
            return st;                                                         \
    } while (0)
    TRY(spool_append(&w->length_codes, &length_code, 1, e));
    TRY(add_u32(&w->lengths, row->length, e));
    TRY(add_u32(&w->dates, (uint32_t)row->date, e));
    TRY(add_u32(&w->sources, source, e));
    TRY(add_u64(&w->contents, row->content.low, e));
    TRY(add_u64(&w->contents, row->content.high, e));
    TRY(add_u32(&w->title_ends, row->title_end, e));
    TRY(add_u64(&w->zone_offsets, w->zones.size, e));
    TRY(spool_append(&w->zones, row->zones.p, row->zones.n, e));
    TRY(add_u32(&w->places, row->frame, e));
    TRY(add_u32(&w->places, row->frame_at, e));
    TRY(add_u64(&w->id_offsets, w->ids.size, e));
    TRY(spool_append(&w->ids, row->id.p, row->id.n, e));
    if (w->signs)
        TRY(sign(w, row, e));
#undef TRY
    w->docs++;
    w->with_words += row->length > 0;
    w->words += row->length;
    return ST_OK;
}

enum st docs_writer_length_codes(struct docs_writer *w, const uint8_t **out,
                                 struct err *e)
{
    struct bytes codes;
    const enum st st = spool_view(&w->length_codes, &codes, e);
    *out = codes.p;
    return st;
}

enum st docs_writer_signatures(struct docs_writer *w, const uint8_t **out,
                               const uint8_t **keys, struct err *e)
{
    struct bytes signatures, all;
    enum st st = spool_view(&w->signatures, &signatures, e);
    if (st == ST_OK)
        st = spool_view(&w->keys, &all, e);
    if (st != ST_OK)
        return st;
    *out = signatures.p;
    *keys = all.p;
    return ST_OK;
}

void docs_writer_drop_signatures(const struct docs_writer *w)
{
    spool_drop(&w->signatures, w->signatures.size);
    spool_drop(&w->keys, w->keys.size);
}

void docs_writer_drop_codes(const struct docs_writer *w)
{
    spool_drop(&w->length_codes, w->length_codes.size);
}

/* ---- ids in order ---- */

static enum st sort_ids(struct docs_writer *w, struct name_sorter *sorter,
                        struct err *e)
{
    struct bytes text, offsets;
    enum st st = spool_view(&w->ids, &text, e);
    if (st == ST_OK)
        st = spool_view(&w->id_offsets, &offsets, e);
    for (uint32_t doc = 0; doc < w->docs && st == ST_OK; doc++) {
        const uint64_t from = get_u64le(offsets.p + 8 * (size_t)doc);
        const uint64_t to = get_u64le(offsets.p + 8 * (size_t)doc + 8);
        st =
            name_sorter_add(sorter, bytes_of(text.p + from, to - from), doc, e);
        if (doc % DROP_DOCS == DROP_DOCS - 1) {
            spool_drop(&w->ids, to);
            spool_drop(&w->id_offsets, 8 * (uint64_t)doc);
        }
    }
    return st == ST_OK ? name_sorter_end(sorter, e) : st;
}

static enum st write_sorted_ids(struct docs_writer *w,
                                struct segment_writer *out, struct err *e)
{
    struct name_sorter *sorter = NULL;
    struct named_value id;
    enum st st =
        name_sorter_open(&sorter, w->base, "sorted-ids", w->sort_room, e);
    if (st == ST_OK)
        st = sort_ids(w, sorter, e);
    if (st == ST_OK)
        st = segment_writer_begin(out, CHUNK_IDSO, e);
    while (st == ST_OK && name_sorter_next(sorter, &id)) {
        uint8_t raw[4];
        put_u32le(raw, id.value);
        st = segment_writer_append(out, raw, sizeof(raw), e);
    }
    if (st == ST_OK)
        st = segment_writer_end(out, e);
    name_sorter_close(sorter);
    return st;
}

/* FORMAT.md section 8: where each name ends, then the names. */
static enum st write_names(const struct docs_writer *w,
                           struct segment_writer *out, struct err *e)
{
    const struct source_table *const t = w->names;
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < t->n; i++)
        buf_append_u64le(&b, t->ends[i]);
    buf_append(&b, t->text.p, t->text.n);
    const enum st st =
        b.failed ? out_of_memory(e)
                 : segment_writer_chunk(out, CHUNK_SRCN, buf_bytes(&b), e);
    buf_release(&b);
    return st;
}

/* STOR; the offsets of its frames are then complete. */
static enum st write_frames(struct docs_writer *w, struct segment_writer *out,
                            struct err *e)
{
    const struct frame_source *const more = &w->more_frames;
    struct bytes frame = BYTES_NONE;
    uint64_t size = w->store.size;
    enum st st = segment_writer_begin(out, CHUNK_STOR, e);
    if (st == ST_OK)
        st = segment_writer_append_spool(out, &w->store, e);
    while (st == ST_OK && more->next &&
           (st = more->next(more->ctx, &frame, e)) == ST_OK && frame.n) {
        st = add_u64(&w->frame_offsets, size, e);
        if (st == ST_OK)
            st = segment_writer_append(out, frame.p, frame.n, e);
        size += frame.n;
        w->frames++;
    }
    if (st == ST_OK)
        st = segment_writer_end(out, e);
    return st == ST_OK ? add_u64(&w->frame_offsets, size, e) : st;
}

static enum st write_store(struct docs_writer *w, struct segment_writer *out,
                           struct bytes dictionary, struct err *e)
{
    enum st st = write_frames(w, out, e);
    if (st == ST_OK)
        st = segment_writer_spool(out, CHUNK_SFRM, &w->frame_offsets, e);
    if (st == ST_OK)
        st = segment_writer_spool(out, CHUNK_SDOC, &w->places, e);
    if (st == ST_OK)
        st = segment_writer_chunk(out, CHUNK_SDIC, dictionary, e);
    return st;
}

enum st docs_writer_write(struct docs_writer *w, struct segment_writer *out,
                          bool store, struct bytes dictionary,
                          struct segment_counts *counts, struct err *e)
{
    enum st st = add_u64(&w->zone_offsets, w->zones.size, e);
    if (st == ST_OK)
        st = add_u64(&w->id_offsets, w->ids.size, e);
    if (st == ST_OK && store)
        st = write_store(w, out, dictionary, e);
    const struct {
        enum chunk chunk;
        struct spool *spool;
    } columns[] = {
        {CHUNK_LENG, &w->length_codes}, {CHUNK_WLEN, &w->lengths},
        {CHUNK_DATE, &w->dates},        {CHUNK_SRCE, &w->sources},
        {CHUNK_HASH, &w->contents},     {CHUNK_TEND, &w->title_ends},
        {CHUNK_ZONE, &w->zones},        {CHUNK_ZOFF, &w->zone_offsets},
    };
    for (size_t i = 0; i < COUNT_OF(columns) && st == ST_OK; i++)
        st = segment_writer_spool(out, columns[i].chunk, columns[i].spool, e);
    if (st == ST_OK && w->signs)
        st = segment_writer_spool(out, CHUNK_SIGN, &w->signatures, e);
    if (st == ST_OK)
        st = write_names(w, out, e);
    if (st == ST_OK) /* while the ids are still mapped */
        st = write_sorted_ids(w, out, e);
    if (st == ST_OK)
        st = segment_writer_spool(out, CHUNK_IDTX, &w->ids, e);
    if (st == ST_OK)
        st = segment_writer_spool(out, CHUNK_IDOF, &w->id_offsets, e);
    counts->docs = w->docs;
    counts->with_words = w->with_words;
    counts->words = w->words;
    counts->frames = store ? w->frames : 0;
    counts->sources = (uint32_t)w->names->n;
    return st;
}
