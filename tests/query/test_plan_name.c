/* What name(...) finds, and what is said of it. */
#include <stdio.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/compiler.h"
#include "query/parse/parse.h"
#include "query/searcher.h"
#include "tests/index/small_index.h"
#include "tests/support/suite.h"

static const struct small_doc DOCS[] = {
    {"The visit", "In Minsk Alexander Lukashenko spoke of trade."},
    {"The talks", "In Minsk Aleksandr Grigorievich Lukashenka spoke."},
    {"The vote", "There was Alexander, and of them all and more, Lukashenko."},
    {"The day Lukaschenko left", "It was a good day for a python in Kharkiv."},
    {"Tokayev", "On Monday Kassym-Jomart Tokayev met Putin in Kharkov."},
    {"", "A petition, a python and a potion by Petition."},
    {"\u0412\u0438\u0437\u0438\u0442",
     "\u0412 \u041c\u0438\u043d\u0441\u043a\u0435 "
     "\u0422\u043e\u043a\u0430\u0435\u0432 \u0438 "
     "\u041b\u0443\u043a\u0430\u0448\u0435\u043d\u043a\u043e"},
};
enum { N_DOCS = COUNT_OF(DOCS), SEGMENTS_MAX = 3 };

struct found {
    char docs[32], notice[1024];
    enum st st;
    struct err e;
};

static struct found ask(const char *text, enum syntax syntax,
                        const struct search_options *options, size_t segments)
{
    struct small_index s = small_index_make(DOCS, N_DOCS, "none", segments);
    const struct parse_options how = {.syntax = syntax, .today = 18000};
    struct found f = {.e = ERR_INIT};
    struct search_result result;
    struct hit hits[N_DOCS];
    struct searcher *searcher;
    struct ast_node *question;
    struct parse_place place;
    bool found[N_DOCS] = {false};
    struct arena arena;
    arena_init(&arena, 0);
    ck_assert_int_eq(
        parse_query(&question, &arena, &how, bytes_of_str(text), &place, &f.e),
        ST_OK);
    ck_assert_int_eq(searcher_open(&searcher, s.index, &f.e), ST_OK);
    f.st = searcher_run(searcher, question, options, hits, &result, &f.e);
    for (uint32_t i = 0; f.st == ST_OK && i < result.n; i++)
        found[hits[i].doc] = true;
    if (f.st == ST_OK && searcher_notice(searcher))
        snprintf(f.notice, sizeof(f.notice), "%s", searcher_notice(searcher));
    for (unsigned i = 0; i < N_DOCS; i++)
        if (found[i])
            sprintf(f.docs + strlen(f.docs), "%s%u", *f.docs ? " " : "", i);
    searcher_close(searcher);
    arena_release(&arena);
    small_index_remove(&s);
    return f;
}

static struct search_options options_of(enum names_mode names)
{
    struct search_options o = SEARCH_OPTIONS_DEFAULT;
    o.k = N_DOCS;
    o.names = names;
    return o;
}

static void finds(const char *text, enum names_mode names, const char *docs)
{
    const struct search_options o = options_of(names);
    for (size_t segments = 1; segments <= SEGMENTS_MAX; segments++) {
        const struct found web = ask(text, SYNTAX_WEBSEARCH, &o, segments);
        const struct found native = ask(text, SYNTAX_NATIVE, &o, segments);
        ck_assert_msg(web.st == ST_OK && native.st == ST_OK, "%s: %s", text,
                      native.e.msg);
        ck_assert_msg(strcmp(web.docs, docs) == 0, "%s: %s, not %s", text,
                      web.docs, docs);
        ck_assert_str_eq(native.docs, docs);
        ck_assert_str_eq(native.notice, web.notice);
    }
}

START_TEST(a_name_is_found_in_all_spellings)
{
    finds("~~lukashenko", NAMES_OFF, "0 1 2 3 6");
    finds("name(lukaschenko)", NAMES_OFF, "0 1 2 3 6");
    finds("~~\u0442\u043e\u043a\u0430\u0435\u0432", NAMES_OFF, "4 6");
    finds("lukashenko", NAMES_OFF, "0 2");
    finds("~~putin", NAMES_OFF, "4");
    finds("~~nobody", NAMES_OFF, "");
    finds("~~kharkiv", NAMES_OFF, "3 4");
}
END_TEST

START_TEST(parts_of_a_name_stand_together_in_any_order)
{
    finds("name(alexander lukashenko)", NAMES_OFF, "0 1");
    finds("name(lukashenko alexander)", NAMES_OFF, "0 1");
    finds("name(kassym-jomart tokaev)", NAMES_OFF, "4");
    finds("name(minsk lukashenko)", NAMES_OFF, "0");
}
END_TEST

START_TEST(names_are_operands_like_any_other)
{
    finds("title:~~lukashenko", NAMES_OFF, "3");
    finds("title:name(tokaev)", NAMES_OFF, "4");
    finds("~~lukashenko -title:~~lukashenko", NAMES_OFF, "0 1 2 6");
    finds("(~~lukashenka OR ~~tokaev) minsk", NAMES_OFF, "0 1");
}
END_TEST

START_TEST(names_take_part_in_positions)
{
    const struct search_options o = options_of(NAMES_OFF);
    static const char *const cases[][2] = {
        {"name(alexander lukashenko) NEAR/3 trade", "0"},
        {"~~lukashenko /s minsk", "0 1"},
        {"~~putin NOT NEAR/3 ~~tokaev", ""},
        {"ROW(alexander ~~lukashenko)", "0"},
        {"atleast2(~~lukashenko)", ""},
        {"body:~~lukaschenko FIRST/15", "0 1 6"},
        {"2of(~~lukashenko ~~minsk ~~tokayev)", "0 1 6"},
        {"~~lukashenko^2 OR ~~tokayev^=3", "0 1 2 3 4 6"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct found f = ask(cases[i][0], SYNTAX_NATIVE, &o, 2);
        ck_assert_msg(f.st == ST_OK, "%s: %s", cases[i][0], f.e.msg);
        ck_assert_msg(strcmp(f.docs, cases[i][1]) == 0, "%s: %s", cases[i][0],
                      f.docs);
    }
}
END_TEST

START_TEST(what_is_added_is_said_with_counts)
{
    const struct search_options o = options_of(NAMES_OFF);
    struct found f = ask("~~lukashenko", SYNTAX_WEBSEARCH, &o, 2);
    ck_assert_str_eq(
        f.notice, "names: lukashenko 2 + lukaschenko 1, lukashenka 1, "
                  "\u043b\u0443\u043a\u0430\u0448\u0435\u043d\u043a\u043e 1");
    f = ask("~~putin", SYNTAX_WEBSEARCH, &o, 1);
    ck_assert_str_eq(f.notice, "names: putin 1, no variants");
    f = ask("name(putin lukashenka)", SYNTAX_WEBSEARCH, &o, 1);
    ck_assert_ptr_nonnull(strchr(f.notice, '\n'));
    f = ask("~~peking", SYNTAX_WEBSEARCH, &o, 1);
    ck_assert_str_eq(f.notice, "names: peking 0, no variants");
}
END_TEST

START_TEST(capitalised_words_are_names_when_asked)
{
    finds("Lukashenko", NAMES_ON, "0 1 2 3 6");
    finds("lukashenko", NAMES_ON, "0 2");
    finds("=Lukashenko", NAMES_ON, "0 2");
    finds("title:Lukashenko", NAMES_ON, "3");
    finds("Lukashenko", NAMES_SHOW, "0 2");
    const struct search_options show = options_of(NAMES_SHOW);
    struct found f = ask("Tokayev", SYNTAX_WEBSEARCH, &show, 1);
    ck_assert_str_eq(f.notice, "names: tokayev 1 (not added: "
                               "\u0442\u043e\u043a\u0430\u0435\u0432 1)");
    f = ask("Python", SYNTAX_WEBSEARCH, &show, 1);
    ck_assert_str_eq(f.notice, "");
}
END_TEST

START_TEST(a_spent_budget_is_refused_or_told)
{
    struct search_options o = options_of(NAMES_OFF);
    o.max_work = 1;
    struct found f = ask("~~lukashenko", SYNTAX_NATIVE, &o, 1);
    ck_assert_int_eq(f.st, ST_LIMIT);
    ck_assert_ptr_nonnull(strstr(f.e.msg, "--max-work"));
    o.lenient = true;
    f = ask("~~lukashenko", SYNTAX_WEBSEARCH, &o, 1);
    ck_assert_int_eq(f.st, ST_OK);
    ck_assert_ptr_nonnull(strstr(f.notice, "--max-work"));
}
END_TEST

START_TEST(a_name_of_too_many_words_is_refused_or_told)
{
    static const char *const text = "name(a b c d e f g h i) lukashenko";
    struct search_options o = options_of(NAMES_OFF);
    struct found f = ask(text, SYNTAX_NATIVE, &o, 1);
    ck_assert_int_eq(f.st, ST_USAGE);
    o.lenient = true;
    f = ask(text, SYNTAX_WEBSEARCH, &o, 1);
    ck_assert_int_eq(f.st, ST_OK);
    ck_assert_str_eq(f.docs, "0 2");
    ck_assert_ptr_nonnull(strstr(f.notice, "at most 8 words"));
}
END_TEST

SUITE("plan_name", a_name_is_found_in_all_spellings,
      parts_of_a_name_stand_together_in_any_order,
      names_are_operands_like_any_other, names_take_part_in_positions,
      what_is_added_is_said_with_counts, capitalised_words_are_names_when_asked,
      a_spent_budget_is_refused_or_told,
      a_name_of_too_many_words_is_refused_or_told)
