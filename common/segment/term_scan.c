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

/* Passes three numbers. NULL when they do not end within the block. */
static const uint8_t *skip_numbers(const uint8_t *p, const uint8_t *end)
{
    if (end - p >= 8) { /* most often they take less */
        uint64_t ends = ~get_u64le(p) & 0x8080808080808080;
        ends &= ends - 1;
        ends &= ends - 1;
        if (ends != 0)
            return p + __builtin_ctzll(ends) / 8 + 1;
    }
    uint64_t ignored;
    if (!(p = varint_get(p, end, &ignored)) ||
        !(p = varint_get(p, end, &ignored)))
        return NULL;
    return varint_get(p, end, &ignored);
}

static bool enter_block(struct term_scan *s, uint64_t number)
{
    uint64_t from, to;

    if (!term_dict_block(&s->dict, number, &from, &to))
        return false;
    const uint8_t *const base = s->dict.segment->chunks[s->dict.blocks].p;
    s->end = base + to;
    s->at = skip_numbers(base + from, s->end);
    s->term.n = 0;
    return s->at != NULL;
}

/* The numbers behind a text are small: they are looked at only where they may
 * not be. */
static bool parse_term(struct term_scan *s)
{
    uint64_t shared, rest, df;
    const uint8_t *p = s->at, *const end = s->end;

    if (!(p = varint_get(p, end, &shared)) ||
        !(p = varint_get(p, end, &rest)) || shared > s->term.n ||
        rest > TERM_SIZE_MAX - shared || rest > (uint64_t)(end - p))
        return false;
    if (rest <= TERM_SCAN_COPY && end - p >= TERM_SCAN_COPY)
        memcpy(s->text + shared, p, TERM_SCAN_COPY);
    else
        memcpy(s->text + shared, p, rest);
    s->term = bytes_of(s->text, shared + rest);
    s->shared = (uint32_t)shared;
    if (!(p = varint_get(p + rest, end, &df)) ||
        df > s->dict.segment->counts.docs || !(p = skip_numbers(p, end)))
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
    const uint8_t *p = skip_numbers(base + from, base + to);
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

enum st term_scan_next(struct term_scan *s, bool *more, struct err *e)
{
    const uint64_t block = s->next_ord / TERMS_PER_BLOCK;

    *more = s->next_ord < s->dict.n;
    if (!*more)
        return ST_OK;
    if (s->next_ord % TERMS_PER_BLOCK == 0 && !enter_block(s, block))
        return bad_block(s, block, e);
    if (!parse_term(s))
        return bad_block(s, block, e);
    s->ord = s->next_ord++;
    return ST_OK;
}
