/* Questions in the parts of releases, as they are asked for, over a real
 * index. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "query/parse/parse.h"
#include "query/searcher.h"
#include "tests/index/parted_index.h"
#include "tests/support/suite.h"

static const struct parted_doc DOCS[] = {
    {.title = "Talks with Anna Maria Lis",
     .body = "MINSK, Belarus, 28 May (BelTA) - Prices of bread rose. Bread is "
             "dear, she said. Milk is cheap, Tom Ray added. Sure.",
     .dateline = "MINSK, Belarus, 28 May (BelTA)",
     .place = "MINSK",
     .region = "Belarus",
     .agency = "BelTA",
     .quotes = {{"Bread is dear", "Anna Maria Lis", SURE_A},
                {"Milk is cheap", "Tom Ray", SURE_B},
                {"Sure", "Tom Ray", SURE_C}}},
    {.title = "Oslo",
     .body = "Oslo, Minsk hears. Bread is milk, said Lis. Milk. Belarus and "
             "Minsk.\n\nAbout bread in Minsk",
     .dateline = "Oslo,",
     .place = "Oslo",
     .boilerplate = "About bread in Minsk",
     .quotes = {{"Bread is milk", "Lis", SURE_B},
                {"Milk. B", NULL, SURE_NONE}}},
    {.title = "Guess",
     .body = "Kim Guessed came. Bread it was.",
     .quotes = {{"Bread it was", "Kim Guessed", SURE_C}}},
};
enum { N_DOCS = COUNT_OF(DOCS) };

struct asked {
    struct small_index index;
    struct searcher *searcher;
    struct arena arena;
};

static struct asked begin(size_t segments)
{
    struct asked a = {.index = parted_index_make(DOCS, N_DOCS, "en", segments)};
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

/* How a question is asked. */
struct manner {
    enum sureness sure;
    bool skip, lenient;
};

static enum st run_so(struct asked *a, const struct ast_node *node,
                      struct manner how, struct search_result *result,
                      struct hit *hits, struct err *e)
{
    struct search_options options = SEARCH_OPTIONS_DEFAULT;

    options.k = N_DOCS;
    options.sure = how.sure;
    options.skip_boilerplate = how.skip;
    options.lenient = how.lenient;
    return searcher_run(a->searcher, node, &options, hits, result, e);
}

static enum st run(struct asked *a, const struct ast_node *node,
                   enum sureness sure, struct search_result *result,
                   struct hit *hits, struct err *e)
{
    return run_so(a, node, (struct manner){.sure = sure}, result, hits, e);
}

/* Checks the matches of a query, as text: "0 2". */
static void check_so(const char *query, struct manner how, const char *want)
{
    for (size_t segments = 1; segments <= 3; segments += 2) {
        struct asked a = begin(segments);
        struct search_result result;
        struct hit hits[N_DOCS];
        bool found[N_DOCS] = {false};
        char got[32] = "";
        struct err e = ERR_INIT;
        ck_assert_msg(run_so(&a, parse(&a, query), how, &result, hits, &e) ==
                          ST_OK,
                      "%s: %s", query, e.msg);
        for (uint32_t i = 0; i < result.n; i++)
            found[hits[i].doc] = true;
        for (unsigned i = 0; i < N_DOCS; i++)
            if (found[i])
                snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%u",
                         got[0] ? " " : "", i);
        ck_assert_msg(strcmp(got, want) == 0, "%s: %s instead of %s", query,
                      got, want);
        end(&a);
    }
}

static void check_sure(const char *query, enum sureness sure, const char *want)
{
    check_so(query, (struct manner){.sure = sure}, want);
}

static void check(const char *query, const char *want)
{
    check_sure(query, SURE_NONE, want);
}

START_TEST(words_of_a_place_are_so_in_every_operator)
{
    check("place:minsk", "0");
    check("place:\"minsk belarus\"", "0");
    check("place:(belarus NEAR/9 minsk)", "0");
    check("place:(minsk NEAR/9 hears)", "");
    check("place:\"belarus minsk\"~3", "0");
    check("place:atleast2(minsk)", "");
    check("place:FIRST/1(oslo)", "");
    check("dateline:(place:minsk)", "0");
    check("body:(place:minsk)", "0");
    check("title:(place:oslo)", "");
    check("place:(title:minsk)", "");
    check("agency:(belta OR minsk)", "0");
}
END_TEST

START_TEST(content_stands_within_one_quotation)
{
    check("quote:(bread milk)", "1");
    check("quote:\"is dear\"", "0");
    check("quote:(bread NEAR/9 cheap)", "");
    check("said:lis(bread)", "0 1");
    check("said:lis(cheap)", "");
    check("said:none(milk)", "1");
    check("said:none(bread)", "");
    check("NOT quote:dear bread", "1 2");
}
END_TEST

START_TEST(words_of_a_name_are_all_of_one_speaker)
{
    check("said:\"lis anna\"", "0");
    check("said:\"anna ray\"", "");
    check("said:(anna OR ray)", "0");
    check("said:li?", "0 1");
    check("said:/ann.|xyz/", "0");
}
END_TEST

START_TEST(sureness_decides_what_counts_as_said)
{
    static const struct {
        const char *query, *a, *b, *c;
    } cases[] = {
        {"said:lis", "0", "0 1", "0 1"},
        {"said:ray", "", "0", "0"},
        {"said:guessed", "", "", "2"},
        {"said:gues*", "", "", "2"},
        {"said:(guessed OR lis)", "0", "0 1", "0 1 2"},
        {"said:any", "0", "0 1", "0 1 2"},
        {"said:any(milk)", "", "0 1", "0 1"},
        {"said:any(sure)", "", "", "0"},
        {"said:none", "1", "1", "1"},
        {"said:none(milk)", "1", "1", "1"},
        {"said:(none OR ray)", "1", "0 1", "0 1"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_sure(cases[i].query, SURE_A, cases[i].a);
        check_sure(cases[i].query, SURE_B, cases[i].b);
        check_sure(cases[i].query, SURE_C, cases[i].c);
    }
}
END_TEST

START_TEST(text_is_what_has_nothing_of_boilerplate)
{
    check("text:bread", "0 1 2");
    check("text:about", "");
    check("boilerplate:minsk", "1");
    check("text:(belarus NEAR/9 about)", "");
    check("boilerplate:(bread AND minsk)", "1");
    check("subhead:bread OR signature:bread", "");
}
END_TEST

START_TEST(boilerplate_is_skipped_but_where_it_is_asked_for)
{
    const struct manner skip = {.skip = true};

    check("about", "1");
    check_so("about", skip, "");
    check_so("boilerplate:about", skip, "1");
    check_so("body:about", skip, "");
    check_so("boilerplate:about belarus", skip, "1");
    check("belarus NEAR/200 about", "1");
    check_so("belarus NEAR/200 about", skip, "");
    check_so("belarus NEAR/200 boilerplate:about", skip, "1");
    check_so("minsk NOT NEAR/2 bread", skip, "0 1");
    check_so("bread NOT about", skip, "0 1 2");
    check_so("said:lis(bread) place:minsk", skip, "0");
}
END_TEST

START_TEST(who_skips_boilerplate_is_told_where_it_is_not_known)
{
    static const struct small_doc plain[] = {{"On bread", "About bread"}};
    struct asked a = {.index = small_index_make(plain, 1, "en", 1)};
    struct manner how = {.skip = true};
    struct search_result result;
    struct hit hits[N_DOCS];
    struct err e = ERR_INIT;

    ck_assert_int_eq(searcher_open(&a.searcher, a.index.index, NULL), ST_OK);
    arena_init(&a.arena, 0);
    const struct ast_node *const node = parse(&a, "about bread");
    ck_assert_int_eq(run_so(&a, node, how, &result, hits, &e), ST_USAGE);
    ck_assert_ptr_nonnull(strstr(e.msg, "--boilerplate skip asks for a part"));
    ck_assert_ptr_null(searcher_blame(a.searcher));
    how.lenient = true;
    ck_assert_int_eq(run_so(&a, node, how, &result, hits, NULL), ST_OK);
    ck_assert_uint_eq(result.total, 0);
    ck_assert_ptr_nonnull(strstr(searcher_notice(a.searcher), "--zones none"));
    end(&a);
}
END_TEST

START_TEST(a_speaker_counts_as_often_as_he_speaks)
{
    struct asked a = begin(1);
    struct search_result result;
    struct hit b[N_DOCS], c[N_DOCS];
    struct err e = ERR_INIT;

    ck_assert_int_eq(run(&a, parse(&a, "said:ray"), SURE_B, &result, b, &e),
                     ST_OK);
    ck_assert_uint_eq(result.n, 1);
    ck_assert_int_eq(run(&a, parse(&a, "said:ray"), SURE_C, &result, c, &e),
                     ST_OK);
    ck_assert_uint_eq(result.n, 1);
    ck_assert(c[0].score > b[0].score); /* twice instead of once */
    ck_assert_int_eq(
        run(&a, parse(&a, "said:(any OR any)"), SURE_B, &result, b, &e), ST_OK);
    ck_assert_uint_eq(result.total, 2);
    end(&a);
}
END_TEST

START_TEST(failing_allocations_end_a_search_and_leave_the_searcher_usable)
{
    struct asked a = begin(1);
    struct search_result result;
    struct hit hits[N_DOCS];
    const struct ast_node *const node =
        parse(&a, "said:(l* OR guessed)(bread) place:(a OR minsk) text:bread");
    bool failed = true;

    for (long n = 0; failed; n++) {
        struct err e = ERR_INIT;
        ck_assert_int_lt(n, 2000);
        searcher_close(a.searcher);
        ck_assert_int_eq(searcher_open(&a.searcher, a.index.index, &e), ST_OK);
        mem_fail_after(n);
        const enum st st =
            run_so(&a, node, (struct manner){.sure = SURE_C, .skip = true},
                   &result, hits, &e);
        failed = mem_fail_never();
        ck_assert_msg(st == (failed ? ST_NOMEM : ST_OK), "%s", e.msg);
    }
    end(&a);
}
END_TEST

SUITE("query/span/said", words_of_a_place_are_so_in_every_operator,
      content_stands_within_one_quotation,
      words_of_a_name_are_all_of_one_speaker,
      sureness_decides_what_counts_as_said,
      text_is_what_has_nothing_of_boilerplate,
      boilerplate_is_skipped_but_where_it_is_asked_for,
      who_skips_boilerplate_is_told_where_it_is_not_known,
      a_speaker_counts_as_often_as_he_speaks,
      failing_allocations_end_a_search_and_leave_the_searcher_usable)
