/* What a build tells the one who looks on, and when it is given up. */
#include <stdio.h>
#include <string.h>

#include "common/segment/manifest.h"
#include "tests/index/built_index.h"
#include "tests/support/suite.h"

enum { BATCHES = 12 };

struct watcher {
    struct buf rejects;
    unsigned phases; /* a bit each */
    double last_done;
    uint64_t met, met_bad, calls;
    bool refuses;
};

static void see(void *ctx, const struct ingest_counts *so_far,
                enum progress_phase phase, double done)
{
    struct watcher *const w = ctx;
    ck_assert_uint_ge(so_far->met, w->met);
    ck_assert_uint_ge(so_far->met_bad, w->met_bad);
    ck_assert_uint_le(so_far->bytes_read, so_far->bytes_found);
    ck_assert(done <= 1);
    if (phase == PROGRESS_MERGING && w->phases & 1U << phase)
        ck_assert(done >= w->last_done);
    w->phases |= 1U << phase;
    w->last_done = done;
    w->met = so_far->met;
    w->met_bad = so_far->met_bad;
    w->calls++;
}

static enum st take(void *ctx, const struct rejects *r, struct err *e)
{
    struct watcher *const w = ctx;
    if (w->refuses)
        return err_set(e, ST_IO, "rejects.tsv: full");
    for (size_t i = 0; i < r->n; i++)
        ck_assert(rejects_print_tsv(r, i, &w->rejects));
    return ST_OK;
}

/* Of each batch one document and one line that is none. */
static struct build_options prepare(struct built_index *b, struct watcher *w)
{
    char id[16];
    built_index_init(b);
    for (int i = 0; i < BATCHES; i++) {
        snprintf(id, sizeof(id), "id %d", i);
        built_index_add_padded(b, id, "words of a body");
        fputs("no JSON\n", b->lines);
    }
    built_index_end(b);
    struct build_options o = built_index_options(b);
    o.watch = (struct ingest_watch){.ctx = w, .progress = see, .reject = take};
    return o;
}

START_TEST(rejects_are_given_in_order_and_not_kept)
{
    for (unsigned threads = 1; threads <= 3; threads++) {
        struct built_index b;
        struct watcher w = {.rejects = BUF_INIT};
        struct build_options o = prepare(&b, &w);
        struct buf want = BUF_INIT;
        o.threads = threads;
        o.spill_at = threads == 2 ? 1 : 0;
        struct build_result r = build_well(&o);
        ck_assert_uint_eq(r.read.rejected, BATCHES);
        ck_assert_uint_eq(r.read.rejects.n, 0);
        const char *const reason = strrchr(buf_str(&w.rejects), '\t');
        ck_assert_ptr_nonnull(reason);
        for (int i = 0; i < BATCHES; i++)
            buf_printf(&want, "%s\t%d%s", b.source, 2 * i + 2, reason);
        ck_assert_str_eq(buf_str(&w.rejects), buf_str(&want));
        ck_assert_uint_eq(w.met, 2 * BATCHES);
        ck_assert_uint_eq(w.met_bad, BATCHES);
        ck_assert(w.phases & 1U << PROGRESS_READING);
        ck_assert(w.phases & 1U << PROGRESS_MERGING);
        ck_assert_uint_gt(w.calls, BATCHES / 2);
        ck_assert(threads != 2 || w.last_done > .7);
        build_result_release(&r);
        buf_release(&want);
        buf_release(&w.rejects);
        built_index_remove(&b);
    }
}
END_TEST

static void refuse(bool refuses, const char *limit, enum st want,
                   const char *message)
{
    struct built_index b;
    struct watcher w = {.rejects = BUF_INIT, .refuses = refuses};
    struct build_options o = prepare(&b, &w);
    struct build_result r;
    struct manifest m;
    struct err e = ERR_INIT;
    ck_assert_int_eq(bad_limit_parse(&o.watch.max_bad, limit, NULL), ST_OK);
    ck_assert_int_eq(build_index(&o, &r, &e), want);
    ck_assert_msg(strstr(e.msg, message), "%s", e.msg);
    ck_assert(refuses || w.rejects.n > 0); /* they are told all the same */
    ck_assert_int_eq(manifest_read(&m, b.index, NULL), ST_NOT_FOUND);
    build_result_release(&r);
    buf_release(&w.rejects);
    built_index_remove(&b);
}

START_TEST(too_many_rejects_end_the_build_without_a_commit)
{
    refuse(false, "3", ST_REJECTS, "more than 3");
    refuse(false, "11", ST_REJECTS, "12 documents were rejected");
    refuse(false, "40%", ST_REJECTS, "12 of 24 documents");
}
END_TEST

START_TEST(rejects_that_cannot_be_written_end_the_build)
{
    refuse(true, "100%", ST_IO, "rejects.tsv: full");
}
END_TEST

START_TEST(as_many_rejects_as_allowed_do_not_matter)
{
    static const char *const limits[] = {"12", "50%"};
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        struct built_index b;
        struct watcher w = {.rejects = BUF_INIT};
        struct build_options o = prepare(&b, &w);
        ck_assert_int_eq(bad_limit_parse(&o.watch.max_bad, limits[i], NULL),
                         ST_OK);
        build_quietly(&o);
        buf_release(&w.rejects);
        built_index_remove(&b);
    }
}
END_TEST

/* Whatever stands in a name or reason: three columns, one line. */
START_TEST(tsv_line_has_three_columns_whatever_is_in_them)
{
    struct rejects r = {.n = 0};
    struct buf out = BUF_INIT;
    const char odd[] = "a\tb\nc\r\\d\x1b[2J\xff\xe2\x80\xa8";
    ck_assert(rejects_add(&r, bytes_of(odd, sizeof(odd)), 7,
                          bytes_of(odd, sizeof(odd))));
    ck_assert(rejects_add(&r, bytes_of_str("f"), 0, bytes_of_str("why")));
    ck_assert(rejects_print_tsv(&r, 0, &out));
    const char *const line = buf_str(&out);
    ck_assert_ptr_nonnull(strstr(line, "\t7\t"));
    ck_assert_ptr_nonnull(strstr(line, "a\\tb\\nc"));
    ck_assert_uint_eq(strcspn(line, "\n"), strlen(line) - 1);
    ck_assert_ptr_null(strchr(line, '\r'));
    ck_assert_ptr_null(strchr(line, '\x1b'));
    buf_clear(&out);
    ck_assert(rejects_print_tsv(&r, 1, &out));
    ck_assert_str_eq(buf_str(&out), "f\t-\twhy\n");
    buf_release(&out);
    rejects_release(&r);
}
END_TEST

SUITE("ingest_watch", rejects_are_given_in_order_and_not_kept,
      too_many_rejects_end_the_build_without_a_commit,
      rejects_that_cannot_be_written_end_the_build,
      as_many_rejects_as_allowed_do_not_matter,
      tsv_line_has_three_columns_whatever_is_in_them)
