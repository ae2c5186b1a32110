#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/compiler.h"
#include "common/base/mem.h"
#include "query/searcher.h"
#include "tests/index/small_index.h"
#include "tests/support/suite.h"

static const struct small_doc DOCS[] = {
    {"Lukashenko meets Lukashenka", "The leadership of the union."},
    {"A partnership",
     "Lukashenko spoke of ship and shipping. Lukashenko left."},
    {"Women in science", "A woman, Lukashenka by name, spoke."},
    {"", ""},
    {"Membership", "Kassym-Jomart Tokayev met the leadership, the leadership."},
};
enum { N_DOCS = sizeof(DOCS) / sizeof(DOCS[0]), SEGMENTS_MAX = 3 };

static struct search_options all_of(void)
{
    struct search_options o = SEARCH_OPTIONS_DEFAULT;
    o.k = N_DOCS;
    return o;
}

struct found {
    char docs[32], notice[512]; /* "0 2" in order of numbers */
    float best;
    size_t terms;
    enum st st;
    struct err e;
};

static struct found ask(const struct small_index *s,
                        const struct ast_node *question,
                        const struct search_options *options)
{
    struct found f = {.e = ERR_INIT};
    struct search_result result;
    struct hit hits[N_DOCS];
    struct searcher *searcher;
    bool found[N_DOCS] = {false};

    ck_assert_int_eq(searcher_open(&searcher, s->index, &f.e), ST_OK);
    f.st = searcher_run(searcher, question, options, hits, &result, &f.e);
    if (f.st == ST_OK) {
        ck_assert_uint_eq(result.total, result.n);
        for (uint32_t i = 0; i < result.n; i++)
            found[hits[i].doc] = true;
        f.best = result.n > 0 ? hits[0].score : 0;
        searcher_terms(searcher, &f.terms);
        snprintf(f.notice, sizeof(f.notice), "%s",
                 searcher_notice(searcher) ? searcher_notice(searcher) : "");
    }
    for (unsigned i = 0; i < N_DOCS; i++) {
        if (found[i])
            sprintf(f.docs + strlen(f.docs), "%s%u", *f.docs ? " " : "", i);
    }
    searcher_close(searcher);
    return f;
}

static struct ast_node leaf(enum ast_kind kind, const char *text,
                            uint32_t count)
{
    return (struct ast_node){
        .kind = kind, .text = bytes_of_str(text), .count = count};
}

/* However the documents are spread over segments, counted or not. */
static void check(const struct ast_node *question, const char *want)
{
    for (size_t segments = 1; segments <= SEGMENTS_MAX; segments++) {
        struct small_index s = small_index_make(DOCS, N_DOCS, "en", segments);
        const struct search_options options = all_of();
        const struct found f = ask(&s, question, &options);
        ck_assert_msg(f.st == ST_OK, "%s", f.e.msg);
        ck_assert_msg(strcmp(f.docs, want) == 0, "%.*s: %s, not %s",
                      (int)question->text.n, (const char *)question->text.p,
                      f.docs, want);
        ck_assert_str_eq(f.notice, "");
        small_index_remove(&s);
    }
}

static void finds(enum ast_kind kind, const char *text, uint32_t count,
                  const char *want)
{
    const struct ast_node n = leaf(kind, text, count);
    check(&n, want);
}

START_TEST(pattern_finds_the_documents_of_all_words_it_fits)
{
    finds(AST_WILDCARD, "Luka*", 0, "0 1 2");
    finds(AST_WILDCARD, "*ship", 0, "0 1 4");
    finds(AST_WILDCARD, "ship*", 0, "1");
    finds(AST_WILDCARD, "wom?n", 0, "2");
    finds(AST_WILDCARD, "kassym-jom*", 0, "4");
    finds(AST_WILDCARD, "nosuch*", 0, "");
    finds(AST_REGEX, "lukashenk[ao]", 0, "0 1 2");
    finds(AST_REGEX, "lukashenka", 0, "0 2");
    finds(AST_FUZZY, "lukashenko", 1, "0 1 2");
    finds(AST_FUZZY, "lukashenkaa", 1, "0 2");
    finds(AST_FUZZY, "leedership", 1, "0 4");
}
END_TEST

START_TEST(pattern_means_words_as_written_and_not_their_stems)
{
    finds(AST_WILDCARD, "women*", 0, "2");
    finds(AST_WILDCARD, "shippin*", 0, "1");
    finds(AST_WILDCARD, "*eadership", 0, "0 4");
}
END_TEST

START_TEST(pattern_within_the_title_looks_no_further)
{
    struct ast_node n = leaf(AST_WILDCARD, "*ship", 0);
    const struct ast_node title = {
        .kind = AST_FIELD, .text = bytes_of_str("title"), .first = &n};
    check(&title, "1 4");
    n = leaf(AST_WILDCARD, "l*", 0);
    check(&title, "0");
}
END_TEST

START_TEST(pattern_takes_part_in_bools)
{
    struct ast_node ship = leaf(AST_WILDCARD, "*ship", 0);
    struct ast_node luka = leaf(AST_WILDCARD, "luka*", 0);
    struct ast_node group = {.kind = AST_BOOL, .first = &ship, .last = &luka};
    ship.next = &luka;
    ship.occur = luka.occur = OCCUR_MUST;
    check(&group, "0 1");
    luka.occur = OCCUR_MUST_NOT;
    check(&group, "4");
    ship.occur = luka.occur = OCCUR_SHOULD;
    check(&group, "0 1 2 4");
}
END_TEST

START_TEST(pattern_scores_as_one_word_of_all_occurrences)
{
    struct small_index s = small_index_make(DOCS, N_DOCS, "en", 1);
    const struct search_options options = all_of();
    const struct ast_node pattern = leaf(AST_WILDCARD, "lukashenk*", 0);
    const struct found f = ask(&s, &pattern, &options);
    const struct index *const ix = s.index;
    struct bm25 bm25;
    bm25_init(&bm25, BUILT_K1, BUILT_B, ix->counts.words,
              ix->counts.with_words);
    /* Each of the two words is in two documents; document 0 has both. */
    const float idf = bm25_idf(ix->counts.with_words, 2);
    const double best = bm25_score(&bm25, idf, 2, 8);
    ck_assert_float_eq(f.best, (float)best);
    ck_assert_uint_eq(f.terms, 2);
    small_index_remove(&s);
}
END_TEST

/* Models that ask how often a word is in all documents are told so of patterns
 * too: one that fits a single word is that word, and one of two words is a word
 * with the occurrences of both. */
START_TEST(pattern_scores_as_its_words_in_every_model)
{
    for (size_t segments = 1; segments <= SEGMENTS_MAX; segments++) {
        struct small_index s = small_index_make(DOCS, N_DOCS, "en", segments);
        struct search_options options = all_of();
        const struct ast_node pattern = leaf(AST_WILDCARD, "*kashenko", 0);
        const struct ast_node word = leaf(AST_WORD, "lukashenko", 0);
        const struct ast_node two = leaf(AST_WILDCARD, "lukashenk*", 0);
        struct rank_model lm;
        options.stems = false;
        for (int kind = 0; kind < RANKS; kind++) {
            options.rank.kind = (enum rank_kind)kind;
            const struct found a = ask(&s, &pattern, &options);
            const struct found b = ask(&s, &word, &options);
            ck_assert_float_eq(a.best, b.best);
            ck_assert(b.best > -10 && b.best < 10 && b.best * b.best > 0);
        }
        options.rank.kind = RANK_LM;
        rank_model_init(&lm, &options.rank, s.index->counts.words,
                        s.index->counts.with_words);
        const struct found f = ask(&s, &two, &options);
        /* Five in all, two of them in a document of eight words. */
        ck_assert_float_eq_tol(
            f.best,
            (float)(rank_lm_score(rank_lm_rate(&lm, 5), 2) + lm.part[8]),
            1e-6f);
        small_index_remove(&s);
    }
}
END_TEST

/* ---- weights ---- */

/* The scores of all hits, searched for with and without counting. */
static uint32_t scores_of(const struct small_index *s,
                          const struct ast_node *question, bool count,
                          struct hit hits[static N_DOCS])
{
    struct search_options options = all_of();
    struct search_result result;
    struct searcher *searcher;
    struct err e = ERR_INIT;
    options.count = count;
    ck_assert_int_eq(searcher_open(&searcher, s->index, &e), ST_OK);
    ck_assert_msg(
        searcher_run(searcher, question, &options, hits, &result, &e) == ST_OK,
        "%s", e.msg);
    searcher_close(searcher);
    return result.n;
}

START_TEST(weights_multiply_scores_however_great_they_are)
{
    static const double weights[] = {0.5, 3, 1000, 1e6, 1e9, 0};
    struct small_index s = small_index_make(DOCS, N_DOCS, "en", 2);
    struct ast_node luka = leaf(AST_WILDCARD, "luka*", 0);
    struct ast_node word = leaf(AST_WORD, "leadership", 0);
    struct ast_node group = {.kind = AST_BOOL, .first = &luka, .last = &word};
    struct ast_node boost = {.kind = AST_BOOST, .first = &group};
    struct hit plain[N_DOCS], weighted[N_DOCS];
    luka.next = &word;
    const uint32_t n = scores_of(&s, &group, true, plain);
    ck_assert_uint_eq(n, 4);
    for (size_t i = 0; i < COUNT_OF(weights); i++) {
        boost.factor = weights[i];
        for (int count = 0; count < 2; count++) {
            ck_assert_uint_eq(scores_of(&s, &boost, count, weighted), n);
            for (uint32_t k = 0; k < n && weights[i] > 0; k++) {
                const double want = (double)plain[k].score * weights[i];
                ck_assert_uint_eq(weighted[k].doc, plain[k].doc);
                ck_assert_double_eq_tol((double)weighted[k].score, want,
                                        want * 1e-6);
            }
        }
    }
    small_index_remove(&s);
}
END_TEST

START_TEST(constant_score_replaces_that_of_the_words)
{
    struct small_index s = small_index_make(DOCS, N_DOCS, "en", 2);
    struct ast_node luka = leaf(AST_WILDCARD, "luka*", 0);
    struct ast_node constant = {
        .kind = AST_CONSTANT, .factor = 2.5, .first = &luka};
    struct ast_node boost = {
        .kind = AST_BOOST, .factor = 1e6, .first = &constant};
    struct ast_node all = {.kind = AST_ALL};
    struct ast_node group = {
        .kind = AST_BOOL, .first = &constant, .last = &all};
    struct hit hits[N_DOCS];
    for (int count = 0; count < 2; count++) {
        ck_assert_uint_eq(scores_of(&s, &constant, count, hits), 3);
        for (uint32_t i = 0; i < 3; i++) {
            ck_assert_float_eq(hits[i].score, 2.5f);
            ck_assert_uint_eq(hits[i].doc, i);
        }
        ck_assert_uint_eq(scores_of(&s, &boost, count, hits), 3);
        ck_assert_float_eq(hits[0].score, 2.5e6f);
        constant.next = &all;
        ck_assert_uint_eq(scores_of(&s, &group, count, hits), N_DOCS);
        ck_assert_float_eq(hits[2].score, 2.5f);
        ck_assert_float_eq(hits[3].score, 0);
        constant.next = NULL;
    }
    luka.text = bytes_of_str("nosuch*");
    ck_assert_uint_eq(scores_of(&s, &constant, true, hits), 0);
    small_index_remove(&s);
}
END_TEST

/* ---- budgets ---- */

START_TEST(pattern_over_the_budget_is_refused_with_the_budget_it_takes)
{
    struct small_index s = small_index_make(DOCS, N_DOCS, "en", 2);
    struct search_options options = all_of();
    const struct ast_node pattern = leaf(AST_WILDCARD, "l*", 0);
    options.max_work = 600;
    struct found f = ask(&s, &pattern, &options);
    ck_assert_int_eq(f.st, ST_LIMIT);
    ck_assert_ptr_nonnull(strstr(f.e.msg, "l* fits 4 words"));
    const char *const need = strstr(f.e.msg, "take --max-work ");
    ck_assert_ptr_nonnull(need);
    options.max_work = strtoull(need + strlen("take --max-work "), NULL, 10);
    f = ask(&s, &pattern, &options);
    ck_assert_msg(f.st == ST_OK, "%s", f.e.msg);
    ck_assert_str_eq(f.docs, "0 1 2 4");
    options.max_work--;
    ck_assert_int_eq(ask(&s, &pattern, &options).st, ST_LIMIT);
    small_index_remove(&s);
}
END_TEST

START_TEST(lenient_search_cuts_to_the_most_frequent_words_and_says_so)
{
    struct small_index s = small_index_make(DOCS, N_DOCS, "en", 2);
    struct search_options options = all_of();
    const struct ast_node pattern = leaf(AST_WILDCARD, "l*", 0);
    options.lenient = true;
    options.max_work = 600;
    struct found f = ask(&s, &pattern, &options);
    ck_assert_msg(f.st == ST_OK, "%s", f.e.msg);
    ck_assert_ptr_nonnull(
        strstr(f.notice, "l* fits 4 words, of which only the 2 most frequent"));
    ck_assert_uint_eq(f.terms, 2);
    ck_assert_str_eq(f.docs, "0 2 4"); /* leadership, lukashenka */
    options.max_work = 5;
    f = ask(&s, &pattern, &options);
    ck_assert_int_eq(f.st, ST_OK);
    ck_assert_ptr_nonnull(strstr(f.notice, "--max-work 5 is spent"));
    ck_assert_str_eq(f.docs, "");
    small_index_remove(&s);
}
END_TEST

START_TEST(patterns_share_one_budget)
{
    struct small_index s = small_index_make(DOCS, N_DOCS, "en", 1);
    struct search_options options = all_of();
    struct ast_node a = leaf(AST_WILDCARD, "women*", 0), b = a;
    struct ast_node group = {.kind = AST_BOOL, .first = &a, .last = &b};
    a.next = &b;
    options.max_work = 300;
    ck_assert_int_eq(ask(&s, &b, &options).st, ST_OK);
    const struct found f = ask(&s, &group, &options);
    ck_assert_int_eq(f.st, ST_LIMIT);
    small_index_remove(&s);
}
END_TEST

START_TEST(pattern_that_means_nothing_is_an_error_or_a_notice)
{
    struct small_index s = small_index_make(DOCS, N_DOCS, "en", 1);
    struct search_options options = all_of();
    struct ast_node star = leaf(AST_WILDCARD, "*", 0);
    struct ast_node word = leaf(AST_WORD, "partnership", 0);
    struct ast_node group = {.kind = AST_BOOL, .first = &star, .last = &word};
    star.next = &word;
    star.occur = word.occur = OCCUR_MUST;
    struct found f = ask(&s, &group, &options);
    ck_assert_int_eq(f.st, ST_SYNTAX);
    ck_assert_ptr_nonnull(strstr(f.e.msg, "* fits every word"));
    options.lenient = true;
    f = ask(&s, &group, &options);
    ck_assert_int_eq(f.st, ST_OK);
    ck_assert_str_eq(f.docs, "1");
    ck_assert_ptr_nonnull(strstr(f.notice, "* fits every word"));
    star = leaf(AST_REGEX, "(", 0);
    star.next = &word;
    options.lenient = false;
    ck_assert_int_eq(ask(&s, &group, &options).st, ST_SYNTAX);
    small_index_remove(&s);
}
END_TEST

START_TEST(memory_that_runs_out_is_told_and_the_searcher_goes_on)
{
    struct small_index s = small_index_make(DOCS, N_DOCS, "en", 2);
    const struct search_options options = all_of();
    const struct ast_node pattern = leaf(AST_WILDCARD, "*ship", 0);
    struct search_result result;
    struct hit hits[N_DOCS];
    struct searcher *searcher;
    struct err e = ERR_INIT;
    bool done = false;
    for (long n = 0; !done; n++) {
        ck_assert_int_eq(searcher_open(&searcher, s.index, &e), ST_OK);
        mem_fail_after(n);
        const enum st st =
            searcher_run(searcher, &pattern, &options, hits, &result, NULL);
        done = !mem_fail_never();
        ck_assert_int_eq(st, done ? ST_OK : ST_NOMEM);
        ck_assert_int_eq(
            searcher_run(searcher, &pattern, &options, hits, &result, &e),
            ST_OK);
        ck_assert_uint_eq(result.total, 3);
        searcher_close(searcher);
    }
    small_index_remove(&s);
}
END_TEST

SUITE("plan_pattern", pattern_finds_the_documents_of_all_words_it_fits,
      pattern_means_words_as_written_and_not_their_stems,
      pattern_within_the_title_looks_no_further, pattern_takes_part_in_bools,
      pattern_scores_as_one_word_of_all_occurrences,
      pattern_scores_as_its_words_in_every_model,
      weights_multiply_scores_however_great_they_are,
      constant_score_replaces_that_of_the_words,
      pattern_over_the_budget_is_refused_with_the_budget_it_takes,
      lenient_search_cuts_to_the_most_frequent_words_and_says_so,
      patterns_share_one_budget,
      pattern_that_means_nothing_is_an_error_or_a_notice,
      memory_that_runs_out_is_told_and_the_searcher_goes_on)
