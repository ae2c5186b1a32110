#include "indexer/copies/digest_texts.h"

#include "common/base/mem.h"
#include "common/segment/frame_reader.h"
#include "common/segment/zones.h"
#include "common/text/release_words.h"

struct reader {
    const struct digest_texts *texts;
    struct release_words words;
    struct structure structure;
    struct left_out left_out;
    struct frame_reader *frames;
    const struct digest *digest; /* whose frame is loaded */
    uint32_t frame;
    struct record_fields fields;
};

static void close_reader(void *reader)
{
    struct reader *const r = reader;
    if (!r)
        return;
    release_words_close(&r->words);
    structure_release(&r->structure);
    left_out_release(&r->left_out);
    frame_reader_close(r->frames);
    record_fields_release(&r->fields);
    mem_free(r);
}

static enum st open_reader(const void *ctx, void **out, struct err *e)
{
    const struct digest_texts *const t = ctx;
    struct reader *const r = mem_zalloc(sizeof(*r));
    *out = r;
    if (!r)
        return err_set(e, ST_NOMEM, "reading texts: out of memory");
    r->texts = t;
    structure_clear(&r->structure);
    const enum st st = release_words_open(&r->words, e);
    return st == ST_OK ? frame_reader_open(&r->frames, t->dictionary, e) : st;
}

static enum st load(struct reader *r, const struct digest *d, uint32_t frame,
                    struct err *e)
{
    if (r->digest == d && r->frame == frame)
        return ST_OK;
    const uint64_t from = frame ? d->frame_ends[frame - 1] : 0;
    r->digest = NULL;
    const enum st st = frame_reader_load(
        r->frames, bytes_of(d->frames.p + from, d->frame_ends[frame] - from),
        e);
    if (st != ST_OK)
        return st;
    r->digest = d;
    r->frame = frame;
    return ST_OK;
}

static enum st read_text(void *reader, uint32_t doc, struct shingles *out,
                         struct err *e)
{
    struct reader *const r = reader;
    const struct row_ref *const ref = &r->texts->rows[doc];
    const struct digest_row *const row = &ref->digest->rows[ref->row];
    struct bytes record;
    enum st st = load(r, ref->digest, row->frame, e);
    if (st == ST_OK && !frame_reader_record(r->frames, row->frame_at, &record))
        st = ST_CORRUPT;
    if (st == ST_OK)
        st = record_decode(record, &r->fields, e);
    if (st == ST_OK)
        st = zones_structure(&r->structure,
                             digest_row(ref->digest, ref->row, 0).zones);
    if (st == ST_CORRUPT)
        return err_set(e, st, "a text in memory is damaged");
    if (st == ST_OK)
        st = left_out_read(&r->left_out, &r->structure, e);
    if (st != ST_OK)
        return st;
    const struct release_text text = {record_field(&r->fields, FIELD_TITLE),
                                      record_field(&r->fields, FIELD_BODY),
                                      r->left_out.v, r->left_out.n};
    return release_words_shingles(&r->words, &text, out, e);
}

struct shingle_source digest_texts_source(const struct digest_texts *t)
{
    return (struct shingle_source){open_reader, read_text, close_reader, t};
}
