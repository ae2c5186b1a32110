/* Builds that run out of memory or disk at any moment: they say so, lose no
 * memory, and what was there before stays; the next build is as if nothing had
 * been.
 *
 * Each sweep builds again and again into the same folder, with the n-th call
 * failing, until no call is left to fail. So every build but the first also
 * starts in what a failed one left behind. Where a sweep takes larger steps to
 * save time, SWEEP=1 in the environment makes them single ones. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "common/segment/manifest.h"
#include "indexer/spool.h"
#include "tests/index/built_index.h"
#include "tests/indexer/broken_files.h"
#include "tests/indexer/read_all.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

enum { OLD = 1, NEW = 2 }; /* generations, and numbers of their segments */

static const char *const SEGMENTS[] = {
    [OLD] = "000001.seg", [NEW] = "000002.seg"};

/* An index that a build is to replace, the files of it to be put back, and the
 * same index replaced by a build that nothing disturbed. */
struct trial {
    struct built_index swept, sound;
    struct build_options options;
    struct buf manifest, segment; /* of the old index */
    uint64_t old_contents;
};

/* A line that fills a batch: no JSON from its first byte on, which takes least
 * time, or a document that zstd cannot make small: two of them make a chunk so
 * large that it goes through a file. */
static void fill_batch(struct built_index *b, struct rng *r, bool dense)
{
    static const char chars[] = "abcdefghijklmnopqrstuvwxyz0123456789"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    if (!dense) {
        fprintf(b->lines, "no JSON%*s\n", BATCH_BYTES, "");
        return;
    }
    fprintf(b->lines, "{\"id\":\"%u\",\"body\":\"\",\"picture\":\"",
            rng_below(r, UINT32_MAX));
    for (int i = 0; i < SPOOL_MEMORY / 4 * 3; i++)
        fputc(chars[rng_below(r, sizeof(chars) - 1)], b->lines);
    fputs("\"}\n", b->lines);
}

/* Documents of several batches, spills and stem groups; some replaced, one
 * without words. */
static void add_documents(struct built_index *b, bool large)
{
    static const char *const bodies[] = {
        "running runs. The state universities opened", "ran, runner of states",
        "a university opens; the opening", "Relations. Good relations",
        "related states relate to the state"};
    struct rng r = {1};
    char id[24];
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        snprintf(id, sizeof(id), "id %zu", i % 4);
        built_index_add(b, id, bodies[i]);
        built_index_add(b, i % 2 ? "a" : "b", bodies[i]);
        fill_batch(b, &r, large && i < 2);
    }
    built_index_add(b, "blank", "");
    built_index_end(b);
}

static struct build_options prepare(struct built_index *b, bool large)
{
    built_index_init(b);
    built_index_add(b, "old", "the old one opens");
    built_index_end(b);
    struct build_options o = built_index_options(b);
    o.lang = "en";
    build_quietly(&o);
    add_documents(b, large);
    o.force = true;
    o.spill_at = 1;
    o.merge_most = 2;
    return o;
}

/* `t` must not move afterwards. */
static void trial_begin(struct trial *t, bool large)
{
    const struct build_options sound = prepare(&t->sound, large);
    struct build_result r = build_well(&sound);
    ck_assert_uint_gt(r.read.spills, 1);
    build_result_release(&r);
    t->options = prepare(&t->swept, large);
    get_file(t->swept.index, MANIFEST_NAME, &t->manifest);
    get_file(t->swept.index, SEGMENTS[OLD], &t->segment);
    ck_assert_int_eq(read_all(t->swept.index, &t->old_contents), ST_OK);
}

static void trial_end(struct trial *t)
{
    buf_release(&t->manifest);
    buf_release(&t->segment);
    built_index_remove(&t->sound);
    built_index_remove(&t->swept);
}

static uint64_t generation(const char *index)
{
    struct manifest m;
    struct err e = ERR_INIT;
    ck_assert_msg(manifest_read(&m, index, &e) == ST_OK, "%s", e.msg);
    const uint64_t g = m.generation;
    manifest_release(&m);
    return g;
}

static void assert_new(const struct trial *t)
{
    assert_same_file(t->sound.index, t->swept.index, SEGMENTS[NEW]);
    assert_same_file(t->sound.index, t->swept.index, MANIFEST_NAME);
}

/* A source that could not be read to its end costs documents, not a build; it
 * is listed. */
static bool is_source_lost(const struct build_result *r, int error)
{
    struct buf lines = BUF_INIT;
    for (size_t i = 0; i < r->read.rejects.n; i++)
        ck_assert(rejects_print(&r->read.rejects, i, &lines));
    const bool lost = strstr(buf_str(&lines), strerror(error));
    buf_release(&lines);
    return lost;
}

/* What is there is the old index or the new one, whole; returns true for the
 * new one, and puts the old one back. */
static bool check_index(const struct trial *t, bool source_lost)
{
    const char *const index = t->swept.index;
    uint64_t contents;
    ck_assert_int_eq(read_all(index, &contents), ST_OK);
    if (generation(index) == OLD) {
        ck_assert_uint_eq(contents, t->old_contents);
        return false;
    }
    if (source_lost)
        assert_verifies(index);
    else
        assert_new(t);
    put_file(index, SEGMENTS[OLD], buf_bytes(&t->segment));
    put_file(index, MANIFEST_NAME, buf_bytes(&t->manifest));
    return true;
}

/* What is to fail, from call n on or call n alone. */
struct fault {
    const char *name;
    bool file, once;
    int error;
    enum st st; /* what a build then ends with; ST_OK: it takes no notice */
};

enum { CUT_SHORT = -1 }; /* in place of an error: half is read or written */

static void arm(const struct fault *f, long n)
{
    if (f->error == CUT_SHORT)
        file_cut_once(n);
    else if (f->file)
        (f->once ? file_fail_once : file_fail_after)(n, f->error);
    else
        (f->once ? mem_fail_once : mem_fail_after)(n);
}

static bool disarm(const struct fault *f)
{
    return f->file ? file_fail_never() : mem_fail_never();
}

/* One build with call `n` failing; false when it made no such call. */
static bool build_faulty(const struct trial *t, const struct fault *f, long n)
{
    struct build_result r;
    struct err e = ERR_INIT;
    arm(f, n);
    const enum st st = build_index(&t->options, &r, &e);
    const bool failed = disarm(f);
    const bool replaced = check_index(t, f->file && f->st != ST_OK &&
                                             is_source_lost(&r, f->error));
    build_result_release(&r);
    ck_assert_msg(st == ST_OK || (st == f->st && failed), "%s %ld: %s", f->name,
                  n, e.msg);
    ck_assert_int_eq(e.code, st);
    ck_assert_msg((st == ST_OK) == (e.msg[0] == '\0') && !strchr(e.msg, '\n'),
                  "%s %ld: \"%s\"", f->name, n, e.msg);
    ck_assert_msg(st != ST_IO || strstr(e.msg, t->swept.dir.path),
                  "%s %ld: no file in \"%s\"", f->name, n, e.msg);
    ck_assert_msg(st != ST_OK || replaced, "%s %ld: all well, and no new index",
                  f->name, n);
    /* Only a sync behind the rename may fail with the new index in place. */
    ck_assert_msg(st == ST_OK || !replaced || f->file, "%s %ld: %s", f->name, n,
                  e.msg);
    return failed;
}

/* Every `step`-th call fails. Ends with a build in which nothing did. */
static void sweep(const struct fault *f, unsigned threads, long step)
{
    if (getenv("SWEEP"))
        step = 1;
    struct trial t = {.manifest = BUF_INIT, .segment = BUF_INIT};
    trial_begin(&t, f->file);
    t.options.threads = threads;
    long n = 0, calm = 0; /* threads make some builds shorter than others */
    for (; calm < 3; n += step)
        calm = build_faulty(&t, f, n) ? 0 : calm + 1;
    printf("%s: a build of %ld calls\n", f->name, n - 3 * step);
    ck_assert_int_gt(n, 50);
    build_quietly(&t.options);
    assert_new(&t);
    assert_no_leftovers(t.swept.index);
    assert_verifies(t.swept.index);
    trial_end(&t);
}

START_TEST(memory_that_runs_out)
{
    sweep(&(struct fault){"memory", false, false, 0, ST_NOMEM}, 1, 5);
}
END_TEST

/* The harder one: what does not notice goes on, and ends with a wrong index. */
START_TEST(memory_that_lacks_for_a_moment)
{
    sweep(&(struct fault){"memory", false, true, 0, ST_NOMEM}, 1, 1);
}
END_TEST

/* Which of the threads meets the fault differs from run to run; that a build
 * fails whole does not. */
START_TEST(memory_that_runs_out_with_two_threads)
{
    sweep(&(struct fault){"memory", false, false, 0, ST_NOMEM}, 2, 7);
}
END_TEST

START_TEST(disk_that_fills_up)
{
    sweep(&(struct fault){"disk", true, false, ENOSPC, ST_IO}, 1, 3);
}
END_TEST

START_TEST(disk_that_fails_for_a_moment)
{
    sweep(&(struct fault){"disk", true, true, EIO, ST_IO}, 1, 1);
}
END_TEST

/* Nothing of it shows, not even a rejected document. */
START_TEST(calls_that_a_signal_interrupts)
{
    sweep(&(struct fault){"signal", true, true, EINTR, ST_OK}, 1, 1);
}
END_TEST

START_TEST(reads_and_writes_that_are_cut_short)
{
    sweep(&(struct fault){"cut", true, true, CUT_SHORT, ST_OK}, 1, 1);
}
END_TEST

SUITE("build_faults", memory_that_runs_out, memory_that_lacks_for_a_moment,
      memory_that_runs_out_with_two_threads, disk_that_fills_up,
      disk_that_fails_for_a_moment, calls_that_a_signal_interrupts,
      reads_and_writes_that_are_cut_short)
