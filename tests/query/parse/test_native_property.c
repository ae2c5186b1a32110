/* What ast_print writes, native reads back as the same tree: for random trees
 * of every kind, and for what every dialect makes of random texts. */
#include "common/base/arena.h"
#include "common/base/buf.h"
#include "query/parse/parse.h"
#include "query/parse/tree.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* ---- two trees ---- */

static bool same_node(const struct ast_node *a, const struct ast_node *b)
{
    const struct ast_filter *const f = &a->filter;
    const struct ast_filter *const g = &b->filter;
    return a->kind == b->kind && a->exact == b->exact &&
           a->negative == b->negative && a->ordered == b->ordered &&
           a->unit == b->unit && a->count == b->count && a->least == b->least &&
           a->factor == b->factor && bytes_equal(a->text, b->text) &&
           f->field == g->field && f->from == g->from && f->to == g->to &&
           bytes_equal(f->text, g->text);
}

static bool same_tree(const struct ast_node *a, const struct ast_node *b)
{
    if (!same_node(a, b))
        return false;
    const bool clauses = a->kind == AST_BOOL;
    a = a->first;
    b = b->first;
    for (; a && b; a = a->next, b = b->next) {
        if (!same_tree(a, b) || (clauses && a->occur != b->occur))
            return false;
    }
    return !a && !b;
}

/* ---- random trees ---- */

struct grower {
    struct rng rng;
    struct tree t;
};

static uint32_t below(struct grower *g, uint32_t n)
{
    return rng_below(&g->rng, n);
}

static const char *const words[] = {
    "oil",      "AND",      "OR",
    "NOT",      "near/5",   "NEAR",
    "PRE/",     "/s",       "/p",
    "FIRST/3",  "FIRST",    "atleast3",
    "2of",      "w/5",      "10:30",
    "title:x",  "http://a", "a b",
    "-oil",     "+oil",     "=oil",
    "oil~",     "oil^2",    "C++",
    "(oil)",    "a|b",      "a\\b",
    "a\"b",     "*oil",     "oil?",
    "*:*x",     "ANY",      "ROW",
    "é",        "“x”",      "a\u00A0b",
    "\u200Dx",  "and/or",   "kassym-jomart",
    "x\u0301y", "3..5",     "0x\ty",
    "TO",       "\u00ADx",  "NEAR/any",
    "pre/5/s",  "x/",       "не/т",
};

static const char *const phrases[] = {
    "oil and gas", "one",        "a (b|c) d",       "a * b",
    "say \"oil\"", "a\\b c",     "\u201Cx\u201D y", "  a  b ",
    "a *3 b",      "(a) b?",     "what? now~ ^2",   "title:x AND",
    "a|b",         "a \u200C b", "/s /p",
};

static const char *const patterns[] = {
    "oil*", "*oil",  "o?l", "*o*", "near/*", "title:*", "-oil*",
    "*3",   "*0..3", "a~*", "/x*", "a b*",   "*:*x",    "2o?",
};

static const char *const regexes[] = {
    "oil.*",  "a|b", "x\\/y",       "[a-z]+",
    "(a\"b)", "s",   "p(aul|eter)", "a{2,3}\\\\",
};

static const char *const names[] = {
    "lukashenko",
    "alexander  lukashenko",
    "kassym-jomart tokayev",
    "a(b",
    "a\\b)c",
    "~~x",
    "a\u00A0b",
    "\u0442\u043e\u043a",
    "name",
    "al-baradei",
    "\"a\" AND b",
};

static struct bytes text_of(struct grower *g, const char *const *list, size_t n)
{
    return bytes_of_str(list[below(g, (uint32_t)n)]);
}

static struct ast_node *leaf(struct grower *g)
{
    struct ast_node *n;
    switch (below(g, 9)) {
    case 0:
        n = tree_word_as(&g->t, AST_PHRASE, 0, 0,
                         text_of(g, phrases, COUNT_OF(phrases)));
        n->count = below(g, 3) ? 0 : 1 + below(g, 9);
        return n;
    case 1:
        return tree_word_as(&g->t, AST_WILDCARD, 0, 0,
                            text_of(g, patterns, COUNT_OF(patterns)));
    case 2:
        return tree_word_as(&g->t, AST_REGEX, 0, 0,
                            text_of(g, regexes, COUNT_OF(regexes)));
    case 8:
        return tree_word_as(&g->t, AST_NAME, 0, 0,
                            text_of(g, names, COUNT_OF(names)));
    case 3:
        n = tree_word_as(&g->t, AST_FUZZY, 0, 0,
                         text_of(g, words, COUNT_OF(words)));
        n->count = 1 + below(g, 2);
        return n;
    default:
        n = tree_word_as(&g->t, AST_WORD, 0, 0,
                         text_of(g, words, COUNT_OF(words)));
        n->exact = below(g, 3) == 0;
        return n;
    }
}

static struct ast_node *placed(struct grower *g, int depth);
static struct ast_node *any(struct grower *g, int depth);

static struct ast_node *above(struct grower *g, enum ast_kind kind,
                              struct ast_node *child)
{
    struct ast_node *const n = tree_node(&g->t, kind, 0, 0);
    tree_append(n, child);
    return n;
}

static struct ast_node *near_of(struct grower *g, int depth)
{
    struct ast_node *const n =
        above(g, below(g, 3) ? AST_NEAR : AST_NOT_NEAR, placed(g, depth));
    tree_append(n, placed(g, depth));
    n->count = below(g, 3) ? 1 + below(g, 100) : NEAR_ANY;
    n->ordered = below(g, 2);
    n->unit = (enum ast_unit)below(g, 3);
    return n;
}

static struct ast_node *row_of(struct grower *g, int depth)
{
    const uint32_t more = 1 + below(g, 4);
    const bool simple = below(g, 2);
    struct ast_node *const row = above(g, AST_ROW, placed(g, depth));
    for (uint32_t i = 0; i < more; i++) {
        if (below(g, 3) == 0) {
            struct ast_node *const gap = tree_node(&g->t, AST_GAP, 0, 0);
            gap->least = below(g, 3);
            gap->count = gap->least + below(g, 3) + !gap->least;
            tree_append(row, gap);
        }
        struct ast_node *const n = simple ? leaf(g) : placed(g, depth);
        n->exact = n->kind == AST_WORD && (simple || n->exact);
        tree_append(row, n);
    }
    return row;
}

/* A group of random clauses: NULL where nothing is left of it. */
static struct ast_node *group_of(struct grower *g, int depth, bool in_text)
{
    const uint32_t n = 1 + below(g, 4);
    const uint32_t kinds = in_text ? 2 : 3;
    const bool mixed = below(g, 2);
    const bool optional = below(g, 2);
    struct ast_node *const group = tree_group(&g->t);
    for (uint32_t i = 0; i < n; i++) {
        const enum ast_occur occur = mixed ? (enum ast_occur)below(g, kinds)
                                     : optional ? OCCUR_SHOULD
                                                : OCCUR_MUST;
        tree_add(group, in_text ? placed(g, depth) : any(g, depth), occur);
    }
    g->t.negatives = below(g, 2);
    return tree_close(&g->t, group);
}

static struct ast_node *field_of(struct grower *g, int depth, bool in_text)
{
    static const char *const zones[] = {
        "title",    "lead",      "hlead",       "body",  "subhead",
        "dateline", "signature", "text",        "place", "agency",
        "quote",    "said",      "boilerplate",
    };
    struct ast_node *const child = in_text ? placed(g, depth) : any(g, depth);
    return tree_field(&g->t, zones[below(g, COUNT_OF(zones))], 0, child);
}

/* said:NAME(CONTENT); NULL where nothing is left of one of them. */
static struct ast_node *said_of(struct grower *g, int depth)
{
    struct ast_node *const name =
        below(g, 3) ? leaf(g) : group_of(g, depth, true);
    struct ast_node *const n = tree_field(&g->t, "said", 0, name);
    struct ast_node *const content = n ? placed(g, depth) : NULL;
    if (content)
        tree_append(n, content);
    return n;
}

static struct ast_node *quorum_of(struct grower *g, int depth, bool in_text)
{
    struct ast_node *const n =
        above(g, AST_QUORUM, in_text ? placed(g, depth) : any(g, depth));
    n->count = 1;
    for (uint32_t i = below(g, 3); i > 0; i--) {
        tree_append(n, in_text ? placed(g, depth) : any(g, depth));
        n->count += below(g, 2);
    }
    return n;
}

static struct ast_node *placed(struct grower *g, int depth)
{
    struct ast_node *n;
    switch (depth > 0 ? below(g, 11) : 10) {
    case 8:
        return said_of(g, depth - 1);
    case 9:
        return quorum_of(g, depth - 1, true);
    case 0:
    case 1:
        return near_of(g, depth - 1);
    case 2:
        return row_of(g, depth - 1);
    case 3:
        n = above(g, AST_AT_LEAST, placed(g, depth - 1));
        n->count = 1 + below(g, 50);
        return n;
    case 4:
        n = above(g, AST_FIRST, placed(g, depth - 1));
        n->count = 1 + below(g, 500);
        return n;
    case 5:
    case 6:
        return group_of(g, depth - 1, true);
    case 7:
        return field_of(g, depth - 1, true);
    default:
        return leaf(g);
    }
}

static struct ast_node *filter_of(struct grower *g)
{
    struct ast_node *const n = tree_node(&g->t, AST_FILTER, 0, 0);
    struct ast_filter *const f = &n->filter;
    f->field = (enum filter_field)below(g, FILTER_REPEATED + 1);
    f->from = INT64_MIN;
    f->to = INT64_MAX;
    if (!filter_is_range(f->field)) {
        f->text = text_of(g, words, COUNT_OF(words));
        return n;
    }
    if (f->field == FILTER_DATE && below(g, 4) == 0) {
        f->from = f->to = DATE_NONE;
        return n;
    }
    const uint32_t ends = below(g, 4);
    if (ends != 1)
        f->from = below(g, 20000);
    if (ends == 2)
        f->to = f->from;
    else if (ends != 0)
        f->to = 20000 + below(g, 10000);
    return n;
}

static struct ast_node *any(struct grower *g, int depth)
{
    struct ast_node *n;
    switch (depth > 0 ? below(g, 10) : 3 + below(g, 4)) {
    case 0:
    case 1:
    case 2:
        return group_of(g, depth - 1, false);
    case 3:
        return filter_of(g);
    case 4:
        return below(g, 4) ? leaf(g) : tree_node(&g->t, AST_ALL, 0, 0);
    case 7:
        n = above(g, below(g, 2) ? AST_BOOST : AST_CONSTANT, any(g, depth - 1));
        n->factor = (double)below(g, 4000001) / 4000;
        return n;
    case 8:
        return quorum_of(g, depth - 1, false);
    case 9:
        return field_of(g, depth - 1, false);
    default:
        return placed(g, depth);
    }
}

/* Reads what `tree` prints as, and compares. */
static void check_round_trip(struct arena *a, const struct ast_node *tree)
{
    static const struct parse_options native = {.syntax = SYNTAX_NATIVE};
    struct buf text = BUF_INIT;
    struct buf again = BUF_INIT;
    struct ast_node *back = NULL;
    struct parse_place place;
    struct err e = ERR_INIT;
    ck_assert(ast_print(tree, &text));
    const enum st st =
        parse_query(&back, a, &native, buf_bytes(&text), &place, &e);
    ck_assert_msg(st == ST_OK, "%s\nis refused at %zu: %s", buf_str(&text),
                  place.at, e.msg);
    ck_assert(ast_print(back, &again));
    ck_assert_msg(same_tree(tree, back), "%s\nis read as another tree:\n%s",
                  buf_str(&text), buf_str(&again));
    buf_release(&text);
    buf_release(&again);
}

START_TEST(native_reads_back_what_any_tree_prints)
{
    enum { TREES = 20000, NESTING = 5 };
    struct grower g = {.rng = rng_from_env(11)};
    for (int i = 0; i < TREES; i++) {
        struct arena a;
        arena_init(&a, 0);
        tree_init(&g.t, &a, BYTES_NONE);
        check_round_trip(&a, any(&g, 1 + (int)below(&g, NESTING)));
        arena_release(&a);
    }
}
END_TEST

START_TEST(native_reads_back_what_any_query_prints)
{
    static const char *const pieces[] = {
        "(",        ")",        "\"",         "-",      "+",
        "=",        "title:",   " OR ",       " AND ",  " NOT ",
        "|",        ":",        "a",          "b ",     " ",
        "\\",       "“",        "*",          "?",      "~1",
        "^2",       " NEAR/3 ", " /s ",       "/x/",    "2of(",
        "ANY(",     "ROW(",     "atleast2(",  "c",      "d ",
        "\xFF",     "\u202E",   "date:2019 ", "*2 ",    "\"a (b|c)\"",
        "[a TO b]", "said:",    "said(",      "quote:", "any",
        ", ",
    };
    struct rng rng = rng_from_env(12);
    struct buf text = BUF_INIT;
    int read = 0;
    for (int i = 0; i < 100000; i++) {
        buf_clear(&text);
        const uint32_t n = 1 + rng_below(&rng, 12);
        for (uint32_t j = 0; j < n; j++)
            buf_append_str(&text, pieces[rng_below(&rng, COUNT_OF(pieces))]);
        for (int s = SYNTAX_WEBSEARCH; s <= SYNTAX_BAG; s++) {
            struct arena a;
            struct ast_node *tree;
            struct parse_place place;
            const struct parse_options options = {.syntax = (enum syntax)s};
            arena_init(&a, 0);
            if (parse_query(&tree, &a, &options, buf_bytes(&text), &place,
                            NULL) == ST_OK) {
                check_round_trip(&a, tree);
                read++;
            }
            arena_release(&a);
        }
    }
    ck_assert_int_gt(read, 200000);
    buf_release(&text);
}
END_TEST

SUITE("parse, native round trip", native_reads_back_what_any_tree_prints,
      native_reads_back_what_any_query_prints)
