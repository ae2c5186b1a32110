/* Which paragraphs of random ones are kept, against a table. */
#include "indexer/repeats_writer.h"

#include <string.h>

#include "common/codec/varint.h"
#include "indexer/name_sorter.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

enum { KEYS = 200, DOCS = 60 };

struct table {
    uint64_t keys[KEYS]; /* ascending */
    bool has[KEYS][DOCS];
};

static uint32_t docs_of(const struct table *t, size_t k)
{
    uint32_t n = 0;
    for (uint32_t doc = 0; doc < DOCS; doc++)
        n += t->has[k][doc];
    return n;
}

static uint64_t number(const uint8_t **p, const uint8_t *end)
{
    uint64_t v = 0;
    *p = varint_get(*p, end, &v);
    ck_assert_ptr_nonnull(*p);
    return v;
}

static void chunk_is(struct bytes chunk, const struct table *t, bool all)
{
    const uint8_t *p = chunk.p, *const end = p + chunk.n;
    for (size_t k = 0; k < KEYS; k++) {
        const uint32_t docs = docs_of(t, k);
        if (docs < (all ? 1u : 2u))
            continue;
        ck_assert_int_ge(end - p, 8);
        ck_assert_uint_eq(get_u64le(p), t->keys[k]);
        p += 8;
        ck_assert_uint_eq(number(&p, end), docs);
        const uint64_t size = number(&p, end);
        const uint8_t *const behind = p + size;
        uint64_t at = 0;
        for (uint32_t doc = 0; doc < DOCS; doc++) {
            if (!t->has[k][doc])
                continue;
            at += number(&p, end);
            ck_assert_uint_eq(at, doc);
        }
        ck_assert_ptr_eq(p, behind);
    }
    ck_assert_ptr_eq(p, end);
}

/* Pairs in any order, some of them twice. */
static void draw(struct rng *r, struct table *t, struct repeats_writer *w)
{
    memset(t, 0, sizeof(*t));
    for (size_t k = 0; k < KEYS; k++) /* many that share their low bits */
        t->keys[k] = (uint64_t)k << 56 | rng_below(r, 3);
    for (uint32_t n = rng_below(r, 2 * KEYS); n > 0; n--) {
        const uint32_t k = rng_below(r, KEYS), doc = rng_below(r, DOCS);
        t->has[k][doc] = true;
        for (uint32_t times = 1 + rng_below(r, 2); times > 0; times--)
            ck_assert_int_eq(repeats_writer_add(w, t->keys[k], doc, NULL),
                             ST_OK);
    }
}

START_TEST(what_is_kept_is_what_a_table_says)
{
    struct rng r = rng_from_env(81);
    const struct tmpdir d = tmpdir_make();
    for (int round = 0; round < 200; round++) {
        const bool all = rng_below(&r, 2);
        const size_t room = rng_below(&r, 2) ? 2 * NAME_SORTER_MIN : 1 << 20;
        struct repeats_writer w;
        struct table t;
        struct bytes chunk;
        ck_assert_int_eq(repeats_writer_init(&w, tmpdir_file(&d, "s"), NULL),
                         ST_OK);
        draw(&r, &t, &w);
        ck_assert_int_eq(repeats_writer_make(&w, all, room, NULL), ST_OK);
        ck_assert_int_eq(spool_view(&w.chunk, &chunk, NULL), ST_OK);
        chunk_is(chunk, &t, all);
        repeats_writer_release(&w);
    }
    tmpdir_remove(&d);
}
END_TEST

SUITE("repeats_writer", what_is_kept_is_what_a_table_says)
