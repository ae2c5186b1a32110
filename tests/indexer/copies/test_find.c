/* Copies planted among other releases: which are found, and that nothing else
 * is, against a comparison of all with all. */
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/clusters.h"
#include "common/segment/index.h"
#include "indexer/add.h"
#include "indexer/compact.h"
#include "indexer/deleter.h"
#include "tests/index/built_index.h"
#include "tests/indexer/copies/planted.h"
#include "tests/support/need.h"
#include "tests/support/suite.h"

enum { ORIGINALS = 40, NOBODY = -1 };

/* Of each text, by its number, its leader, and how much they share. */
struct stars {
    int *leader; /* NOBODY: it is a copy of nothing */
    unsigned *similarity;
    size_t n;
};

static int number_of(struct bytes id)
{
    char text[PLANTED_ID] = "";
    ck_assert(id.n > 1 && id.n < sizeof(text));
    memcpy(text, id.p, id.n);
    return atoi(text + 1);
}

static void read_segment(const struct segment *s, struct stars *out)
{
    struct clusters c;
    ck_assert_int_eq(clusters_open(&c, s, NULL), ST_OK);
    for (uint32_t i = 0; i < c.members; i++) {
        const struct cluster_member m = clusters_member(&c, i);
        const struct cluster of = clusters_get(&c, m.cluster);
        struct bytes id, leader = of.leader_id;
        ck_assert_int_eq(segment_id(s, m.doc, &id, NULL), ST_OK);
        if (of.leader != DOC_END)
            ck_assert_int_eq(segment_id(s, of.leader, &leader, NULL), ST_OK);
        const int n = number_of(id);
        out->leader[n] = number_of(leader);
        out->similarity[n] = m.similarity;
    }
}

static struct stars read_stars(const char *path, size_t n)
{
    struct stars out = {.leader = need_alloc(n, sizeof(int)),
                        .similarity = need_alloc(n, sizeof(unsigned)),
                        .n = n};
    struct index *ix;
    for (size_t i = 0; i < n; i++)
        out.leader[i] = NOBODY;
    ck_assert_int_eq(index_open(&ix, path, NULL), ST_OK);
    for (size_t i = 0; i < ix->n; i++)
        read_segment(ix->segments[i], &out);
    index_close(ix);
    return out;
}

static void release_stars(struct stars *s)
{
    free(s->leader);
    free(s->similarity);
}

static void are_same(const struct stars *a, const struct stars *b)
{
    for (size_t i = 0; i < a->n; i++)
        ck_assert_msg(a->leader[i] == b->leader[i] &&
                          a->similarity[i] == b->similarity[i],
                      "t%03zu: leaders %d and %d", i, a->leader[i],
                      b->leader[i]);
}

static void print_range(struct built_index *b, const struct planted *p,
                        size_t from, size_t to)
{
    if (!b->lines)
        b->lines = fopen(b->source, "wb");
    ck_assert_ptr_nonnull(b->lines);
    for (size_t i = from; i < to; i++)
        planted_print(&p->v[i], b->lines);
    built_index_end(b);
}

/* Every copy is one, of an earlier text that is none. */
static void edges_are_true(const struct stars *s, const struct planted *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const int leader = s->leader[i];
        if (leader == NOBODY)
            continue;
        ck_assert_int_lt(leader, (int)i);
        ck_assert_int_eq(s->leader[leader], NOBODY);
        ck_assert_uint_eq(s->similarity[i],
                          planted_contained(&p->v[i], &p->v[leader]));
        ck_assert_uint_ge(s->similarity[i], 80);
    }
}

/* Of the texts that ought to have a leader, the share that has one. */
static double share_found(const struct stars *s, const struct planted *p,
                          bool alike)
{
    size_t all = 0, found = 0;
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < i; k++) {
            if (s->leader[k] != NOBODY)
                continue;
            const bool fits = alike
                                  ? planted_jaccard(&p->v[i], &p->v[k]) >= 80
                                  : planted_contained(&p->v[i], &p->v[k]) >= 80;
            if (!fits)
                continue;
            all++;
            found += s->leader[i] != NOBODY && s->leader[i] <= (int)k;
            break;
        }
    ck_assert_uint_gt(all, 20);
    return (double)found / (double)all;
}

START_TEST(planted_copies_are_found_and_nothing_else)
{
    struct rng r = rng_from_env(7);
    for (int round = 0; round < 4; round++) {
        struct planted p = planted_make(&r, ORIGINALS);
        struct built_index b;
        built_index_init(&b);
        print_range(&b, &p, 0, p.n);
        const struct build_options o = built_index_options(&b);
        build_quietly(&o);
        struct stars s = read_stars(b.index, p.n);
        edges_are_true(&s, &p);
        ck_assert(share_found(&s, &p, true) == 1);
        const double contained = share_found(&s, &p, false);
        ck_assert_msg(contained >= .9, "%f", contained);
        assert_verifies(b.index);
        release_stars(&s);
        planted_release(&p);
        built_index_remove(&b);
    }
}
END_TEST

/* Batches of their own, so that spills come between. */
static void print_padded(struct built_index *b, const struct planted *p)
{
    for (size_t i = 0; i < p->n; i++) {
        planted_print(&p->v[i], b->lines);
        if (i % 12)
            continue;
        ck_assert_int_eq(fseek(b->lines, -1, SEEK_CUR), 0);
        fprintf(b->lines, "%*s\n", BATCH_BYTES, "");
    }
    built_index_end(b);
}

START_TEST(threads_spills_and_order_change_nothing)
{
    struct rng r = rng_from_env(8);
    struct planted p = planted_make(&r, ORIGINALS);
    struct built_index b;
    char other[96];
    built_index_init(&b);
    print_padded(&b, &p);
    struct build_options o = built_index_options(&b);
    build_quietly(&o);
    snprintf(other, sizeof(other), "%s/other", b.dir.path);
    struct stars s = read_stars(b.index, p.n);
    edges_are_true(&s, &p);
    for (int way = 0; way < 3; way++) {
        struct build_options again = built_index_options(&b);
        again.index = other;
        again.force = true;
        again.threads = way == 0 ? 3 : 1;
        again.spill_at = way == 1 ? 1 : 0;
        again.merge_most = 2;
        again.order = way == 2 ? DOC_ORDER_BP : DOC_ORDER_NONE;
        struct build_result result = build_well(&again);
        ck_assert((result.read.spills > 1) == (way == 1));
        build_result_release(&result);
        struct stars t = read_stars(other, p.n);
        are_same(&s, &t);
        assert_verifies(other);
        release_stars(&t);
    }
    release_stars(&s);
    planted_release(&p);
    built_index_remove(&b);
}
END_TEST

static void add_range(struct built_index *b, const struct planted *p,
                      size_t from, size_t to)
{
    const struct add_options o = {
        .index = b->index,
        .sources = b->sources,
        .n_sources = 1,
        .memory = INGEST_MEMORY_MIN,
        .threads = 1,
        .map = field_map_default(),
    };
    struct add_result r;
    struct err e = ERR_INIT;
    print_range(b, p, from, to);
    ck_assert_msg(add_documents(&o, &r, &e) == ST_OK, "%s", e.msg);
    add_result_release(&r);
}

static void merge_all(const char *index)
{
    struct compact_result r;
    ck_assert_int_eq(compact_index(index, COMPACT_ALL, &r, NULL), ST_OK);
}

START_TEST(what_is_added_is_a_copy_of_what_was_there)
{
    struct rng r = rng_from_env(9);
    struct planted p = planted_make(&r, ORIGINALS);
    struct built_index b;
    built_index_init(&b);
    print_range(&b, &p, 0, p.n / 2);
    const struct build_options o = built_index_options(&b);
    build_quietly(&o);
    add_range(&b, &p, p.n / 2, p.n / 2 + 10);
    add_range(&b, &p, p.n / 2 + 10, p.n);
    struct stars s = read_stars(b.index, p.n);
    edges_are_true(&s, &p);
    ck_assert(share_found(&s, &p, true) == 1);
    ck_assert(share_found(&s, &p, false) >= .9);
    assert_verifies(b.index);
    merge_all(b.index);
    struct stars merged = read_stars(b.index, p.n);
    are_same(&s, &merged);
    assert_verifies(b.index);
    release_stars(&merged);
    release_stars(&s);
    planted_release(&p);
    built_index_remove(&b);
}
END_TEST

static void delete_one(const char *index, const char *id)
{
    struct deleter *d;
    bool found;
    ck_assert_int_eq(deleter_open(&d, index, NULL), ST_OK);
    ck_assert_int_eq(deleter_add(d, bytes_of_str(id), &found, NULL), ST_OK);
    ck_assert(found);
    ck_assert_int_eq(deleter_commit(d, NULL), ST_OK);
    deleter_close(d);
}

/* The keys of the clusters that documents of the index are in. */
static uint64_t key_of_only_cluster(const char *index, uint32_t members)
{
    struct index *ix;
    uint64_t key = 0;
    uint32_t n = 0;
    ck_assert_int_eq(index_open(&ix, index, NULL), ST_OK);
    for (size_t i = 0; i < ix->n; i++) {
        struct clusters c;
        ck_assert_int_eq(clusters_open(&c, ix->segments[i], NULL), ST_OK);
        ck_assert_uint_le(c.n, 1);
        ck_assert(n == 0 || c.n == 0 || clusters_get(&c, 0).key == key);
        if (c.n)
            key = clusters_get(&c, 0).key;
        n += c.members;
    }
    ck_assert_uint_eq(n, members);
    index_close(ix);
    return key;
}

/* The first of five equal texts is deleted, then gone: what comes later is a
 * copy of the same still. */
START_TEST(copies_stay_together_when_their_leader_is_gone)
{
    struct rng r = rng_from_env(10);
    struct planted p = planted_make(&r, 1);
    struct planted equal = {.v = need_alloc(5, sizeof(*equal.v)), .n = 5};
    struct built_index b;
    for (size_t i = 0; i < 5; i++) {
        equal.v[i] = p.v[0];
        snprintf(equal.v[i].id, PLANTED_ID, "t%03zu", i);
    }
    built_index_init(&b);
    print_range(&b, &equal, 0, 3);
    const struct build_options o = built_index_options(&b);
    build_quietly(&o);
    const uint64_t key = key_of_only_cluster(b.index, 2);
    delete_one(b.index, "t000");
    add_range(&b, &equal, 3, 4);
    ck_assert_uint_eq(key_of_only_cluster(b.index, 3), key);
    merge_all(b.index);
    ck_assert_uint_eq(key_of_only_cluster(b.index, 3), key);
    assert_verifies(b.index);
    add_range(&b, &equal, 4, 5);
    ck_assert_uint_eq(key_of_only_cluster(b.index, 4), key);
    assert_verifies(b.index);
    free(equal.v);
    planted_release(&p);
    built_index_remove(&b);
}
END_TEST

static bool has_chunks(const char *index)
{
    struct index *ix;
    bool any = false;
    ck_assert_int_eq(index_open(&ix, index, NULL), ST_OK);
    for (size_t i = 0; i < ix->n; i++)
        any |= ix->segments[i]->chunks[CHUNK_SIGN].p ||
               ix->segments[i]->chunks[CHUNK_CLUS].p;
    index_close(ix);
    return any;
}

START_TEST(an_index_without_them_stays_without)
{
    struct rng r = rng_from_env(12);
    struct planted p = planted_make(&r, 5);
    struct built_index b;
    built_index_init(&b);
    print_range(&b, &p, 0, p.n / 2);
    struct build_options o = built_index_options(&b);
    o.dedup = false;
    build_quietly(&o);
    ck_assert(!has_chunks(b.index));
    add_range(&b, &p, p.n / 2, p.n);
    merge_all(b.index);
    ck_assert(!has_chunks(b.index));
    assert_verifies(b.index);
    planted_release(&p);
    built_index_remove(&b);
}
END_TEST

/* Signatures alone have to be surer. */
START_TEST(without_texts_only_what_is_sure_is_a_copy)
{
    struct rng r = rng_from_env(13);
    struct planted p = planted_make(&r, ORIGINALS);
    struct built_index b;
    unsigned found = 0;
    built_index_init(&b);
    print_range(&b, &p, 0, p.n);
    struct build_options o = built_index_options(&b);
    o.store = false;
    build_quietly(&o);
    struct stars s = read_stars(b.index, p.n);
    for (size_t i = 0; i < p.n; i++) {
        if (s.leader[i] == NOBODY)
            continue;
        found++;
        ck_assert_uint_ge(planted_contained(&p.v[i], &p.v[s.leader[i]]), 80);
        ck_assert_uint_ge(s.similarity[i], 90);
    }
    ck_assert_uint_gt(found, 20);
    release_stars(&s);
    planted_release(&p);
    built_index_remove(&b);
}
END_TEST

START_TEST(short_texts_are_copies_when_all_words_are_equal)
{
    static const char *const texts[] = {"prices fall", "Prices fall!",
                                        "prices rise", "", "prices fall"};
    struct built_index b;
    built_index_init(&b);
    for (int i = 0; i < 5; i++) {
        char id[PLANTED_ID];
        snprintf(id, sizeof(id), "t%d", i);
        built_index_add(&b, id, texts[i]);
    }
    built_index_end(&b);
    const struct build_options o = built_index_options(&b);
    build_quietly(&o);
    struct stars s = read_stars(b.index, 5);
    static const int leaders[] = {NOBODY, 0, NOBODY, NOBODY, 0};
    ck_assert_mem_eq(s.leader, leaders, sizeof(leaders));
    ck_assert_uint_eq(s.similarity[4], 100);
    release_stars(&s);
    built_index_remove(&b);
}
END_TEST

/* Every build but the last lacks memory somewhere: it says so, or can do
 * without. */
START_TEST(memory_may_run_out_anywhere)
{
    struct rng r = rng_from_env(14);
    struct planted p = planted_make(&r, 4);
    struct built_index b;
    built_index_init(&b);
    print_range(&b, &p, 0, p.n / 2);
    struct build_options o = built_index_options(&b);
    build_quietly(&o);
    print_range(&b, &p, p.n / 2, p.n);
    o.force = true;
    build_quietly(&o);
    struct stars s = read_stars(b.index, p.n);
    for (long n = 0;; n += 1 + n / 50) {
        struct build_result result;
        struct err e = ERR_INIT;
        mem_fail_after(n);
        const enum st st = build_index(&o, &result, &e);
        const bool failed = mem_fail_never();
        build_result_release(&result);
        ck_assert(st == ST_OK || (failed && st == ST_NOMEM));
        if (st == ST_OK) {
            struct stars t = read_stars(b.index, p.n);
            are_same(&s, &t);
            release_stars(&t);
        }
        if (!failed)
            break;
    }
    assert_verifies(b.index);
    release_stars(&s);
    planted_release(&p);
    built_index_remove(&b);
}
END_TEST

SUITE("copies", planted_copies_are_found_and_nothing_else,
      threads_spills_and_order_change_nothing,
      what_is_added_is_a_copy_of_what_was_there,
      copies_stay_together_when_their_leader_is_gone,
      an_index_without_them_stays_without,
      without_texts_only_what_is_sure_is_a_copy,
      short_texts_are_copies_when_all_words_are_equal,
      memory_may_run_out_anywhere)
