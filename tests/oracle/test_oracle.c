/*
 * Five documents, and scores worked out by hand.
 *
 *     0  senate budget / the senate passed the budget      7 words
 *     1  - / budget budget budget                          3
 *     2  health / the health budget of the senate          7
 *     3  - / -                                             0
 *     4  senate / the senate, new paragraph, budget talks  5
 *
 * N = 4 documents have words, 22 in all, so average = 5.5. With k1 .9, b .4
 * norm(length) = .9 * (.6 + .4 * length / 5.5):
 *
 *     norm(3) = .736364    norm(5) = .867273    norm(7) = .998182
 *
 * idf(n) = ln(1 + (4.5 - n) / (n + .5)):
 *
 *     n  0  ln 10        2.302585
 *        1  ln 3.333333  1.203973   health, passed, of, talks
 *        3  ln 1.428571   .356675   senate, the
 *        4  ln 1.111111   .105361   budget
 */
#include "tests/oracle/oracle.h"
#include "tests/support/suite.h"

#include <math.h>

struct bench {
    struct oracle_docs docs;
    struct oracle oracle;
    struct pool pool;
};

static void set_up(struct bench *b)
{
    *b = (struct bench){0};
    oracle_docs_add_text(&b->docs, "senate budget",
                         "the senate passed the budget");
    oracle_docs_add_text(&b->docs, "", "budget budget budget");
    oracle_docs_add_text(&b->docs, "health", "the health budget of the senate");
    oracle_docs_add_text(&b->docs, "", "");
    oracle_docs_add_text(&b->docs, "senate", "the senate\n\nbudget talks");
    oracle_docs_word(&b->docs, "nowhere");
    oracle_init(&b->oracle, &b->docs);
}

static void tear_down(struct bench *b)
{
    pool_release(&b->pool);
    oracle_release(&b->oracle);
    oracle_docs_release(&b->docs);
}

static struct oracle_query *word(struct bench *b, const char *name)
{
    return oracle_query_word(&b->pool, oracle_docs_word(&b->docs, name));
}

static struct oracle_query *phrase(struct bench *b, const char *first,
                                   const char *second)
{
    const uint32_t words[] = {oracle_docs_word(&b->docs, first),
                              oracle_docs_word(&b->docs, second)};
    return oracle_query_phrase(&b->pool, words, 2);
}

static void expect_with(struct bench *b, const struct oracle_query *q,
                        enum oracle_syntax syntax, struct oracle_bm25 bm25,
                        const struct oracle_hit *hits, size_t n)
{
    struct oracle_answer a;
    oracle_search(&b->oracle, q, syntax, bm25, &a);
    ck_assert_uint_eq(a.count, n);
    for (size_t i = 0; i < n; i++) {
        ck_assert_uint_eq(a.hits[i].doc, hits[i].doc);
        ck_assert_float_eq_tol(a.hits[i].score, hits[i].score, 1e-5f);
    }
    oracle_answer_release(&a);
}

#define EXPECT(b, q, ...)                                                      \
    do {                                                                       \
        const struct oracle_hit hits_[] = {__VA_ARGS__};                       \
        expect_with((b), (q), ORACLE_LUCENE, ORACLE_BM25_DEFAULT, hits_,       \
                    sizeof(hits_) / sizeof(hits_[0]));                         \
    } while (0)

static void expect_nothing(struct bench *b, const struct oracle_query *q)
{
    expect_with(b, q, ORACLE_LUCENE, ORACLE_BM25_DEFAULT, NULL, 0);
}

START_TEST(word_scores_as_worked_out_by_hand)
{
    struct bench b;
    set_up(&b);
    /* 4: .356675 * 2 / 2.867273; 0: .356675 * 2 / 2.998182;
     * 2: .356675 * 1 / 1.998182 */
    EXPECT(&b, word(&b, "senate"), {4, .248790f}, {0, .237927f}, {2, .178500f});
    /* 1: .105361 * 3 / 3.736364; 0: .105361 * 2 / 2.998182;
     * 4: .105361 / 1.867273; 2: .105361 / 1.998182 */
    EXPECT(&b, word(&b, "budget"), {1, .084596f}, {0, .070283f}, {4, .056425f},
           {2, .052728f});
    expect_nothing(&b, word(&b, "nowhere"));

    /* k1 1.2, b .75: norm(7) = 1.2 * (.25 + .75 * 7 / 5.5) = 1.445455,
     * norm(5) = 1.118182 */
    const struct oracle_hit hits[] = {
        {4, .228771f}, {0, .207041f}, {2, .145852f}};
    expect_with(&b, word(&b, "senate"), ORACLE_LUCENE,
                (struct oracle_bm25){1.2, 0.75}, hits, 3);
    tear_down(&b);
}
END_TEST

/* With k1 2, b 0 a word that stands f times has idf * f / (f + 2). */
static const struct oracle_bm25 PLAIN = {2, 0};

START_TEST(bare_word_and_pattern_count_as_one_word)
{
    struct bench b;
    uint32_t stems[16];
    set_up(&b);
    for (uint32_t i = 0; i < b.docs.n_names; i++)
        stems[i] = i;
    stems[oracle_docs_word(&b.docs, "talks")] =
        oracle_docs_word(&b.docs, "health");
    b.docs.stems = stems;
    oracle_release(&b.oracle);
    oracle_init(&b.oracle, &b.docs);

    /* In 2 of 4: idf ln 2; 2: ln 2 * 2 / 4; 4: ln 2 / 3 */
    const uint32_t health = oracle_docs_word(&b.docs, "health");
    const struct oracle_hit group[] = {{2, .346574f}, {4, .231049f}};
    expect_with(&b, oracle_query_bare(&b.pool, &b.docs, health), ORACLE_TREE,
                PLAIN, group, 2);
    expect_with(&b, oracle_query_word(&b.pool, health), ORACLE_TREE, PLAIN,
                (const struct oracle_hit[]){{2, .601986f}}, 1);
    /* budget in 0 twice, in 1 thrice, in 2 and 4 once, the rarer health and
     * talks besides: idf of budget, .105361 */
    const struct oracle_query *const pattern = oracle_query_pattern(
        &b.pool, &b.docs, ORACLE_EXPRESSION, "budget|health|talks", 0);
    const struct oracle_hit any[] = {
        {1, .063216f}, {2, .063216f}, {0, .052680f}, {4, .052680f}};
    expect_with(&b, pattern, ORACLE_TREE, PLAIN, any, 4);
    b.docs.stems = NULL;
    tear_down(&b);
}
END_TEST

START_TEST(weights_change_scores_and_filters_have_none)
{
    struct bench b;
    set_up(&b);
    struct oracle_query *const boost = oracle_query_new(&b.pool, ORACLE_BOOST);
    struct oracle_query *const constant =
        oracle_query_new(&b.pool, ORACLE_CONSTANT);
    struct oracle_query *const filter =
        oracle_query_new(&b.pool, ORACLE_FILTER);
    boost->factor = 10;
    oracle_query_add(&b.pool, boost, ORACLE_SHOULD, word(&b, "health"));
    constant->factor = 3;
    oracle_query_add(&b.pool, constant, ORACLE_SHOULD, word(&b, "senate"));
    filter->filter =
        (struct oracle_filter){.field = ORACLE_LENGTH, .least = 3, .most = 5};
    expect_with(&b, boost, ORACLE_TREE, PLAIN,
                (const struct oracle_hit[]){{2, 6.01986f}}, 1);
    expect_with(&b, constant, ORACLE_TREE, PLAIN,
                (const struct oracle_hit[]){{0, 3}, {2, 3}, {4, 3}}, 3);
    expect_with(&b, filter, ORACLE_TREE, PLAIN,
                (const struct oracle_hit[]){{1, 0}, {4, 0}}, 2);
    expect_with(
        &b, oracle_query_new(&b.pool, ORACLE_ALL), ORACLE_TREE, PLAIN,
        (const struct oracle_hit[]){{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}}, 5);
    tear_down(&b);
}
END_TEST

START_TEST(phrase_stays_in_its_paragraph_and_counts_overlaps)
{
    struct bench b;
    set_up(&b);
    /* Only the title of 0: in 4 a paragraph, in 0 the end of the title lies
     * between. (.356675 + .105361) / 1.998182 */
    EXPECT(&b, phrase(&b, "senate", "budget"), {0, .231228f});
    expect_nothing(&b, phrase(&b, "budget", "the"));
    /* Twice in three: 2 * .105361 * 2 / (2 + .736364) */
    EXPECT(&b, phrase(&b, "budget", "budget"), {1, .154015f});
    /* 4: .713350 / 1.867273; 0 and 2 tie: .713350 / 1.998182 */
    EXPECT(&b, phrase(&b, "the", "senate"), {4, .382028f}, {0, .356999f},
           {2, .356999f});
    expect_nothing(&b, phrase(&b, "senate", "nowhere"));
    tear_down(&b);
}
END_TEST

START_TEST(title_counts_only_its_own_words_but_the_whole_length)
{
    struct bench b;
    set_up(&b);
    /* 4: .356675 / 1.867273; 0: .356675 / 1.998182 */
    EXPECT(&b, oracle_query_title(&b.pool, word(&b, "senate")), {4, .191014f},
           {0, .178500f});
    EXPECT(&b, oracle_query_title(&b.pool, phrase(&b, "senate", "budget")),
           {0, .231228f});
    expect_nothing(&b,
                   oracle_query_title(&b.pool, phrase(&b, "the", "senate")));

    /* Within a bracket: title:(senate health); 2: 1.203973 / 1.998182 */
    struct oracle_query *const any = oracle_query_bool(&b.pool);
    oracle_query_add(&b.pool, any, ORACLE_SHOULD, word(&b, "senate"));
    oracle_query_add(&b.pool, any, ORACLE_SHOULD, word(&b, "health"));
    EXPECT(&b, oracle_query_title(&b.pool, any), {2, .602534f}, {4, .191014f},
           {0, .178500f});
    tear_down(&b);
}
END_TEST

START_TEST(clauses_add_up_as_in_a_boolean_query)
{
    struct bench b;
    set_up(&b);

    /* +budget senate: 0: .070283 + .237927; 4: .056425 + .248790;
     * 2: .052728 + .178500; 1: .084596 */
    struct oracle_query *q = oracle_query_bool(&b.pool);
    oracle_query_add(&b.pool, q, ORACLE_MUST, word(&b, "budget"));
    oracle_query_add(&b.pool, q, ORACLE_SHOULD, word(&b, "senate"));
    EXPECT(&b, q, {0, .308210f}, {4, .305215f}, {2, .231228f}, {1, .084596f});

    /* ... -the drops 0, 2 and 4 */
    oracle_query_add(&b.pool, q, ORACLE_MUST_NOT, word(&b, "the"));
    EXPECT(&b, q, {1, .084596f});

    /* +budget +senate +budget: a clause given twice counts twice.
     * 0: 2 * .070283 + .237927; 4: 2 * .056425 + .248790 */
    q = oracle_query_bool(&b.pool);
    oracle_query_add(&b.pool, q, ORACLE_MUST, word(&b, "budget"));
    oracle_query_add(&b.pool, q, ORACLE_MUST, word(&b, "senate"));
    oracle_query_add(&b.pool, q, ORACLE_MUST, word(&b, "budget"));
    EXPECT(&b, q, {0, .378493f}, {4, .361640f}, {2, .283956f});

    /* nowhere health: one SHOULD is enough. 2: 1.203973 * 2 / 2.998182 */
    q = oracle_query_bool(&b.pool);
    oracle_query_add(&b.pool, q, ORACLE_SHOULD, word(&b, "nowhere"));
    oracle_query_add(&b.pool, q, ORACLE_SHOULD, word(&b, "health"));
    EXPECT(&b, q, {2, .803135f});
    tear_down(&b);
}
END_TEST

START_TEST(only_prohibited_clauses_match_nothing_or_all_others)
{
    struct bench b;
    set_up(&b);
    struct oracle_query *const q = oracle_query_bool(&b.pool);
    oracle_query_add(&b.pool, q, ORACLE_MUST_NOT, word(&b, "senate"));
    expect_nothing(&b, q);
    /* The empty document is one of the others. */
    const struct oracle_hit others[] = {{1, 0}, {3, 0}};
    expect_with(&b, q, ORACLE_WEBSEARCH, ORACLE_BM25_DEFAULT, others, 2);

    /* +budget +(-senate), nested */
    struct oracle_query *const both = oracle_query_bool(&b.pool);
    oracle_query_add(&b.pool, both, ORACLE_MUST, word(&b, "budget"));
    oracle_query_add(&b.pool, both, ORACLE_MUST, q);
    expect_nothing(&b, both);
    const struct oracle_hit left[] = {{1, .084596f}};
    expect_with(&b, both, ORACLE_WEBSEARCH, ORACLE_BM25_DEFAULT, left, 1);
    tear_down(&b);
}
END_TEST

START_TEST(documents_without_words_are_not_counted_in_averages)
{
    struct bench b;
    set_up(&b);
    ck_assert_uint_eq(b.oracle.with_words, 4);
    ck_assert_double_eq_tol(b.oracle.average, 5.5, 1e-12);
    tear_down(&b);

    /* Nothing at all still answers. */
    b = (struct bench){0};
    oracle_docs_add_text(&b.docs, "", "");
    oracle_docs_word(&b.docs, "nowhere");
    oracle_init(&b.oracle, &b.docs);
    expect_nothing(&b, word(&b, "nowhere"));
    tear_down(&b);
}
END_TEST

/* 300 words count as 280 (length_code): norm = .9 * (.6 + .4 * 280 / 150.5)
 * with an average of (300 + 1) / 2. */
START_TEST(long_document_scores_with_its_coded_length)
{
    struct bench b = {0};
    struct oracle_doc *const d = oracle_docs_add_text(&b.docs, "", "one");
    for (int i = 0; i < 299; i++)
        oracle_doc_add_word(d, oracle_docs_word(&b.docs, "two"));
    oracle_docs_add_text(&b.docs, "", "two");
    oracle_init(&b.oracle, &b.docs);
    const float norm = .9f * (.6f + .4f * 280 / 150.5f);
    EXPECT(&b, word(&b, "one"), {0, logf(2) / (1 + norm)});
    tear_down(&b);
}
END_TEST

SUITE("oracle", word_scores_as_worked_out_by_hand,
      bare_word_and_pattern_count_as_one_word,
      weights_change_scores_and_filters_have_none,
      phrase_stays_in_its_paragraph_and_counts_overlaps,
      title_counts_only_its_own_words_but_the_whole_length,
      clauses_add_up_as_in_a_boolean_query,
      only_prohibited_clauses_match_nothing_or_all_others,
      documents_without_words_are_not_counted_in_averages,
      long_document_scores_with_its_coded_length)
