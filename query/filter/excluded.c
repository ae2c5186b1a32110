#include "query/filter/excluded.h"

#include <string.h>

#include "common/base/compiler.h"
#include "common/segment/postings_layout.h"

/* What does not pass or, `negated`, what does, of the documents there are. */
static void add(uint64_t *excluded, const uint64_t *passing, uint32_t docs,
                bool negated)
{
    const uint32_t whole = docs / 64;
    const uint64_t flip = negated ? 0 : UINT64_MAX;

    for (uint32_t w = 0; w < whole; w++)
        excluded[w] |= passing[w] ^ flip;
    if (docs % 64 != 0)
        excluded[whole] |=
            (passing[whole] ^ flip) & (((uint64_t)1 << docs % 64) - 1);
}

enum st excluded_make(const struct deletions **out, const struct exclusions *x,
                      const struct segment *s, const struct deletions *deleted,
                      const struct rank_kernels *kernels, struct arena *arena,
                      struct err *e)
{
    const uint32_t docs = s->counts.docs;
    const uint64_t size = bitmap_bits_size(docs);
    uint64_t count = 0;

    *out = deleted;
    if ((x->n == 0 && !x->left_out) || docs == 0)
        return ST_OK;
    struct deletions *const d = arena_new(arena, struct deletions, 1);
    uint64_t *const excluded = arena_alloc(arena, size);
    uint64_t *const passing = arena_alloc(arena, size);
    if (!d || !excluded || !passing)
        return err_set(e, ST_NOMEM, "out of memory for a filter");
    if (deleted)
        memcpy(excluded, deleted->bits, size);
    else
        memset(excluded, 0, size);
    for (size_t i = 0; i < x->n; i++) {
        const enum st st =
            filter_bits(x->filters[i].filter, s, kernels, arena, passing, e);
        if (st != ST_OK)
            return st;
        add(excluded, passing, docs, x->filters[i].negated);
    }
    if (x->left_out)
        add(excluded, x->left_out, docs, true);
    for (uint64_t w = 0; w < size / 8; w++)
        count += (uint64_t)__builtin_popcountll(excluded[w]);
    d->bits = excluded;
    d->n = (uint32_t)count;
    *out = d->n > 0 ? d : NULL;
    return ST_OK;
}

enum st excluded_add(const struct deletions **excluded, const uint64_t *also,
                     uint32_t docs, struct arena *arena, struct err *e)
{
    const uint64_t size = bitmap_bits_size(docs);
    struct deletions *const d = arena_new(arena, struct deletions, 1);
    uint64_t *const bits = arena_alloc(arena, size);
    uint64_t count = 0;
    if (!d || !bits)
        return err_set(e, ST_NOMEM, "out of memory for a filter");
    for (uint64_t w = 0; w < size / 8; w++) {
        bits[w] = also[w] | (*excluded ? (*excluded)->bits[w] : 0);
        count += (uint64_t)__builtin_popcountll(bits[w]);
    }
    d->bits = bits;
    d->n = (uint32_t)count;
    *excluded = d->n > 0 ? d : NULL;
    return ST_OK;
}
