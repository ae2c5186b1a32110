#include "query/expand/regex.h"

#include <stdlib.h>

#include "common/base/compiler.h"
#include "common/base/utf8.h"

/* ---- the expression as a tree ---- */

enum re_kind { RE_EMPTY, RE_SET, RE_ROW, RE_EITHER, RE_REPEAT };

enum {
    TEXT_MAX = 4096,  /* bytes of an expression */
    NESTED_MAX = 100, /* parentheses */
    TIMES_MAX = 1000, /* of {n,m}    */
    FOLDS_MAX = 4096, /* characters of a range that are folded one by one */
};

#define OPEN    UINT32_MAX
#define NO_CHAR UTF8_INVALID

struct re {
    enum re_kind kind;
    struct nfa_set set;   /* RE_SET */
    uint32_t least, most; /* RE_REPEAT; OPEN: any number */
    struct re *first, *second;
};

struct parser {
    struct arena *arena;
    struct analyzer *analyzer;
    struct buf folded;
    struct bytes text;
    size_t at;
    int nested;
    struct err *e;
    enum st st; /* sticky */
};

static void *fail(struct parser *p, enum st st)
{
    if (p->st == ST_OK)
        p->st = st;
    return NULL;
}

/* The number of the character that stands at byte `at`, from 1. */
static unsigned column(const struct parser *p, size_t at)
{
    unsigned n = 1;
    for (size_t i = 0; i < at; n++)
        i += utf8_at(p->text, i).size;
    return n;
}

static void *complain(struct parser *p, size_t at, const char *what)
{
    if (p->st == ST_OK)
        p->st = err_set(p->e, ST_SYNTAX, "/%.*s/, character %u: %s",
                        (int)MIN(p->text.n, (size_t)80),
                        (const char *)p->text.p, column(p, at), what);
    return NULL;
}

static struct re *re_new(struct parser *p, struct re like)
{
    struct re *const r =
        p->st == ST_OK ? arena_new(p->arena, struct re, 1) : NULL;
    if (!r)
        return fail(p, ST_NOMEM);
    *r = like;
    return r;
}

static uint32_t peek(const struct parser *p)
{
    const struct utf8_char c = utf8_at(p->text, p->at);
    return c.size ? c.c : NO_CHAR;
}

static uint32_t take(struct parser *p)
{
    const struct utf8_char c = utf8_at(p->text, p->at);
    p->at += c.size;
    return c.size ? c.c : NO_CHAR;
}

static bool at_end(const struct parser *p)
{
    return p->at >= p->text.n;
}

/* ---- characters and their sets ---- */

struct ranges {
    struct nfa_range *v;
    size_t n, cap;
};

static void add_range(struct parser *p, struct ranges *r, uint32_t from,
                      uint32_t to)
{
    if (r->n == r->cap) {
        const size_t cap = r->cap ? 2 * r->cap : 8;
        struct nfa_range *const v = arena_new(p->arena, struct nfa_range, cap);
        if (!v) {
            fail(p, ST_NOMEM);
            return;
        }
        if (r->n > 0)
            memcpy(v, r->v, r->n * sizeof(*v));
        r->v = v;
        r->cap = cap;
    }
    r->v[r->n++] = (struct nfa_range){from, to};
}

/* The fold of a character in p->folded. */
static bool fold_char(struct parser *p, uint32_t c)
{
    uint8_t bytes[UTF8_MAX];
    const size_t n = utf8_put(bytes, c);
    const enum st st =
        analyzer_fold(p->analyzer, bytes_of(bytes, n), &p->folded, p->e);
    if (st != ST_OK)
        fail(p, st);
    return st == ST_OK;
}

/* A range, and what its characters fold to where that is one character: of
 * more than FOLDS_MAX only what is there itself. Folded words hold no
 * capitals, so that what is too much does no harm. */
static void add_folded(struct parser *p, struct ranges *r, uint32_t from,
                       uint32_t to)
{
    add_range(p, r, from, to);
    if (to - from >= FOLDS_MAX)
        return;
    for (uint32_t c = from; c <= to && p->st == ST_OK; c++) {
        if (c >= 0xd800 && c <= 0xdfff)
            continue;
        if (!fold_char(p, c))
            return;
        const struct utf8_char f = utf8_at(buf_bytes(&p->folded), 0);
        if (f.size > 0 && f.size == p->folded.n && f.c != c) {
            struct nfa_range *const last = &r->v[r->n - 1];
            if (last->to + 1 == f.c && r->n > 1)
                last->to = f.c;
            else
                add_range(p, r, f.c, f.c);
        }
    }
}

static void add_digits(struct parser *p, struct ranges *r)
{
    add_range(p, r, '0', '9');
}

/* Letters and digits: what is neither stands in a folded word only where it
 * joins them. */
static void add_word_chars(struct parser *p, struct ranges *r)
{
    static const struct nfa_range marks[] = {
        {0, '/'}, {':', '`'}, {'{', 0xa9}, {0x2000, 0x206f}};
    uint32_t from = 0;
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (marks[i].from > from)
            add_range(p, r, from, marks[i].from - 1);
        from = marks[i].to + 1;
    }
    add_range(p, r, from, 0x10ffff);
}

static int by_from(const void *a, const void *b)
{
    const struct nfa_range *const x = a, *const y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* What is in none of the ranges. */
static struct ranges complement(struct parser *p, struct ranges *r)
{
    struct ranges out = {.n = 0};
    uint32_t from = 0;
    if (r->n > 0)
        qsort(r->v, r->n, sizeof(*r->v), by_from);
    for (size_t i = 0; i < r->n; i++) {
        if (r->v[i].from > from)
            add_range(p, &out, from, r->v[i].from - 1);
        from = MAX(from, r->v[i].to + 1);
    }
    if (from <= 0x10ffff)
        add_range(p, &out, from, 0x10ffff);
    return out;
}

static struct re *re_set(struct parser *p, const struct ranges *r)
{
    return re_new(p,
                  (struct re){.kind = RE_SET, .set = {r->v, (uint32_t)r->n}});
}

/* A letter, as its fold spells it: ß is ss. */
static struct re *re_char(struct parser *p, uint32_t c)
{
    struct re *row = NULL;
    if (!fold_char(p, c))
        return NULL;
    const struct bytes folded = buf_bytes(&p->folded);
    for (size_t i = 0; i < folded.n || i == 0;) {
        struct ranges one = {.n = 0};
        const struct utf8_char f = utf8_at(folded, i);
        /* A mark that folds to nothing stands for itself: in no word. */
        add_range(p, &one, f.size ? f.c : c, f.size ? f.c : c);
        struct re *const r = re_set(p, &one);
        row =
            row ? re_new(p,
                         (struct re){.kind = RE_ROW, .first = row, .second = r})
                : r;
        i += f.size ? f.size : 1;
    }
    return row;
}

/* What follows a backslash: a class, which is added, or the character that is
 * returned. */
static uint32_t take_escaped(struct parser *p, struct ranges *classes)
{
    const size_t at = p->at - 1;
    if (at_end(p)) {
        complain(p, at, "nothing follows the backslash; write \\\\ for one");
        return NO_CHAR;
    }
    const uint32_t c = take(p);
    if (c == 'd') {
        add_digits(p, classes);
        return NO_CHAR;
    }
    if (c == 'w') {
        add_word_chars(p, classes);
        return NO_CHAR;
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        (c >= '0' && c <= '9')) {
        complain(p, at,
                 "this escape is not known; there are \\d, \\w, and a "
                 "backslash before a sign");
        return NO_CHAR;
    }
    return c;
}

/* One end of a range in brackets. NO_CHAR for a class, or an error. */
static uint32_t take_in_brackets(struct parser *p, struct ranges *r)
{
    const size_t at = p->at;
    const uint32_t c = take(p);
    if (c == '\\')
        return take_escaped(p, r);
    if (c == '[' && (peek(p) == ':' || peek(p) == '.' || peek(p) == '='))
        complain(p, at, "[:classes:] are not known; write [a-z] or \\d");
    return c;
}

static struct re *parse_brackets(struct parser *p)
{
    const size_t at = p->at - 1;
    struct ranges r = {.n = 0};
    const bool negated = peek(p) == '^';
    if (negated)
        take(p);
    for (bool first = true; p->st == ST_OK && (first || peek(p) != ']');
         first = false) {
        if (at_end(p))
            return complain(p, at, "the bracket is not closed; ] is missing");
        const size_t from_at = p->at;
        const uint32_t from = take_in_brackets(p, &r);
        uint32_t to = from;
        const struct utf8_char next = utf8_at(p->text, p->at + 1);
        if (from == NO_CHAR)
            continue;
        if (peek(p) == '-' && next.size && next.c != ']') {
            take(p);
            to = take_in_brackets(p, &r);
        }
        if (p->st == ST_OK && (to == NO_CHAR || to < from))
            return complain(p, from_at, "the range ends before it begins");
        if (p->st == ST_OK)
            add_folded(p, &r, from, to);
    }
    take(p);
    if (p->st != ST_OK)
        return NULL;
    if (negated)
        r = complement(p, &r);
    return re_set(p, &r);
}

/* ---- grammar ---- */

static struct re *parse_either(struct parser *p);

static struct re *parse_group(struct parser *p)
{
    const size_t at = p->at - 1;
    if (++p->nested > NESTED_MAX)
        return complain(p, at, "more than 100 parentheses in each other");
    if (peek(p) == '?') {
        if (utf8_at(p->text, p->at + 1).c != ':')
            return complain(p, at,
                            "there is no looking around, and there are no "
                            "switches; write (...) or (?:...)");
        p->at += 2;
    }
    struct re *const r = parse_either(p);
    if (p->st == ST_OK && take(p) != ')')
        return complain(p, at, "the parenthesis is not closed; ) is missing");
    p->nested--;
    return r;
}

static struct re *parse_atom(struct parser *p)
{
    const size_t at = p->at;
    struct ranges r = {.n = 0};
    const uint32_t c = take(p);
    switch (c) {
    case '(':
        return parse_group(p);
    case '[':
        return parse_brackets(p);
    case '.':
        add_range(p, &r, 0, 0x10ffff);
        return re_set(p, &r);
    case '\\': {
        const uint32_t escaped = take_escaped(p, &r);
        if (p->st != ST_OK)
            return NULL;
        return escaped == NO_CHAR ? re_set(p, &r) : re_char(p, escaped);
    }
    case '*':
    case '+':
    case '?':
    case '{':
        return complain(p, at,
                        "there is nothing to repeat; write \\ before the sign "
                        "to mean itself");
    case '^':
        if (at == 0)
            return re_new(p, (struct re){.kind = RE_EMPTY});
        return complain(p, at, "^ stands at the beginning only");
    case '$':
        if (at_end(p))
            return re_new(p, (struct re){.kind = RE_EMPTY});
        return complain(p, at, "$ stands at the end only");
    default:
        return re_char(p, c);
    }
}

/* A number of {n,m}; false when there is none. */
static bool take_number(struct parser *p, uint32_t *out)
{
    const size_t from = p->at;
    *out = 0;
    while (peek(p) >= '0' && peek(p) <= '9') {
        const uint32_t digit = take(p) - '0';
        *out = MIN(*out * 10 + digit, (uint32_t)TIMES_MAX + 1);
    }
    return p->at > from;
}

/* Behind the brace of {n}, {n,}, {,m} or {n,m}. */
static void take_times(struct parser *p, struct re *r)
{
    const size_t at = p->at - 1;
    const bool least = take_number(p, &r->least);
    bool most = least;
    r->most = r->least;
    if (peek(p) == ',') {
        take(p);
        most = take_number(p, &r->most);
        if (!most)
            r->most = OPEN;
    }
    if ((!least && !most) || peek(p) != '}') {
        complain(p, at, "this is no count; write {2}, {2,} or {2,5}");
        return;
    }
    take(p);
    if (r->least > TIMES_MAX || (r->most != OPEN && r->most > TIMES_MAX))
        complain(p, at, "nothing is repeated more than 1000 times");
    else if (r->most < r->least)
        complain(p, at, "the second count is less than the first");
}

static bool is_repeat(uint32_t c)
{
    return c == '*' || c == '+' || c == '?' || c == '{';
}

static struct re *parse_repeated(struct parser *p)
{
    struct re *const r = parse_atom(p);
    struct re repeat = {.kind = RE_REPEAT, .first = r, .most = OPEN};
    if (p->st != ST_OK || !is_repeat(peek(p)))
        return r;
    const uint32_t sign = take(p);
    if (sign == '+')
        repeat.least = 1;
    if (sign == '?')
        repeat.most = 1;
    if (sign == '{')
        take_times(p, &repeat);
    if (is_repeat(peek(p)))
        return complain(p, p->at,
                        "what is repeated is not repeated again; nothing is "
                        "greedy or lazy here");
    return re_new(p, repeat);
}

static struct re *parse_row(struct parser *p)
{
    struct re *row = NULL;
    while (p->st == ST_OK && !at_end(p) && peek(p) != '|' && peek(p) != ')') {
        struct re *const r = parse_repeated(p);
        row =
            row ? re_new(p,
                         (struct re){.kind = RE_ROW, .first = row, .second = r})
                : r;
    }
    return row ? row : re_new(p, (struct re){.kind = RE_EMPTY});
}

static struct re *parse_either(struct parser *p)
{
    struct re *either = parse_row(p);
    while (p->st == ST_OK && peek(p) == '|') {
        take(p);
        struct re *const r = parse_row(p);
        either = re_new(
            p, (struct re){.kind = RE_EITHER, .first = either, .second = r});
    }
    return either;
}

/* ---- the tree as an automaton ---- */

static uint32_t build(struct nfa *n, const struct re *r, uint32_t next);

/* a{2,} is aaa*, a{1,3} is a(a(a)?)?. A part that may be empty is gone round
 * no differently: the dfa looks at each node once. */
static uint32_t build_repeat(struct nfa *n, const struct re *r, uint32_t next)
{
    const uint32_t end = next;
    if (r->most == OPEN) {
        const uint32_t loop = nfa_split(n, 0, next);
        const uint32_t body = build(n, r->first, loop);
        if (n->st == ST_OK)
            n->nodes[loop].out = body;
        next = loop;
    } else {
        for (uint32_t i = r->least; i < r->most && n->st == ST_OK; i++)
            next = nfa_split(n, build(n, r->first, next), end);
    }
    for (uint32_t i = 0; i < r->least && n->st == ST_OK; i++)
        next = build(n, r->first, next);
    return next;
}

/* Recursion is as deep as the tree: rows lean left, and are walked as lists. */
static uint32_t build(struct nfa *n, const struct re *r, uint32_t next)
{
    for (; r->kind == RE_ROW && n->st == ST_OK; r = r->first)
        next = build(n, r->second, next);
    if (n->st != ST_OK)
        return 0;
    switch (r->kind) {
    case RE_SET:
        return nfa_set(n, r->set, next);
    case RE_REPEAT:
        return build_repeat(n, r, next);
    case RE_EITHER: {
        uint32_t node = build(n, r->second, next);
        for (r = r->first; r->kind == RE_EITHER; r = r->first)
            node = nfa_split(n, build(n, r->second, next), node);
        return nfa_split(n, build(n, r, next), node);
    }
    case RE_ROW:
    case RE_EMPTY:
        break;
    }
    return next;
}

enum st regex_compile(struct nfa *n, struct analyzer *a, struct bytes text,
                      struct err *e)
{
    struct parser p = {
        .arena = n->arena, .analyzer = a, .text = text, .e = e, .st = ST_OK};
    if (text.n > TEXT_MAX)
        return err_set(e, ST_LIMIT, "an expression has at most %d bytes",
                       TEXT_MAX);
    if (!utf8_valid(text))
        return err_set(e, ST_SYNTAX, "the expression is not UTF-8");
    const struct re *const r = parse_either(&p);
    if (p.st == ST_OK && !at_end(&p))
        complain(&p, p.at, "there is no ( to this )");
    buf_release(&p.folded);
    if (p.st == ST_NOMEM)
        return err_set(e, ST_NOMEM, "out of memory for a pattern");
    if (p.st != ST_OK)
        return p.st;
    n->start = build(n, r, nfa_match(n));
    return ST_OK;
}
