#include "indexer/docs_writer.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/length_code.h"

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

enum { SPOOLS = 12 };

static void list_spools(struct docs_writer *w, struct spool *out[SPOOLS])
{
    struct spool *const all[SPOOLS] = {
        &w->lengths,       &w->dates,  &w->sources,      &w->contents,
        &w->title_ends,    &w->zones,  &w->zone_offsets, &w->store,
        &w->frame_offsets, &w->places, &w->ids,          &w->id_offsets,
    };
    memcpy(out, all, sizeof(all));
}

enum st docs_writer_init(struct docs_writer *w, const char *base, struct err *e)
{
    static const char *const names[SPOOLS] = {
        "lengths",    "dates",  "sources",      "contents",
        "title-ends", "zones",  "zone-offsets", "store",
        "frames",     "places", "ids",          "id-offsets",
    };
    struct spool *spools[SPOOLS];
    enum st st = ST_OK;
    *w = (struct docs_writer){.docs = 0};
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
    buf_release(&w->length_codes);
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

enum st docs_writer_add(struct docs_writer *w, const struct doc_row *row,
                        struct err *e)
{
    uint32_t source;
    enum st st = ST_OK;
    if (w->docs == DOC_LIMIT)
        return err_set(e, ST_LIMIT, "more than %u documents", DOC_LIMIT);
    if (!number_of(w->names, row->source, &source) ||
        !buf_append_byte(&w->length_codes, length_encode(row->length)))
        return out_of_memory(e);

#define TRY(call)                                                              \
    do {                                                                       \
        if ((st = (call)) != ST_OK)                                            \
            return st;                                                         \
    } while (0)
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
#undef TRY
    w->docs++;
    w->with_words += row->length > 0;
    w->words += row->length;
    return ST_OK;
}

/* ---- ids in order ---- */

struct id_views {
    struct bytes text, offsets;
};

static struct bytes id_at(const struct id_views *v, uint32_t doc)
{
    const uint64_t from = get_u64le(v->offsets.p + 8 * (size_t)doc);
    const uint64_t to = get_u64le(v->offsets.p + 8 * (size_t)doc + 8);
    return bytes_of(v->text.p + from, to - from);
}

static int compare_ids(const void *a, const void *b, void *ctx)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return bytes_compare(id_at(ctx, x), id_at(ctx, y));
}

static enum st write_sorted_ids(struct docs_writer *w,
                                struct segment_writer *out, struct err *e)
{
    struct id_views v;
    enum st st = spool_view(&w->ids, &v.text, e);
    if (st == ST_OK)
        st = spool_view(&w->id_offsets, &v.offsets, e);
    if (st != ST_OK)
        return st;
    uint32_t *const order = mem_array(w->docs, sizeof(*order));
    if (!order)
        return out_of_memory(e);
    for (uint32_t i = 0; i < w->docs; i++)
        order[i] = i;
    qsort_r(order, w->docs, sizeof(*order), compare_ids, &v);
    for (uint32_t i = 0; i < w->docs; i++)
        put_u32le((uint8_t *)(order + i), order[i]);
    st = segment_writer_chunk(out, CHUNK_IDSO,
                              bytes_of(order, w->docs * sizeof(*order)), e);
    mem_free(order);
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
    uint64_t size = w->store.size;
    enum st st = segment_writer_begin(out, CHUNK_STOR, e);
    if (st == ST_OK)
        st = segment_writer_append_spool(out, &w->store, e);
    for (struct bytes frame;
         st == ST_OK && more->next && more->next(more->ctx, &frame);) {
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
    if (st == ST_OK)
        st = segment_writer_chunk(out, CHUNK_LENG, buf_bytes(&w->length_codes),
                                  e);
    const struct {
        enum chunk chunk;
        struct spool *spool;
    } columns[] = {
        {CHUNK_WLEN, &w->lengths},      {CHUNK_DATE, &w->dates},
        {CHUNK_SRCE, &w->sources},      {CHUNK_HASH, &w->contents},
        {CHUNK_TEND, &w->title_ends},   {CHUNK_ZONE, &w->zones},
        {CHUNK_ZOFF, &w->zone_offsets},
    };
    for (size_t i = 0; i < COUNT_OF(columns) && st == ST_OK; i++)
        st = segment_writer_spool(out, columns[i].chunk, columns[i].spool, e);
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

/* ---- replaced documents ---- */

struct hashed_id {
    uint64_t hash;
    size_t doc;
};

static int compare_hashed(const void *a, const void *b)
{
    const struct hashed_id *const x = a, *const y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

int64_t find_replaced(size_t n, struct bytes (*id)(const void *ctx, size_t i),
                      const void *ctx, uint8_t *dropped)
{
    int64_t replaced = 0;
    struct hashed_id *const v = mem_array(n, sizeof(*v));
    if (!v)
        return -1;
    size_t there = 0;
    for (size_t i = 0; i < n; i++) {
        if (dropped[i])
            continue;
        const struct bytes b = id(ctx, i);
        v[there++] = (struct hashed_id){hash64(b.p, b.n), i};
    }
    n = there;
    qsort(v, n, sizeof(*v), compare_hashed);
    /* Within a run of one hash (nearly always one id) the last of each id
     * stays. */
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && v[j].hash == v[i].hash; j++)
            if (bytes_equal(id(ctx, v[i].doc), id(ctx, v[j].doc))) {
                dropped[v[i].doc] = 1;
                replaced++;
                break;
            }
    mem_free(v);
    return replaced;
}
