/*
 * The documents that pass a filter, wherever in a question it stands; they
 * score nothing. Those of a column are a bitmap. Where the release itself has
 * to be read every document is a candidate, which is asked when all else has
 * matched.
 */
#include "common/segment/postings_layout.h"
#include "query/cursor/cursor.h"

struct filtered {
    struct cursor base;
    const struct filter *filter;
    const uint64_t *bits; /* NULL: every document is a candidate */
    uint32_t docs;
    struct record_check *check;
    uint32_t checked; /* the document that `passes` is of */
    bool passes;
};

static uint32_t filtered_seek(struct cursor *c, uint32_t target)
{
    const struct filtered *const f = (const struct filtered *)c;

    if (target >= f->docs)
        return c->doc = DOC_END;
    if (!f->bits)
        return c->doc = target;
    uint64_t bits = f->bits[target / 64] >> target % 64 << target % 64;
    for (uint32_t w = target / 64; bits == 0; bits = f->bits[w]) {
        if (++w >= (f->docs + 63) / 64)
            return c->doc = DOC_END;
        target = w * 64;
    }
    return c->doc = target / 64 * 64 + (uint32_t)__builtin_ctzll(bits);
}

static uint32_t filtered_next(struct cursor *c)
{
    return filtered_seek(c, c->doc + 1);
}

static bool filtered_matches(struct cursor *c)
{
    struct filtered *const f = (struct filtered *)c;

    if (f->checked != c->doc) {
        f->passes = record_check_passes(f->check, f->filter, c->doc);
        f->checked = c->doc;
    }
    return f->passes;
}

static double filtered_score(struct cursor *c)
{
    (void)c;
    return 0;
}

static double filtered_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    (void)c;
    (void)target;
    *last = DOC_END;
    return 0;
}

static uint32_t count_bits(const uint64_t *bits, uint32_t docs)
{
    uint32_t n = 0;

    for (uint32_t w = 0; w < (docs + 63) / 64; w++)
        n += (uint32_t)__builtin_popcountll(bits[w]);
    return n;
}

enum st cursor_filter(struct cursor **out, struct cursor_set *set,
                      const struct filter *filter, struct err *e)
{
    static const struct cursor_ops exact = {
        .next = filtered_next,
        .seek = filtered_seek,
        .score = filtered_score,
        .bound = filtered_bound,
    };
    static const struct cursor_ops verified = {
        .next = filtered_next,
        .seek = filtered_seek,
        .matches = filtered_matches,
        .score = filtered_score,
        .bound = filtered_bound,
    };
    const uint32_t docs = set->segment->counts.docs;
    struct filtered *const f = arena_new(set->arena, struct filtered, 1);

    if (!f)
        return err_set(e, ST_NOMEM, "out of memory for a filter");
    *f = (struct filtered){.base = {.ops = &verified, .cost = docs},
                           .filter = filter,
                           .docs = docs,
                           .check = &set->records,
                           .checked = DOC_END};
    if (filter_is_column(filter)) {
        uint64_t *const bits = arena_alloc(set->arena, bitmap_bits_size(docs));
        const enum st st = bits ? filter_bits(filter, set->segment,
                                              set->kernels, set->arena, bits, e)
                                : err_set(e, ST_NOMEM, "out of memory");
        if (st != ST_OK)
            return st;
        f->bits = bits;
        f->base.ops = &exact;
        f->base.cost = count_bits(bits, docs);
    }
    filtered_seek(&f->base, 0);
    *out = &f->base;
    return ST_OK;
}
