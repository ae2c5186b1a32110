#include "common/segment/term_scan.h"

#include <string.h>

#include "common/codec/varint.h"

static enum st bad_block(const struct term_scan *s, uint64_t block,
                         struct err *e)
{
    const struct segment *const of = s->dict.segment;
    uint64_t from, to;

    if (!term_dict_block(&s->dict, block, &from, &to))
        from = 0;
    return chunk_refused(of, s->dict.blocks, from, e);
}

/* Passes `n` numbers. NULL when they do not end within the block. */
static inline const uint8_t *skip_numbers(const uint8_t *p, const uint8_t *end,
                                          int n)
{
    if (end - p >= 8) { /* most often they take less */
        uint64_t ends = ~get_u64le(p) & 0x8080808080808080;
        for (int i = 1; i < n; i++)
            ends &= ends - 1;
        if (ends != 0)
            return p + __builtin_ctzll(ends) / 8 + 1;
    }
    uint64_t ignored;
    while (p && n-- > 0)
        p = varint_get(p, end, &ignored);
    return p;
}

static bool enter_block(struct term_scan *s, uint64_t number)
{
    uint64_t from, to;

    if (!term_dict_block(&s->dict, number, &from, &to))
        return false;
    const uint8_t *const base = s->dict.segment->chunks[s->dict.blocks].p;
    s->end = base + to;
    s->at = skip_numbers(base + from, s->end, 3);
    s->term.n = 0;
    return s->at != NULL;
}

/* The text of a term. Returns what is behind it, NULL when it breaks the
 * rules. */
static inline const uint8_t *parse_text(struct term_scan *s)
{
    uint64_t shared, rest;
    const uint8_t *p = s->at, *const end = s->end;

    if (end - p >= 2 && ((p[0] | p[1]) & 0x80) == 0) { /* most often */
        shared = p[0];
        rest = p[1];
        p += 2;
    } else if (!(p = varint_get(p, end, &shared)) ||
               !(p = varint_get(p, end, &rest))) {
        return NULL;
    }
    if (shared > s->term.n || rest > TERM_SIZE_MAX - shared ||
        rest > (uint64_t)(end - p))
        return NULL;
    if (rest <= TERM_SCAN_COPY && end - p >= TERM_SCAN_COPY)
        memcpy(s->text + shared, p, TERM_SCAN_COPY);
    else
        memcpy(s->text + shared, p, rest);
    s->term = bytes_of(s->text, shared + rest);
    s->shared = (uint32_t)shared;
    return p + rest;
}

/* The numbers behind a text are small: they are looked at only where they may
 * not be. */
static inline bool parse_numbers(struct term_scan *s, const uint8_t *p)
{
    uint64_t df;

    if (!(p = varint_get(p, s->end, &df)) ||
        df > s->dict.segment->counts.docs || !(p = skip_numbers(p, s->end, 3)))
        return false;
    s->df = (uint32_t)df;
    s->at = p;
    return true;
}

enum st term_scan_start(struct term_scan *s, const struct term_dict *d,
                        struct bytes from, struct err *e)
{
    struct term_walk w;
    s->dict = *d;
    s->next_ord = 0;
    s->ahead_number = 0;
    s->term = bytes_of(s->text, 0);
    if (from.n == 0 || d->n == 0)
        return ST_OK;
    const enum st st = term_walk_seek(&w, d, from, e);
    s->next_ord = w.next_ord - w.next_ord % TERMS_PER_BLOCK;
    return st;
}

/* The first term of a block, where it stands: it shares nothing. */
static bool first_term(const struct term_scan *s, uint64_t number,
                       struct bytes *out)
{
    uint64_t from, to, shared, n;

    if (!term_dict_block(&s->dict, number, &from, &to))
        return false;
    const uint8_t *const base = s->dict.segment->chunks[s->dict.blocks].p;
    const uint8_t *p = skip_numbers(base + from, base + to, 3);
    if (!p || !(p = varint_get(p, base + to, &shared)) || shared != 0 ||
        !(p = varint_get(p, base + to, &n)) || n > (uint64_t)(base + to - p))
        return false;
    *out = bytes_of(p, n);
    return true;
}

enum st term_scan_seek(struct term_scan *s, struct bytes to, bool *moved,
                       struct err *e)
{
    const uint64_t n = (s->dict.n + TERMS_PER_BLOCK - 1) / TERMS_PER_BLOCK;
    const uint64_t here = s->ord / TERMS_PER_BLOCK;
    uint64_t low = here, high = here + 1; /* block `low` begins before `to` */
    struct bytes first;

    *moved = false;
    if (high == n)
        return ST_OK;
    if (s->ahead_number != high && !first_term(s, high, &s->ahead))
        return bad_block(s, high, e);
    s->ahead_number = high;
    if (bytes_compare(s->ahead, to) > 0)
        return ST_OK;
    for (uint64_t step = 1; high < n; step *= 2) {
        if (!first_term(s, high, &first))
            return bad_block(s, high, e);
        if (bytes_compare(first, to) > 0)
            break;
        low = high;
        high = MIN(n, low + 2 * step);
    }
    while (high - low > 1) {
        const uint64_t middle = low + (high - low) / 2;
        if (!first_term(s, middle, &first))
            return bad_block(s, middle, e);
        if (bytes_compare(first, to) <= 0)
            low = middle;
        else
            high = middle;
    }
    s->next_ord = low * TERMS_PER_BLOCK;
    *moved = true;
    return ST_OK;
}

/* Before the next term, if there is one. */
static inline enum st go_on(struct term_scan *s, bool *more, struct err *e)
{
    const uint64_t block = s->next_ord / TERMS_PER_BLOCK;

    *more = s->next_ord < s->dict.n;
    return *more && s->next_ord % TERMS_PER_BLOCK == 0 && !enter_block(s, block)
               ? bad_block(s, block, e)
               : ST_OK;
}

enum st term_scan_next(struct term_scan *s, bool *more, struct err *e)
{
    const enum st st = go_on(s, more, e);
    const uint8_t *p;

    if (st != ST_OK || !*more)
        return st;
    if (!(p = parse_text(s)) || !parse_numbers(s, p))
        return bad_block(s, s->next_ord / TERMS_PER_BLOCK, e);
    s->ord = s->next_ord++;
    return ST_OK;
}

/* To the first of the `most` next terms that ends so, or else the last. */
static bool pass_terms(struct term_scan *s, struct bytes suffix, uint64_t most)
{
    uint32_t shared = UINT32_MAX;

    for (uint64_t n = 1;; n++) {
        const uint8_t *const p = parse_text(s);
        if (!p)
            return false;
        shared = MIN(shared, s->shared);
        if (n == most || bytes_end_with(s->term, suffix)) {
            s->ord = s->next_ord + n - 1;
            s->next_ord += n;
            s->shared = shared;
            return parse_numbers(s, p);
        }
        if (!(s->at = skip_numbers(p, s->end, 4)))
            return false;
    }
}

enum st term_scan_next_ending(struct term_scan *s, struct bytes suffix,
                              bool *more, struct err *e)
{
    const enum st st = go_on(s, more, e);
    const uint64_t block = s->next_ord / TERMS_PER_BLOCK;
    if (st != ST_OK || !*more)
        return st;
    const uint64_t behind = MIN((block + 1) * TERMS_PER_BLOCK, s->dict.n);
    return pass_terms(s, suffix, behind - s->next_ord) ? ST_OK
                                                       : bad_block(s, block, e);
}
