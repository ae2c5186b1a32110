/* An index that lives: documents are added, replaced, deleted and merged at
 * random, and after each step the index holds what a table of them says. */
#include <stdlib.h>
#include <string.h>

#include "common/segment/doc_store.h"
#include "indexer/add.h"
#include "indexer/compact.h"
#include "indexer/deleter.h"
#include "indexer/merge_policy.h"
#include "tests/index/built_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

enum { IDS = 120, BODY = 64 };

/* What the index is to hold: an empty text is no document. */
struct table {
    char bodies[IDS][BODY];
};

static const char *id_of(unsigned i)
{
    static char id[16];
    snprintf(id, sizeof(id), "id%u", i);
    return id;
}

static uint32_t size_of(const struct table *t)
{
    uint32_t n = 0;
    for (unsigned i = 0; i < IDS; i++)
        n += t->bodies[i][0] != '\0';
    return n;
}

static void body_is(const struct index *ix, uint32_t doc, const char *expected)
{
    const size_t k = index_segment_of(ix, doc);
    const struct record_fields *fields;
    struct doc_reader *reader;
    ck_assert_int_eq(doc_reader_open(&reader, ix->segments[k], NULL), ST_OK);
    ck_assert_int_eq(
        doc_reader_get(reader, doc - ix->first_doc[k], &fields, NULL), ST_OK);
    const struct bytes body = record_field(fields, FIELD_BODY);
    ck_assert_msg(bytes_equal_str(body, expected), "%.*s, not %s", (int)body.n,
                  (const char *)body.p, expected);
    doc_reader_close(reader);
}

static void index_is(const char *path, const struct table *t)
{
    struct index *ix;
    ck_assert_int_eq(index_open(&ix, path, NULL), ST_OK);
    ck_assert_uint_eq(ix->counts.docs - ix->deleted, size_of(t));
    for (unsigned i = 0; i < IDS; i++) {
        uint32_t doc;
        ck_assert_int_eq(index_find_id(ix, bytes_of_str(id_of(i)), &doc, NULL),
                         ST_OK);
        ck_assert_msg((doc != DOC_END) == (t->bodies[i][0] != '\0'), "%s",
                      id_of(i));
        if (doc != DOC_END)
            body_is(ix, doc, t->bodies[i]);
    }
    index_close(ix);
    assert_verifies(path);
    assert_no_leftovers(path);
}

static struct add_options options_of(const struct built_index *b)
{
    return (struct add_options){
        .index = b->index,
        .sources = b->sources,
        .n_sources = 1,
        .memory = INGEST_MEMORY_MIN,
        .threads = 1,
        .map = field_map_default(),
    };
}

static struct add_result add_well(const struct add_options *o)
{
    struct add_result r;
    struct err e = ERR_INIT;
    const enum st st = add_documents(o, &r, &e);
    ck_assert_msg(st == ST_OK, "%s", e.msg);
    return r;
}

static void build_empty(struct built_index *b, const char *lang)
{
    built_index_end(b);
    struct build_options o = built_index_options(b);
    o.lang = lang;
    build_quietly(&o);
}

/* ---- random lives ---- */

/* Few texts, so that a document often comes as it was. */
static void draw_body(struct rng *rng, char out[static BODY])
{
    snprintf(out, BODY, "text %u of prices and price",
             (unsigned)rng_below(rng, 4));
}

static void add_some(struct built_index *b, struct table *t, struct rng *rng)
{
    const unsigned n = rng_below(rng, 60);
    struct add_options o = options_of(b);
    o.only_known = rng_below(rng, 4) == 0;
    o.threads = 1 + rng_below(rng, 3);
    o.spill_at = rng_below(rng, 2) ? 1 : 0;
    o.commit_records = rng_below(rng, 3) ? 0 : 1 + rng_below(rng, 20);
    for (unsigned i = 0; i < n; i++) {
        const unsigned id = rng_below(rng, IDS);
        char body[BODY];
        draw_body(rng, body);
        if (rng_below(rng, 20) == 0)
            built_index_add_padded(b, id_of(id), body);
        else
            built_index_add(b, id_of(id), body);
        if (!o.only_known || t->bodies[id][0])
            memcpy(t->bodies[id], body, BODY);
    }
    if (n == 0)
        b->lines = fopen(b->source, "wb");
    built_index_end(b);
    struct add_result r = add_well(&o);
    ck_assert_uint_eq(r.documents - r.deleted, size_of(t));
    add_result_release(&r);
}

static void delete_some(struct built_index *b, struct table *t, struct rng *rng)
{
    struct deleter *d;
    ck_assert_int_eq(deleter_open(&d, b->index, NULL), ST_OK);
    for (unsigned n = rng_below(rng, 25); n > 0; n--) {
        const unsigned id = rng_below(rng, IDS);
        bool found;
        ck_assert_int_eq(deleter_add(d, bytes_of_str(id_of(id)), &found, NULL),
                         ST_OK);
        ck_assert(found == (t->bodies[id][0] != '\0'));
        t->bodies[id][0] = '\0';
    }
    ck_assert_int_eq(deleter_commit(d, NULL), ST_OK);
    deleter_close(d);
}

START_TEST(whatever_is_done_the_index_holds_what_it_should)
{
    struct rng rng = rng_from_env(11);
    for (int life = 0; life < 6; life++) {
        struct built_index b;
        struct table t = {{{0}}};
        struct compact_result r;
        built_index_init(&b);
        build_empty(&b, life % 2 ? "en" : "none");
        for (int step = 0; step < 30; step++) {
            switch (rng_below(&rng, 8)) {
            case 0:
            case 1:
                delete_some(&b, &t, &rng);
                break;
            case 2:
                ck_assert_int_eq(compact_index(b.index,
                                               rng_below(&rng, 2)
                                                   ? COMPACT_ALL
                                                   : COMPACT_TIERS,
                                               &r, NULL),
                                 ST_OK);
                break;
            default:
                add_some(&b, &t, &rng);
            }
            index_is(b.index, &t);
        }
        built_index_remove(&b);
    }
}
END_TEST

/* ---- one by one ---- */

START_TEST(unchanged_documents_write_nothing)
{
    struct built_index b;
    struct manifest before, after;
    built_index_init(&b);
    built_index_add(&b, "a", "one");
    built_index_add(&b, "b", "two");
    build_empty(&b, "none");
    ck_assert_int_eq(manifest_read(&before, b.index, NULL), ST_OK);
    const struct add_options o = options_of(&b);
    struct add_result r = add_well(&o);
    ck_assert_uint_eq(r.read.unchanged, 2);
    ck_assert_uint_eq(r.added + r.replaced + r.commits, 0);
    ck_assert_int_eq(manifest_read(&after, b.index, NULL), ST_OK);
    ck_assert_uint_eq(after.generation, before.generation);
    add_result_release(&r);
    manifest_release(&before);
    manifest_release(&after);
    built_index_remove(&b);
}
END_TEST

START_TEST(a_changed_date_or_url_is_a_change)
{
    static const char *const more[] = {
        "", ",\"date\":\"2020-01-02\"", ",\"url\":\"http://x\"",
        ",\"source\":\"press\"", ",\"desk\":\"night\""};
    struct built_index b;
    built_index_init(&b);
    built_index_add(&b, "a", "one");
    build_empty(&b, "none");
    for (size_t i = 0; i < COUNT_OF(more); i++) {
        const struct add_options o = options_of(&b);
        FILE *const f = fopen(b.source, "wb");
        fprintf(f, "{\"id\":\"a\",\"body\":\"one\"%s}\n", more[i]);
        fclose(f);
        struct add_result r = add_well(&o);
        ck_assert_uint_eq(r.replaced, i > 0);
        ck_assert_uint_eq(r.read.unchanged, i == 0);
        ck_assert_uint_eq(r.documents - r.deleted, 1);
        add_result_release(&r);
    }
    built_index_remove(&b);
}
END_TEST

/* Changed and changed back within one source: on one thread and on several, in
 * one batch and in some. */
START_TEST(the_last_of_several_with_one_id_counts)
{
    for (unsigned i = 0; i < 16; i++) {
        struct built_index b;
        struct table t = {{{0}}};
        built_index_init(&b);
        built_index_add(&b, "id0", "old");
        build_empty(&b, "none");
        struct add_options o = options_of(&b);
        o.threads = 1 + i % 4;
        o.spill_at = i & 4 ? 1 : 0;
        for (unsigned k = 0; k < 6; k++)
            (i & 8 ? built_index_add_padded : built_index_add)(
                &b, "id0", k % 2 == (i & 1) ? "new" : "old");
        built_index_end(&b);
        struct add_result r = add_well(&o);
        strcpy(t.bodies[0], i & 1 ? "new" : "old");
        index_is(b.index, &t);
        ck_assert_uint_eq(r.replaced, i & 1);
        add_result_release(&r);
        built_index_remove(&b);
    }
}
END_TEST

START_TEST(many_small_additions_stay_few_segments)
{
    struct built_index b;
    struct table t = {{{0}}};
    size_t most = 0;
    built_index_init(&b);
    build_empty(&b, "none");
    for (unsigned i = 0; i < IDS; i++) {
        struct manifest m;
        const struct add_options o = options_of(&b);
        snprintf(t.bodies[i], BODY, "body of %u", i);
        built_index_add(&b, id_of(i), t.bodies[i]);
        built_index_end(&b);
        struct add_result r = add_well(&o);
        add_result_release(&r);
        ck_assert_int_eq(manifest_read(&m, b.index, NULL), ST_OK);
        most = m.n > most ? m.n : most;
        manifest_release(&m);
    }
    ck_assert_uint_le(most, MERGE_AT_ONCE + 1);
    index_is(b.index, &t);
    built_index_remove(&b);
}
END_TEST

START_TEST(adding_to_no_index_makes_none)
{
    struct built_index b;
    struct add_result r;
    struct file_info info;
    built_index_init(&b);
    built_index_end(&b);
    const struct add_options o = options_of(&b);
    ck_assert_int_eq(add_documents(&o, &r, NULL), ST_NOT_FOUND);
    add_result_release(&r);
    ck_assert_int_eq(file_stat(b.index, false, &info, NULL), ST_OK);
    ck_assert_int_eq(info.kind, FILE_NONE);
    built_index_remove(&b);
}
END_TEST

SUITE("add", unchanged_documents_write_nothing,
      a_changed_date_or_url_is_a_change, the_last_of_several_with_one_id_counts,
      many_small_additions_stay_few_segments, adding_to_no_index_makes_none,
      whatever_is_done_the_index_holds_what_it_should)
