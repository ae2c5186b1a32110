#include "common/segment/term_dict.h"

#include <string.h>

#include "common/base/compiler.h"
#include "common/base/hash.h"
#include "common/codec/varint.h"
#include "common/segment/bucket.h"
#include "common/segment/postings_layout.h"

HOT struct term_dict term_dict_words(const struct segment *s)
{
    return (struct term_dict){
        .segment = s,
        .blocks = CHUNK_TERM,
        .offsets = CHUNK_TIDX,
        .hashes = CHUNK_THSH,
        .n = s->counts.terms,
    };
}

struct term_dict term_dict_stems(const struct segment *s)
{
    return (struct term_dict){
        .segment = s,
        .blocks = CHUNK_STEM,
        .offsets = CHUNK_SIDX,
        .hashes = CHUNK_SHSH,
        .n = s->chunks[CHUNK_STEM].p ? s->counts.stems : 0,
    };
}

struct term_dict term_dict_pairs(const struct segment *s)
{
    return (struct term_dict){
        .segment = s,
        .blocks = CHUNK_PAIR,
        .offsets = CHUNK_PIDX,
        .hashes = CHUNK_PHSH,
        .n = s->chunks[CHUNK_PAIR].p ? s->counts.pairs : 0,
    };
}

static bool is_words(const struct term_dict *d)
{
    return d->blocks == CHUNK_TERM;
}

/* ---- walking ---- */

static enum st bad_block(const struct term_walk *w, struct err *e)
{
    return chunk_refused(w->dict.segment, w->dict.blocks, w->at, e);
}

HOT bool term_dict_block(const struct term_dict *d, uint64_t number,
                         uint64_t *from, uint64_t *to)
{
    const struct chunk_view *const offsets = &d->segment->chunks[d->offsets];
    const struct chunk_view *const blocks = &d->segment->chunks[d->blocks];
    const uint64_t n = (d->n + TERMS_PER_BLOCK - 1) / TERMS_PER_BLOCK;
    const bool last = number + 1 == n;
    if (number >= n || !chunk_use(offsets, 8 * number, last ? 8 : 16))
        return false;
    *from = get_u64le(offsets->p + 8 * number);
    *to = last ? blocks->n : get_u64le(offsets->p + 8 * (number + 1));
    return *from <= *to && chunk_use(blocks, *from, *to - *from);
}

void term_walk_start(struct term_walk *w, const struct term_dict *d)
{
    w->dict = *d;
    w->next_ord = 0;
    w->term = bytes_of(w->text, 0);
    w->entry = (struct term_entry){.df = 0};
}

/* Stands before the first term of block `number`. */
static HOT enum st enter_block(struct term_walk *w, uint64_t number,
                               struct err *e)
{
    uint64_t from, to;
    w->at = 0;
    w->next_ord = number * TERMS_PER_BLOCK;
    if (!term_dict_block(&w->dict, number, &from, &to))
        return bad_block(w, e);
    w->at = from;
    w->end = to;

    const uint8_t *const base = w->dict.segment->chunks[w->dict.blocks].p;
    const uint8_t *p = base + from, *const end = base + to;
    if (!(p = varint_get_long(p, end, &w->docs_at)) ||
        !(p = varint_get_long(p, end, &w->skip_at)) ||
        !(p = varint_get_long(p, end, &w->pos_at)))
        return bad_block(w, e);
    w->at = (uint64_t)(p - base);
    w->term.n = 0;
    return ST_OK;
}

/* What is said of a term. */
struct term_line {
    uint64_t df, more, size, pos_size;
};

/* Most are of a few bytes: sixteen are moved where there are so many. */
static ALWAYS_INLINE void copy_text(struct term_walk *w, uint64_t shared,
                                    const uint8_t *p, uint64_t n,
                                    const uint8_t *end)
{
    enum { FEW = 16 };

    if (n <= FEW && end - p >= FEW && shared <= TERM_SIZE_MAX - FEW)
        memcpy(w->text + shared, p, FEW);
    else
        memcpy(w->text + shared, p, n);
}

/* FORMAT.md section 5: one term of a block. NULL when it breaks the rules. */
static ALWAYS_INLINE const uint8_t *parse_term(struct term_walk *w,
                                               const uint8_t *p,
                                               const uint8_t *end,
                                               struct term_line *t)
{
    uint64_t shared, rest;
    if (!(p = varint_get(p, end, &shared)) ||
        !(p = varint_get(p, end, &rest)) || shared > w->term.n ||
        rest > TERM_SIZE_MAX - shared || rest > (uint64_t)(end - p))
        return NULL;
    copy_text(w, shared, p, rest, end);
    w->term = bytes_of(w->text, shared + rest);
    p += rest;
    if (!(p = varint_get(p, end, &t->df)) ||
        !(p = varint_get(p, end, &t->more)) ||
        !(p = varint_get(p, end, &t->size)) ||
        !(p = varint_get(p, end, &t->pos_size)) ||
        t->df > w->dict.segment->counts.docs || t->more > UINT64_MAX - t->df)
        return NULL;
    return p;
}

static ALWAYS_INLINE void take_entry(struct term_walk *w,
                                     const struct term_line *t)
{
    w->entry = (struct term_entry){
        .ord = (uint32_t)w->next_ord,
        .df = (uint32_t)t->df,
        .cf = t->df + t->more,
        .docs_at = t->df == 1 ? t->size : w->docs_at,
        .docs_size = t->df == 1 ? 0 : t->size,
        .skip_at = w->skip_at,
        .pos_at = w->pos_at,
        .pos_size = t->pos_size,
    };
}

static ALWAYS_INLINE void go_on(struct term_walk *w, const struct term_line *t)
{
    if (t->df != 1)
        w->docs_at += t->size;
    w->skip_at += skip_size((uint32_t)t->df, is_words(&w->dict),
                            w->dict.segment->counts.docs);
    w->pos_at += t->pos_size;
    w->next_ord++;
}

enum st term_walk_next(struct term_walk *w, bool *more, struct err *e)
{
    struct term_line t;
    *more = w->next_ord < w->dict.n;
    if (!*more)
        return ST_OK;
    if (w->next_ord % TERMS_PER_BLOCK == 0) {
        const enum st st = enter_block(w, w->next_ord / TERMS_PER_BLOCK, e);
        if (st != ST_OK)
            return st;
    }
    const uint8_t *const base = w->dict.segment->chunks[w->dict.blocks].p;
    const uint8_t *const p = parse_term(w, base + w->at, base + w->end, &t);
    if (!p)
        return bad_block(w, e);
    w->at = (uint64_t)(p - base);
    take_entry(w, &t);
    go_on(w, &t);
    return ST_OK;
}

HOT enum st term_walk_at(struct term_walk *w, const struct term_dict *d,
                         uint64_t ord, struct err *e)
{
    struct term_line t;
    term_walk_start(w, d);
    w->at = 0;
    if (ord >= d->n)
        return bad_block(w, e);
    const enum st st = enter_block(w, ord / TERMS_PER_BLOCK, e);
    if (st != ST_OK)
        return st;

    const uint8_t *const base = d->segment->chunks[d->blocks].p;
    const uint8_t *const end = base + w->end;
    const uint8_t *p = base + w->at;
    for (;;) {
        if (!(p = parse_term(w, p, end, &t)))
            return bad_block(w, e);
        w->at = (uint64_t)(p - base);
        const bool found = w->next_ord == ord;
        if (found)
            take_entry(w, &t);
        go_on(w, &t);
        if (found)
            return ST_OK;
    }
}

/* The first term of block `number`, for the bisection of term_walk_seek(). */
static enum st first_of_block(struct term_walk *w, uint64_t number,
                              struct err *e)
{
    bool more;
    w->next_ord = number * TERMS_PER_BLOCK;
    return term_walk_next(w, &more, e);
}

enum st term_walk_seek(struct term_walk *w, const struct term_dict *d,
                       struct bytes from, struct err *e)
{
    enum st st;
    uint64_t low = 0, high = (d->n + TERMS_PER_BLOCK - 1) / TERMS_PER_BLOCK;
    term_walk_start(w, d);
    while (high - low > 1) { /* block `low` begins at or before `from` */
        const uint64_t middle = low + (high - low) / 2;
        if ((st = first_of_block(w, middle, e)) != ST_OK)
            return st;
        if (bytes_compare(w->term, from) <= 0)
            low = middle;
        else
            high = middle;
    }
    term_walk_start(w, d);
    w->next_ord = low * TERMS_PER_BLOCK;
    for (;;) {
        const struct term_walk before = *w;
        bool more;
        if ((st = term_walk_next(w, &more, e)) != ST_OK || !more)
            return st;
        if (bytes_compare(w->term, from) >= 0) {
            *w = before;
            w->term.p = w->text;
            return ST_OK;
        }
    }
}

/* ---- exact look-up ---- */

/* Looks at the terms of one bucket that have the tag. */
static HOT enum st find_in_bucket(const struct term_dict *d,
                                  const uint8_t *bucket, uint8_t tag,
                                  struct bytes term, struct term_entry *out,
                                  bool *found, struct err *e)
{
    for (unsigned i = 0; i < BUCKET_PLACES; i++) {
        if (bucket_tag_at(bucket, i) != tag)
            continue;
        const uint32_t number = bucket_number(bucket, i);
        struct term_walk w;
        if (number == 0)
            break;
        const enum st st = term_walk_at(&w, d, number - 1, e);
        if (st != ST_OK)
            return st;
        if (bytes_equal(w.term, term)) {
            *out = w.entry;
            *found = true;
            break;
        }
    }
    return ST_OK;
}

HOT enum st term_dict_find(const struct term_dict *d, struct bytes term,
                           struct term_entry *out, bool *found, struct err *e)
{
    const struct chunk_view *const table = &d->segment->chunks[d->hashes];
    const uint64_t buckets = table->n / BUCKET_SIZE;

    *found = false;
    *out = (struct term_entry){.df = 0};
    if (d->n == 0 || term.n > TERM_SIZE_MAX)
        return ST_OK;
    if (buckets == 0 || buckets > UINT32_MAX)
        return chunk_refused(d->segment, d->hashes, 0, e);

    const uint64_t hash = hash64(term.p, term.n);
    uint64_t at = bucket_of(hash, buckets);
    for (uint64_t looked = 0; looked < buckets; looked++) {
        const uint8_t *const bucket = table->p + at * BUCKET_SIZE;
        if (!chunk_use(table, at * BUCKET_SIZE, BUCKET_SIZE))
            return chunk_refused(d->segment, d->hashes, at * BUCKET_SIZE, e);
        const enum st st =
            find_in_bucket(d, bucket, bucket_tag(hash), term, out, found, e);
        if (st != ST_OK || *found || !bucket_is_full(bucket))
            return st;
        at = at + 1 == buckets ? 0 : at + 1;
    }
    return chunk_refused(d->segment, d->hashes, 0, e); /* all are full */
}

/* ---- groups ---- */

enum st group_find(const struct segment *s, struct bytes stem,
                   struct group *out, struct err *e)
{
    const struct term_dict stems = term_dict_stems(s);
    bool found;

    *out = (struct group){.n_words = 0};
    enum st st = term_dict_find(&stems, stem, &out->entry, &found, e);
    if (st != ST_OK || !found)
        return st;
    return group_open(s, out, e);
}

enum st group_open(const struct segment *s, struct group *out, struct err *e)
{
    const struct chunk_view *const groups = &s->chunks[CHUNK_GRPS];
    const uint64_t at = out->entry.pos_at, size = out->entry.pos_size;
    uint64_t n;
    if (!chunk_use(groups, at, size))
        return chunk_refused(s, CHUNK_GRPS, at, e);
    const uint8_t *const p =
        varint_get(groups->p + at, groups->p + at + size, &n);
    if (!p || n == 0 || n > s->counts.terms)
        return chunk_refused(s, CHUNK_GRPS, at, e);
    out->words = p;
    out->words_end = groups->p + at + size;
    out->n_words = (uint32_t)n;
    out->last_ord = UINT32_MAX;
    out->entry.pos_at = out->entry.pos_size = 0; /* that was GRPS, not POSI */
    if (n > 1)
        return ST_OK;

    struct group only = *out;
    uint32_t ord;
    struct term_walk w;
    const struct term_dict words = term_dict_words(s);
    if (!group_next_word(&only, &ord))
        return chunk_refused(s, CHUNK_GRPS, at, e);
    const enum st st = term_walk_at(&w, &words, ord, e);
    out->entry = w.entry;
    return st;
}

bool group_next_word(struct group *g, uint32_t *ord)
{
    uint64_t gap;
    const uint8_t *const p = varint_get(g->words, g->words_end, &gap);
    if (!p || gap >= UINT32_MAX)
        return false;
    g->words = p;
    *ord = g->last_ord = g->last_ord + 1 + (uint32_t)gap;
    return true;
}
