#include "query/facets/doubt.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/postings_cursor.h"
#include "common/segment/prefix_term.h"
#include "common/segment/term_dict.h"
#include "common/segment/zones.h"

static enum st mark_docs(struct doubt *d, const struct term_entry *entry,
                         struct err *e)
{
    struct postings_cursor c;
    postings_cursor_open(&c, d->segment, entry);
    for (; c.doc != DOC_END; postings_cursor_next(&c))
        d->maybe[c.doc / 64] |= UINT64_C(1) << c.doc % 64;
    return c.st == ST_OK
               ? ST_OK
               : chunk_refused(d->segment, CHUNK_DOCS, entry->docs_at, e);
}

/* The documents with a word of a name of class C. */
static enum st mark_all(struct doubt *d, struct err *e)
{
    struct prefix_walk w;
    bool more;
    enum st st = prefix_walk_start(&w, d->segment, PREFIX_MAYBE, e);
    while (st == ST_OK && (st = prefix_walk_next(&w, &more, e)) == ST_OK &&
           more)
        st = mark_docs(d, &w.walk.entry, e);
    return st;
}

enum st doubt_open(struct doubt *d, const struct segment *s,
                   enum sureness least, struct err *e)
{
    *d = (struct doubt){.segment = s, .least = least, .structure_doc = DOC_END};
    if (least != SURE_B)
        return ST_OK;
    const size_t words = ((size_t)s->counts.docs + 63) / 64;
    d->maybe = mem_zalloc(MAX(words, (size_t)1) * sizeof(uint64_t));
    return d->maybe ? mark_all(d, e)
                    : err_set(e, ST_NOMEM, "out of memory for names");
}

void doubt_close(struct doubt *d)
{
    mem_free(d->maybe);
    structure_release(&d->structure);
    *d = (struct doubt){.maybe = NULL};
}

/* Names come one after the other, and often from one document. */
static enum st read_structure(struct doubt *d, uint32_t doc, struct err *e)
{
    if (d->structure_doc == doc)
        return ST_OK;
    const enum st st = zones_read_structure(&d->structure, d->segment, doc, e);
    d->structure_doc = st == ST_OK ? doc : DOC_END;
    return st;
}

enum st doubt_settle(struct doubt *d, uint32_t doc, const uint32_t *pos,
                     uint32_t n, bool *sure, struct err *e)
{
    const enum st st = read_structure(d, doc, e);
    *sure = false;
    for (uint32_t i = 0; st == ST_OK && i < n && !*sure; i++) {
        const struct quotation *const q =
            structure_quotation_at(&d->structure, pos[i]);
        *sure = q && q->sure != SURE_NONE && q->sure <= d->least;
    }
    return st;
}
