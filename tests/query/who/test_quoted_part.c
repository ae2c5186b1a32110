#include "query/who/quoted_part.h"

#include "query/parse/parse.h"
#include "tests/support/suite.h"

static struct ast_node *parse(struct arena *a, const char *query)
{
    struct parse_place place;
    struct ast_node *node;
    struct err e = ERR_INIT;

    ck_assert_msg(parse_query(&node, a,
                              &(struct parse_options){.syntax = SYNTAX_NATIVE},
                              bytes_of_str(query), &place, &e) == ST_OK,
                  "%s: %s", query, e.msg);
    return node;
}

static void check(const char *query, const char *want)
{
    struct buf text = BUF_INIT, before = BUF_INIT, after = BUF_INIT;
    struct arena a;

    arena_init(&a, 0);
    const struct ast_node *const question = parse(&a, query);
    ck_assert(ast_print(question, &before));
    const struct ast_node *const part = quoted_part(question, &a);
    ck_assert_ptr_nonnull(part);
    ck_assert(ast_print(part, &text));
    ck_assert_str_eq(buf_str(&text), want);
    ck_assert(ast_print(question, &after)); /* it is as it was */
    ck_assert_str_eq(buf_str(&after), buf_str(&before));
    buf_release(&text);
    buf_release(&before);
    buf_release(&after);
    arena_release(&a);
}

START_TEST(words_that_must_be_there_are_asked_in_one_quotation)
{
    check("sanctions", "quote:sanctions");
    check("eu sanctions", "quote:(eu AND sanctions)");
    check("eu OR sanctions", "quote:(eu OR sanctions)");
    check("\"eu sanctions\"~2 date:2021..", "quote:(\"eu sanctions\"~2)");
    check("(eu NEAR/3 oil)^2", "quote:(eu NEAR/3 oil)");
    check("eu NOT sanctions", "quote:(eu)");
    check("eu (oil OR NOT gas)", "quote:(eu AND (oil))");
}
END_TEST

START_TEST(what_is_asked_of_quotations_is_alone_what_counts)
{
    check("minsk quote:border", "quote:border");
    check("minsk said:tokayev(oil)", "said:tokayev(oil)");
    check("quote:a OR (said:b AND minsk)", "(quote:a OR said:b)");
    check("minsk NOT quote:border", "quote:(minsk)");
    check("title:oil", "quote:(*:*)");
}
END_TEST

START_TEST(without_words_all_quotations_count)
{
    check("date:2021..", "quote:(*:*)");
    check("*:*", "quote:(*:*)");
    check("NOT oil", "quote:(*:*)");
    check("source:press length:..9", "quote:(*:*)");
}
END_TEST

START_TEST(without_memory_there_is_none)
{
    struct arena questions;
    size_t limit = 1, refused = 0;

    arena_init(&questions, 0);
    const struct ast_node *const q = parse(&questions, "a (b OR c) -d e f");
    for (bool failed = true; failed; limit += 64) {
        struct arena a;
        arena_init(&a, limit);
        failed = !quoted_part(q, &a);
        refused += failed;
        arena_release(&a);
    }
    ck_assert_uint_gt(refused, 5);
    arena_release(&questions);
}
END_TEST

SUITE("query/who/quoted_part",
      words_that_must_be_there_are_asked_in_one_quotation,
      what_is_asked_of_quotations_is_alone_what_counts,
      without_words_all_quotations_count, without_memory_there_is_none)
