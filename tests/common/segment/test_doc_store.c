#include "common/segment/doc_store.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/index.h"
#include "tests/index/built_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* Enough text for a dictionary; a frame is 64 KiB, and one document far more.
 */
enum { DOCS = 3000, LONG = 1700, WORDS = 60, LONG_WORDS = 200000 };

/* The body of document `doc`, the same every time. */
static const char *body_of(int doc, struct buf *out)
{
    static const char *const words[] = {
        "harbour", "ministry", "agreement", "announced", "yesterday",
        "budget",  "of",       "the",       "and",       "reservoir",
        "visit",   "signed",   "percent",   "delegates", "committee"};
    struct rng r = {(uint64_t)doc + 1};
    buf_clear(out);
    buf_printf(out, "release %d", doc);
    for (int i = 0; i < (doc == LONG ? LONG_WORDS : WORDS); i++)
        buf_printf(out, " %s",
                   words[rng_below(&r, sizeof(words) / sizeof(*words))]);
    return buf_str(out);
}

struct world {
    struct built_index built;
    struct index *index;
    struct doc_reader *reader;
};

static void world_make(struct world *w)
{
    struct buf body = BUF_INIT;
    char id[16];
    built_index_init(&w->built);
    for (int i = 0; i < DOCS; i++) {
        snprintf(id, sizeof(id), "d%d", i);
        built_index_add(&w->built, id, body_of(i, &body));
    }
    built_index_end(&w->built);
    const struct build_options options = built_index_options(&w->built);
    build_quietly(&options);
    ck_assert_int_eq(index_open(&w->index, w->built.index, NULL), ST_OK);
    ck_assert_uint_eq(w->index->n, 1);
    const struct segment *const s = w->index->segments[0];
    ck_assert_uint_gt(s->chunks[CHUNK_SDIC].n, 0);
    ck_assert_int_eq(doc_reader_open(&w->reader, s, NULL), ST_OK);
    buf_release(&body);
}

static void world_remove(struct world *w)
{
    doc_reader_close(w->reader);
    index_close(w->index);
    built_index_remove(&w->built);
}

static void expect_body(struct doc_reader *r, uint32_t doc, struct buf *want)
{
    const struct record_fields *fields;
    struct err e = ERR_INIT;
    ck_assert_msg(doc_reader_get(r, doc, &fields, &e) == ST_OK, "%s", e.msg);
    ck_assert(bytes_equal_str(record_field(fields, FIELD_BODY),
                              body_of((int)doc, want)));
}

START_TEST(any_order_gives_each_document_as_it_came)
{
    struct world w;
    struct rng r = rng_from_env(3);
    struct buf want = BUF_INIT;
    world_make(&w);
    for (int i = 0; i < 400; i++)
        expect_body(w.reader, (uint32_t)rng_below(&r, DOCS), &want);
    /* The longest makes the text grow and move, and the dictionary with it. */
    for (int i = 0; i < 5; i++) {
        expect_body(w.reader, LONG, &want);
        expect_body(w.reader, (uint32_t)rng_below(&r, DOCS), &want);
    }
    buf_release(&want);
    world_remove(&w);
}
END_TEST

/* Whichever allocation fails, the next document is right. */
START_TEST(reader_is_sound_after_memory_has_failed)
{
    struct world w;
    struct buf want = BUF_INIT;
    bool failed = false, grown = false;
    world_make(&w);
    for (unsigned n = 0; !grown; n++) {
        struct doc_reader *r;
        const struct record_fields *fields;
        ck_assert_uint_lt(n, 20);
        ck_assert_int_eq(doc_reader_open(&r, w.index->segments[0], NULL),
                         ST_OK);
        expect_body(r, 7, &want);
        mem_fail_after(n);
        const enum st st = doc_reader_get(r, LONG, &fields, NULL);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        failed = failed || st == ST_NOMEM;
        grown = st == ST_OK;
        expect_body(r, 7, &want);
        expect_body(r, LONG, &want);
        doc_reader_close(r);
    }
    ck_assert(failed);
    buf_release(&want);
    world_remove(&w);
}
END_TEST

SUITE("doc_store", any_order_gives_each_document_as_it_came,
      reader_is_sound_after_memory_has_failed)
