#include "indexer/copies/digest_texts.h"

#include "common/segment/zones.h"

enum st digest_texts_open(struct digest_texts *t, const struct row_ref *rows,
                          struct bytes dictionary, struct err *e)
{
    *t = (struct digest_texts){.rows = rows};
    structure_clear(&t->structure);
    const enum st st = release_words_open(&t->words, e);
    return st == ST_OK ? frame_reader_open(&t->reader, dictionary, e) : st;
}

void digest_texts_close(struct digest_texts *t)
{
    release_words_close(&t->words);
    structure_release(&t->structure);
    left_out_release(&t->left_out);
    frame_reader_close(t->reader);
    record_fields_release(&t->fields);
    *t = (struct digest_texts){.rows = NULL};
}

static enum st load(struct digest_texts *t, const struct digest *d,
                    uint32_t frame, struct err *e)
{
    if (t->digest == d && t->frame == frame)
        return ST_OK;
    const uint64_t from = frame ? d->frame_ends[frame - 1] : 0;
    t->digest = NULL;
    const enum st st = frame_reader_load(
        t->reader, bytes_of(d->frames.p + from, d->frame_ends[frame] - from),
        e);
    if (st != ST_OK)
        return st;
    t->digest = d;
    t->frame = frame;
    return ST_OK;
}

enum st digest_texts_read(void *ctx, uint32_t doc, struct shingles *out,
                          struct err *e)
{
    struct digest_texts *const t = ctx;
    const struct row_ref *const r = &t->rows[doc];
    const struct digest_row *const row = &r->digest->rows[r->row];
    struct bytes record;
    enum st st = load(t, r->digest, row->frame, e);
    if (st == ST_OK && !frame_reader_record(t->reader, row->frame_at, &record))
        st = ST_CORRUPT;
    if (st == ST_OK)
        st = record_decode(record, &t->fields, e);
    if (st == ST_OK)
        st = zones_structure(&t->structure,
                             digest_row(r->digest, r->row, 0).zones);
    if (st == ST_CORRUPT)
        return err_set(e, st, "a text in memory is damaged");
    if (st == ST_OK)
        st = left_out_read(&t->left_out, &t->structure, e);
    if (st != ST_OK)
        return st;
    const struct release_text text = {record_field(&t->fields, FIELD_TITLE),
                                      record_field(&t->fields, FIELD_BODY),
                                      t->left_out.v, t->left_out.n};
    return release_words_shingles(&t->words, &text, out, e);
}
