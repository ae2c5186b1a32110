/* What is replaced by a later document of its id, and the numbers of the rest.
 */
#include "indexer/doc_map.h"

#include <stdlib.h>

#include "common/base/hash.h"
#include "common/base/mem.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

enum { DOCS = 3000 };

/* Document i has the id ids[i], in bytes. */
struct world {
    uint32_t ids[DOCS];
    size_t asked;
};

static struct bytes id_of(void *ctx, uint32_t doc)
{
    struct world *const w = ctx;
    w->asked++;
    return bytes_of(&w->ids[doc], sizeof(w->ids[doc]));
}

static bool is_replaced(const struct world *w, uint32_t n, uint32_t doc)
{
    for (uint32_t i = doc + 1; i < n; i++)
        if (w->ids[i] == w->ids[doc])
            return true;
    return false;
}

/* Drops every 7th document, then what is replaced, and looks at each. */
static void check(struct world *w, uint32_t n, size_t room)
{
    struct doc_map m;
    struct err e = ERR_INIT;
    const struct doc_ids ids = {id_of, w, room};
    uint32_t next = 0;
    ck_assert_int_eq(doc_map_open(&m, n, &e), ST_OK);
    for (uint32_t i = 0; i < n; i += 7) {
        doc_map_drop(&m, i);
        doc_map_drop(&m, i);
        w->ids[i] = UINT32_MAX - i; /* its id is nobody's */
    }
    ck_assert_int_eq(doc_map_drop_replaced(&m, &ids, &e), ST_OK);
    doc_map_count(&m);
    for (uint32_t i = 0; i < n; i++) {
        const bool stays = i % 7 != 0 && !is_replaced(w, n, i);
        ck_assert(doc_map_has(&m, i) == stays);
        ck_assert_uint_eq(doc_map_number(&m, i), stays ? next : DOC_END);
        if (stays)
            ck_assert_uint_eq(doc_map_document(&m, next), i);
        next += stays;
    }
    ck_assert_uint_eq(m.left, next);
    doc_map_release(&m);
}

static void make_ids(struct world *w, uint32_t different, struct rng *r)
{
    for (uint32_t i = 0; i < DOCS; i++)
        w->ids[i] = rng_below(r, different);
}

START_TEST(last_document_of_an_id_stays_with_any_room)
{
    static const uint32_t different[] = {1, 20, 3000, 1 << 30};
    static const size_t rooms[] = {0, 3000, 1 << 20};
    struct rng r = rng_from_env(3);
    static struct world w;
    for (size_t i = 0; i < COUNT_OF(different); i++)
        for (size_t k = 0; k < COUNT_OF(rooms); k++)
            for (uint32_t n = 0; n <= DOCS; n = n * 7 + 1) {
                make_ids(&w, different[i], &r);
                check(&w, n, rooms[k]);
            }
}
END_TEST

START_TEST(numbers_are_those_before_when_nothing_is_dropped)
{
    struct doc_map m;
    struct err e = ERR_INIT;
    ck_assert_int_eq(doc_map_open(&m, 130, &e), ST_OK);
    for (uint32_t i = 0; i < 130; i++)
        ck_assert_uint_eq(doc_map_number(&m, i), i);
    doc_map_release(&m);
}
END_TEST

/* As many ids in one walk as fall to it by chance, and far more: those whose
 * hashes fall to one walk of two. */
START_TEST(ids_of_one_walk_only_still_fit)
{
    struct rng r = rng_from_env(4);
    static struct world w;
    for (uint32_t i = 0; i < DOCS; i++)
        do
            w.ids[i] = (uint32_t)rng_next(&r);
        while (hash64(&w.ids[i], sizeof(w.ids[i])) >> 63);
    check(&w, DOCS, sizeof(uint64_t) * DOCS);
}
END_TEST

START_TEST(ids_are_read_once_for_each_share_that_fits)
{
    struct doc_map m;
    struct err e = ERR_INIT;
    static struct world w;
    for (uint32_t i = 0; i < DOCS; i++)
        w.ids[i] = i;
    for (size_t walks = 1; walks <= 4; walks++) {
        const size_t room = sizeof(uint64_t) * 2 * DOCS / walks + 8;
        const struct doc_ids ids = {id_of, &w, room};
        ck_assert_int_eq(doc_map_open(&m, DOCS, &e), ST_OK);
        w.asked = 0;
        ck_assert_int_eq(doc_map_drop_replaced(&m, &ids, &e), ST_OK);
        ck_assert_uint_eq(w.asked, walks * DOCS);
        ck_assert_uint_eq(m.left, DOCS);
        doc_map_release(&m);
    }
}
END_TEST

START_TEST(finding_fails_whole_when_memory_is_out)
{
    struct rng r = rng_from_env(5);
    static struct world w;
    enum st st = ST_NOMEM;
    make_ids(&w, 1 << 30, &r);
    for (long n = 0; st != ST_OK; n++) {
        struct doc_map m;
        struct err e = ERR_INIT;
        const struct doc_ids ids = {id_of, &w, SIZE_MAX};
        mem_fail_after(n);
        st = doc_map_open(&m, DOCS, &e);
        if (st == ST_OK)
            st = doc_map_drop_replaced(&m, &ids, &e);
        ck_assert(mem_fail_never() == (st == ST_NOMEM));
        doc_map_release(&m);
    }
}
END_TEST

SUITE("doc_map", last_document_of_an_id_stays_with_any_room,
      numbers_are_those_before_when_nothing_is_dropped,
      ids_of_one_walk_only_still_fit,
      ids_are_read_once_for_each_share_that_fits,
      finding_fails_whole_when_memory_is_out)
