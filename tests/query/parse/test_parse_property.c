#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "query/parse/parse.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- random queries, built together with the reading they must have ---- */

struct pair {
    struct buf query, reading;
};

static void both(struct pair *p, const char *query, const char *reading)
{
    buf_append_str(&p->query, query);
    buf_append_str(&p->reading, reading);
}

static const char *one_of(struct rng *r, const char *a, const char *b,
                          const char *c)
{
    const char *const all[] = {a, b, c};
    return all[rng_below(r, 3)];
}

static void leaf(struct rng *r, struct pair *p)
{
    char text[64];
    const uint32_t i = rng_below(r, 50);
    switch (rng_below(r, 4)) {
    case 0:
        snprintf(text, sizeof(text), "\"kind w%u\"", i);
        break;
    case 1:
        snprintf(text, sizeof(text), "kassym-w%u", i);
        break;
    default:
        snprintf(text, sizeof(text), "w%u", i);
        break;
    }
    const bool field = rng_below(r, 8) == 0;
    both(p, field ? one_of(r, "title:", "headline:", "title:") : "",
         field ? "title:" : "");
    both(p, text, text);
}

/* said:NAME(WORDS) or said(NAME, WORDS), which are one. */
static void web_said(struct rng *r, struct pair *p)
{
    const bool any = rng_below(r, 2), comma = rng_below(r, 2);
    const uint32_t n = 1 + rng_below(r, 3);
    char name[32];
    snprintf(name, sizeof(name), one_of(r, "w%u", "\"a, (b) w%u\"", "k-w%u"),
             rng_below(r, 50));
    both(p, comma ? "said(" : "said:", "said:");
    both(p, name, name);
    both(p, comma ? one_of(r, ",", ", ", " , ") : "(", "(");
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            both(p, any ? " OR " : one_of(r, " ", "  ", " AND "),
                 any ? " OR " : " AND ");
        const char *const word = one_of(r, "oil", "\"gas, o)\"", "\"x y\"");
        both(p, word, word);
    }
    both(p, ")", ")");
}

/* What a clause may be so that the parser has nothing to simplify. */
enum want { ANYTHING, NOT_ALL, NOT_ANY };

static void web_any(struct rng *r, struct pair *p, int depth, bool bare);
static void web_all(struct rng *r, struct pair *p, int depth, bool negative);

static void web_clause(struct rng *r, struct pair *p, int depth, enum want want,
                       bool bare)
{
    const uint32_t kind = depth > 0 ? rng_below(r, 4) : 0;
    if (kind == 1 && want != NOT_ANY)
        web_any(r, p, depth - 1, bare);
    else if (kind == 2 && want != NOT_ALL)
        web_all(r, p, depth - 1, rng_below(r, 3) == 0);
    else if (rng_below(r, 8) == 0)
        web_said(r, p);
    else
        leaf(r, p);
}

/* `bare`: may stand without parentheses, because OR binds tighter. */
static void web_any(struct rng *r, struct pair *p, int depth, bool bare)
{
    const uint32_t n = 2 + rng_below(r, 3);
    bare = bare && rng_below(r, 2);
    const char *const open = bare ? "" : one_of(r, "(", "( ", "((");
    both(p, open, "(");
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            both(p, one_of(r, " OR ", "|", " | "), " OR ");
        web_clause(r, p, depth, NOT_ANY, false);
    }
    both(p, bare ? "" : strcmp(open, "((") == 0 ? "))" : ")", ")");
}

static void web_all(struct rng *r, struct pair *p, int depth, bool negative)
{
    const uint32_t n = (negative ? 1 : 2) + rng_below(r, 3);
    both(p, "(", "(");
    for (uint32_t i = 0; i < n; i++) {
        const bool not = negative || (i && rng_below(r, 3) == 0);
        if (i)
            both(p, one_of(r, " ", "  ", " AND "), " AND ");
        if (not )
            both(p, one_of(r, "-", "NOT ", "NOT  "), "NOT ");
        else if (rng_below(r, 8) == 0)
            both(p, "+", "");
        const bool signed_ = not || p->query.p[p->query.n - 1] == '+';
        web_clause(r, p, depth, not ? ANYTHING : NOT_ALL, !signed_);
    }
    both(p, ")", ")");
}

static void lucene_group(struct rng *r, struct pair *p, int depth,
                         enum want want);

static void lucene_clause(struct rng *r, struct pair *p, int depth,
                          enum want want)
{
    if (depth > 0 && rng_below(r, 2))
        lucene_group(r, p, depth - 1, want);
    else
        leaf(r, p);
}

/* NOT_ALL: no required clause in it; NOT_ANY: not only optional ones. */
static void lucene_group(struct rng *r, struct pair *p, int depth,
                         enum want want)
{
    enum { MOST = 5 };
    uint32_t occurs[MOST];
    uint32_t has[3];
    uint32_t n;
    do {
        memset(has, 0, sizeof(has));
        n = 2 + rng_below(r, MOST - 1);
        for (uint32_t i = 0; i < n; i++)
            has[occurs[i] = rng_below(r, 3)]++;
    } while ((want == NOT_ALL && has[OCCUR_MUST]) ||
             (want == NOT_ANY && has[OCCUR_SHOULD] == n));

    const bool any = has[OCCUR_SHOULD] == n;
    const bool all = has[OCCUR_SHOULD] == 0 && has[OCCUR_MUST] > 0;
    both(p, "(", any || has[OCCUR_MUST] ? "(" : "ANY(");
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            both(p, any ? one_of(r, " OR ", " ", " || ") : " ",
                 any   ? " OR "
                 : all ? " AND "
                       : " ");
        if (occurs[i] == OCCUR_MUST)
            both(p, "+", all ? "" : "+");
        if (occurs[i] == OCCUR_MUST_NOT)
            both(p, one_of(r, "-", "NOT ", "!"), all ? "NOT " : "-");
        static const enum want wants[] = {
            [OCCUR_SHOULD] = NOT_ANY,
            [OCCUR_MUST] = NOT_ALL,
            [OCCUR_MUST_NOT] = ANYTHING,
        };
        lucene_clause(r, p, depth, wants[occurs[i]]);
    }
    both(p, ")", ")");
}

static void check(enum syntax syntax, struct pair *p)
{
    struct arena a;
    struct ast_node *root;
    struct parse_place place;
    struct err e = ERR_INIT;
    struct buf out = BUF_INIT;
    arena_init(&a, 0);
    ck_assert_msg(parse_query(&root, &a,
                              &(struct parse_options){.syntax = syntax},
                              buf_bytes(&p->query), &place, &e) == ST_OK,
                  "%s\n%s", buf_str(&p->query), e.msg);
    ck_assert(ast_print(root, &out));
    ck_assert_msg(bytes_equal(buf_bytes(&out), buf_bytes(&p->reading)),
                  "%s\nis read as %s\nnot as     %s", buf_str(&p->query),
                  buf_str(&out), buf_str(&p->reading));
    buf_release(&out);
    arena_release(&a);
}

enum { TREES = 5000, NESTING = 5 };

START_TEST(random_websearch_tree_is_read_as_it_was_written)
{
    struct rng r = rng_from_env(1);
    struct pair p = {.query = BUF_INIT};
    for (int i = 0; i < TREES; i++) {
        buf_clear(&p.query);
        buf_clear(&p.reading);
        if (rng_below(&r, 2))
            web_all(&r, &p, NESTING, rng_below(&r, 4) == 0);
        else
            web_any(&r, &p, NESTING, true);
        check(SYNTAX_WEBSEARCH, &p);
    }
    buf_release(&p.query);
    buf_release(&p.reading);
}
END_TEST

START_TEST(random_lucene_tree_is_read_as_it_was_written)
{
    struct rng r = rng_from_env(2);
    struct pair p = {.query = BUF_INIT};
    for (int i = 0; i < TREES; i++) {
        buf_clear(&p.query);
        buf_clear(&p.reading);
        lucene_group(&r, &p, NESTING, ANYTHING);
        check(SYNTAX_LUCENE, &p);
    }
    buf_release(&p.query);
    buf_release(&p.reading);
}
END_TEST

/* ---- any bytes ---- */

/* Levels of the tree; 0 where it is not well formed. One assertion for all,
 * because Check writes each to a file. */
static int depth_of(const struct ast_node *n)
{
    int deepest = 0;
    size_t children = 0;
    bool sound = true;
    for (const struct ast_node *c = n->first; c; c = c->next) {
        const int d = depth_of(c);
        deepest = MAX(deepest, d);
        children++;
        sound =
            sound && d > 0 && c->kind != AST_NONE && (c->next || c == n->last);
    }
    if (n->kind == AST_WORD || n->kind == AST_PHRASE)
        sound = sound && n->text.n > 0 && children == 0;
    if (n->kind == AST_FIELD)
        sound = sound && (children == 1 ||
                          (children == 2 && bytes_equal_str(n->text, "said")));
    if (n->kind == AST_AT_LEAST || n->kind == AST_FIRST ||
        n->kind == AST_BOOST || n->kind == AST_CONSTANT)
        sound = sound && children == 1;
    if (n->kind == AST_NEAR || n->kind == AST_NOT_NEAR)
        sound = sound && children == 2;
    if (n->kind == AST_ROW)
        sound = sound && children > 1 && n->first->kind != AST_GAP &&
                n->last->kind != AST_GAP;
    if (n->kind == AST_QUORUM)
        sound = sound && children >= n->count;
    if (n->kind == AST_BOOL)
        sound = sound && (children > 1 ||
                          (children && n->first->occur == OCCUR_MUST_NOT));
    return sound ? deepest + 1 : 0;
}

/* Every line of an explanation is well formed and harmless, and short but for
 * the reason. */
static void check_lines(struct bytes text)
{
    size_t columns = 0;
    int lines = 0;
    bool sound = true;
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        sound = sound && c.c != UTF8_INVALID &&
                (c.c == '\n' || !utf8_is_space(c.c) || c.c == ' ');
        columns = c.c == '\n' ? 0 : columns + 1;
        lines += c.c == '\n';
        sound = sound && (lines == 0 || columns <= 100);
        at += c.size;
    }
    ck_assert(sound && lines >= 3 && lines <= 4);
}

static void survive(enum syntax syntax, struct bytes text)
{
    struct arena a;
    struct ast_node *root;
    struct parse_place place;
    struct err e = ERR_INIT;
    struct buf out = BUF_INIT;
    arena_init(&a, 0);
    const enum st st = parse_query(
        &root, &a, &(struct parse_options){.syntax = syntax}, text, &place, &e);
    if (st == ST_OK) {
        const int depth = depth_of(root);
        ck_assert(depth > 0 && depth <= 4 * PARSE_MAX_DEPTH + 4);
        ck_assert(ast_print(root, &out));
    } else {
        ck_assert(syntax != SYNTAX_WEBSEARCH && syntax != SYNTAX_BAG &&
                  st == ST_SYNTAX);
        ck_assert(place.at <= text.n && place.n <= text.n - place.at);
        ck_assert(parse_explain(text, place, &e, &out));
        check_lines(buf_bytes(&out));
    }
    buf_release(&out);
    arena_release(&a);
}

START_TEST(any_bytes_are_a_query_or_an_error_with_a_place)
{
    static const char *const pieces[] = {
        "(",       ")",    "\"",      "-",     "+",        "=",
        "title:",  " OR ", " AND ",   "NOT ",  "|",        ":",
        "a",       "b ",   " ",       "\\",    "\\u00",    "“",
        "foo:",    "&&",   "\xFF",    "!",     "\xE2\x80", "\0x",
        "*",       "»",    "\u202E",  "\x1B",  "~",        "é",
        "title :", "...",  "NEAR/3 ", " /s ",  "2of(",     "ROW(",
        "ANY(",    "^2",   "/",       "*2 ",   "date:",    "said(",
        "said:a(", ", ",   "quote:",  "name(", "name(a ",  "~~a",
        "~~",
    };
    struct rng r = rng_from_env(3);
    struct buf text = BUF_INIT;
    for (int i = 0; i < 30000; i++) {
        buf_clear(&text);
        const uint32_t n = rng_below(&r, i % 100 ? 24 : 300);
        for (uint32_t j = 0; j < n; j++) {
            if (rng_below(&r, 16) == 0)
                buf_append_byte(&text, (uint8_t)rng_next(&r));
            else
                buf_append_str(&text, pieces[rng_below(&r, COUNT_OF(pieces))]);
        }
        for (int s = SYNTAX_WEBSEARCH; s <= SYNTAX_BAG; s++)
            survive((enum syntax)s, buf_bytes(&text));
    }
    buf_release(&text);
}
END_TEST

START_TEST(a_megabyte_of_anything_takes_linear_time)
{
    static const char *const pieces[] = {
        "(",          ")",           "\"",         "a ",         "-(",
        "a OR ",      "a|",          "title:",     "NOT ",       "(a OR ",
        "()",         "-",           "=",          "\\",         "(a ",
        "a AND ",     "a(b)",        "\"a\" ",     "(-a) ",      "a:",
        "title:(a ",  "-(a OR -b",   "| ",         "+",          "\xE2\x80",
        "“",          "(a b) OR ",   "\\u0041",    "a b) (",     "+a (-b ",
        "a NEAR/3 ",  "a /s b /p ",  "2of(a ",     "ROW(a * ",   "a^2",
        "^2",         "(a|",         "\"a (b|c) ", "* ",         "a*",
        "a~ ",        "/a/ ",        "/",          "atleast2(a", "ANY(-a ",
        "a NOT /s ",  "+a ",         "date:2019 ", "x OR -a ",   "a FIRST/3 ",
        "\"a * b\" ", "said(a ",     "said(a, ",   "said:a(b ",  "said(a) ",
        "said(a\" ",  "said(a, b) ", "said:",      "(said(a\\",  "name(",
        "~~",         "~~a ",        "name(a) ",   "name(a (",
    };
    enum { MEGABYTE = 1 << 20, SECONDS = 5 };
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        buf_clear(&text);
        while (text.n < MEGABYTE)
            buf_append_str(&text, pieces[i]);
        for (int s = SYNTAX_WEBSEARCH; s <= SYNTAX_BAG; s++) {
            const clock_t start = clock();
            survive((enum syntax)s, buf_bytes(&text));
            const clock_t took = clock() - start;
            ck_assert_msg(took < SECONDS * CLOCKS_PER_SEC,
                          "%s: %ld ms in syntax %d", pieces[i],
                          (long)(took * 1000 / CLOCKS_PER_SEC), s);
        }
    }
    buf_release(&text);
}
END_TEST

START_TEST(parentheses_nest_to_the_limit)
{
    struct buf text = BUF_INIT;
    struct buf out = BUF_INIT;
    for (int deeper = 0; deeper < 2; deeper++) {
        const int n = PARSE_MAX_DEPTH + deeper;
        buf_clear(&text);
        for (int i = 0; i < n; i++)
            buf_append_str(&text, "(a OR (b ");
        for (int i = 0; i < n; i++)
            buf_append_str(&text, "))");
        survive(SYNTAX_WEBSEARCH, buf_bytes(&text));

        buf_clear(&text);
        for (int i = 0; i < n; i++)
            buf_append_byte(&text, '(');
        buf_append_byte(&text, 'a');
        for (int i = 0; i < n; i++)
            buf_append_byte(&text, ')');
        struct arena a;
        struct ast_node *root;
        struct parse_place place;
        arena_init(&a, 0);
        const enum st st = parse_query(
            &root, &a, &(struct parse_options){.syntax = SYNTAX_LUCENE},
            buf_bytes(&text), &place, NULL);
        ck_assert_int_eq(st, deeper ? ST_SYNTAX : ST_OK);
        if (deeper)
            ck_assert_uint_eq(place.at, PARSE_MAX_DEPTH);

        /* Beyond the limit the search box still knows which parenthesis is
         * whose: b stands outside all of them. */
        buf_append_str(&text, " -b");
        ck_assert_int_eq(
            parse_query(&root, &a,
                        &(struct parse_options){.syntax = SYNTAX_WEBSEARCH},
                        buf_bytes(&text), &place, NULL),
            ST_OK);
        buf_clear(&out);
        ck_assert(ast_print(root, &out));
        ck_assert_str_eq(buf_str(&out), "(a AND NOT b)");
        arena_release(&a);
    }
    buf_release(&text);
    buf_release(&out);
}
END_TEST

START_TEST(ten_thousand_parentheses_are_an_error_at_the_one_too_many)
{
    enum { N = 10000 };
    struct buf text = BUF_INIT;
    for (int i = 0; i < N; i++)
        buf_append_byte(&text, '(');
    buf_append_str(&text, "oil");
    for (int i = 0; i < N; i++)
        buf_append_byte(&text, ')');
    for (int s = SYNTAX_NATIVE; s <= SYNTAX_LUCENE; s++) {
        struct arena a;
        struct ast_node *root;
        struct parse_place place;
        const struct parse_options options = {.syntax = (enum syntax)s};
        arena_init(&a, 0);
        ck_assert_int_eq(
            parse_query(&root, &a, &options, buf_bytes(&text), &place, NULL),
            ST_SYNTAX);
        ck_assert_uint_eq(place.at, PARSE_MAX_DEPTH);
        arena_release(&a);
    }
    survive(SYNTAX_WEBSEARCH, buf_bytes(&text));
    buf_release(&text);
}
END_TEST

/* 10,000 words with `between` among them: children of the root, and levels. */
static size_t count_of(enum syntax syntax, const char *between, int *levels)
{
    enum { N = 10000, PER_WORD = 1000 }; /* bytes of memory */
    struct buf text = BUF_INIT;
    struct arena a;
    struct ast_node *root;
    struct parse_place place;
    const struct parse_options options = {.syntax = syntax};
    size_t n = 0;
    for (int i = 0; i < N; i++)
        buf_printf(&text, "%sw%d", i ? between : "", i);
    arena_init(&a, 0);
    ck_assert_int_eq(
        parse_query(&root, &a, &options, buf_bytes(&text), &place, NULL),
        ST_OK);
    for (const struct ast_node *c = root->first; c; c = c->next)
        n++;
    *levels = depth_of(root);
    ck_assert_uint_lt(a.used, (size_t)N * PER_WORD);
    arena_release(&a);
    buf_release(&text);
    return n;
}

START_TEST(ten_thousand_words_are_one_flat_group_in_every_language)
{
    static const struct {
        enum syntax syntax;
        const char *between;
    } chains[] = {
        {SYNTAX_WEBSEARCH, " "},   {SYNTAX_WEBSEARCH, " OR "},
        {SYNTAX_NATIVE, " "},      {SYNTAX_NATIVE, " OR "},
        {SYNTAX_NATIVE, " AND "},  {SYNTAX_NEXIS, " or "},
        {SYNTAX_NEXIS, " and "},   {SYNTAX_NEXIS, " and not "},
        {SYNTAX_FACTIVA, " or "},  {SYNTAX_FACTIVA, " and "},
        {SYNTAX_FACTIVA, " not "}, {SYNTAX_FACTIVA, " % "},
        {SYNTAX_LUCENE, " "},      {SYNTAX_LUCENE, " AND "},
    };
    for (size_t i = 0; i < COUNT_OF(chains); i++) {
        int levels;
        const size_t n = count_of(chains[i].syntax, chains[i].between, &levels);
        const bool gaps = strcmp(chains[i].between, " % ") == 0;
        ck_assert_uint_eq(n, gaps ? 19999 : 10000);
        ck_assert_int_eq(levels, 2);
    }
}
END_TEST

START_TEST(chain_of_distances_deeper_than_the_limit_is_an_error)
{
    static const struct {
        enum syntax syntax;
        const char *more;
    } chains[] = {{SYNTAX_NATIVE, " NEAR/3 a"}, {SYNTAX_NATIVE, "^2"},
                  {SYNTAX_NATIVE, " FIRST/9"},  {SYNTAX_NEXIS, " w/3 a"},
                  {SYNTAX_FACTIVA, " near3 a"}, {SYNTAX_FACTIVA, "/F9/"}};
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(chains); i++) {
        buf_clear(&text);
        buf_append_byte(&text, 'a');
        for (int j = 0; j < 10000; j++)
            buf_append_str(&text, chains[i].more);
        struct arena a;
        struct ast_node *root;
        struct parse_place place;
        struct err e = ERR_INIT;
        const struct parse_options options = {.syntax = chains[i].syntax};
        arena_init(&a, 0);
        ck_assert_int_eq(
            parse_query(&root, &a, &options, buf_bytes(&text), &place, &e),
            ST_SYNTAX);
        ck_assert_ptr_nonnull(strstr(e.msg, "nests deeper"));
        arena_release(&a);
    }
    /* In a search box the rest of such a chain is plain words. */
    buf_clear(&text);
    buf_append_byte(&text, 'a');
    for (int j = 0; j < 10000; j++)
        buf_append_str(&text, " AROUND(3) a");
    survive(SYNTAX_WEBSEARCH, buf_bytes(&text));
    buf_release(&text);
}
END_TEST

SUITE("parse, properties",
      ten_thousand_parentheses_are_an_error_at_the_one_too_many,
      ten_thousand_words_are_one_flat_group_in_every_language,
      chain_of_distances_deeper_than_the_limit_is_an_error,
      random_websearch_tree_is_read_as_it_was_written,
      random_lucene_tree_is_read_as_it_was_written,
      any_bytes_are_a_query_or_an_error_with_a_place,
      a_megabyte_of_anything_takes_linear_time, parentheses_nest_to_the_limit)
