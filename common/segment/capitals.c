#include "common/segment/capitals.h"

#include "common/base/utf8.h"
#include "common/codec/varint.h"
#include "common/segment/prefix_term.h"

enum { OFFSET = 4 /* bytes */ };

bool capitals_are_there(const struct segment *s)
{
    return s->chunks[CHUNK_CAPS].p != NULL;
}

/* Where the numbers of a block stand; false for a damaged chunk. */
static bool find_block(const struct segment *s, uint64_t block, uint64_t *from,
                       uint64_t *to)
{
    const struct chunk_view *const c = &s->chunks[CHUNK_CAPS];
    const uint64_t blocks =
        (s->counts.terms + TERMS_PER_BLOCK - 1) / TERMS_PER_BLOCK;
    const uint64_t base = OFFSET * blocks;

    if (block >= blocks || base > c->n || !chunk_use(c, OFFSET * block, OFFSET))
        return false;
    *from = base + get_u32le(c->p + OFFSET * block);
    *to = c->n;
    if (block + 1 < blocks) {
        if (!chunk_use(c, OFFSET * (block + 1), OFFSET))
            return false;
        *to = base + get_u32le(c->p + OFFSET * (block + 1));
    }
    return *from <= *to && chunk_use(c, *from, *to - *from);
}

enum st capitals_get(const struct segment *s, uint64_t ord, int64_t *out,
                     struct err *e)
{
    const struct chunk_view *const c = &s->chunks[CHUNK_CAPS];
    uint64_t from, to, v = 0;

    *out = 0;
    if (!find_block(s, ord / TERMS_PER_BLOCK, &from, &to))
        return chunk_refused(s, CHUNK_CAPS, 0, e);
    const uint8_t *p = c->p + from;
    for (uint64_t i = 0; i <= ord % TERMS_PER_BLOCK; i++) {
        if (!(p = varint_get(p, c->p + to, &v)))
            return chunk_refused(s, CHUNK_CAPS, from, e);
    }
    *out = capitals_unpack(v);
    return ST_OK;
}

bool capitals_name(struct bytes term, int64_t capitals)
{
    enum {
        LEAST = 0xd8 /* byte that a letter of these alphabets begins with */
    };

    if (term.n == 0 || is_prefix_term(term) || capitals > 0)
        return term.n > 0 && !is_prefix_term(term);
    if (term.p[0] < LEAST)
        return false;
    const uint32_t c = utf8_at(term, 0).c;
    return (c >= 0x600 && c < 0x700) || (c >= 0x10d0 && c < 0x1100);
}

enum st capitals_names(const struct segment *s, struct term_dict *out,
                       struct err *e)
{
    enum { COUNT = 8 /* bytes */ };
    const struct chunk_view *const c = &s->chunks[CHUNK_NIDX];

    *out = (struct term_dict){
        .segment = s, .blocks = CHUNK_NAME, .offsets = CHUNK_NIDX};
    if (c->n < COUNT || !chunk_use(c, c->n - COUNT, COUNT))
        return chunk_refused(s, CHUNK_NIDX, 0, e);
    out->n = get_u64le(c->p + c->n - COUNT);
    const uint64_t blocks = (c->n - COUNT) / 8;
    if (out->n > s->counts.terms ||
        (out->n + TERMS_PER_BLOCK - 1) / TERMS_PER_BLOCK != blocks)
        return chunk_refused(s, CHUNK_NIDX, c->n - COUNT, e);
    return ST_OK;
}
