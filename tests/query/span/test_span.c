/* Positional operators as they are asked for, over a real index. */
#include <stdio.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "query/parse/parse.h"
#include "query/searcher.h"
#include "tests/index/small_index.h"
#include "tests/support/suite.h"

static const struct small_doc DOCS[] = {
    {"Talks in Minsk",
     "Kassym-Jomart Tokayev met the prime minister. Oil was discussed.\n\n"
     "The prices of oil rose, the ministers said."},
    {"Oil prices", "Prime ministers talk. They talk and talk of gas."},
    {"Gas", "The KassymJomart spoke of Tokayev and prime oil; prices fell."},
};
enum { N_DOCS = sizeof(DOCS) / sizeof(DOCS[0]) };

struct asked {
    struct small_index index;
    struct searcher *searcher;
    struct arena arena;
};

static struct asked begin(size_t segments)
{
    struct asked a = {.index = small_index_make(DOCS, N_DOCS, "en", segments)};
    ck_assert_int_eq(searcher_open(&a.searcher, a.index.index, NULL), ST_OK);
    arena_init(&a.arena, 0);
    return a;
}

static void end(struct asked *a)
{
    searcher_close(a->searcher);
    small_index_remove(&a->index);
    arena_release(&a->arena);
}

static struct ast_node *parse(struct asked *a, const char *query)
{
    struct parse_place place;
    struct ast_node *node;
    struct err e = ERR_INIT;

    ck_assert_msg(parse_query(&node, &a->arena,
                              &(struct parse_options){.syntax = SYNTAX_NATIVE},
                              bytes_of_str(query), &place, &e) == ST_OK,
                  "%s: %s", query, e.msg);
    return node;
}

static enum st run(struct asked *a, const char *query,
                   struct search_result *result, struct hit *hits,
                   struct err *e)
{
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    options.k = N_DOCS;
    return searcher_run(a->searcher, parse(a, query), &options, hits, result,
                        e);
}

/* Checks the matches of a query, as text: "0 2". */
static void check(const char *query, const char *want)
{
    for (size_t segments = 1; segments <= 2; segments++) {
        struct asked a = begin(segments);
        struct search_result result;
        struct hit hits[N_DOCS];
        bool found[N_DOCS] = {false};
        char got[32] = "";
        struct err e = ERR_INIT;
        ck_assert_msg(run(&a, query, &result, hits, &e) == ST_OK, "%s: %s",
                      query, e.msg);
        for (uint32_t i = 0; i < result.n; i++)
            found[hits[i].doc] = true;
        for (unsigned i = 0; i < N_DOCS; i++) {
            if (found[i])
                sprintf(got + strlen(got), "%s%u", *got ? " " : "", i);
        }
        ck_assert_msg(strcmp(got, want) == 0, "%s: \"%s\", not \"%s\"", query,
                      got, want);
        end(&a);
    }
}

START_TEST(bare_words_stand_for_their_stems_and_exact_ones_do_not)
{
    check("oil NEAR/2 price", "0 1 2");
    check("oil NEAR/2 =price", "");
    check("oil NEAR/1 prices", "1 2");
    check("\"prime (minister|talks)\"", "0");
    check("\"prime (minister|ministers)\"", "0 1");
}
END_TEST

START_TEST(compound_counts_as_the_words_it_was_written_with)
{
    check("kassym-jomart PRE/1 tokayev", "0");
    check("kassym-jomart PRE/3 tokayev", "0 2");
    check("kassymjomart NEAR/2 tokayev", "0");
    check("\"(kassym-jomart|nobody) (tokayev|spoke)\"", "0 2");
}
END_TEST

START_TEST(units_are_sentences_and_paragraphs)
{
    check("=minister /s oil", "");
    check("minister /p oil", "0");
    check("prices /s oil", "0 1 2");
    check("prime NEAR/9/s minister", "0 1");
}
END_TEST

START_TEST(zones_are_headline_lead_both_and_the_rest)
{
    check("title:oil", "1");
    check("lead:oil", "0 2");
    check("hlead:(oil AND talk)", "0 1");
    check("body:prices", "0 2");
    check("lead:prices", "2");
    check("lead:(oil NEAR/2 prices)", "2");
    check("title:oil NEAR/20 body:gas", "1");
}
END_TEST

START_TEST(patterns_are_operands)
{
    check("oil NEAR/1 pric*", "1 2");
    check("minist* NEAR/1 prim?", "0 1");
    check("lead:minist*", "0 1");
}
END_TEST

START_TEST(some_of_several_stretch_from_the_first_to_the_last_of_them)
{
    check("2of(oil prices gas) NEAR/1/s prime", "2");
    check("2of(oil prices gas) NEAR/1 prime", "1 2"); /* 1: prices .. gas */
    check("3of(oil prices gas) NEAR/1 prime", "1 2");
    check("3of(oil prices gas) /p prime", "");
    check("2of(talk gas nobody) /s they", "1");
    check("2of(talk gas nobody) /s prime", "");
    check("atleast2(2of(they talk gas))", "1");
    check("2of(kassym-jomart tokayev \"prime minister\") FIRST/14", "0 2");
    check("2of(kassym-jomart tokayev \"prime minister\") FIRST/13", "");
}
END_TEST

START_TEST(occurrences_are_counted)
{
    check("atleast2(oil)", "0");
    check("atleast3(talk)", "1");
    check("oil FIRST/2", "1");
    check("oil NOT NEAR/3 prices", "0");
    check("-(oil NEAR/3 prices) gas", "");
}
END_TEST

START_TEST(words_of_operators_are_shown_but_not_those_to_keep_away)
{
    struct asked a = begin(1);
    struct search_result result;
    struct hit hits[N_DOCS];
    size_t n;

    ck_assert_int_eq(run(&a, "(oil NOT NEAR/3 gas) NEAR/9 \"prime minister\"",
                         &result, hits, NULL),
                     ST_OK);
    const struct query_term *const terms = searcher_terms(a.searcher, &n);
    ck_assert_uint_eq(n, 3);
    ck_assert(bytes_equal_str(terms[0].text, "oil"));
    ck_assert_uint_eq(terms[0].phrase, 0);
    ck_assert_uint_eq(terms[1].phrase, terms[2].phrase);
    ck_assert_int_eq(run(&a, "\"oil prime\"~3", &result, hits, NULL), ST_OK);
    (void)searcher_terms(a.searcher, &n);
    ck_assert_uint_eq(n, 2);
    ck_assert_uint_eq(terms[0].phrase, 0); /* anywhere, each by itself */
    end(&a);
}
END_TEST

START_TEST(operand_without_places_is_refused)
{
    static const char *const fields[] = {"quote", ""};
    struct asked a = begin(1);
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct search_result result;
    struct hit hits[N_DOCS];

    options.k = N_DOCS;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        struct ast_node *const near = parse(&a, "oil NEAR/3 gas");
        near->first->kind = AST_FIELD;
        near->first->text = bytes_of_str(fields[i]);
        ck_assert_int_eq(
            searcher_run(a.searcher, near, &options, hits, &result, NULL),
            ST_USAGE);
    }
    struct ast_node *const all = parse(&a, "oil NEAR/3 gas");
    all->last->kind = AST_ALL;
    ck_assert_int_eq(
        searcher_run(a.searcher, all, &options, hits, &result, NULL), ST_USAGE);
    end(&a);
}
END_TEST

/* Asks with allocation n failing, then again without. False when there was no
 * such allocation. */
static bool ask_faulty(struct asked *a, const struct ast_node *node, long n)
{
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct search_result result, again;
    struct hit hits[N_DOCS], hits_again[N_DOCS];
    struct searcher *fresh;
    struct err e = ERR_INIT;

    options.k = N_DOCS;
    mem_fail_after(n);
    enum st st = searcher_open(&fresh, a->index.index, &e);
    if (st == ST_OK)
        st = searcher_run(fresh, node, &options, hits, &result, &e);
    const bool failed = mem_fail_never();
    ck_assert(st == ST_OK || (failed && st == ST_NOMEM && e.msg[0]));
    if (!fresh)
        return failed;
    ck_assert_int_eq(
        searcher_run(fresh, node, &options, hits_again, &again, NULL), ST_OK);
    ck_assert_uint_gt(again.n, 0);
    ck_assert(st != ST_OK || result.total == again.total);
    searcher_close(fresh);
    return failed;
}

START_TEST(failing_allocations_end_a_search_and_leave_the_searcher_usable)
{
    static const char *const questions[] = {
        "(oil OR gas OR \"prime minister\") NEAR/20 pric*",
        "(minister /p oil) OR \"oil fell\"~4 OR atleast2(talk)",
        "oil NOT NEAR/2/s prices", "hlead:(oil AND talk)",
        "\"(kassym-jomart|prime) (tokayev|ministers)\""};
    struct asked a = begin(2);

    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        const struct ast_node *const node = parse(&a, questions[i]);
        long n = 0;
        while (ask_faulty(&a, node, n))
            n++;
        ck_assert_int_gt(n, 2);
    }
    end(&a);
}
END_TEST

SUITE("span", bare_words_stand_for_their_stems_and_exact_ones_do_not,
      compound_counts_as_the_words_it_was_written_with,
      units_are_sentences_and_paragraphs,
      zones_are_headline_lead_both_and_the_rest, patterns_are_operands,
      some_of_several_stretch_from_the_first_to_the_last_of_them,
      occurrences_are_counted,
      words_of_operators_are_shown_but_not_those_to_keep_away,
      operand_without_places_is_refused,
      failing_allocations_end_a_search_and_leave_the_searcher_usable)
