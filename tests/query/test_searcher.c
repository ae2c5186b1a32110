#include "query/searcher.h"

#include <stdio.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/text/analyzer.h"
#include "query/parse/parse.h"
#include "tests/index/small_index.h"
#include "tests/support/suite.h"

static const struct small_doc DOCS[] = {
    {"President meets guests",
     "Kassym-Jomart Tokayev received Kazakhstan\u2019s ambassadors.\n\n"
     "\u201cBelarus and Kazakhstan will always maintain good and kind "
     "relations\u201d, said Nursultan Abishevich [Nazarbayev]."},
    {"Universities open", "The university opened. Relations are good."},
    {"A university", "Opening hours of AT&T: 10:30."},
    {"", ""},
    {"KassymJomart", "the state of the state of the art"},
};
enum { N_DOCS = sizeof(DOCS) / sizeof(DOCS[0]), SEGMENTS_MAX = 3 };

/* The matches of a query as text, in document order: "0 2". */
static const char *ask(const struct small_index *s, enum syntax syntax,
                       const char *query)
{
    static char out[64];
    struct search_options options = {.k = N_DOCS,
                                     .count = true,
                                     .stems = true,
                                     .rank.k1 = 0.9f,
                                     .rank.b = 0.4f};
    struct search_result result;
    struct hit hits[N_DOCS];
    struct parse_place place;
    struct searcher *searcher;
    struct ast_node *node;
    struct arena arena;
    struct err e = ERR_INIT;
    bool found[N_DOCS] = {false};

    arena_init(&arena, 0);
    ck_assert_int_eq(searcher_open(&searcher, s->index, &e), ST_OK);
    ck_assert_int_eq(parse_query(&node, &arena,
                                 &(struct parse_options){.syntax = syntax},
                                 bytes_of_str(query), &place, &e),
                     ST_OK);
    ck_assert_msg(searcher_run(searcher, node, &options, hits, &result, &e) ==
                      ST_OK,
                  "%s", e.msg);
    ck_assert_uint_eq(result.total, result.n);
    for (uint32_t i = 0; i < result.n; i++)
        found[hits[i].doc] = true;
    const uint64_t total = result.total;
    options.k = 0; /* only counted */
    ck_assert_int_eq(searcher_run(searcher, node, &options, NULL, &result, &e),
                     ST_OK);
    ck_assert_uint_eq(result.total, total);
    out[0] = '\0';
    for (unsigned i = 0; i < N_DOCS; i++) {
        if (found[i])
            sprintf(out + strlen(out), "%s%u", *out ? " " : "", i);
    }
    searcher_close(searcher);
    arena_release(&arena);
    return out;
}

/* However the documents are spread over segments. */
static void check(enum syntax syntax, const char *lang, const char *query,
                  const char *want)
{
    for (size_t segments = 1; segments <= SEGMENTS_MAX; segments++) {
        struct small_index s = small_index_make(DOCS, N_DOCS, lang, segments);
        const char *const got = ask(&s, syntax, query);
        ck_assert_msg(strcmp(got, want) == 0,
                      "%s in %zu segments of %s: \"%s\", not \"%s\"", query,
                      segments, lang, got, want);
        small_index_remove(&s);
    }
}

static void web(const char *lang, const char *query, const char *want)
{
    check(SYNTAX_WEBSEARCH, lang, query, want);
}

START_TEST(compound_is_found_apart_joined_and_hyphenated)
{
    web("none", "kassym-jomart", "0 4");
    web("none", "\"kassym jomart\"", "0");
    web("none", "KassymJomart", "0 4");
    web("none", "\"Kassym-Jomart\"", "0 4");
    web("none", "\"Kassym-Jomart Tokayev\"", "0");
}
END_TEST

START_TEST(words_too_long_for_a_term_are_cut_in_documents_and_questions)
{
    static char text[3][TERM_MAX + 40]; /* one fits, two are cut alike */
    struct small_doc docs[3];
    for (size_t i = 0; i < COUNT_OF(docs); i++) {
        memset(text[i], 'a', TERM_MAX + 10 * i);
        docs[i] = (struct small_doc){"", text[i]};
    }
    struct small_index s = small_index_make(docs, COUNT_OF(docs), "none", 1);
    for (size_t i = 0; i < COUNT_OF(docs); i++)
        ck_assert_str_eq(ask(&s, SYNTAX_WEBSEARCH, text[i]), "0 1 2");
    text[0][TERM_MAX - 1] = '\0';
    ck_assert_str_eq(ask(&s, SYNTAX_WEBSEARCH, text[0]), "");
    small_index_remove(&s);
}
END_TEST

START_TEST(possessives_brackets_and_quotation_marks_do_not_matter)
{
    web("none", "kazakhstan", "0");
    web("none", "kazakhstan's", "0");
    web("none", "nazarbayev", "0");
    web("none", "\"good and kind relations\"", "0");
    web("none", "\"relations good\"", "");
}
END_TEST

START_TEST(text_of_several_words_means_them_in_a_row)
{
    web("none", "AT&T", "2");
    web("none", "10:30", "2");
    web("none", "30:10", "");
}
END_TEST

START_TEST(phrase_may_repeat_a_word_and_never_crosses_a_paragraph)
{
    web("none", "\"the state of the state\"", "4");
    web("none", "\"state of the state of the art\"", "4");
    web("none", "\"the state of the state of the state\"", "");
    web("none", "\"ambassadors belarus\"", "");
    web("none", "\"guests kassym\"", "");
}
END_TEST

START_TEST(bare_words_mean_their_stems_and_quoted_ones_themselves)
{
    web("en", "university", "1 2");
    web("en", "universities", "1 2");
    web("en", "\"university\"", "1 2");
    web("en", "\"universities\"", "1");
    web("none", "universities", "1");
    web("en", "opening", "1 2");
    web("en", "title:open", "1");
    web("en", "title:opening", "1");
    web("en", "relation", "0 1");
}
END_TEST

START_TEST(title_field_looks_no_further_than_the_title)
{
    web("none", "title:university", "2");
    web("none", "title:\"a university\"", "2");
    web("none", "title:\"university opening\"", "");
    web("en", "title:university", "1 2");
    web("none", "title:(president OR universities)", "0 1");
    web("none", "good -title:president", "1");
}
END_TEST

START_TEST(excluded_words_take_documents_away)
{
    web("none", "good -belarus", "1");
    web("none", "-good", "2 3 4");
    check(SYNTAX_LUCENE, "none", "good state -belarus", "1 4");
    check(SYNTAX_LUCENE, "none", "+good kind", "0 1");
    check(SYNTAX_LUCENE, "none", "-good", "");
}
END_TEST

START_TEST(words_without_a_letter_are_as_if_not_typed)
{
    web("none", "good & kind", "0");
    web("none", "&&", "");
    web("none", "", "");
    web("none", "good nosuchword", "");
}
END_TEST

/* ---- what a question leaves behind ---- */

struct asked {
    struct small_index index;
    struct searcher *searcher;
    struct arena arena;
    struct ast_node *node;
};

static struct asked prepare(const char *lang, const char *query)
{
    struct asked a = {.index = small_index_make(DOCS, N_DOCS, lang, 2)};
    struct parse_place place;
    struct err e = ERR_INIT;

    arena_init(&a.arena, 0);
    ck_assert_int_eq(searcher_open(&a.searcher, a.index.index, &e), ST_OK);
    ck_assert_int_eq(
        parse_query(&a.node, &a.arena,
                    &(struct parse_options){.syntax = SYNTAX_WEBSEARCH},
                    bytes_of_str(query), &place, &e),
        ST_OK);
    return a;
}

static void finish(struct asked *a)
{
    searcher_close(a->searcher);
    arena_release(&a->arena);
    small_index_remove(&a->index);
}

START_TEST(terms_name_words_stems_and_places_in_phrases)
{
    struct asked a =
        prepare("en", "universities \"kind relations\" -president");
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct search_result result;
    struct hit hits[10];
    size_t n;

    ck_assert_int_eq(
        searcher_run(a.searcher, a.node, &options, hits, &result, NULL), ST_OK);
    const struct query_term *const t = searcher_terms(a.searcher, &n);
    ck_assert_uint_eq(n, 3);
    ck_assert(bytes_equal_str(t[0].text, "univers") && t[0].stem);
    ck_assert_uint_eq(t[0].df, 2);
    ck_assert_uint_eq(t[0].phrase, 0);
    ck_assert(bytes_equal_str(t[1].text, "kind") && !t[1].stem);
    ck_assert(bytes_equal_str(t[2].text, "relations"));
    ck_assert_uint_eq(t[1].phrase, 1);
    ck_assert_uint_eq(t[2].phrase, 1);
    ck_assert_uint_eq(t[1].place, 0);
    ck_assert_uint_eq(t[2].place, 1);
    finish(&a);
}
END_TEST

START_TEST(parameters_out_of_range_are_refused)
{
    struct asked a = prepare("none", "good");
    static const float wrong[][2] = {
        {-1, 0.4f}, {0.9f, -0.1f}, {0.9f, 1.1f}, {1.0f / 0.0f, 0.4f}};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        const struct search_options options = {.rank.k1 = wrong[i][0],
                                               .rank.b = wrong[i][1]};
        struct search_result result;
        ck_assert_int_eq(
            searcher_run(a.searcher, a.node, &options, NULL, &result, NULL),
            ST_USAGE);
    }
    finish(&a);
}
END_TEST

/* Asks a fresh searcher with allocation n failing, then again without. False
 * when there was no such allocation. */
static bool ask_faulty(const struct asked *a, bool count, long n, bool once)
{
    const struct search_options options = {
        .k = 3, .count = count, .stems = true, .rank.k1 = 0.9f, .rank.b = 0.4f};
    struct search_result result, again;
    struct hit hits[3], hits_again[3];
    struct searcher *fresh;
    struct err e = ERR_INIT;

    (once ? mem_fail_once : mem_fail_after)(n);
    enum st st = searcher_open(&fresh, a->index.index, &e);
    if (st == ST_OK)
        st = searcher_run(fresh, a->node, &options, hits, &result, &e);
    const bool failed = mem_fail_never();
    ck_assert(st == ST_OK || (failed && st == ST_NOMEM && e.msg[0]));
    if (!fresh)
        return failed;
    ck_assert_int_eq(
        searcher_run(fresh, a->node, &options, hits_again, &again, NULL),
        ST_OK);
    ck_assert_uint_gt(again.n, 0);
    if (st == ST_OK) {
        ck_assert_uint_eq(result.n, again.n);
        ck_assert_mem_eq(hits, hits_again, result.n * sizeof(*hits));
        ck_assert(!count || result.total == again.total);
    }
    searcher_close(fresh);
    return failed;
}

/* ---- documents left out ---- */

/* What is left out, of all segments: document d of the index is when bit d of
 * `set` is set. */
struct left_out {
    uint64_t bits[SEGMENTS_MAX][1];
    const uint64_t *of[SEGMENTS_MAX];
};

static void leave_out(struct left_out *l, const struct index *ix, unsigned set)
{
    *l = (struct left_out){.bits = {{0}}};
    for (size_t i = 0; i < ix->n; i++) {
        const uint32_t docs = ix->segments[i]->counts.docs;
        l->bits[i][0] = set >> ix->first_doc[i] & ((1U << docs) - 1);
        l->of[i] = l->bits[i][0] || i % 2 ? l->bits[i] : NULL;
    }
}

static struct search_result run_without(struct searcher *s,
                                        const struct ast_node *question,
                                        const struct left_out *l,
                                        struct hit *hits)
{
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct search_result result;
    struct err e = ERR_INIT;
    options.k = N_DOCS;
    options.left_out = l ? l->of : NULL;
    ck_assert_msg(searcher_run(s, question, &options, hits, &result, &e) ==
                      ST_OK,
                  "%s", e.msg);
    struct search_result counted;
    options.k = 0;
    ck_assert_int_eq(searcher_run(s, question, &options, NULL, &counted, &e),
                     ST_OK);
    ck_assert_uint_eq(counted.total, result.total);
    return result;
}

/* Leaving out is the same as not looking at those hits, scores and all. */
static void check_left_out(const struct index *ix, const char *query)
{
    struct hit all[N_DOCS], rest[N_DOCS];
    struct parse_place place;
    struct searcher *searcher;
    struct ast_node *node;
    struct arena arena;
    arena_init(&arena, 0);
    ck_assert_int_eq(searcher_open(&searcher, ix, NULL), ST_OK);
    ck_assert_int_eq(
        parse_query(&node, &arena,
                    &(struct parse_options){.syntax = SYNTAX_NATIVE},
                    bytes_of_str(query), &place, NULL),
        ST_OK);
    const uint32_t n = run_without(searcher, node, NULL, all).n;
    for (unsigned set = 0; set < 1U << N_DOCS; set++) {
        struct left_out l;
        uint32_t k = 0;
        leave_out(&l, ix, set);
        const struct search_result r = run_without(searcher, node, &l, rest);
        for (uint32_t i = 0; i < n; i++) {
            if (set >> all[i].doc & 1)
                continue;
            ck_assert_uint_lt(k, r.n);
            ck_assert_uint_eq(rest[k].doc, all[i].doc);
            ck_assert(memcmp(&rest[k].score, &all[i].score, sizeof(float)) ==
                      0);
            k++;
        }
        ck_assert_uint_eq(k, r.n);
        ck_assert_uint_eq(k, r.total);
    }
    searcher_close(searcher);
    arena_release(&arena);
}

START_TEST(what_is_left_out_is_found_by_no_kind_of_question)
{
    static const char *const questions[] = {
        "university",
        "university OR state OR good",
        "good AND relations",
        "\"the state\"",
        "good NOT belarus",
        "title:university",
        "open*",
        "relations NEAR/5 good",
        "length:>0",
        "(good OR state) NOT \"the art\"",
    };
    for (size_t segments = 1; segments <= SEGMENTS_MAX; segments++) {
        struct small_index s = small_index_make(DOCS, N_DOCS, "en", segments);
        for (size_t i = 0; i < sizeof(questions) / sizeof(*questions); i++)
            check_left_out(s.index, questions[i]);
        small_index_remove(&s);
    }
}
END_TEST

START_TEST(failing_allocations_end_a_search_and_leave_the_searcher_usable)
{
    static const char *const questions[] = {
        "good",
        ("universities OR title:opening OR (\"kind relations\" -tokayev) OR "
         "(good kassym-jomart)"),
        "\"the state of the state\"",
        "relations good",
        "state OR relations OR university OR the",
        "-president"};
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        struct asked a = prepare("en", questions[i]);
        for (int how = 0; how < 4; how++) {
            long n = 0;
            while (ask_faulty(&a, how & 1, n, how & 2))
                n++;
            ck_assert_int_gt(n, 2);
        }
        finish(&a);
    }
}
END_TEST

SUITE("searcher", compound_is_found_apart_joined_and_hyphenated,
      words_too_long_for_a_term_are_cut_in_documents_and_questions,
      possessives_brackets_and_quotation_marks_do_not_matter,
      text_of_several_words_means_them_in_a_row,
      phrase_may_repeat_a_word_and_never_crosses_a_paragraph,
      bare_words_mean_their_stems_and_quoted_ones_themselves,
      title_field_looks_no_further_than_the_title,
      excluded_words_take_documents_away,
      words_without_a_letter_are_as_if_not_typed,
      terms_name_words_stems_and_places_in_phrases,
      parameters_out_of_range_are_refused,
      what_is_left_out_is_found_by_no_kind_of_question,
      failing_allocations_end_a_search_and_leave_the_searcher_usable)
