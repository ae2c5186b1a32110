#include "tests/oracle/oracle_query.h"
#include "tests/support/random_docs.h"
#include "tests/support/random_query.h"
#include "tests/support/suite.h"

#include <stdlib.h>
#include <string.h>

static char *text_of(const struct oracle_query *q, const struct oracle_docs *d,
                     enum oracle_syntax syntax)
{
    char *text = NULL;
    size_t size;
    FILE *const out = need_stream(&text, &size);
    oracle_query_write(q, d, syntax, out);
    need_close(out);
    return text;
}

static void expect_text(const struct oracle_query *q,
                        const struct oracle_docs *d, enum oracle_syntax syntax,
                        const char *due)
{
    char *const text = text_of(q, d, syntax);
    ck_assert_str_eq(text, due);
    free(text);
}

/* a, b and c are the words 0, 1, 2 of these documents. */
static void set_up(struct oracle_docs *d, struct pool *p)
{
    *d = (struct oracle_docs){0};
    *p = (struct pool){0};
    oracle_docs_add_text(d, "a", "b c");
}

START_TEST(each_syntax_writes_what_it_can_say)
{
    struct oracle_docs d;
    struct pool p;
    set_up(&d, &p);
    const uint32_t ab[] = {0, 1};
    struct oracle_query *const all = oracle_query_bool(&p);
    struct oracle_query *const any = oracle_query_bool(&p);
    oracle_query_add(&p, any, ORACLE_SHOULD, oracle_query_word(&p, 0));
    oracle_query_add(&p, any, ORACLE_SHOULD,
                     oracle_query_title(&p, oracle_query_word(&p, 2)));
    oracle_query_add(&p, all, ORACLE_MUST, oracle_query_phrase(&p, ab, 2));
    oracle_query_add(&p, all, ORACLE_MUST_NOT, any);
    oracle_query_add(&p, all, ORACLE_MUST, oracle_query_title(&p, any));

    expect_text(all, &d, ORACLE_LUCENE,
                "+\"a b\" -(a title:c) +title:(a title:c)");
    expect_text(all, &d, ORACLE_LUCENE_OPERATORS,
                "\"a b\" AND NOT (a OR title:c) AND title:(a OR title:c)");
    expect_text(all, &d, ORACLE_WEBSEARCH,
                "\"a b\" -(a OR title:c) title:(a OR title:c)");

    oracle_query_add(&p, all, ORACLE_SHOULD, oracle_query_word(&p, 1));
    ck_assert(oracle_query_can_say(all, ORACLE_LUCENE));
    ck_assert(oracle_query_can_say(all, ORACLE_LUCENE_OPERATORS));
    ck_assert(!oracle_query_can_say(all, ORACLE_WEBSEARCH));
    expect_text(all, &d, ORACLE_LUCENE_OPERATORS,
                "+\"a b\" -(a OR title:c) +title:(a OR title:c) b");
    pool_release(&p);
    oracle_docs_release(&d);
}
END_TEST

START_TEST(smaller_queries_lose_one_thing_each)
{
    struct oracle_docs d;
    struct pool p;
    set_up(&d, &p);
    const uint32_t ab[] = {0, 1};
    struct oracle_query *const q = oracle_query_bool(&p);
    oracle_query_add(&p, q, ORACLE_MUST, oracle_query_phrase(&p, ab, 2));
    oracle_query_add(&p, q, ORACLE_MUST_NOT, oracle_query_word(&p, 2));

    static const char *const DUE[] = {"\"a b\"",  "c",         "-c",
                                      "+\"a b\"", "+\"b\" -c", "+\"a\" -c"};
    const size_t n = sizeof(DUE) / sizeof(DUE[0]);
    for (size_t i = 0; i < n; i++)
        expect_text(oracle_query_smaller(q, i, &p), &d, ORACLE_LUCENE, DUE[i]);
    ck_assert_ptr_null(oracle_query_smaller(q, n, &p));
    expect_text(q, &d, ORACLE_LUCENE, "+\"a b\" -c");
    pool_release(&p);
    oracle_docs_release(&d);
}
END_TEST

START_TEST(taking_smaller_queries_again_and_again_ends_with_a_word)
{
    struct rng r = rng_from_env(20190528);
    struct oracle_docs d = {0};
    random_docs(&d, &r, RANDOM_DOCS_FEW);
    for (int round = 0; round < 300; round++) {
        struct pool p = {0};
        const enum oracle_syntax syntax =
            (enum oracle_syntax)rng_below(&r, ORACLE_SYNTAXES);
        const struct oracle_query *q = random_query(&p, &r, &d, syntax);
        ck_assert(oracle_query_can_say(q, syntax));
        int steps = 0;
        const struct oracle_query *less;
        while ((less = oracle_query_smaller(q, rng_below(&r, 3), &p)) ||
               (less = oracle_query_smaller(q, 0, &p))) {
            q = less;
            ck_assert_int_lt(++steps, 1000);
        }
        ck_assert_int_eq(q->kind, ORACLE_WORD);
        pool_release(&p);
    }
    oracle_docs_release(&d);
}
END_TEST

START_TEST(same_seed_gives_the_same_documents_and_queries)
{
    char *texts[2][3];
    for (int i = 0; i < 2; i++) {
        struct rng r = {7};
        struct oracle_docs d = {0};
        struct pool p = {0};
        random_docs(&d, &r, RANDOM_DOCS_MIXED);
        texts[i][0] = oracle_doc_title(&d, d.n / 2);
        texts[i][1] = oracle_doc_body(&d, d.n - 1);
        texts[i][2] =
            text_of(random_query(&p, &r, &d, ORACLE_LUCENE), &d, ORACLE_LUCENE);
        pool_release(&p);
        oracle_docs_release(&d);
    }
    for (int t = 0; t < 3; t++) {
        ck_assert_str_eq(texts[0][t], texts[1][t]);
        free(texts[0][t]);
        free(texts[1][t]);
    }
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

SUITE("oracle_query and its generators", each_syntax_writes_what_it_can_say,
      smaller_queries_lose_one_thing_each,
      taking_smaller_queries_again_and_again_ends_with_a_word,
      same_seed_gives_the_same_documents_and_queries,
      documents_survive_their_own_text)
