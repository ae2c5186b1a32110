#include "query/parse/said.h"

#include "query/parse/parse.h"
#include "tests/support/suite.h"

static void comma(const char *text, size_t open, size_t want)
{
    ck_assert_msg(said_comma(bytes_of_str(text), open) == want, "%s: %zu", text,
                  said_comma(bytes_of_str(text), open));
}

START_TEST(comma_is_the_first_outside_of_quotes_and_parentheses)
{
    comma("said(a, b)", 4, 6);
    comma("said(a, b, c)", 4, 6);
    comma("said(\"a, b\", c)", 4, 11);
    comma("said((a, b) x, c)", 4, 13);
    comma("said(\u201Ca, b\u201D, c)", 4, 15);
    comma("said(a\\, b, c)", 4, 10);
    comma("said(a\\(, c)", 4, 8);
    comma("x said(a, b", 6, 8); /* never closed */
}
END_TEST

START_TEST(without_a_comma_there_is_none)
{
    comma("said(a b)", 4, 0);
    comma("said(a) b, c", 4, 0);
    comma("said((a, b))", 4, 0);
    comma("said(\"a, b)", 4, 0);
    comma("said(", 4, 0);
    comma("said(a\\", 4, 0);
    comma("said(a\xFF", 4, 0);
}
END_TEST

/* How `query` is read, in both languages; NULL: as it stands. */
static void check(const char *query, const char *native, const char *web)
{
    static const enum syntax syntaxes[] = {SYNTAX_NATIVE, SYNTAX_WEBSEARCH};
    for (size_t i = 0; i < COUNT_OF(syntaxes); i++) {
        const char *const want = i == 0 ? native : web;
        const struct parse_options options = {.syntax = syntaxes[i]};
        struct buf out = BUF_INIT;
        struct arena a;
        struct parse_place place;
        struct ast_node *n;
        struct err e = ERR_INIT;
        arena_init(&a, 0);
        ck_assert_msg(parse_query(&n, &a, &options, bytes_of_str(query), &place,
                                  &e) == ST_OK,
                      "%s: %s", query, e.msg);
        ck_assert(ast_print(n, &out));
        ck_assert_msg(strcmp(buf_str(&out), want ? want : query) == 0,
                      "%s is read as %s", query, buf_str(&out));
        buf_release(&out);
        arena_release(&a);
    }
}

START_TEST(name_and_content_are_two_operands)
{
    check("said:tokayev", NULL, NULL);
    check("said:tokayev(trade)", NULL, NULL);
    check("said:\"a b\"(trade OR oil)", NULL, NULL);
    check("said(tokayev, trade)", "said:tokayev(trade)", "said:tokayev(trade)");
    check("said(tokayev)", "said:tokayev", "(said AND tokayev)");
    check("said:tokayev (trade)", "(said:tokayev AND trade)",
          "(said:tokayev AND trade)");
    check("said:any(peace) said:none", "(said:any(peace) AND said:none)",
          "(said:any(peace) AND said:none)");
    check("oil -said(tokayev, trade)", "(oil AND NOT said:tokayev(trade))",
          "(oil AND NOT said:tokayev(trade))");
    check("NOT said:tokayev(trade oil)", "(NOT said:tokayev(trade AND oil))",
          "(NOT said:tokayev(trade AND oil))");
}
END_TEST

START_TEST(what_cannot_be_said_is_asked_for_besides)
{
    static const struct {
        const char *text, *read;
    } known[] = {
        {"said:a(-x)", "(said:a AND NOT x)"},
        {"said:a(b said(-x, y))", "(said:a AND b AND said:(NOT x)(y))"},
        {"a AROUND(3) said(-x, y)", "(a AND AROUND AND 3 AND said:(NOT x)(y))"},
        {"said(name, x)", "said:(name)(x)"},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        const struct parse_options options = {.syntax = SYNTAX_WEBSEARCH};
        struct buf out = BUF_INIT;
        struct arena a;
        struct parse_place place;
        struct ast_node *n;
        struct err e = ERR_INIT;
        arena_init(&a, 0);
        ck_assert(parse_query(&n, &a, &options, bytes_of_str(known[i].text),
                              &place, &e) == ST_OK);
        ck_assert(ast_print(n, &out));
        ck_assert_str_eq(buf_str(&out), known[i].read);
        buf_release(&out);
        arena_release(&a);
    }
}
END_TEST

SUITE("query/parse/said", comma_is_the_first_outside_of_quotes_and_parentheses,
      without_a_comma_there_is_none, name_and_content_are_two_operands,
      what_cannot_be_said_is_asked_for_besides)
