#include "indexer/merge_terms.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/capitals.h"
#include "common/segment/positions.h"
#include "indexer/parts.h"
#include "indexer/posting_sorter.h"
#include "indexer/term_merge.h"

enum {
    /* Words of a part, of the segment with the most: as many as there is room
     * for if each segment has as many others. */
    PART_TERMS_LEAST = 64,
    PART_TERMS_MOST = 4096,
    TERM_COST = 2048,
    DROP_SHARE = 16, /* of the memory: bytes read before pages are
                        given back, within these bounds              */
    DROP_LEAST = 1 << 20,
    DROP_MOST = 16 << 20,
    RANGE_BITS = 12, /* a large term is weighed in 4,096 ranges    */
};

/* One segment as a part reads it. */
struct input {
    const struct segment *segment;
    uint32_t first_doc;           /* of its documents, all counted through */
    const struct term_walk *walk; /* one of `terms`, when it is on a term  */
    struct postings_cursor cursor;
    struct positions positions;
};

/* A part being made. */
struct making {
    struct term_merge terms; /* the words of all segments */
    struct input *inputs;
    struct postings_writer postings;
    struct packed_term *packed;
    size_t n, cap;
    struct buf texts; /* of them, one behind the other */
    uint64_t read;    /* bytes since pages were given back */

    struct posting_sorter sorter;
    uint32_t range_ends[1 << RANGE_BITS];
    size_t n_ranges;
};

struct merging {
    const struct merge_terms *with;
    unsigned doc_bits;          /* kept.left <= 1 << doc_bits */
    const struct segment *most; /* words                      */
    uint64_t *starts;           /* numbers of its words       */
    size_t n_parts, cap_starts;
    uint64_t drop_at;
    struct making *makings; /* one a place */
    unsigned places;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "merging words: out of memory");
}

/* The number in the result of document `doc` of `in`. */
static uint32_t new_number(const struct merging *m, const struct input *in,
                           uint32_t doc)
{
    const uint32_t all = in->first_doc + doc;
    return m->with->moved ? m->with->moved[all]
                          : doc_map_number(m->with->kept, all);
}

/* ---- postings ---- */

/* What a walk through the postings of `in` came to. */
static enum st walk_ended(const struct input *in, struct err *e)
{
    const enum st st = in->cursor.st;
    if (st == ST_OK)
        return ST_OK;
    if (st == ST_NOMEM)
        return out_of_memory(e);
    return err_set(e, st, "%s: the postings of \"%.*s\" are damaged",
                   in->segment->path, (int)in->walk->term.n,
                   (const char *)in->walk->term.p);
}

/* Gives back the pages of what was read, once it is much. */
static void drop_behind(const struct merging *m, struct making *p,
                        const struct term_entry *list)
{
    p->read += list->docs_size + list->pos_size;
    if (p->read < m->drop_at)
        return;
    segment_list_drop(m->with->list);
    docs_writer_drop_codes(&m->with->builder->docs);
    p->read = 0;
}

/* The postings of `in` whose new numbers are in [from, to). */
static enum st copy_postings(const struct merging *m, struct making *p,
                             struct input *in, uint32_t from, uint32_t to,
                             struct err *e)
{
    struct postings_cursor *const c = &in->cursor;
    enum st st = ST_OK;
    postings_cursor_open(c, in->segment, &in->walk->entry);
    in->positions.cursor = c;
    in->positions.block = UINT32_MAX;
    for (; c->doc != DOC_END && st == ST_OK; postings_cursor_next(c)) {
        const uint32_t doc = new_number(m, in, c->doc);
        if (doc < from || doc >= to)
            continue;
        if (!positions_read_gaps(&in->positions))
            break;
        st = m->with->moved
                 ? posting_sorter_add(&p->sorter, doc, in->positions.n,
                                      in->positions.pos, e)
                 : postings_writer_add(&p->postings, doc, in->positions.n,
                                       in->positions.pos, e);
    }
    drop_behind(m, p, &in->walk->entry);
    return st == ST_OK ? walk_ended(in, e) : st;
}

/* ---- a term in ranges of new numbers ---- */

/* What the sorter would take for each of the ranges doc >> shift. */
static enum st weigh_ranges(const struct merging *m, struct making *p,
                            unsigned shift,
                            uint64_t weights[static 1 << RANGE_BITS],
                            struct err *e)
{
    memset(weights, 0, sizeof(*weights) << RANGE_BITS);
    for (size_t i = 0; i < p->terms.n; i++) {
        struct input *const in = &p->inputs[i];
        struct postings_cursor *const c = &in->cursor;
        if (!p->terms.on[i])
            continue;
        postings_cursor_open(c, in->segment, &in->walk->entry);
        for (; c->doc != DOC_END; postings_cursor_next(c)) {
            const uint32_t doc = new_number(m, in, c->doc);
            if (doc != DOC_END)
                weights[doc >> shift] +=
                    posting_sorter_cost(1, postings_cursor_freq(c));
        }
        const enum st st = walk_ended(in, e);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

/* Splits the new numbers into ranges of which each fits the sorter. */
static enum st plan_ranges(const struct merging *m, struct making *p,
                           struct err *e)
{
    const uint64_t room = m->with->sort_memory / 4;
    const unsigned shift =
        m->doc_bits > RANGE_BITS ? m->doc_bits - RANGE_BITS : 0;
    uint64_t weights[1 << RANGE_BITS], weight = 0;
    for (size_t i = 0; i < p->terms.n; i++)
        if (p->terms.on[i])
            weight += posting_sorter_cost(p->inputs[i].walk->entry.df,
                                          p->inputs[i].walk->entry.cf);
    p->n_ranges = 0;
    if (m->with->moved && weight > room) {
        const enum st st = weigh_ranges(m, p, shift, weights, e);
        if (st != ST_OK)
            return st;
        weight = 0;
        for (uint32_t i = 0; i < 1 << RANGE_BITS; i++) {
            if (weight && weight + weights[i] > room) {
                p->range_ends[p->n_ranges++] = i << shift;
                weight = 0;
            }
            weight += weights[i];
        }
    }
    p->range_ends[p->n_ranges++] = m->with->kept->left;
    return ST_OK;
}

static enum st copy_term(const struct merging *m, struct making *p,
                         struct err *e)
{
    uint32_t from = 0;
    enum st st = plan_ranges(m, p, e);
    for (size_t r = 0; r < p->n_ranges && st == ST_OK; r++) {
        for (size_t i = 0; i < p->terms.n && st == ST_OK; i++)
            if (p->terms.on[i])
                st = copy_postings(m, p, &p->inputs[i], from, p->range_ends[r],
                                   e);
        if (st == ST_OK && m->with->moved)
            st = posting_sorter_write(&p->sorter, m->doc_bits, &p->postings, e);
        from = p->range_ends[r];
    }
    return st;
}

/* ---- one part ---- */

/* How the term at hand is capitalised, in all segments. */
static enum st sum_capitals(const struct merging *m, const struct making *p,
                            int64_t *sum, struct err *e)
{
    *sum = 0;
    for (size_t i = 0; m->with->capitals && i < p->terms.n; i++) {
        const struct input *const in = &p->inputs[i];
        int64_t capitals = 0;
        if (!p->terms.on[i] || !capitals_are_there(in->segment))
            continue;
        const enum st st =
            capitals_get(in->segment, in->walk->entry.ord, &capitals, e);
        if (st != ST_OK)
            return st;
        *sum += capitals;
    }
    return ST_OK;
}

/* Occurrences of it in all segments that say how it is capitalised. */
static uint64_t occurrences(const struct making *p)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < p->terms.n; i++)
        if (p->terms.on[i] && capitals_are_there(p->inputs[i].segment))
            sum += p->inputs[i].walk->entry.cf;
    return sum;
}

/* Adds the term at hand. */
static enum st pack_term(const struct merging *m, struct making *p,
                         struct err *e)
{
    if (!mem_grow(&p->packed, &p->cap, p->n + 1) ||
        !buf_append(&p->texts, p->terms.term.p, p->terms.term.n))
        return out_of_memory(e);
    struct packed_term *const t = &p->packed[p->n++];
    t->text.n = p->terms.term.n; /* where it is, once all are there */
    postings_writer_begin(&p->postings, true);
    enum st st = copy_term(m, p, e);
    if (st == ST_OK)
        st = postings_writer_end(&p->postings, &t->entry, e);
    if (st == ST_OK)
        st = sum_capitals(m, p, &t->capitals, e);
    const uint64_t of = m->with->share && st == ST_OK ? occurrences(p) : 0;
    if (st == ST_OK && t->entry.cf < of)
        t->capitals =
            (int64_t)((double)t->capitals * (double)t->entry.cf / (double)of);
    return st;
}

static void place_texts(struct making *p)
{
    const uint8_t *at = p->texts.p;
    for (size_t i = 0; i < p->n; i++) {
        p->packed[i].text.p = at;
        at += p->packed[i].text.n;
    }
}

/* The first word of a part, of no part behind the last. */
static enum st first_word(const struct merging *m, size_t part,
                          struct term_walk *w, struct bytes *out, struct err *e)
{
    const struct term_dict words = term_dict_words(m->most);
    *out = BYTES_NONE;
    if (part == 0 || part == m->n_parts)
        return ST_OK;
    const enum st st = term_walk_at(w, &words, m->starts[part], e);
    *out = w->term;
    return st;
}

static enum st open_part(const struct merging *m, struct making *p, size_t part,
                         struct err *e)
{
    struct term_walk w;
    struct bytes from;
    term_merge_close(&p->terms);
    p->n = 0;
    buf_clear(&p->texts);
    enum st st = first_word(m, part, &w, &from, e);
    if (st == ST_OK)
        st = term_merge_open(&p->terms, m->with->list, from, e);
    for (size_t i = 0; st == ST_OK && i < p->terms.n; i++)
        p->inputs[i].walk = &p->terms.walks[i];
    return st;
}

static enum st make_part(void *ctx, unsigned place, size_t part, struct err *e)
{
    const struct merging *const m = ctx;
    struct making *const p = &m->makings[place];
    struct term_walk w;
    struct bytes to;
    bool more = false;
    enum st st = open_part(m, p, part, e);
    if (st == ST_OK)
        st = first_word(m, part + 1, &w, &to, e);
    while (st == ST_OK &&
           (st = term_merge_next(&p->terms, &more, e)) == ST_OK && more &&
           (to.n == 0 || bytes_compare(p->terms.term, to) < 0))
        st = pack_term(m, p, e);
    place_texts(p);
    return st;
}

static enum st take_part(void *ctx, unsigned place, size_t part, struct err *e)
{
    const struct merging *const m = ctx;
    struct making *const p = &m->makings[place];
    if (m->with->tell)
        m->with->tell(m->with->ctx, (double)part / (double)m->n_parts);
    return segment_builder_add_terms(m->with->builder, &p->postings, p->packed,
                                     p->n, e);
}

/* ---- parts ---- */

static uint64_t lists_size(const struct segment *s)
{
    return s->chunks[CHUNK_DOCS].n + s->chunks[CHUNK_POSI].n;
}

/* Where the lists of word `ord` begin, counted through. */
static enum st lists_at(const struct merging *m, uint64_t ord, uint64_t *out,
                        struct err *e)
{
    const struct term_dict words = term_dict_words(m->most);
    struct term_walk w;
    const enum st st = term_walk_at(&w, &words, ord, e);
    *out = st == ST_OK ? w.docs_at + w.pos_at : 0;
    return st;
}

/* The end of a part that begins with word `from`: behind no more than `terms`
 * words, nor than one with which their lists are `size` bytes. */
static enum st part_end(const struct merging *m, uint64_t from, uint64_t terms,
                        uint64_t size, uint64_t *end, struct err *e)
{
    uint64_t low = from + 1, high = MIN(from + terms, m->most->counts.terms);
    uint64_t start, at;
    enum st st = lists_at(m, from, &start, e);
    while (st == ST_OK && low < high) {
        const uint64_t middle = low + (high - low + 1) / 2;
        st = lists_at(m, middle - 1, &at, e);
        if (at - start < size)
            low = middle;
        else
            high = middle - 1;
    }
    *end = low;
    return st;
}

static enum st plan_parts(struct merging *m, struct err *e)
{
    const struct segment_list *const l = m->with->list;
    const uint64_t room = postings_writer_room(m->with->memory);
    uint64_t all = 1, from = 0;
    m->most = l->segments[0];
    for (size_t i = 0; i < l->n; i++) {
        all += lists_size(l->segments[i]);
        if (l->segments[i]->counts.terms > m->most->counts.terms)
            m->most = l->segments[i];
    }
    const uint64_t size =
        (uint64_t)((double)room * (double)lists_size(m->most) / (double)all);
    const uint64_t terms =
        MAX(MIN(m->with->memory / ((uint64_t)TERM_COST * m->places * l->n),
                (uint64_t)PART_TERMS_MOST),
            (uint64_t)PART_TERMS_LEAST);
    enum st st = ST_OK;
    do {
        if (!mem_grow(&m->starts, &m->cap_starts, m->n_parts + 1))
            return out_of_memory(e);
        m->starts[m->n_parts++] = from;
        if (from < m->most->counts.terms)
            st = part_end(m, from, terms, size, &from, e);
    } while (st == ST_OK && from < m->most->counts.terms);
    return st;
}

static enum st open_making(const struct merging *m, struct making *p, size_t i,
                           struct err *e)
{
    const struct segment_list *const l = m->with->list;
    char kind[32];
    snprintf(kind, sizeof(kind), "words-%zu", i);
    p->inputs = mem_zalloc(l->n * sizeof(*p->inputs));
    if (!p->inputs)
        return out_of_memory(e);
    for (size_t k = 0; k < l->n; k++) {
        p->inputs[k].segment = l->segments[k];
        p->inputs[k].first_doc = l->first_doc[k];
    }
    return segment_builder_postings(m->with->builder, &p->postings, kind,
                                    m->with->memory, e);
}

static enum st open_makings(struct merging *m, struct err *e)
{
    enum st st = ST_OK;
    m->makings = mem_zalloc(m->places * sizeof(*m->makings));
    if (!m->makings)
        return out_of_memory(e);
    for (size_t i = 0; i < m->places && st == ST_OK; i++)
        st = open_making(m, &m->makings[i], i, e);
    return st;
}

static void close_makings(struct merging *m)
{
    for (size_t i = 0; m->makings && i < m->places; i++) {
        struct making *const p = &m->makings[i];
        for (size_t k = 0; p->inputs && k < m->with->list->n; k++)
            positions_release(&p->inputs[k].positions);
        term_merge_close(&p->terms);
        posting_sorter_release(&p->sorter);
        postings_writer_release(&p->postings);
        buf_release(&p->texts);
        mem_free(p->packed);
        mem_free(p->inputs);
    }
    mem_free(m->makings);
}

enum st merge_terms(const struct merge_terms *with, struct err *e)
{
    const unsigned threads = with->moved ? 1 : with->threads;
    struct merging m = {
        .with = with,
        .drop_at = MAX(MIN(with->memory / DROP_SHARE, (uint64_t)DROP_MOST),
                       (uint64_t)DROP_LEAST),
        .places = threads > 1 ? threads * PARTS_AHEAD : 1,
    };
    while ((uint64_t)1 << m.doc_bits < with->kept->left)
        m.doc_bits++;
    enum st st = plan_parts(&m, e);
    if (st == ST_OK)
        st = open_makings(&m, e);
    const struct parts_work work = {
        .ctx = &m,
        .threads = threads,
        .places = m.places,
        .n = m.n_parts,
        .make = make_part,
        .take = take_part,
    };
    if (st == ST_OK)
        st = parts_run(&work, e);
    close_makings(&m);
    mem_free(m.starts);
    return st;
}
