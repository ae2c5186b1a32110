/* Builds that are broken off and resumed: the bytes of one that was not. */
#include "indexer/checkpoint.h"

#include <string.h>

#include "common/base/file.h"
#include "common/base/hash.h"
#include "common/segment/index.h"
#include "tests/index/built_index.h"
#include "tests/support/suite.h"

enum { BATCHES = 40 };

/* Batches of one document each but for the last, some with rejects, and ids
 * that come again later. */
static void write_source(struct built_index *b)
{
    char id[16], body[80];
    for (int i = 0; i < BATCHES; i++) {
        snprintf(id, sizeof(id), "d%d", i % 9);
        snprintf(body, sizeof(body), "price number %d of prices", i);
        built_index_add_padded(b, id, body);
        if (i % 4 == 1)
            fputs("this is no JSON\n", b->lines);
    }
    built_index_add(b, "last", "the end");
    built_index_end(b);
}

/* Stops a build after some calls of its progress. */
struct stopper {
    volatile sig_atomic_t stop;
    int left;
};

static void count_down(void *ctx, const struct ingest_counts *so_far,
                       enum progress_phase phase, double done)
{
    struct stopper *const s = ctx;
    (void)so_far;
    (void)done;
    if (phase == PROGRESS_READING && s->left > 0 && --s->left == 0)
        s->stop = 1;
}

static struct build_options options_of(const struct built_index *b,
                                       const char *index)
{
    struct build_options o = built_index_options(b);
    o.lang = "en";
    o.index = index;
    return o;
}

/* Stops after `batches` more of them, again and again until it ends. */
static struct build_result resume_to_the_end(struct build_options o,
                                             int batches)
{
    struct stopper s = {0};
    struct build_result r;
    o.stop = &s.stop;
    o.watch = (struct ingest_watch){.ctx = &s, .progress = count_down};
    for (int run = 0;; run++) {
        /* Skipping tells its progress, too. */
        s = (struct stopper){.left = (run + 1) * batches};
        r = build_well(&o);
        if (!r.stopped)
            return r;
        ck_assert_int_lt(run, 2 * BATCHES);
        o.resume = true;
        build_result_release(&r);
    }
}

static void assert_same_counts(const struct ingest_counts *a,
                               const struct ingest_counts *b)
{
    struct buf x = BUF_INIT, y = BUF_INIT;
    ck_assert_uint_eq(a->documents, b->documents);
    ck_assert_uint_eq(a->replaced, b->replaced);
    ck_assert_uint_eq(a->rejected, b->rejected);
    ck_assert_uint_eq(a->rejects.n, b->rejects.n);
    ck_assert_uint_eq(a->bytes_read, b->bytes_read);
    for (size_t i = 0; i < a->rejects.n; i++) {
        rejects_print(&a->rejects, i, &x);
        rejects_print(&b->rejects, i, &y);
    }
    ck_assert_str_eq(buf_str(&x), buf_str(&y));
    buf_release(&x);
    buf_release(&y);
}

START_TEST(a_build_broken_off_anywhere_ends_with_the_same_bytes)
{
    static const enum doc_order orders[] = {DOC_ORDER_NONE, DOC_ORDER_DATE};
    for (int i = 0; i < 16; i++) {
        struct built_index b;
        char other[80];
        built_index_init(&b);
        write_source(&b);
        snprintf(other, sizeof(other), "%s/other", b.dir.path);
        struct build_options o = options_of(&b, b.index);
        o.order = orders[i & 1];
        struct build_result whole = build_well(&o);
        o.index = other;
        o.threads = i & 2 ? 3 : 1;
        o.spill_at = i & 4 ? 1 : 0;
        o.commit_records = i & 8 ? 3 : 0;
        struct build_result r = resume_to_the_end(o, 1 + i % 5);
        assert_same_file(b.index, other, "000001.seg");
        assert_same_counts(&whole.read, &r.read);
        assert_no_leftovers(other);
        assert_verifies(other);
        build_result_release(&whole);
        build_result_release(&r);
        built_index_remove(&b);
    }
}
END_TEST

static uint32_t documents_of(const char *index)
{
    struct index *ix;
    struct err e = ERR_INIT;
    ck_assert_msg(index_open(&ix, index, &e) == ST_OK, "%s", e.msg);
    const uint32_t n = ix->counts.docs - ix->deleted;
    index_close(ix);
    return n;
}

static struct build_result stop_after(struct build_options o, int batches)
{
    struct stopper s = {.left = batches};
    o.stop = &s.stop;
    o.watch = (struct ingest_watch){.ctx = &s, .progress = count_down};
    struct build_result r = build_well(&o);
    ck_assert(r.stopped);
    return r;
}

START_TEST(what_was_read_by_a_checkpoint_can_be_searched)
{
    struct built_index b;
    built_index_init(&b);
    write_source(&b);
    struct build_options o = options_of(&b, b.index);
    o.commit_records = 2; /* so that one replaces another's documents */
    struct build_result r = stop_after(o, BATCHES / 3);
    const uint32_t first = documents_of(b.index);
    ck_assert_uint_gt(first, 0);
    assert_verifies(b.index);
    build_result_release(&r);
    o.resume = true;
    r = stop_after(o, 30);
    ck_assert_uint_ge(documents_of(b.index), first);
    ck_assert_uint_le(documents_of(b.index), 10);
    assert_verifies(b.index);
    build_result_release(&r);
    built_index_remove(&b);
}
END_TEST

START_TEST(an_index_being_replaced_stays_until_the_end)
{
    struct built_index b;
    built_index_init(&b);
    built_index_add(&b, "old", "the old one");
    built_index_end(&b);
    struct build_options o = options_of(&b, b.index);
    build_quietly(&o);
    write_source(&b);
    o.force = true;
    struct build_result r = stop_after(o, 5);
    build_result_release(&r);
    ck_assert_uint_eq(documents_of(b.index), 1);
    o.force = false;
    o.resume = true;
    r = build_well(&o);
    ck_assert(!r.stopped);
    build_result_release(&r);
    ck_assert_uint_eq(documents_of(b.index), 10);
    assert_no_leftovers(b.index);
    built_index_remove(&b);
}
END_TEST

START_TEST(a_damaged_checkpoint_is_refused_and_can_be_replaced)
{
    struct built_index b;
    struct buf text = BUF_INIT;
    char path[100];
    built_index_init(&b);
    write_source(&b);
    struct build_options o = options_of(&b, b.index);
    struct build_result r = stop_after(o, 3);
    build_result_release(&r);
    snprintf(path, sizeof(path), "%s/" CHECKPOINT_NAME, b.index);
    ck_assert_int_eq(file_read(path, SIZE_MAX / 2, &text, NULL), ST_OK);
    for (size_t i = 0; i < text.n; i++) {
        struct err e = ERR_INIT;
        text.p[i] ^= 0x10;
        FILE *const f = fopen(path, "wb");
        ck_assert_uint_eq(fwrite(text.p, 1, text.n, f), text.n);
        fclose(f);
        text.p[i] ^= 0x10;
        o.resume = true;
        ck_assert_int_eq(build_index(&o, &r, &e), ST_CORRUPT);
        ck_assert_msg(strstr(e.msg, "--force"), "%s", e.msg);
        build_result_release(&r);
    }
    o.resume = false;
    o.force = true;
    build_quietly(&o);
    assert_no_leftovers(b.index);
    buf_release(&text);
    built_index_remove(&b);
}
END_TEST

/* As a program of another version would leave it, checksum and all. */
START_TEST(a_checkpoint_of_another_version_is_refused_with_both)
{
    const struct tmpdir d = tmpdir_make();
    struct checkpoint c;
    struct err e = ERR_INIT;
    struct buf b = BUF_INIT;
    buf_append_str(&b, "dateline-checkpoint 1\nbuild 1 1 0\n");
    buf_printf(&b, "checksum %016llx\n", (unsigned long long)hash64(b.p, b.n));
    ck_assert_int_eq(file_replace(d.path, CHECKPOINT_NAME, buf_bytes(&b), &e),
                     ST_OK);
    ck_assert_int_eq(checkpoint_read(&c, d.path, &e), ST_VERSION);
    ck_assert_msg(strstr(e.msg, "of version 1, this program reads version 2"),
                  "%s", e.msg);
    buf_release(&b);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(a_build_is_resumed_with_the_options_it_was_begun_with)
{
    static const char *const globs[] = {"*.jsonl"};
    struct built_index b;
    struct filter_rule rule;
    struct build_result r;
    built_index_init(&b);
    write_source(&b);
    ck_assert_int_eq(filter_rule_parse(&rule, "*.pdf=cat %s", NULL), ST_OK);
    const struct build_options begun = options_of(&b, b.index);
    r = stop_after(begun, 3);
    build_result_release(&r);
    for (int i = 0; i < 6; i++) {
        struct build_options o = begun;
        struct err e = ERR_INIT;
        struct selection *const s = &o.source.selection;
        o.resume = true;
        switch (i) {
        case 0:
            s->globs = globs;
            s->n_globs = 1;
            break;
        case 1:
            s->excludes = globs;
            s->n_excludes = 1;
            break;
        case 2:
            s->filters = &rule;
            s->n_filters = 1;
            break;
        case 3:
            o.source.follow = true;
            break;
        case 4:
            o.source.max_unpack = 1 << 20;
            break;
        default: /* as it was begun */
            break;
        }
        ck_assert_int_eq((int)build_index(&o, &r, &e),
                         i < 5 ? ST_USAGE : ST_OK);
        ck_assert_msg(i == 5 || strstr(e.msg, "with other options"), "%s",
                      e.msg);
        build_result_release(&r);
    }
    filter_rule_release(&rule);
    built_index_remove(&b);
}
END_TEST

START_TEST(a_checkpoint_reads_back_as_it_was_written)
{
    const struct tmpdir d = tmpdir_make();
    struct checkpoint c = {.number = 7, .published = true, .options = 1}, back;
    const struct manifest_segment s = {
        .number = 9, .size = 1000, .toc_hash = UINT64_MAX, .docs = 3};
    c.position = (struct ingest_position){.batches = 5, .hash = 77};
    c.counts.replaced = 12;
    ck_assert_int_eq(manifest_add(&c.segments, &s, NULL), ST_OK);
    ck_assert(rejects_add(&c.counts.rejects, bytes_of_str("a b%\n\xff"), 3,
                          bytes_of_str("")));
    ck_assert_int_eq(checkpoint_write(&c, d.path, NULL), ST_OK);
    ck_assert_int_eq(checkpoint_read(&back, d.path, NULL), ST_OK);
    ck_assert_uint_eq(back.number, 7);
    ck_assert(back.published);
    ck_assert_uint_eq(back.position.batches, 5);
    ck_assert_uint_eq(back.position.hash, 77);
    ck_assert_uint_eq(back.segments.segments[0].toc_hash, UINT64_MAX);
    assert_same_counts(&c.counts, &back.counts);
    checkpoint_release(&c);
    checkpoint_release(&back);
    tmpdir_remove(&d);
}
END_TEST

SUITE("checkpoint", a_checkpoint_reads_back_as_it_was_written,
      a_build_broken_off_anywhere_ends_with_the_same_bytes,
      what_was_read_by_a_checkpoint_can_be_searched,
      an_index_being_replaced_stays_until_the_end,
      a_damaged_checkpoint_is_refused_and_can_be_replaced,
      a_checkpoint_of_another_version_is_refused_with_both,
      a_build_is_resumed_with_the_options_it_was_begun_with)
