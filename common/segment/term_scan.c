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

/* Passes `n` numbers, at most 8 bytes of them at a time. NULL when they do not
 * end within the block. */
static const uint8_t *skip_numbers(const uint8_t *p, const uint8_t *end,
                                   unsigned n)
{
    while (end - p >= 8) {
        uint64_t ends = ~get_u64le(p) & 0x8080808080808080;
        const unsigned here = (unsigned)__builtin_popcountll(ends);
        if (here < n) {
            n -= here;
            p += 8;
            continue;
        }
        for (unsigned i = 1; i < n; i++)
            ends &= ends - 1;
        return p + __builtin_ctzll(ends) / 8 + 1;
    }
    for (uint64_t ignored; n > 0; n--) {
        if (!(p = varint_get(p, end, &ignored)))
            return NULL;
    }
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
    memcpy(s->text + shared, p, rest);
    s->term = bytes_of(s->text, shared + rest);
    s->shared = (uint32_t)shared;
    if (!(p = varint_get(p + rest, end, &df)) ||
        df > s->dict.segment->counts.docs || !(p = skip_numbers(p, end, 3)))
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
    s->term = bytes_of(s->text, 0);
    if (from.n == 0 || d->n == 0)
        return ST_OK;
    const enum st st = term_walk_seek(&w, d, from, e);
    s->next_ord = w.next_ord - w.next_ord % TERMS_PER_BLOCK;
    return st;
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
