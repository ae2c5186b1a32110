#include "indexer/dump.h"

#include <inttypes.h>
#include <string.h>

#include "common/base/date.h"
#include "common/base/mem.h"
#include "common/base/printable.h"
#include "common/segment/doc_store.h"
#include "common/segment/index.h"
#include "common/segment/positions.h"
#include "common/segment/prefix_term.h"
#include "common/segment/zones.h"
#include "common/text/analyzer.h"

/* Where lines go: written out a piece at a time. */
struct sink {
    FILE *f;
    struct buf line;
};

static enum st out_of_memory(const char *path, struct err *e)
{
    return err_set(e, ST_NOMEM, "%s: out of memory", path);
}

static enum st sink_write(struct sink *s, struct err *e)
{
    if (s->line.failed)
        return err_set(e, ST_NOMEM, "out of memory");
    if (s->line.n && fwrite(s->line.p, 1, s->line.n, s->f) != s->line.n)
        return err_set(e, ST_IO, "writing the dump failed");
    buf_clear(&s->line);
    return ST_OK;
}

static enum st sink_end(struct sink *s, enum st st, struct err *e)
{
    if (st == ST_OK)
        st = sink_write(s, e);
    if (st == ST_OK && fflush(s->f) != 0)
        st = err_set(e, ST_IO, "writing the dump failed");
    buf_release(&s->line);
    return st;
}

/* ---- terms ---- */

struct term_stream {
    struct term_walk walk;
    bool more;
};

static bool begins_with(struct bytes term, struct bytes prefix)
{
    return term.n >= prefix.n && memcmp(term.p, prefix.p, prefix.n) == 0;
}

static enum st step(struct term_stream *s, struct bytes prefix, struct err *e)
{
    const enum st st = term_walk_next(&s->walk, &s->more, e);
    if (st == ST_OK && s->more && prefix.n &&
        !begins_with(s->walk.term, prefix))
        s->more = false; /* terms are in order: no more of them */
    return st;
}

static enum st open_streams(const struct index *ix, struct term_stream *v,
                            struct bytes prefix, struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < ix->n && st == ST_OK; i++) {
        const struct term_dict d = term_dict_words(ix->segments[i]);
        st =
            term_walk_seek(&v[i].walk, &d, prefix.n ? prefix : first_word(), e);
        if (st == ST_OK)
            st = step(&v[i], prefix, e);
    }
    return st;
}

/* Prints the smallest term of all streams, and steps those that stand on it;
 * *any is false when all are at their end. */
static enum st merge_term(struct sink *s, struct term_stream *v, size_t n,
                          struct bytes prefix, bool *any, struct err *e)
{
    uint8_t text[TERM_SIZE_MAX];
    struct bytes term = BYTES_NONE;
    uint64_t df = 0, cf = 0;
    *any = false;
    for (size_t i = 0; i < n; i++) {
        if (!v[i].more || (*any && bytes_compare(v[i].walk.term, term) >= 0))
            continue;
        *any = true;
        memcpy(text, v[i].walk.term.p, v[i].walk.term.n);
        term = bytes_of(text, v[i].walk.term.n);
    }
    for (size_t i = 0; i < n && *any; i++) {
        if (!v[i].more || !bytes_equal(v[i].walk.term, term))
            continue;
        df += v[i].walk.entry.df;
        cf += v[i].walk.entry.cf;
        const enum st st = step(&v[i], prefix, e);
        if (st != ST_OK)
            return st;
    }
    if (!*any)
        return ST_OK;
    text_printable(term, false, &s->line);
    buf_printf(&s->line, "\t%" PRIu64 "\t%" PRIu64 "\n", df, cf);
    return sink_write(s, e);
}

enum st dump_terms(const char *path, const char *prefix, FILE *f, struct err *e)
{
    struct index *ix;
    struct sink sink = {.f = f};
    const struct bytes from = bytes_of_str(prefix);
    bool any = true;
    enum st st = index_open(&ix, path, e);
    if (st != ST_OK)
        return st;
    struct term_stream *const v = mem_zalloc((ix->n + 1) * sizeof(*v));
    st = v ? open_streams(ix, v, from, e) : out_of_memory(path, e);
    while (st == ST_OK && any)
        st = merge_term(&sink, v, ix->n, from, &any, e);
    st = sink_end(&sink, st, e);
    mem_free(v);
    index_close(ix);
    return st;
}

/* ---- postings ---- */

static enum st fold(const char *word, struct buf *out, struct err *e)
{
    struct analyzer *a;
    enum st st = analyzer_open(&a, e);
    if (st != ST_OK)
        return st;
    st = analyzer_fold(a, bytes_of_str(word), out, e);
    analyzer_close(a);
    return st;
}

/* Of segment `i`. */
static enum st print_posting(struct sink *s, const struct index *ix, size_t i,
                             struct postings_cursor *c, struct positions *p,
                             struct err *e)
{
    const struct segment *const segment = ix->segments[i];
    struct bytes id;
    const enum st st = segment_id(segment, c->doc, &id, e);
    if (st != ST_OK)
        return st;
    const uint32_t doc = c->doc, freq = postings_cursor_freq(c);
    if (!positions_read(p))
        return c->st == ST_NOMEM
                   ? out_of_memory(segment->path, e)
                   : chunk_refused(segment, CHUNK_POSI, c->pos_at, e);
    buf_printf(&s->line, "%" PRIu32 "\t", ix->first_doc[i] + doc);
    text_printable(id, false, &s->line);
    buf_printf(&s->line, "\t%" PRIu32 "\t", freq);
    for (uint32_t k = 0; k < p->n; k++)
        buf_printf(&s->line, "%s%" PRIu32, k ? " " : "", p->pos[k]);
    if (deletions_has(ix->deletions[i], doc))
        buf_append_str(&s->line, "\tdeleted");
    buf_append_byte(&s->line, '\n');
    return sink_write(s, e);
}

static enum st print_list(struct sink *s, const struct index *ix, size_t i,
                          struct bytes term, bool *any, struct err *e)
{
    const struct segment *const segment = ix->segments[i];
    const struct term_dict d = term_dict_words(segment);
    struct term_entry entry;
    struct postings_cursor c;
    struct positions p;
    bool found;
    enum st st = term_dict_find(&d, term, &entry, &found, e);
    if (st != ST_OK || !found)
        return st;
    *any = true;
    postings_cursor_open(&c, segment, &entry);
    positions_init(&p, &c);
    for (; st == ST_OK && c.doc != DOC_END; postings_cursor_next(&c))
        st = print_posting(s, ix, i, &c, &p, e);
    if (st == ST_OK && c.st != ST_OK)
        st = chunk_refused(segment, CHUNK_DOCS, entry.docs_at, e);
    positions_release(&p);
    return st;
}

enum st dump_postings(const char *path, const char *term, FILE *f,
                      struct err *e)
{
    struct index *ix;
    struct sink sink = {.f = f};
    struct buf folded = BUF_INIT;
    bool any = false;
    enum st st = index_open(&ix, path, e);
    if (st != ST_OK)
        return st;
    st = fold(term, &folded, e);
    for (size_t i = 0; i < ix->n && st == ST_OK; i++)
        st = print_list(&sink, ix, i, buf_bytes(&folded), &any, e);
    if (st == ST_OK && !any)
        st = err_set(e, ST_NOT_FOUND, "%s: no document holds the word", path);
    st = sink_end(&sink, st, e);
    buf_release(&folded);
    index_close(ix);
    return st;
}

/* ---- a document ---- */

static void print_ends(struct buf *out, const char *name, const uint32_t *v,
                       size_t n)
{
    buf_printf(out, "%s:", name);
    for (size_t i = 0; i < n; i++)
        buf_printf(out, " %" PRIu32, v[i]);
    buf_append_byte(out, '\n');
}

static enum st print_columns(struct buf *out, const struct segment *s,
                             uint32_t doc, struct err *e)
{
    uint32_t length, title_end;
    int32_t days;
    uint8_t hash[16];
    char date[DATE_TEXT];
    struct bytes source;
    if (!segment_length(s, doc, &length))
        return chunk_refused(s, CHUNK_WLEN, 4 * (uint64_t)doc, e);
    if (!segment_date(s, doc, &days))
        return chunk_refused(s, CHUNK_DATE, 4 * (uint64_t)doc, e);
    if (!segment_title_end(s, doc, &title_end))
        return chunk_refused(s, CHUNK_TEND, 4 * (uint64_t)doc, e);
    if (!segment_source(s, doc, &source))
        return chunk_refused(s, CHUNK_SRCE, 4 * (uint64_t)doc, e);
    if (!segment_content_hash(s, doc, hash))
        return chunk_refused(s, CHUNK_HASH, 16 * (uint64_t)doc, e);
    buf_printf(out, "day: %s\nsource name: ", date_format(days, date));
    text_printable(source, false, out);
    buf_printf(out,
               "\nlength: %" PRIu32 "\ntitle end: %" PRIu32 "\nhash: ", length,
               title_end);
    for (size_t i = 0; i < sizeof(hash); i++)
        buf_printf(out, "%02x", hash[i]);
    buf_append_byte(out, '\n');
    return ST_OK;
}

static enum st print_zones(struct buf *out, const struct segment *s,
                           uint32_t doc, struct err *e)
{
    struct zones z = {.n_sentences = 0};
    const enum st st = zones_read(&z, s, doc, e);
    if (st == ST_OK) {
        print_ends(out, "sentence ends", z.sentence_ends, z.n_sentences);
        print_ends(out, "paragraph ends", z.paragraph_ends, z.n_paragraphs);
    }
    zones_release(&z);
    return st;
}

static enum st print_structure(struct buf *out, const struct segment *s,
                               uint32_t doc, struct err *e)
{
    struct structure x = {.n_zones = 0};
    char date[DATE_TEXT];
    const enum st st = zones_read_structure(&x, s, doc, e);
    for (size_t i = 0; st == ST_OK && i < x.n_zones; i++)
        buf_printf(out, "zone: %s %" PRIu32 " %" PRIu32 "\n",
                   zone_name(x.zones[i].kind), x.zones[i].at.from,
                   x.zones[i].at.to);
    for (size_t i = 0; st == ST_OK && i < x.n_quotations; i++) {
        const struct quotation *const q = &x.quotations[i];
        buf_printf(out, "quotation: %" PRIu32 " %" PRIu32, q->at.from,
                   q->at.to);
        if (q->sure != SURE_NONE)
            buf_printf(out,
                       " %s %s, mention %" PRIu32 " %" PRIu32
                       ", speaker %" PRIu32 " %" PRIu32,
                       sureness_name(q->sure), sieve_name(q->sieve),
                       q->mention.from, q->mention.to, q->speaker.from,
                       q->speaker.to);
        buf_append_byte(out, '\n');
    }
    if (st == ST_OK && x.date != DATE_NONE)
        buf_printf(out, "dateline's day: %s\n", date_format(x.date, date));
    structure_release(&x);
    return st;
}

static enum st print_record(struct buf *out, const struct segment *s,
                            uint32_t doc, struct err *e)
{
    struct doc_reader *reader;
    const struct record_fields *fields;
    if (!s->chunks[CHUNK_STOR].p)
        return ST_OK; /* built with --store ids */
    enum st st = doc_reader_open(&reader, s, e);
    if (st != ST_OK)
        return st;
    st = doc_reader_get(reader, doc, &fields, e);
    for (size_t i = 0; st == ST_OK && i < fields->n; i++) {
        const struct record_field *const f = &fields->v[i];
        if (f->field == FIELD_OTHER)
            text_printable(f->name, false, out);
        else
            buf_append_str(out, FIELD_NAMES[f->field]);
        buf_append_str(out, ": ");
        text_printable(f->text, true, out);
        buf_append_byte(out, '\n');
    }
    doc_reader_close(reader);
    return st;
}

enum st dump_document(const char *path, const char *id, FILE *f, struct err *e)
{
    struct index *ix;
    struct sink sink = {.f = f};
    uint32_t doc;
    enum st st = index_open(&ix, path, e);
    if (st != ST_OK)
        return st;
    st = index_find_id(ix, bytes_of_str(id), &doc, e);
    if (st == ST_OK && doc == DOC_END)
        st = err_set(e, ST_NOT_FOUND, "%s: no document has this id", path);
    if (st == ST_OK) {
        const size_t i = index_segment_of(ix, doc);
        const struct segment *const s = ix->segments[i];
        const uint32_t own = doc - ix->first_doc[i];
        buf_printf(&sink.line, "document: %" PRIu32 "\nid: ", doc);
        text_printable(bytes_of_str(id), false, &sink.line);
        buf_append_byte(&sink.line, '\n');
        st = print_columns(&sink.line, s, own, e);
        if (st == ST_OK)
            st = print_zones(&sink.line, s, own, e);
        if (st == ST_OK)
            st = print_structure(&sink.line, s, own, e);
        if (st == ST_OK)
            st = print_record(&sink.line, s, own, e);
    }
    st = sink_end(&sink, st, e);
    index_close(ix);
    return st;
}
