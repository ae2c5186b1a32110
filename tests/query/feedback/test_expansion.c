#include "query/feedback/expansion.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "tests/indexer/tiny_index.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

/* Two documents about oil, and enough about nothing that their words are not
 * those of a tenth of all. */
enum { DOCS = 40 };

struct world {
    struct tmpdir dir;
    struct index *index;
    struct searcher *searcher;
    struct arena arena;
};

static struct world world_make(bool store)
{
    static char ids[DOCS][8];
    struct tiny_doc docs[DOCS];
    const struct tiny_settings settings = {"none", store, 8};
    struct manifest m = {.generation = 1, .lang = "none"};
    struct world w = {.dir = tmpdir_make()};

    for (int i = 0; i < DOCS; i++) {
        snprintf(ids[i], sizeof(ids[i]), "%d", i);
        docs[i] = (struct tiny_doc){ids[i], "", "common words", "", 0};
    }
    docs[0].title = "Oil";
    docs[0].body = "gas, Gas";
    docs[1].body = "oil wind";
    tiny_segment(w.dir.path, &m, &settings, docs, DOCS);
    ck_assert_int_eq(manifest_write(&m, w.dir.path, NULL), ST_OK);
    manifest_release(&m);
    ck_assert_int_eq(index_open(&w.index, w.dir.path, NULL), ST_OK);
    ck_assert_int_eq(searcher_open(&w.searcher, w.index, NULL), ST_OK);
    arena_init(&w.arena, 0);
    return w;
}

static void world_end(struct world *w)
{
    arena_release(&w->arena);
    searcher_close(w->searcher);
    index_close(w->index);
    tmpdir_remove(&w->dir);
}

/* ---- terms ---- */

static const struct hit HITS[] = {{.doc = 0, .score = 3},
                                  {.doc = 1, .score = 1}};

/* The terms of the first n hits, as "gas 0.500000, oil ...". */
static const char *terms_of(const struct world *w, enum expand_kind kind,
                            size_t n, size_t most)
{
    static char out[256];
    const struct feedback_request r = {
        .kind = kind, .stems = true, .most = most, .hits = HITS, .n = n};
    const struct feedback_term *v;
    struct feedback_terms *t;
    struct err e = ERR_INIT;
    size_t found;

    ck_assert_int_eq(feedback_terms_open(&t, w->index, &e), ST_OK);
    ck_assert_msg(feedback_terms_find(t, &r, &v, &found, &e) == ST_OK, "%s",
                  e.msg);
    out[0] = '\0';
    for (size_t i = 0; i < found; i++)
        sprintf(out + strlen(out), "%s%.*s %.6f", i ? ", " : "",
                (int)v[i].text.n, (const char *)v[i].text.p, v[i].weight);
    feedback_terms_close(t);
    return out;
}

START_TEST(rm3_weighs_words_by_their_share_of_good_documents)
{
    struct world w = world_make(true);
    /* 3/4 * 2/3; 3/4 * 1/3 + 1/4 * 1/2; 1/4 * 1/2 */
    ck_assert_str_eq(terms_of(&w, EXPAND_RM3, 2, 9),
                     "gas 0.500000, oil 0.375000, wind 0.125000");
    ck_assert_str_eq(terms_of(&w, EXPAND_RM3, 2, 1), "gas 0.500000");
    world_end(&w);
}
END_TEST

START_TEST(bo1_weighs_words_by_how_surprising_they_are)
{
    struct world w = world_make(true);
    /* Twice, in 40 documents twice: 2 log2(1.05 / 0.05) + log2(1.05). */
    ck_assert_str_eq(terms_of(&w, EXPAND_BO1, 1, 9),
                     "gas 8.855024, oil 4.462707");
    ck_assert_str_eq(terms_of(&w, EXPAND_BO1, 2, 9), "oil 8.855024");
    world_end(&w);
}
END_TEST

/* ---- questions ---- */

static struct ast_node *word(const char *text)
{
    static struct ast_node node;
    node = (struct ast_node){.kind = AST_WORD, .text = bytes_of_str(text)};
    return &node;
}

static enum st run(struct world *w, struct expander *x,
                   struct ast_node *question, bool any,
                   struct expansion_options o, struct ast_node **out,
                   struct err *e)
{
    const struct search_options search = SEARCH_OPTIONS_DEFAULT;
    const struct expansion_request r = {
        .options = &o, .search = &search, .any = any, .arena = &w->arena};
    return expander_run(x, question, &r, out, e);
}

static uint64_t count(const struct world *w, const struct ast_node *question)
{
    const struct search_options o = {
        .count = true, .stems = true, .rank = RANK_CHOICE_DEFAULT};
    struct search_result result;
    ck_assert_int_eq(
        searcher_run(w->searcher, question, &o, NULL, &result, NULL), ST_OK);
    return result.total;
}

START_TEST(expanded_question_finds_the_same_or_of_a_bag_more)
{
    struct world w = world_make(true);
    const struct expansion_options o = {EXPAND_RM3, 2, 9, 0.5};
    struct expander *x;
    struct ast_node *out;
    ck_assert_int_eq(expander_open(&x, w.searcher, NULL), ST_OK);
    ck_assert_int_eq(run(&w, x, word("gas"), false, o, &out, NULL), ST_OK);
    ck_assert_uint_eq(count(&w, out), 1);
    ck_assert_int_eq(run(&w, x, word("gas"), true, o, &out, NULL), ST_OK);
    ck_assert_uint_eq(count(&w, out), 2); /* by way of oil */
    expander_close(x);
    world_end(&w);
}
END_TEST

START_TEST(weights_keep_the_share_of_the_question)
{
    struct world w = world_make(true);
    struct expander *x;
    struct ast_node *out;
    size_t n;
    double sum = 0;
    ck_assert_int_eq(expander_open(&x, w.searcher, NULL), ST_OK);
    ck_assert_int_eq(run(&w, x, word("oil"), false,
                         (struct expansion_options){EXPAND_RM3, 2, 9, 0.8},
                         &out, NULL),
                     ST_OK);
    const struct feedback_term *v = expander_added(x, &n);
    ck_assert_uint_eq(n, 3);
    for (size_t i = 0; i < n; i++)
        sum += v[i].weight;
    ck_assert_double_eq_tol(sum, 0.25, 1e-9); /* 1 of the word: 0.8 of all */

    ck_assert_int_eq(run(&w, x, word("oil"), false,
                         (struct expansion_options){EXPAND_BO1, 1, 9, 0.7},
                         &out, NULL),
                     ST_OK);
    v = expander_added(x, &n);
    ck_assert_double_eq_tol(v[0].weight, 0.7, 1e-9);
    expander_close(x);
    world_end(&w);
}
END_TEST

START_TEST(question_without_answers_stays_as_it_is)
{
    struct world w = world_make(true);
    struct expander *x;
    struct ast_node *out, *const question = word("zeppelin");
    size_t n;
    struct expansion_options o = EXPANSION_OPTIONS_DEFAULT;
    ck_assert_int_eq(expander_open(&x, w.searcher, NULL), ST_OK);
    for (int kind = EXPAND_NONE; kind <= EXPAND_BO1; kind++) {
        o.kind = (enum expand_kind)kind;
        ck_assert_int_eq(run(&w, x, question, true, o, &out, NULL), ST_OK);
        ck_assert_ptr_eq(out, question);
        expander_added(x, &n);
        ck_assert_uint_eq(n, 0);
    }
    expander_close(x);
    world_end(&w);
}
END_TEST

START_TEST(index_without_texts_says_why_it_cannot)
{
    struct world w = world_make(false);
    struct expander *x;
    struct ast_node *out;
    struct err e = ERR_INIT;
    ck_assert_int_eq(expander_open(&x, w.searcher, NULL), ST_OK);
    ck_assert_int_eq(run(&w, x, word("oil"), true,
                         (struct expansion_options){EXPAND_RM3, 2, 9, 0.5},
                         &out, &e),
                     ST_USAGE);
    ck_assert_msg(strstr(e.msg, "keeps none"), "%s", e.msg);
    expander_close(x);
    world_end(&w);
}
END_TEST

/* Every allocation fails once; the expander is of use all the same. */
START_TEST(expansion_without_memory_says_so)
{
    struct world w = world_make(true);
    const struct expansion_options o = {EXPAND_RM3, 2, 9, 0.5};
    struct ast_node *out;
    bool failed = true;
    for (long n = 0; failed; n++) {
        struct expander *x;
        ck_assert_int_lt(n, 2000);
        mem_fail_once(n);
        enum st st = expander_open(&x, w.searcher, NULL);
        if (st == ST_OK)
            st = run(&w, x, word("oil"), true, o, &out, NULL);
        failed = mem_fail_never();
        ck_assert_int_eq(st, failed ? ST_NOMEM : ST_OK);
        if (x)
            ck_assert_int_eq(run(&w, x, word("oil"), true, o, &out, NULL),
                             ST_OK);
        expander_close(x);
    }
    world_end(&w);
}
END_TEST

SUITE("expansion", rm3_weighs_words_by_their_share_of_good_documents,
      bo1_weighs_words_by_how_surprising_they_are,
      expanded_question_finds_the_same_or_of_a_bag_more,
      weights_keep_the_share_of_the_question,
      question_without_answers_stays_as_it_is,
      index_without_texts_says_why_it_cannot, expansion_without_memory_says_so)
