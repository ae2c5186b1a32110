#include "query/parse/skip_boilerplate.h"

#include <string.h>

#include "query/parse/parse.h"
#include "tests/support/suite.h"

static struct ast_node *parse(struct arena *a, const char *query)
{
    const struct parse_options options = {.syntax = SYNTAX_NATIVE};
    struct parse_place place;
    struct ast_node *n;
    struct err e = ERR_INIT;

    ck_assert_msg(
        parse_query(&n, a, &options, bytes_of_str(query), &place, &e) == ST_OK,
        "%s: %s", query, e.msg);
    return n;
}

/* What a question becomes, and that it is left as it was. */
static void check(const char *query, const char *want)
{
    struct buf before = BUF_INIT, after = BUF_INIT, skipped = BUF_INIT;
    struct arena a;

    arena_init(&a, 0);
    const struct ast_node *const n = parse(&a, query);
    ck_assert(ast_print(n, &before));
    const struct ast_node *const without = skip_boilerplate(n, &a);
    ck_assert_ptr_nonnull(without);
    ck_assert(ast_print(without, &skipped));
    ck_assert(ast_print(n, &after));
    ck_assert_msg(strcmp(buf_str(&skipped), want) == 0, "%s becomes %s", query,
                  buf_str(&skipped));
    ck_assert_str_eq(buf_str(&before), buf_str(&after));
    buf_release(&before);
    buf_release(&after);
    buf_release(&skipped);
    arena_release(&a);
}

START_TEST(every_word_phrase_and_pattern_is_asked_in_text)
{
    check("oil", "text:oil");
    check("=oil -\"gas ore\"", "(text:=oil AND NOT text:\"gas ore\")");
    check("+oil gas -luka*", "(+text:oil text:gas -text:luka*)");
    check("/o.l/ gas~1 \"a b\"~3",
          "(text:/o.l/ AND text:gas~1 AND text:\"a b\"~3)");
    check("name(anna lis)^2", "text:name(anna lis)^2");
    check("2of(oil gas coal)", "2of(text:oil text:gas text:coal)");
    check("oil NOT NEAR/3 (gas OR ore)",
          "(text:oil NOT NEAR/3 (text:gas OR text:ore))");
    check("\"oil *0..3 (gas|ore)\"",
          "ROW(text:=oil *0..3 (text:=gas OR text:=ore))");
    check("title:oil body:(oil OR gas)",
          "(title:(text:oil) AND body:(text:oil OR text:gas))");
    check("quote:(oil gas) quote:(*:*)",
          "(quote:(text:oil AND text:gas) AND quote:(*:*))");
}
END_TEST

START_TEST(what_asks_for_boilerplate_or_no_text_stays)
{
    check("boilerplate:(oil NEAR/3 quote:gas)",
          "boilerplate:(oil NEAR/3 quote:gas)");
    check("said:(lis OR \"anna lis\")", "said:(lis OR \"anna lis\")");
    check("said:lis(oil)", "said:lis(text:oil)");
    check("place:minsk agency:belta*", "(place:minsk AND agency:belta*)");
    check("*:* -date:2019", "(*:* AND NOT date:2019-01-01..2019-12-31)");
    check("source:oil url:oil*", "(source:oil AND url:oil*)");
}
END_TEST

START_TEST(a_question_tells_whether_it_asks_for_boilerplate)
{
    struct arena a;

    arena_init(&a, 0);
    ck_assert(asks_for_boilerplate(parse(&a, "boilerplate:oil")));
    ck_assert(
        asks_for_boilerplate(parse(&a, "a (b -(boilerplate:c NEAR/3 d))")));
    ck_assert(!asks_for_boilerplate(parse(&a, "text:boilerplate quote:(a b)")));
    arena_release(&a);
}
END_TEST

/* Printed, it is read as the same question again. */
START_TEST(what_it_becomes_is_read_back)
{
    static const char *const queries[] = {
        "oil (gas OR -coal) ANY(a -b)",
        "\"prime minist*\" PRE/3 atleast2(oil)",
        "quote:(a /s b) said(lis, c AND d) (x FIRST/9)^=2",
        "title:(lead:a) dateline:(b c*)",
    };
    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        struct buf once = BUF_INIT, twice = BUF_INIT;
        struct arena a;
        arena_init(&a, 0);
        ck_assert(
            ast_print(skip_boilerplate(parse(&a, queries[i]), &a), &once));
        ck_assert(ast_print(parse(&a, buf_str(&once)), &twice));
        ck_assert_str_eq(buf_str(&once), buf_str(&twice));
        buf_release(&once);
        buf_release(&twice);
        arena_release(&a);
    }
}
END_TEST

START_TEST(without_memory_there_is_no_tree)
{
    struct arena from;
    bool failed = true;

    arena_init(&from, 0);
    const struct ast_node *const n = parse(&from, "oil said:lis(gas)");
    for (size_t budget = 1; failed; budget += 64) {
        struct arena a;
        ck_assert_uint_lt(budget, 100000);
        arena_init(&a, budget);
        failed = !skip_boilerplate(n, &a);
        ck_assert(!failed || a.used <= budget);
        arena_release(&a);
    }
    arena_release(&from);
}
END_TEST

SUITE("query/parse/skip_boilerplate",
      every_word_phrase_and_pattern_is_asked_in_text,
      what_asks_for_boilerplate_or_no_text_stays,
      a_question_tells_whether_it_asks_for_boilerplate,
      what_it_becomes_is_read_back, without_memory_there_is_no_tree)
