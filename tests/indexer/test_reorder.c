/* An index put in another order: the same as one built in that order, and the
 * old one until the very end. */
#include "indexer/reorder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "common/segment/doc_store.h"
#include "common/segment/index.h"
#include "tests/index/built_index.h"
#include "tests/index/small_index.h"
#include "tests/indexer/read_all.h"
#include "tests/support/json_text.h"
#include "tests/support/random_docs.h"
#include "tests/support/suite.h"

static const enum doc_order ORDERS[] = {DOC_ORDER_BP, DOC_ORDER_SOURCE,
                                        DOC_ORDER_DATE};

enum { TINY_MEMORY = 1 << 12 }; /* every larger term is read in ranges */

static struct doc_order_options order_by(enum doc_order by)
{
    return (struct doc_order_options){
        .by = by, .memory = BUILD_MEMORY_MIN, .threads = 2};
}

/* Random documents, dates and sources going round. */
static void write_documents(struct built_index *b, uint64_t seed)
{
    struct rng r = rng_from_env(seed);
    struct oracle_docs docs = {.n = 0};
    built_index_init(b);
    random_docs(&docs, &r, RANDOM_DOCS_MIXED);
    for (size_t i = 0; i < docs.n; i++)
        json_text_write_doc(&docs, i, b->lines);
    for (unsigned i = 0; i < 300; i++)
        ck_assert_int_gt(
            fprintf(b->lines,
                    "{\"id\":\"n%u\",\"source\":\"s%u\",\"date\":"
                    "\"20%02u-01-0%u\",\"body\":\"Runs and running %u\"}\n",
                    i, rng_below(&r, 5), 10 + rng_below(&r, 12),
                    1 + rng_below(&r, 9), rng_below(&r, 40)),
            0);
    oracle_docs_release(&docs);
    built_index_end(b);
}

static struct reorder_result reorder_well(const char *index,
                                          const struct doc_order_options *o)
{
    struct reorder_result r;
    struct err e = ERR_INIT;
    const enum st st = reorder_index(index, o, &r, &e);
    ck_assert_msg(st == ST_OK && e.code == ST_OK, "%s", e.msg);
    return r;
}

static struct index *open_well(const char *path)
{
    struct index *index;
    struct err e = ERR_INIT;
    ck_assert_msg(index_open(&index, path, &e) == ST_OK, "%s", e.msg);
    return index;
}

/* Both hold one segment of the same bytes. */
static void assert_same_segment(const char *a, const char *b)
{
    struct index *const x = open_well(a), *const y = open_well(b);
    ck_assert_uint_eq(x->n, 1);
    ck_assert_uint_eq(y->n, 1);
    const struct file_map *const f = &x->segments[0]->file;
    const struct file_map *const g = &y->segments[0]->file;
    ck_assert_uint_eq(f->n, g->n);
    ck_assert_mem_eq(f->p, g->p, f->n);
    index_close(x);
    index_close(y);
}

/* Builds `o` in every order at once, and in none and then reordered. */
static void check_orders(struct build_options o)
{
    const char *const plain = o.index;
    const struct tmpdir other = tmpdir_make();
    for (size_t i = 0; i < COUNT_OF(ORDERS); i++) {
        o.force = true;
        o.order = ORDERS[i];
        o.index = other.path;
        o.spill_at = i & 1;
        build_quietly(&o);
        assert_verifies(other.path);

        o.order = DOC_ORDER_NONE;
        o.index = plain;
        build_quietly(&o);
        struct doc_order_options order = order_by(ORDERS[i]);
        reorder_well(plain, &order);
        assert_same_segment(plain, other.path);
        assert_no_leftovers(plain);
        if (ORDERS[i] == DOC_ORDER_BP) /* begins from the order it finds */
            continue;
        order.memory = TINY_MEMORY;
        reorder_well(plain, &order); /* once more changes nothing */
        assert_same_segment(plain, other.path);
    }
    tmpdir_remove(&other);
}

START_TEST(reordered_is_as_if_built_in_that_order)
{
    struct built_index b;
    write_documents(&b, 41);
    check_orders(built_index_options(&b));
    built_index_remove(&b);
}
END_TEST

START_TEST(reordered_with_stems_is_as_if_built_in_that_order)
{
    struct built_index b;
    write_documents(&b, 42);
    struct build_options o = built_index_options(&b);
    o.lang = "en";
    check_orders(o);
    o.store = false;
    check_orders(o);
    built_index_remove(&b);
}
END_TEST

/* ---- each document is still itself ---- */

static struct bytes stored_body(struct doc_reader *r, uint32_t doc)
{
    const struct record_fields *fields;
    ck_assert_int_eq(doc_reader_get(r, doc, &fields, NULL), ST_OK);
    return record_field(fields, FIELD_BODY);
}

START_TEST(every_id_keeps_its_date_source_and_text)
{
    struct built_index b;
    struct doc_reader *old_texts, *new_texts;
    write_documents(&b, 43);
    const struct build_options o = built_index_options(&b);
    build_quietly(&o);
    struct index *const before = open_well(b.index);
    const struct doc_order_options order = order_by(DOC_ORDER_DATE);
    const struct reorder_result r = reorder_well(b.index, &order);
    struct index *const after = open_well(b.index);
    const struct segment *const s = before->segments[0];
    const struct segment *const t = after->segments[0];
    ck_assert_uint_eq(r.documents, before->counts.docs);
    ck_assert_int_eq(doc_reader_open(&old_texts, s, NULL), ST_OK);
    ck_assert_int_eq(doc_reader_open(&new_texts, t, NULL), ST_OK);
    bool moved = false;
    for (uint32_t doc = 0; doc < s->counts.docs; doc++) {
        struct bytes id, x, y;
        int32_t old_date, new_date;
        uint32_t found;
        ck_assert_int_eq(segment_id(s, doc, &id, NULL), ST_OK);
        ck_assert_int_eq(segment_find_id(t, id, &found, NULL), ST_OK);
        ck_assert_uint_lt(found, t->counts.docs);
        moved |= found != doc;
        ck_assert(segment_date(s, doc, &old_date));
        ck_assert(segment_date(t, found, &new_date));
        ck_assert_int_eq(old_date, new_date);
        ck_assert(segment_source(s, doc, &x) && segment_source(t, found, &y));
        ck_assert(bytes_equal(x, y));
        ck_assert(bytes_equal(stored_body(old_texts, doc),
                              stored_body(new_texts, found)));
    }
    ck_assert(moved);
    doc_reader_close(old_texts);
    doc_reader_close(new_texts);
    index_close(before);
    index_close(after);
    built_index_remove(&b);
}
END_TEST

/* 5 MB of texts, of numbers so that no frame is like another. */
static void write_much(struct built_index *b)
{
    enum { DOCS = 600, SIZE = 8 * 1024 };
    struct rng r = rng_from_env(46);
    built_index_init(b);
    for (unsigned i = 0; i < DOCS; i++) {
        char id[16], body[SIZE + 16];
        size_t n = 0;
        snprintf(id, sizeof(id), "n%u", i);
        while (n < SIZE)
            n += (size_t)snprintf(body + n, sizeof(body) - n, "%u ",
                                  rng_below(&r, 5000));
        built_index_add(b, id, body);
    }
    built_index_end(b);
}

START_TEST(many_frames_are_the_same_for_any_threads)
{
    struct built_index b;
    const struct tmpdir other = tmpdir_make();
    write_much(&b);
    struct build_options o = built_index_options(&b);
    const struct {
        unsigned threads;
        const char *index;
    } runs[] = {{1, b.index}, {2, other.path}, {7, other.path}};
    for (size_t i = 0; i < COUNT_OF(runs); i++) {
        struct doc_order_options order = order_by(DOC_ORDER_BP);
        order.threads = runs[i].threads;
        o.index = runs[i].index;
        o.force = true;
        build_quietly(&o);
        reorder_well(o.index, &order);
        assert_verifies(o.index); /* reads every text */
        assert_same_segment(b.index, o.index);
    }
    tmpdir_remove(&other);
    built_index_remove(&b);
}
END_TEST

START_TEST(several_segments_become_one)
{
    static const struct small_doc docs[] = {
        {"One", "first words"}, {"", ""},           {"Two", "other words"},
        {"Three", "words"},     {"", "last words"},
    };
    struct small_index s = small_index_make(docs, COUNT_OF(docs), "en", 3);
    const struct doc_order_options order = order_by(DOC_ORDER_SOURCE);
    reorder_well(s.index->path, &order);
    struct index *const after = open_well(s.index->path);
    ck_assert_uint_eq(after->n, 1);
    ck_assert_uint_eq(after->counts.docs, COUNT_OF(docs));
    ck_assert_str_eq(after->manifest.lang, "en");
    assert_verifies(s.index->path);
    assert_no_leftovers(s.index->path);
    index_close(after);
    small_index_remove(&s);
}
END_TEST

/* Adds the one segment of the index `other` to `index`. */
static void add_segment(const char *index, const char *other)
{
    struct manifest m, n;
    struct buf bytes = BUF_INIT;
    struct file_out f = {.fd = -1};
    char from[128], to[128], name[SEGMENT_NAME];
    ck_assert_int_eq(manifest_read(&m, index, NULL), ST_OK);
    ck_assert_int_eq(manifest_read(&n, other, NULL), ST_OK);
    struct manifest_segment added = n.segments[0];
    snprintf(from, sizeof(from), "%s/%s", other,
             segment_name(added.number, name));
    added.number = m.next_segment++;
    snprintf(to, sizeof(to), "%s/%s", index, segment_name(added.number, name));
    ck_assert_int_eq(file_read(from, SIZE_MAX, &bytes, NULL), ST_OK);
    ck_assert_int_eq(file_out_create(&f, to, NULL), ST_OK);
    ck_assert_int_eq(file_out_append(&f, bytes.p, bytes.n, NULL), ST_OK);
    ck_assert_int_eq(file_out_sync(&f, NULL), ST_OK);
    file_out_close(&f);
    ck_assert_int_eq(manifest_add(&m, &added, NULL), ST_OK);
    ck_assert_int_eq(manifest_write(&m, index, NULL), ST_OK);
    manifest_release(&m);
    manifest_release(&n);
    buf_release(&bytes);
}

/* An index of two segments, whose stores were packed with two dictionaries; the
 * second keeps its texts when `store`. */
static void build_two_segments(struct built_index *b, bool store)
{
    struct built_index other;
    write_documents(b, 45);
    struct build_options o = built_index_options(b);
    build_quietly(&o);
    built_index_init(&other);
    for (unsigned i = 0; i < 200; i++) {
        char id[16], body[200];
        snprintf(id, sizeof(id), "n%u", 200 + i); /* the first 100 are there */
        snprintf(body, sizeof(body), "Quite other text, number %u of %s", i,
                 "a longer series of much the same words and no others");
        built_index_add(&other, id, body);
    }
    built_index_end(&other);
    o = built_index_options(&other);
    o.store = store;
    build_quietly(&o);
    add_segment(b->index, other.index);
    built_index_remove(&other);
}

START_TEST(segments_with_dictionaries_of_their_own_become_one)
{
    for (size_t i = 0; i < COUNT_OF(ORDERS); i++) {
        struct built_index b;
        build_two_segments(&b, true);
        struct index *const before = open_well(b.index);
        const struct doc_order_options order = order_by(ORDERS[i]);
        const struct reorder_result r = reorder_well(b.index, &order);
        ck_assert_uint_eq(r.documents, before->counts.docs - 100);
        assert_verifies(b.index); /* reads every text */
        assert_no_leftovers(b.index);
        index_close(before);
        built_index_remove(&b);
    }
}
END_TEST

START_TEST(segments_with_and_without_texts_are_refused)
{
    struct built_index b;
    struct reorder_result r;
    struct err e = ERR_INIT;
    const struct doc_order_options order = order_by(DOC_ORDER_DATE);
    build_two_segments(&b, false);
    ck_assert_int_eq(reorder_index(b.index, &order, &r, &e), ST_USAGE);
    ck_assert_msg(strstr(e.msg, "build it anew"), "%s", e.msg);
    struct index *const after = open_well(b.index);
    ck_assert_uint_eq(after->n, 2);
    index_close(after);
    built_index_remove(&b);
}
END_TEST

/* ---- what goes wrong ---- */

START_TEST(a_misspelt_index_makes_no_folder)
{
    const struct tmpdir d = tmpdir_make();
    const struct doc_order_options order = order_by(DOC_ORDER_DATE);
    struct reorder_result r;
    struct file_info info;
    const char *const path = tmpdir_file(&d, "no-index");
    ck_assert_int_eq(reorder_index(path, &order, &r, NULL), ST_NOT_FOUND);
    ck_assert_int_eq(file_stat(path, false, &info, NULL), ST_OK);
    ck_assert_int_eq(info.kind, FILE_NONE);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(two_writers_at_once_are_refused)
{
    struct built_index b;
    struct file_lock lock;
    struct reorder_result r;
    const struct doc_order_options order = order_by(DOC_ORDER_DATE);
    write_documents(&b, 44);
    const struct build_options o = built_index_options(&b);
    build_quietly(&o);
    ck_assert_int_eq(
        file_lock_take(&lock, tmpdir_file(&b.dir, "index/LOCK"), NULL), ST_OK);
    ck_assert_int_eq(reorder_index(b.index, &order, &r, NULL), ST_LOCKED);
    file_lock_release(&lock);
    reorder_well(b.index, &order);
    built_index_remove(&b);
}
END_TEST

/* A few documents, some memory and file calls: every one of them fails. */
static void build_few(struct built_index *b)
{
    built_index_init(b);
    for (unsigned i = 0; i < 40; i++) {
        char id[16], body[64];
        snprintf(id, sizeof(id), "id%u", i);
        snprintf(body, sizeof(body), "words of release %u, %u", i, i % 7);
        built_index_add(b, id, body);
    }
    built_index_end(b);
    struct build_options o = built_index_options(b);
    o.lang = "en";
    build_quietly(&o);
}

static uint64_t contents_of(const char *index)
{
    uint64_t digest = 0;
    ck_assert_int_eq(read_all(index, &digest), ST_OK);
    return digest;
}

/* Until one succeeds; what is there is always the old index or the new one. */
static void fail_everywhere(bool files)
{
    struct built_index b;
    build_few(&b);
    const uint64_t before = contents_of(b.index);
    enum st st = ST_IO;
    for (long n = 0; st != ST_OK; n++) {
        const struct doc_order_options order = order_by(DOC_ORDER_DATE);
        struct reorder_result r;
        struct err e = ERR_INIT;
        if (files)
            file_fail_after(n, ENOSPC);
        else
            mem_fail_after(n);
        st = reorder_index(b.index, &order, &r, &e);
        file_fail_never();
        mem_fail_never();
        ck_assert_int_lt(n, 5000);
        ck_assert(st == ST_OK || e.code == st);
        if (contents_of(b.index) != before)
            break; /* committed, though the call may have failed after that */
    }
    assert_verifies(b.index);
    const struct doc_order_options order = order_by(DOC_ORDER_DATE);
    reorder_well(b.index, &order);
    assert_no_leftovers(b.index);
    built_index_remove(&b);
}

START_TEST(without_memory_the_old_index_stays)
{
    fail_everywhere(false);
}
END_TEST

START_TEST(without_a_disk_the_old_index_stays)
{
    fail_everywhere(true);
}
END_TEST

SUITE("reorder", reordered_is_as_if_built_in_that_order,
      reordered_with_stems_is_as_if_built_in_that_order,
      every_id_keeps_its_date_source_and_text,
      many_frames_are_the_same_for_any_threads, several_segments_become_one,
      segments_with_dictionaries_of_their_own_become_one,
      segments_with_and_without_texts_are_refused,
      a_misspelt_index_makes_no_folder, two_writers_at_once_are_refused,
      without_memory_the_old_index_stays, without_a_disk_the_old_index_stays)
