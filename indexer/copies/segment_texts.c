#include "indexer/copies/segment_texts.h"

#include "common/segment/zones.h"

enum { DROP_DOCS = 1024 }; /* documents read before pages are given back */

/* Of the segment that is open. */
static void drop_pages(struct segment_texts *t)
{
    if (!t->reader)
        return;
    const struct segment *const s = t->segments[t->reader_of];
    file_map_drop(&s->file, 0, s->file.n);
    t->read = 0;
}

enum st segment_texts_open(struct segment_texts *t,
                           struct segment *const *segments, struct err *e)
{
    *t = (struct segment_texts){.segments = segments};
    structure_clear(&t->structure);
    return release_words_open(&t->words, e);
}

void segment_texts_close(struct segment_texts *t)
{
    drop_pages(t);
    doc_reader_close(t->reader);
    release_words_close(&t->words);
    structure_release(&t->structure);
    left_out_release(&t->left_out);
    *t = (struct segment_texts){.segments = NULL};
}

enum st segment_texts_read(struct segment_texts *t, size_t segment,
                           uint32_t doc, struct shingles *out, struct err *e)
{
    const struct record_fields *fields;
    enum st st = ST_OK;
    if (!t->reader || t->reader_of != segment) {
        drop_pages(t);
        doc_reader_close(t->reader);
        t->reader = NULL;
        t->reader_of = segment;
        st = doc_reader_open(&t->reader, t->segments[segment], e);
    }
    if (++t->read % DROP_DOCS == 0)
        drop_pages(t);
    if (st == ST_OK)
        st = doc_reader_get(t->reader, doc, &fields, e);
    if (st == ST_OK)
        st = zones_read_structure(&t->structure, t->segments[segment], doc, e);
    if (st == ST_OK)
        st = left_out_read(&t->left_out, &t->structure, e);
    if (st != ST_OK)
        return st;
    const struct release_text r = {record_field(fields, FIELD_TITLE),
                                   record_field(fields, FIELD_BODY),
                                   t->left_out.v, t->left_out.n};
    return release_words_shingles(&t->words, &r, out, e);
}
