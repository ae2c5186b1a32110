/* Postings out of order come out as if they had never been. */
#include "indexer/posting_sorter.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

enum { FREQ_MAX = 7 };

static uint32_t freq_of(uint32_t doc)
{
    return 1 + doc * 2654435761u % FREQ_MAX;
}

static void gaps_of(uint32_t doc, uint32_t gaps[FREQ_MAX])
{
    for (uint32_t i = 0; i < freq_of(doc); i++)
        gaps[i] = (doc + 3) * (i + 1) % 1000;
}

struct writing {
    struct tmpdir dir;
    uint8_t *codes;
    struct postings_docs of;
    struct postings_writer direct, sorted;
};

static void open_writing(struct writing *w, uint32_t max_doc)
{
    struct err e = ERR_INIT;
    w->dir = tmpdir_make();
    w->codes = calloc(max_doc + 1, 1);
    ck_assert_ptr_nonnull(w->codes);
    postings_docs_init(&w->of, max_doc + 1, w->codes, 1, 1);
    const struct postings_bases none = {.docs = 0};
    ck_assert_int_eq(postings_writer_init(&w->direct, tmpdir_file(&w->dir, "a"),
                                          "direct", &w->of, none, &e),
                     ST_OK);
    ck_assert_int_eq(postings_writer_init(&w->sorted, tmpdir_file(&w->dir, "b"),
                                          "sorted", &w->of, none, &e),
                     ST_OK);
}

static void close_writing(struct writing *w)
{
    postings_writer_release(&w->direct);
    postings_writer_release(&w->sorted);
    tmpdir_remove(&w->dir);
    free(w->codes);
}

static void assert_same_spool(struct spool *a, struct spool *b)
{
    struct bytes x, y;
    ck_assert_int_eq(spool_view(a, &x, NULL), ST_OK);
    ck_assert_int_eq(spool_view(b, &y, NULL), ST_OK);
    ck_assert(bytes_equal(x, y));
}

static void shuffle(struct rng *r, uint32_t *v, uint32_t n)
{
    for (uint32_t i = n; i > 1; i--) {
        const uint32_t k = rng_below(r, i), t = v[k];
        v[k] = v[i - 1];
        v[i - 1] = t;
    }
}

/* `n` documents, each at random up to `step` behind the one before. */
static void check_term(struct writing *w, struct posting_sorter *s,
                       struct rng *r, uint32_t n, uint32_t step)
{
    uint32_t gaps[FREQ_MAX], doc = 0;
    uint32_t *const docs = calloc(n + 1, sizeof(*docs));
    struct term_entry a, b;
    unsigned bits = 0;
    ck_assert_ptr_nonnull(docs);
    postings_writer_begin(&w->direct, true);
    postings_writer_begin(&w->sorted, true);
    for (uint32_t i = 0; i < n; i++) {
        docs[i] = doc;
        gaps_of(doc, gaps);
        ck_assert_int_eq(
            postings_writer_add(&w->direct, doc, freq_of(doc), gaps, NULL),
            ST_OK);
        doc += 1 + rng_below(r, step);
    }
    while ((uint64_t)1 << bits < doc)
        bits++;
    shuffle(r, docs, n);
    for (uint32_t i = 0; i < n; i++) {
        gaps_of(docs[i], gaps);
        ck_assert_int_eq(
            posting_sorter_add(s, docs[i], freq_of(docs[i]), gaps, NULL),
            ST_OK);
    }
    ck_assert_int_eq(posting_sorter_write(s, bits, &w->sorted, NULL), ST_OK);
    ck_assert_int_eq(postings_writer_end(&w->direct, &a, NULL), ST_OK);
    ck_assert_int_eq(postings_writer_end(&w->sorted, &b, NULL), ST_OK);
    ck_assert_uint_eq(b.df, n);
    ck_assert_mem_eq(&a, &b, sizeof(a));
    free(docs);
}

START_TEST(shuffled_postings_are_written_as_those_in_order)
{
    static const uint32_t sizes[] = {0,  1,    2,     47,    48,
                                     49, 1000, 16383, 16384, 40000};
    struct rng r = rng_from_env(31);
    struct posting_sorter s = {.n = 0};
    struct writing w;
    open_writing(&w, 40000 * 50);
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        check_term(&w, &s, &r, sizes[i], 1);
        check_term(&w, &s, &r, sizes[i], 50);
    }
    assert_same_spool(&w.direct.docs, &w.sorted.docs);
    assert_same_spool(&w.direct.skips, &w.sorted.skips);
    assert_same_spool(&w.direct.positions, &w.sorted.positions);
    posting_sorter_release(&s);
    close_writing(&w);
}
END_TEST

START_TEST(without_memory_it_says_so_and_can_be_used_again)
{
    struct posting_sorter s = {.n = 0};
    struct writing w;
    uint32_t gaps[FREQ_MAX] = {0};
    open_writing(&w, 1000);
    for (long n = 0;; n++) {
        enum st st = ST_OK;
        postings_writer_begin(&w.sorted, true);
        mem_fail_after(n);
        for (uint32_t i = 0; i < 100 && st == ST_OK; i++)
            st = posting_sorter_add(&s, 999 - i, 1, gaps, NULL);
        const enum st wrote = posting_sorter_write(&s, 10, &w.sorted, NULL);
        mem_fail_never();
        if (st == ST_OK && wrote == ST_OK)
            break;
        ck_assert_int_eq(st == ST_OK ? wrote : st, ST_NOMEM);
        ck_assert_int_lt(n, 1000);
    }
    posting_sorter_release(&s);
    close_writing(&w);
}
END_TEST

SUITE("posting_sorter", shuffled_postings_are_written_as_those_in_order,
      without_memory_it_says_so_and_can_be_used_again)
