/* Builds as a whole: what comes out does not depend on threads or memory, and
 * what was there before is safe until the end. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "common/segment/index.h"
#include "common/segment/term_dict.h"
#include "tests/index/built_index.h"
#include "tests/indexer/read_all.h"
#include "tests/support/json_text.h"
#include "tests/support/random_docs.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* All that a reader can be given. */
static uint64_t contents_of(const char *index)
{
    uint64_t digest = 0;
    ck_assert_int_eq(read_all(index, &digest), ST_OK);
    return digest;
}

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *const f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_int_ge(fputs(text, f), 0);
    ck_assert_int_eq(fclose(f), 0);
}

static bool file_exists(const char *folder, const char *name)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

/* ---- the same bytes ---- */

struct how {
    unsigned threads;
    uint64_t spill_at; /* 0: never, for sources this small */
    unsigned merge_most;
};

static const struct how HOWS[] = {{2, 0, 0},      {7, 0, 0}, {1, 1, 0},
                                  {2, 400000, 0}, {7, 1, 0}, {1, 1, 2},
                                  {2, 1, 3}};

static void assert_same_result(const struct build_result *a,
                               const struct build_result *b)
{
    struct buf x = BUF_INIT, y = BUF_INIT;
    ck_assert_uint_eq(a->read.documents, b->read.documents);
    ck_assert_uint_eq(a->read.replaced, b->read.replaced);
    ck_assert_uint_eq(a->read.rejected, b->read.rejected);
    ck_assert_uint_eq(a->words, b->words);
    ck_assert_uint_eq(a->terms, b->terms);
    ck_assert_uint_eq(a->read.cut_words, b->read.cut_words);
    ck_assert_uint_eq(a->read.bytes_read, b->read.bytes_read);
    ck_assert_uint_eq(a->read.files_read, b->read.files_read);
    ck_assert_uint_eq(a->read.files_skipped, b->read.files_skipped);
    ck_assert_uint_eq(a->bytes_total, b->bytes_total);
    ck_assert_mem_eq(a->read.decoded, b->read.decoded, sizeof(a->read.decoded));
    ck_assert_uint_eq(a->read.rejects.n, b->read.rejects.n);
    for (size_t i = 0; i < a->read.rejects.n; i++) {
        rejects_print(&a->read.rejects, i, &x);
        rejects_print(&b->read.rejects, i, &y);
    }
    ck_assert_str_eq(buf_str(&x), buf_str(&y));
    buf_release(&x);
    buf_release(&y);
}

/* Builds `o` in every way there is and compares with the plainest one. */
static void check_all_ways(struct build_options o, bool expect_spills)
{
    o.threads = 1;
    o.spill_at = 0;
    o.force = true;
    struct build_result plain = build_well(&o);
    ck_assert_uint_eq(plain.read.spills, 0);
    assert_verifies(o.index);
    const char *const index = o.index;
    bool spilled = false;
    for (size_t i = 0; i < COUNT_OF(HOWS); i++) {
        const struct tmpdir fresh = tmpdir_make();
        o.index = fresh.path;
        o.force = false;
        o.threads = HOWS[i].threads;
        o.spill_at = HOWS[i].spill_at;
        o.merge_most = HOWS[i].merge_most;
        struct build_result r = build_well(&o);
        spilled |= r.read.spills > 1;
        assert_same_result(&plain, &r);
        assert_same_file(index, fresh.path, "000001.seg");
        assert_same_file(index, fresh.path, "MANIFEST");
        assert_no_leftovers(fresh.path);
        build_result_release(&r);
        tmpdir_remove(&fresh);
    }
    /* When is up to the workers' pace, which a busy machine changes. */
    ck_assert(spilled || !expect_spills);
    build_result_release(&plain);
}

/* A third of the documents, the whole, a third again; every 100th line fills a
 * batch. */
static void write_documents(const struct oracle_docs *docs, struct rng *r,
                            FILE *out)
{
    const size_t third = docs->n / 3;
    const size_t parts[][2] = {{0, third}, {0, docs->n}, {third, 2 * third}};
    for (size_t k = 0; k < COUNT_OF(parts); k++)
        for (size_t i = parts[k][0]; i < parts[k][1]; i++) {
            json_text_write_doc(docs, i, out);
            if (rng_below(r, 50) == 0)
                fputs("no document\n", out);
            if (i % 100 == 50)
                fprintf(out, "[\"nor this\"]%*s\n", BATCH_BYTES, "");
        }
}

static void check_random_documents(const char *lang, bool store, uint64_t seed)
{
    struct rng r = rng_from_env(seed);
    struct oracle_docs docs = {.n = 0};
    struct built_index b;
    built_index_init(&b);
    random_docs(&docs, &r, RANDOM_DOCS_MIXED);
    write_documents(&docs, &r, b.lines);
    built_index_end(&b);

    struct build_options o = built_index_options(&b);
    o.lang = lang;
    o.store = store;
    check_all_ways(o, true);
    oracle_docs_release(&docs);
    built_index_remove(&b);
}

START_TEST(random_documents_give_the_same_bytes_however_they_are_built)
{
    check_random_documents("none", true, 11);
}
END_TEST

START_TEST(stems_give_the_same_bytes_however_they_are_built)
{
    check_random_documents("en", true, 12);
}
END_TEST

START_TEST(ids_alone_give_the_same_bytes_however_they_are_built)
{
    check_random_documents("en", false, 13);
}
END_TEST

START_TEST(sample_corpus_gives_the_same_bytes_however_it_is_built)
{
    static const char *const langs[] = {"none", "en", "ru"};
    static const char *const sample[] = {SAMPLE};
    for (size_t i = 0; i < COUNT_OF(langs); i++) {
        struct built_index b;
        built_index_init(&b);
        struct build_options o = built_index_options(&b);
        o.sources = sample;
        o.lang = langs[i];
        check_all_ways(o, false);
        built_index_remove(&b);
    }
}
END_TEST

/* ---- documents with the same id ---- */

/* Writes `n` documents of ids out of `ids` and bodies of their own. Into
 * `last`, only those whose id does not come again. */
static void write_repeating(struct built_index *all, struct built_index *last,
                            struct rng *r, uint32_t n, uint32_t ids)
{
    uint32_t id[200];
    ck_assert_uint_le(n, COUNT_OF(id));
    for (uint32_t i = 0; i < n; i++)
        id[i] = rng_below(r, ids);
    for (uint32_t i = 0; i < n; i++) {
        char name[24], body[128];
        bool again = false;
        for (uint32_t k = i + 1; k < n; k++)
            again |= id[k] == id[i];
        snprintf(name, sizeof(name), "id %u", id[i]);
        snprintf(body, sizeof(body), "common word%u only%u w%u w%u. Running",
                 id[i], i, rng_below(r, 9), rng_below(r, 9));
        if (rng_below(r, 10) == 0)
            built_index_add_padded(all, name, body);
        else
            built_index_add(all, name, body);
        if (!again)
            built_index_add(last, name, body);
    }
    built_index_end(all);
    built_index_end(last);
}

static void check_repeating(struct rng *r, uint32_t n, uint32_t ids,
                            const struct how *how, bool store)
{
    struct built_index all, last;
    built_index_init(&all);
    built_index_init(&last);
    write_repeating(&all, &last, r, n, ids);

    struct build_options o = built_index_options(&last);
    o.store = store;
    o.lang = "en";
    struct build_result expected = build_well(&o);
    o.index = all.index;
    o.sources = all.sources;
    o.threads = how->threads;
    o.spill_at = how->spill_at;
    o.merge_most = how->merge_most;
    struct build_result got = build_well(&o);
    ck_assert_uint_eq(expected.read.replaced, 0);
    ck_assert_uint_eq(got.read.documents, expected.read.documents);
    ck_assert_uint_eq(got.read.replaced, n - expected.read.documents);
    ck_assert_uint_eq(got.words, expected.words);
    ck_assert_uint_eq(got.terms, expected.terms);
    ck_assert_uint_eq(contents_of(all.index), contents_of(last.index));
    assert_verifies(all.index);
    build_result_release(&expected);
    build_result_release(&got);
    built_index_remove(&all);
    built_index_remove(&last);
}

START_TEST(of_documents_with_one_id_the_last_is_as_if_it_stood_alone)
{
    static const struct how hows[] = {
        {1, 0, 0}, {1, 1, 2}, {2, 0, 0}, {2, 1, 0}};
    struct rng r = rng_from_env(21);
    for (size_t i = 0; i < COUNT_OF(hows); i++)
        for (int store = 0; store < 2; store++) {
            check_repeating(&r, 120, 40, &hows[i], store);
            check_repeating(&r, 120, 1, &hows[i], store);
        }
}
END_TEST

/* ---- nothing to index ---- */

START_TEST(source_without_documents_gives_an_index_that_holds_none)
{
    struct built_index b;
    built_index_init(&b);
    built_index_end(&b);
    ck_assert_int_eq(mkdir(tmpdir_file(&b.dir, "empty"), 0700), 0);
    const char *const sources[] = {tmpdir_file(&b.dir, "empty"), b.source};
    struct build_options o = built_index_options(&b);
    o.sources = sources;
    o.force = true;
    for (int i = 0; i < 8; i++) {
        o.n_sources = i & 1 ? 1 : 2;
        o.lang = i & 2 ? "en" : "none";
        o.store = i & 4;
        struct build_result r = build_well(&o);
        ck_assert_uint_eq(
            r.read.documents + r.read.rejected + r.terms + r.words, 0);
        build_result_release(&r);
        assert_verifies(b.index);

        struct index *index;
        struct term_entry entry;
        bool found;
        ck_assert_int_eq(index_open(&index, b.index, NULL), ST_OK);
        ck_assert_uint_eq(index->counts.docs, 0);
        const struct term_dict d = term_dict_words(index->segments[0]);
        ck_assert_int_eq(
            term_dict_find(&d, bytes_of_str("word"), &entry, &found, NULL),
            ST_OK);
        ck_assert(!found);
        index_close(index);
    }
    built_index_remove(&b);
}
END_TEST

START_TEST(rejects_alone_give_an_index_that_holds_none)
{
    struct built_index b;
    built_index_init(&b);
    fputs("not JSON\n[1]\n{\"title\": 3}\n", b.lines);
    built_index_end(&b);
    struct build_options o = built_index_options(&b);
    struct build_result r = build_well(&o);
    ck_assert_uint_eq(r.read.documents, 0);
    ck_assert_uint_eq(r.read.rejected, 3);
    assert_verifies(b.index);
    build_result_release(&r);
    built_index_remove(&b);
}
END_TEST

START_TEST(rejects_are_listed_in_the_order_of_the_source)
{
    for (size_t k = 0; k < COUNT_OF(HOWS); k++) {
        struct built_index b;
        built_index_init(&b);
        for (int i = 0; i < 40; i++) {
            fputs("broken\n", b.lines);
            if (i % 4 == 0)
                built_index_add_padded(&b, "a", "one");
            else
                built_index_add(&b, "a", "one");
        }
        built_index_end(&b);
        struct build_options o = built_index_options(&b);
        o.threads = HOWS[k].threads;
        o.spill_at = HOWS[k].spill_at;
        o.merge_most = HOWS[k].merge_most;
        struct build_result r = build_well(&o);
        ck_assert_uint_eq(r.read.rejected, 40);
        ck_assert_uint_eq(r.read.rejects.n, 40);
        for (size_t i = 0; i < r.read.rejects.n; i++)
            ck_assert_uint_eq(r.read.rejects.v[i].line, 2 * i + 1);
        build_result_release(&r);
        built_index_remove(&b);
    }
}
END_TEST

/* ---- a folder that holds something ---- */

/* An index of one document, and a source of another. */
static struct build_options two_versions(struct built_index *b)
{
    built_index_init(b);
    built_index_add(b, "old", "the old one");
    built_index_end(b);
    const struct build_options o = built_index_options(b);
    build_quietly(&o);
    built_index_add(b, "new", "something new");
    built_index_add(b, "newer", "something newer");
    built_index_end(b);
    return o;
}

static enum st build_refused(const struct build_options *o, struct err *e)
{
    struct build_result r;
    const enum st st = build_index(o, &r, e);
    ck_assert_int_ne(st, ST_OK);
    ck_assert_int_eq(st, e->code);
    build_result_release(&r);
    return st;
}

START_TEST(an_index_is_replaced_only_by_force)
{
    struct built_index b;
    struct err e = ERR_INIT;
    struct build_options o = two_versions(&b);
    const uint64_t before = contents_of(b.index);
    ck_assert_int_eq(build_refused(&o, &e), ST_USAGE);
    ck_assert_msg(strstr(e.msg, b.index) && strstr(e.msg, "--force"), "%s",
                  e.msg);
    ck_assert_uint_eq(contents_of(b.index), before);

    o.force = true;
    build_quietly(&o);
    ck_assert_uint_ne(contents_of(b.index), before);
    assert_no_leftovers(b.index);
    ck_assert(!file_exists(b.index, "000001.seg"));
    assert_verifies(b.index);
    built_index_remove(&b);
}
END_TEST

START_TEST(a_reader_keeps_its_snapshot_through_a_replacement)
{
    struct built_index b;
    struct index *index;
    struct build_options o = two_versions(&b);
    ck_assert_int_eq(index_open(&index, b.index, NULL), ST_OK);
    o.force = true;
    build_quietly(&o);
    ck_assert(!file_exists(b.index, "000001.seg"));

    /* Nothing of the chunks was read before. */
    struct term_entry entry;
    bool found;
    uint32_t doc;
    const struct term_dict d = term_dict_words(index->segments[0]);
    ck_assert_int_eq(
        term_dict_find(&d, bytes_of_str("old"), &entry, &found, NULL), ST_OK);
    ck_assert(found);
    ck_assert_int_eq(index_find_id(index, bytes_of_str("old"), &doc, NULL),
                     ST_OK);
    ck_assert_uint_eq(doc, 0);
    index_close(index);
    built_index_remove(&b);
}
END_TEST

START_TEST(two_writers_at_once_are_refused)
{
    struct built_index b;
    struct file_lock lock;
    struct err e = ERR_INIT;
    struct build_options o = two_versions(&b);
    const uint64_t before = contents_of(b.index);
    char path[128], pid[24];
    snprintf(path, sizeof(path), "%s/LOCK", b.index);
    snprintf(pid, sizeof(pid), "%ld", (long)getpid());
    ck_assert_int_eq(file_lock_take(&lock, path, &e), ST_OK);
    write_file(b.index, "spill-000000.tmp", "of the other writer");
    o.force = true;
    ck_assert_int_eq(build_refused(&o, &e), ST_LOCKED);
    ck_assert_msg(strstr(e.msg, pid), "%s", e.msg);
    ck_assert_uint_eq(contents_of(b.index), before);
    ck_assert(file_exists(b.index, "spill-000000.tmp"));

    file_lock_release(&lock);
    build_quietly(&o);
    assert_no_leftovers(b.index);
    built_index_remove(&b);
}
END_TEST

START_TEST(leftovers_of_a_killed_build_go_and_files_of_others_stay)
{
    static const char *const ours[] = {"spill-000000.tmp",
                                       "spill-000012.tmp",
                                       "spill-000012.tmp.x.tmp",
                                       "000002.seg",
                                       "000007.seg",
                                       "000002.seg.words.docs.tmp",
                                       "000009.seg.terms.hs.tmp",
                                       "MANIFEST.tmp"};
    static const char *const strange[] = {"notes.txt", "spill.txt", "a.seg",
                                          "1.segment", "000001.seg.bak"};
    struct built_index b;
    struct build_options o = two_versions(&b);
    for (size_t i = 0; i < COUNT_OF(ours); i++)
        write_file(b.index, ours[i], "left");
    for (size_t i = 0; i < COUNT_OF(strange); i++)
        write_file(b.index, strange[i], "not ours");
    o.force = true;
    build_quietly(&o);
    for (size_t i = 0; i < COUNT_OF(strange); i++) {
        char path[128];
        ck_assert_msg(file_exists(b.index, strange[i]), "%s", strange[i]);
        snprintf(path, sizeof(path), "%s/%s", b.index, strange[i]);
        ck_assert_int_eq(unlink(path), 0);
    }
    assert_no_leftovers(b.index);
    assert_verifies(b.index);
    built_index_remove(&b);
}
END_TEST

/* A refused build once removed every segment of an index whose manifest it
 * could not read. */
START_TEST(a_damaged_manifest_costs_no_segment_until_it_is_replaced)
{
    struct built_index b;
    struct err e = ERR_INIT;
    struct build_options o = two_versions(&b);
    write_file(b.index, "MANIFEST", "dateline manifest, trodden on\n");
    ck_assert_int_eq(build_refused(&o, &e), ST_USAGE);
    ck_assert_msg(strstr(e.msg, "--force"), "%s", e.msg);
    ck_assert(file_exists(b.index, "000001.seg"));

    /* Not even then, until the build succeeds. */
    o.force = true;
    for (long n = 0; n < 40; n++) {
        struct build_result r;
        file_fail_after(n, ENOSPC);
        const enum st st = build_index(&o, &r, NULL);
        file_fail_never();
        build_result_release(&r);
        if (st == ST_OK)
            break;
        ck_assert(file_exists(b.index, "000001.seg"));
    }
    build_quietly(&o);
    assert_no_leftovers(b.index);
    assert_verifies(b.index);
    built_index_remove(&b);
}
END_TEST

START_TEST(an_unknown_language_makes_no_folder)
{
    struct built_index b;
    struct err e = ERR_INIT;
    built_index_init(&b);
    struct build_options o = built_index_options(&b);
    o.lang = "klingon";
    ck_assert_int_eq(build_refused(&o, &e), ST_USAGE);
    ck_assert_msg(strstr(e.msg, "klingon"), "%s", e.msg);
    ck_assert_int_ne(access(b.index, F_OK), 0);
    built_index_remove(&b);
}
END_TEST

SUITE("build", random_documents_give_the_same_bytes_however_they_are_built,
      stems_give_the_same_bytes_however_they_are_built,
      ids_alone_give_the_same_bytes_however_they_are_built,
      sample_corpus_gives_the_same_bytes_however_it_is_built,
      of_documents_with_one_id_the_last_is_as_if_it_stood_alone,
      source_without_documents_gives_an_index_that_holds_none,
      rejects_alone_give_an_index_that_holds_none,
      rejects_are_listed_in_the_order_of_the_source,
      an_index_is_replaced_only_by_force,
      a_reader_keeps_its_snapshot_through_a_replacement,
      two_writers_at_once_are_refused,
      leftovers_of_a_killed_build_go_and_files_of_others_stay,
      a_damaged_manifest_costs_no_segment_until_it_is_replaced,
      an_unknown_language_makes_no_folder)
