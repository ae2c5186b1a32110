#include "query/match_set.h"

#include <stdlib.h>
#include <string.h>

#include "query/cursor/cursor.h"
#include "query/profile/profile.h"
#include "query/segment_pairs.h"

/* A bitmap that is lent: when it comes back it waits in a list. */
struct spare {
    struct spare *next;
    uint64_t *bits;
};

struct maker {
    const struct segment_search *with;
    size_t words;       /* of a bitmap, 64 documents each */
    struct spare *free; /* bitmaps nobody uses            */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the documents that match");
}

/* An empty bitmap, NULL when memory is out. */
static struct spare *borrow(struct maker *m)
{
    struct spare *s = m->free;

    if (s) {
        m->free = s->next;
    } else {
        s = arena_new(m->with->arena, struct spare, 1);
        if (s)
            s->bits = arena_alloc(m->with->arena, m->words * sizeof(uint64_t));
        if (!s || !s->bits)
            return NULL;
    }
    memset(s->bits, 0, m->words * sizeof(uint64_t));
    return s;
}

static void give_back(struct maker *m, struct spare *s)
{
    if (!s)
        return;
    s->next = m->free;
    m->free = s;
}

uint64_t match_set_count(const uint64_t *bits, uint32_t docs)
{
    uint64_t n = 0;

    for (size_t i = 0; i < ((size_t)docs + 63) / 64; i++)
        n += (uint64_t)__builtin_popcountll(bits[i]);
    return n;
}

uint32_t match_set_next(const uint64_t *bits, uint32_t docs, uint32_t from)
{
    if (from >= docs)
        return DOC_END;
    size_t i = from / 64;
    uint64_t word = bits[i] >> from % 64 << from % 64;
    while (word == 0) {
        if (++i >= ((size_t)docs + 63) / 64)
            return DOC_END;
        word = bits[i];
    }
    return (uint32_t)(64 * i) + (uint32_t)__builtin_ctzll(word);
}

/* ---- adding the documents of a clause ----
 *
 * Each adds to `out` the documents of its clause that are in `within`, which
 * is NULL for all documents. */

static void add_bits(const struct maker *m, const uint64_t *bits,
                     const uint64_t *within, uint64_t *out)
{
    for (size_t i = 0; i < m->words; i++)
        out[i] |= within ? bits[i] & within[i] : bits[i];
}

static void add_all(const struct maker *m, const uint64_t *within,
                    uint64_t *out)
{
    const uint32_t docs = m->with->segment->counts.docs;

    if (within) {
        add_bits(m, within, NULL, out);
        return;
    }
    memset(out, 0xff, docs / 64 * sizeof(*out));
    if (docs % 64)
        out[docs / 64] |= (UINT64_C(1) << docs % 64) - 1;
}

static enum st add_word(const struct maker *m, const struct plan_term *t,
                        const uint64_t *within, uint64_t *out, struct err *e)
{
    const struct segment *const s = m->with->segment;
    struct postings_cursor c;

    postings_cursor_open(&c, s, &t->entries[m->with->segment_at]);
    const struct bitmap dense = postings_bitmap(&c);
    if (dense.bits)
        add_bits(m, dense.bits, within, out);
    for (; !dense.bits && c.doc != DOC_END; postings_cursor_next_block(&c)) {
        for (uint32_t i = 0; i < c.n; i++) {
            const uint32_t doc = c.docs[i];
            const uint64_t in = within ? within[doc / 64] : UINT64_MAX;
            out[doc / 64] |= in & UINT64_C(1) << doc % 64;
        }
    }
    if (m->with->profile)
        profile_list(m->with->profile, t, m->with->segment_at, &c);
    return postings_status(&c, s, e);
}

static enum st add_words(const struct maker *m, const struct plan_node *n,
                         const uint64_t *within, uint64_t *out, struct err *e)
{
    enum st st = ST_OK;

    for (size_t i = 0; i < n->n_terms && st == ST_OK; i++)
        st = add_word(m, n->terms[i], within, out, e);
    return st;
}

static void walk_all(struct cursor *c, stop_flag stop, uint64_t *out)
{
    for (uint32_t doc = c->doc; doc != DOC_END && !stop_asked(stop);
         doc = cursor_next(c)) {
        if (cursor_matches(c))
            out[doc / 64] |= UINT64_C(1) << doc % 64;
    }
}

/* The cursor and the bits take turns in saying how far the other may go. */
static void walk_within(struct cursor *c, stop_flag stop, uint32_t docs,
                        const uint64_t *within, uint64_t *out)
{
    uint32_t doc = match_set_next(within, docs, 0);

    while (doc != DOC_END && !stop_asked(stop)) {
        const uint32_t at = cursor_seek(c, doc);
        if (at == DOC_END)
            return;
        if (at != doc) {
            doc = match_set_next(within, docs, at);
            continue;
        }
        if (cursor_matches(c))
            out[doc / 64] |= UINT64_C(1) << doc % 64;
        doc = match_set_next(within, docs, doc + 1);
    }
}

static enum st add_walked(const struct maker *m, const struct plan_node *n,
                          const uint64_t *within, uint64_t *out, struct err *e)
{
    const struct segment_search *const with = m->with;
    struct cursor_set set = segment_cursor_set(with, false);
    struct cursor *c;

    enum st st = cursor_open(&c, &set, n, e);
    if (st == ST_OK && within)
        walk_within(c, with->stop, with->segment->counts.docs, within, out);
    else if (st == ST_OK)
        walk_all(c, with->stop, out);
    if (st == ST_OK)
        st = cursor_set_status(&set, e);
    cursor_set_release(&set);
    return st;
}

static enum st add_node(struct maker *m, const struct plan_node *n,
                        const uint64_t *within, uint64_t *out, struct err *e);

/* ---- bools ---- */

static bool is_word(const struct plan_node *n)
{
    return n->kind == PLAN_TERM && !n->title;
}

/* What comes first among required clauses: words, the rarest first, then
 * groups, then what reads positions. */
static uint64_t order_of(const struct maker *m, const struct plan_node *n)
{
    enum { GROUPS = 33, POSITIONS = 34 };

    if (is_word(n))
        return segment_df(m->with, n->terms[0]);
    const bool sets =
        n->kind == PLAN_BOOL || (n->kind == PLAN_UNION && !n->title);
    return UINT64_C(1) << (sets ? GROUPS : POSITIONS);
}

struct ordered {
    uint64_t order;
    const struct plan_node *node;
};

static int by_order(const void *a, const void *b)
{
    const struct ordered *const x = a, *const y = b;

    return (x->order > y->order) - (x->order < y->order);
}

/* The documents of all clauses; *out is borrowed. */
static enum st join_required(struct maker *m, const struct plan_list *must,
                             const uint64_t *within, struct spare **out,
                             struct err *e)
{
    struct ordered *const of =
        arena_new(m->with->arena, struct ordered, must->n);
    enum st st = ST_OK;

    if (!of)
        return out_of_memory(e);
    for (size_t i = 0; i < must->n; i++)
        of[i] = (struct ordered){order_of(m, must->nodes[i]), must->nodes[i]};
    qsort(of, must->n, sizeof(*of), by_order);
    for (size_t i = 0; i < must->n && st == ST_OK; i++) {
        struct spare *const next = borrow(m);
        if (!next)
            return out_of_memory(e);
        st = add_node(m, of[i].node, *out ? (*out)->bits : within, next->bits,
                      e);
        give_back(m, *out);
        *out = next;
    }
    return st;
}

static enum st add_any(struct maker *m, const struct plan_list *l,
                       const uint64_t *within, uint64_t *out, struct err *e)
{
    enum st st = ST_OK;

    for (size_t i = 0; i < l->n && st == ST_OK; i++)
        st = add_node(m, l->nodes[i], within, out, e);
    return st;
}

/* Takes away from `bits` what any of the clauses matches. */
static enum st take_away(struct maker *m, const struct plan_list *l,
                         uint64_t *bits, struct err *e)
{
    struct spare *const away = borrow(m);

    if (!away)
        return out_of_memory(e);
    const enum st st = add_any(m, l, bits, away->bits, e);
    for (size_t i = 0; i < m->words; i++)
        bits[i] &= ~away->bits[i];
    give_back(m, away);
    return st;
}

static enum st add_bool(struct maker *m, const struct plan_node *n,
                        const uint64_t *within, uint64_t *out, struct err *e)
{
    struct spare *found = NULL;
    enum st st;

    if (n->must.n == 0 && n->must_not.n == 0)
        return add_any(m, &n->should, within, out, e);
    if (n->must.n > 0)
        st = join_required(m, &n->must, within, &found, e);
    else
        st = (found = borrow(m))
                 ? add_any(m, &n->should, within, found->bits, e)
                 : out_of_memory(e);
    if (st == ST_OK && n->must_not.n > 0)
        st = take_away(m, &n->must_not, found->bits, e);
    if (st == ST_OK)
        add_bits(m, found->bits, NULL, out);
    give_back(m, found);
    return st;
}

/* ---- phrases ---- */

/* A phrase of two common words is a list like that of a word, and in a longer
 * one such lists leave few documents to read positions of. */
static enum st add_phrase(struct maker *m, const struct plan_node *n,
                          const uint64_t *within, uint64_t *out, struct err *e)
{
    struct plan_node *phrase = (struct plan_node *)(uintptr_t)n;
    const struct plan_list one = {.nodes = &phrase, .n = 1};
    struct plan_list pairs;

    if (!segment_has_all(m->with, n))
        return ST_OK;
    const enum st st = segment_pairs_use(m->with, &one, &pairs, e);
    if (st != ST_OK)
        return st;
    if (pairs.n == 1 && pairs.nodes[0] == n)
        return add_walked(m, n, within, out, e);
    struct plan_list words = pairs;
    const bool read = pairs.nodes[pairs.n - 1] == n;
    words.n -= read;
    struct spare *found = NULL;
    enum st joined = join_required(m, &words, within, &found, e);
    if (joined == ST_OK && read)
        joined = add_walked(m, n, found->bits, out, e);
    else if (joined == ST_OK)
        add_bits(m, found->bits, NULL, out);
    give_back(m, found);
    return joined;
}

static enum st add_node(struct maker *m, const struct plan_node *n,
                        const uint64_t *within, uint64_t *out, struct err *e)
{
    switch (n->kind) {
    case PLAN_NOTHING:
        return ST_OK;
    case PLAN_ALL:
        add_all(m, within, out);
        return ST_OK;
    case PLAN_BOOL:
        return add_bool(m, n, within, out, e);
    case PLAN_TERM:
    case PLAN_UNION:
        return n->title ? add_walked(m, n, within, out, e)
                        : add_words(m, n, within, out, e);
    case PLAN_PHRASE:
        return n->title ? add_walked(m, n, within, out, e)
                        : add_phrase(m, n, within, out, e);
    default:
        return add_walked(m, n, within, out, e);
    }
}

enum st match_set_make(uint64_t **out, const struct segment_search *with,
                       const struct plan_node *plan, struct err *e)
{
    return match_set_make_within(out, with, plan, NULL, e);
}

enum st match_set_make_within(uint64_t **out, const struct segment_search *with,
                              const struct plan_node *plan,
                              const uint64_t *within, struct err *e)
{
    struct maker m = {.with = with,
                      .words =
                          bitmap_bits_size(with->segment->counts.docs) / 8};
    struct spare *const found = borrow(&m);

    *out = NULL;
    if (!found)
        return out_of_memory(e);
    const enum st st = add_node(&m, plan, within, found->bits, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; with->deleted && i < m.words; i++)
        found->bits[i] &= ~with->deleted->bits[i];
    *out = found->bits;
    return ST_OK;
}
