#include "tests/support/need.h"
#include "tests/support/random_docs.h"
#include "tests/support/suite.h"

#include <stdlib.h>

static size_t holders_of(const struct oracle_docs *d, uint32_t word)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++) {
        const struct oracle_doc *const doc = &d->docs[i];
        size_t w = 0;
        while (w < doc->n && doc->words[w] != word)
            w++;
        n += w < doc->n;
    }
    return n;
}

START_TEST(tiny_documents_have_lists_of_every_length)
{
    enum { BLOCK = 128 };
    struct rng r = rng_from_env(3);
    struct oracle_docs d = {0};
    random_docs(&d, &r, RANDOM_DOCS_TINY);
    size_t nowhere = 0, in_one_block = 0, over_100_blocks = 0;
    for (uint32_t w = 0; w < d.n_names; w++) {
        const size_t n = holders_of(&d, w);
        nowhere += n == 0;
        in_one_block += n > 0 && n <= BLOCK;
        over_100_blocks += n > 100 * (size_t)BLOCK;
    }
    ck_assert_uint_ge(d.n, 20000);
    ck_assert_uint_ge(nowhere, 3);
    ck_assert_uint_gt(in_one_block, 0);
    ck_assert_uint_gt(over_100_blocks, 0);
    oracle_docs_release(&d);
}
END_TEST

START_TEST(same_seed_gives_the_same_documents)
{
    struct oracle_docs d[2] = {0};
    for (int i = 0; i < 2; i++)
        random_docs(&d[i], &(struct rng){7}, RANDOM_DOCS_MIXED);
    ck_assert_uint_eq(d[0].n, d[1].n);
    for (size_t i = 0; i < d[0].n; i++) {
        char *const a = oracle_doc_body(&d[0], i);
        char *const b = oracle_doc_body(&d[1], i);
        ck_assert_str_eq(a, b);
        free(a);
        free(b);
    }
    oracle_docs_release(&d[0]);
    oracle_docs_release(&d[1]);
}
END_TEST

/* The text of a document, read again, is the document. */
START_TEST(documents_survive_their_own_text)
{
    struct rng r = rng_from_env(11);
    struct oracle_docs d = {0}, again = {0};
    random_docs(&d, &r, RANDOM_DOCS_MIXED);
    oracle_docs_copy_names(&again, &d);
    size_t empty = 0, titled = 0, long_ones = 0;
    for (size_t i = 0; i < d.n; i++) {
        char *const title = oracle_doc_title(&d, i);
        char *const body = oracle_doc_body(&d, i);
        const struct oracle_doc *const x = &d.docs[i];
        const struct oracle_doc *const y =
            oracle_docs_add_text(&again, title, body);
        ck_assert_uint_eq(x->n, y->n);
        ck_assert_uint_eq(x->n_title, y->n_title);
        for (size_t w = 0; w < x->n; w++) {
            ck_assert_uint_eq(x->words[w], y->words[w]);
            ck_assert_uint_eq(x->places[w], y->places[w]);
            /* That of a paragraph is not written. */
            if (w + 1 < x->n && x->places[w + 1] == x->places[w] + 1)
                ck_assert_int_eq(x->ends[w], y->ends[w]);
        }
        empty += x->n == 0;
        titled += x->n_title > 0;
        long_ones += x->n >= 5000;
        free(title);
        free(body);
    }
    ck_assert_uint_gt(empty, 0);
    ck_assert_uint_gt(titled, d.n / 3);
    ck_assert_uint_gt(long_ones, 0);
    ck_assert_uint_eq(again.n_names, d.n_names);
    oracle_docs_release(&again);
    oracle_docs_release(&d);
}
END_TEST

SUITE("random_docs", tiny_documents_have_lists_of_every_length,
      same_seed_gives_the_same_documents, documents_survive_their_own_text)
