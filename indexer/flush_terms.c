#include "indexer/flush_terms.h"

#include <stdio.h>

#include "common/base/mem.h"
#include "indexer/parts.h"

enum { PART_TERMS = 512 }; /* of the inverter with the most */

/* A walk through some sorted terms of one inverter. */
struct stream {
    const struct inverter *inverter;
    size_t next, end;
    struct bytes term;             /* number `next`, when that is < end  */
    struct inverter_reader reader; /* of the term being written          */
    uint32_t at;                   /* the next of the documents it read  */
};

/* A part being packed. */
struct packing {
    struct stream *streams, **on;
    struct postings_writer postings;
    struct packed_term *terms;
    size_t n, cap;
    uint32_t *docs; /* of the run at hand */
    size_t cap_docs;
};

struct flush_terms {
    struct segment_builder *builder;
    struct inverter *const *inverters;
    size_t n, most; /* inverters; the one with the most terms */
    size_t terms;   /* of it */
    const uint32_t *map;
    struct packing *packings; /* one a place */
    size_t places;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "writing a segment: out of memory");
}

/* ---- streams ---- */

static void stand(struct stream *s)
{
    if (s->next == s->end)
        return;
    inverter_prefetch(s->inverter, s->next);
    s->term = inverter_term(s->inverter, s->next);
}

/* The first term of `inv` that is not less than `from`. */
static size_t find_first(const struct inverter *inv, struct bytes from)
{
    size_t low = 0, high = inverter_terms(inv);
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (bytes_compare(inverter_term(inv, mid), from) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Where part `part` begins in inverter `i`. The parts are equal in the inverter
 * with the most terms; of the others, what lies between the same words. */
static size_t part_begins(const struct flush_terms *f, size_t i, size_t part)
{
    const struct inverter *const most = f->inverters[f->most];
    if (part == 0)
        return 0;
    if (part * PART_TERMS >= f->terms)
        return inverter_terms(f->inverters[i]);
    return i == f->most ? part * PART_TERMS
                        : find_first(f->inverters[i],
                                     inverter_term(most, part * PART_TERMS));
}

static void start_streams(const struct flush_terms *f, struct packing *p,
                          size_t part)
{
    for (size_t i = 0; i < f->n; i++) {
        struct stream *const s = &p->streams[i];
        s->inverter = f->inverters[i];
        s->next = part_begins(f, i, part);
        s->end = part_begins(f, i, part + 1);
        stand(s);
    }
}

/* The smallest term any stream stands on; false at the end of all. */
static bool smallest_term(const struct stream *streams, size_t n,
                          struct bytes *out)
{
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        if (streams[i].next == streams[i].end)
            continue;
        if (!found || bytes_compare(streams[i].term, *out) < 0)
            *out = streams[i].term;
        found = true;
    }
    return found;
}

static enum st read_on(struct stream *s, struct err *e)
{
    s->at = 0;
    return inverter_reader_next(&s->reader, e);
}

/* Opens the postings of `term`; returns in how many streams it is. */
static enum st open_term(const struct flush_terms *f, struct packing *p,
                         struct bytes term, size_t *n, struct err *e)
{
    enum st st = ST_OK;
    *n = 0;
    for (size_t i = 0; i < f->n && st == ST_OK; i++) {
        struct stream *const s = &p->streams[i];
        if (s->next == s->end || !bytes_equal(s->term, term))
            continue;
        p->terms[p->n - 1].capitals += inverter_capitals(s->inverter, s->next);
        inverter_reader_open(&s->reader, s->inverter, s->next++);
        stand(s);
        st = read_on(s, e);
        p->on[(*n)++] = s;
    }
    return st;
}

/* ---- one part ---- */

static uint32_t doc_of(const struct stream *s)
{
    return s->at < s->reader.n ? s->reader.docs[s->at] : DOC_END;
}

/* The stream with the next document among `n`, NULL at the end of all; *until
 * is then the next of another. Each batch was inverted by one worker, so they
 * interleave but never coincide. */
static struct stream *next_stream(struct stream **on, size_t n, uint32_t *until)
{
    struct stream *least = NULL;
    uint32_t doc = DOC_END;
    *until = DOC_END;
    for (size_t i = 0; i < n; i++) {
        const uint32_t other = doc_of(on[i]);
        if (other >= doc) {
            *until = MIN(*until, other);
            continue;
        }
        *until = doc;
        doc = other;
        least = on[i];
    }
    return least;
}

/* The number in the segment of the stream's next document; DOC_END for one that
 * is not in it. */
static uint32_t number_of(const struct flush_terms *f, const struct stream *s)
{
    return f->map[s->reader.docs[s->at]];
}

/* Takes the next documents in a row that stay, of those before `until` that the
 * stream has read; false when there is none. */
static bool take_run(const struct flush_terms *f, struct packing *p,
                     struct stream *s, uint32_t until, struct postings_run *run)
{
    uint32_t n = 0, doc;
    while (doc_of(s) < until && number_of(f, s) == DOC_END)
        s->at++;
    const uint32_t *const begins = s->reader.begins + s->at;
    for (; doc_of(s) < until && (doc = number_of(f, s)) != DOC_END; s->at++)
        p->docs[n++] = doc;
    *run = (struct postings_run){n, p->docs, begins, s->reader.gaps};
    return n > 0;
}

static enum st pack_stream(const struct flush_terms *f, struct packing *p,
                           struct stream *s, uint32_t until, struct err *e)
{
    struct postings_run run;
    enum st st = ST_OK;
    if (!mem_grow(&p->docs, &p->cap_docs, s->reader.n))
        return out_of_memory(e);
    while (st == ST_OK && take_run(f, p, s, until, &run))
        st = postings_writer_add_run(&p->postings, &run, e);
    return st == ST_OK && s->at == s->reader.n ? read_on(s, e) : st;
}

static enum st pack_postings(const struct flush_terms *f, struct packing *p,
                             size_t n, struct err *e)
{
    uint32_t until;
    enum st st = ST_OK;
    for (struct stream *s; st == ST_OK && (s = next_stream(p->on, n, &until));)
        st = pack_stream(f, p, s, until, e);
    return st;
}

static enum st pack_term(const struct flush_terms *f, struct packing *p,
                         struct bytes term, struct err *e)
{
    size_t n;
    if (!mem_grow(&p->terms, &p->cap, p->n + 1))
        return out_of_memory(e);
    struct packed_term *const t = &p->terms[p->n++];
    t->text = term;
    t->capitals = 0;
    postings_writer_begin(&p->postings, true);
    enum st st = open_term(f, p, term, &n, e);
    if (st == ST_OK)
        st = pack_postings(f, p, n, e);
    return st == ST_OK ? postings_writer_end(&p->postings, &t->entry, e) : st;
}

static enum st make_part(void *ctx, unsigned place, size_t part, struct err *e)
{
    struct flush_terms *const f = ctx;
    struct packing *const p = &f->packings[place];
    struct bytes term = BYTES_NONE;
    enum st st = ST_OK;
    p->n = 0;
    start_streams(f, p, part);
    while (st == ST_OK && smallest_term(p->streams, f->n, &term))
        st = pack_term(f, p, term, e);
    return st;
}

static enum st take_part(void *ctx, unsigned place, size_t part, struct err *e)
{
    struct flush_terms *const f = ctx;
    struct packing *const p = &f->packings[place];
    (void)part;
    return segment_builder_add_terms(f->builder, &p->postings, p->terms, p->n,
                                     e);
}

/* ---- all ---- */

static enum st sort_part(void *ctx, unsigned place, size_t part, struct err *e)
{
    const struct flush_terms *const f = ctx;
    (void)place;
    return inverter_sort(f->inverters[part], e);
}

static enum st open_packings(struct flush_terms *f, uint64_t memory,
                             struct err *e)
{
    enum st st = ST_OK;
    f->packings = mem_zalloc(f->places * sizeof(*f->packings));
    if (!f->packings)
        return out_of_memory(e);
    for (size_t i = 0; i < f->places && st == ST_OK; i++) {
        struct packing *const p = &f->packings[i];
        char kind[32];
        snprintf(kind, sizeof(kind), "words-%zu", i);
        p->streams = mem_zalloc(f->n * sizeof(struct stream));
        p->on = mem_array(f->n, sizeof(struct stream *));
        st = p->streams && p->on
                 ? segment_builder_postings(f->builder, &p->postings, kind,
                                            memory, e)
                 : out_of_memory(e);
    }
    return st;
}

static void close_packings(struct flush_terms *f)
{
    for (size_t i = 0; f->packings && i < f->places; i++) {
        struct packing *const p = &f->packings[i];
        for (size_t k = 0; p->streams && k < f->n; k++)
            inverter_reader_release(&p->streams[k].reader);
        postings_writer_release(&p->postings);
        mem_free(p->streams);
        mem_free(p->on);
        mem_free(p->terms);
        mem_free(p->docs);
    }
    mem_free(f->packings);
}

enum st flush_terms(struct segment_builder *b,
                    struct inverter *const *inverters, size_t n,
                    const uint32_t *map, uint64_t memory, struct err *e)
{
    struct flush_terms f = {.builder = b,
                            .inverters = inverters,
                            .n = n,
                            .map = map,
                            .places = n * PARTS_AHEAD};
    struct parts_work work = {
        .ctx = &f, .threads = (unsigned)n, .n = n, .make = sort_part};
    enum st st = parts_run(&work, e);
    for (size_t i = 0; i < n; i++)
        if (inverter_terms(inverters[i]) > f.terms) {
            f.most = i;
            f.terms = inverter_terms(inverters[i]);
        }
    if (st == ST_OK)
        st = open_packings(&f, memory, e);
    work.n = (f.terms + PART_TERMS - 1) / PART_TERMS;
    work.places = (unsigned)f.places;
    work.make = make_part;
    work.take = take_part;
    if (st == ST_OK)
        st = parts_run(&work, e);
    close_packings(&f);
    return st;
}
