/*
 * websearch -- the dialect of a search box; see docs/query.md.
 *
 *     query    = { item }
 *     item     = operand { OR operand }          | is OR; AND is nothing
 *     operand  = [ "-" | "+" | NOT ] [ "title:" ] primary
 *     primary  = [ "=" ] word | quote words quote | "(" query ")"
 *
 * Nothing is an error: an operator without its operands is a plain word, a
 * closing parenthesis too many is nothing, what is open at the end is closed.
 * One pass, left to right, with a stack of its own for the parentheses.
 */
#include "query/parse/dialect.h"
#include "query/parse/fields.h"

#include "common/base/utf8.h"

/* An operator waiting for what follows it; n is 0 for none, and for the sign
 * `|`, which is no word to fall back to. */
struct operator_word {
    bool waits;
    size_t at, n;
};

/* What stands in front of an operand. */
struct prefix {
    bool negated, exact;
    const char *field;
    size_t field_at;
};

/* One open parenthesis; the first level is the query itself. */
struct level {
    struct ast_node *all;    /* finished items                          */
    struct ast_node *open;   /* the last operand, which an OR may claim */
    bool open_negated;       /* ... and its sign                        */
    struct ast_node *either; /* or the alternatives that it became      */
    struct operator_word or_word, and_word, not_word;
    struct prefix prefix; /* of the parenthesis */
};

struct parser {
    struct tree *t;
    size_t at;
    bool boundary; /* a sign here may be an operator */
    size_t depth;
    size_t too_deep; /* parentheses open beyond PARSE_MAX_DEPTH */
    struct level levels[PARSE_MAX_DEPTH + 1];
};

static uint32_t peek(const struct parser *p, size_t at)
{
    return utf8_at(p->t->text, at).c;
}

static bool at_end(const struct parser *p, size_t at)
{
    return at >= p->t->text.n;
}

static bool is_sign(uint32_t c)
{
    return c == '-' || c == '+';
}

/* Whether a word goes on with `c`. */
static bool in_word(uint32_t c)
{
    return c != '(' && c != ')' && c != '|' && !is_quote(c) &&
           !utf8_is_space(c);
}

/* Whether an operand can begin at `at`, right behind a sign or a colon. */
static bool begins_operand(const struct parser *p, size_t at)
{
    if (at_end(p, at))
        return false;
    const uint32_t c = peek(p, at);
    return c == '(' || is_quote(c) || in_word(c);
}

static size_t word_end(const struct parser *p, size_t at)
{
    while (!at_end(p, at)) {
        const struct utf8_char c = utf8_at(p->t->text, at);
        if (!in_word(c.c))
            break;
        at += c.size;
    }
    return at;
}

/* An alternative is a clause without a sign; a negated one is a group. */
static struct ast_node *alternative(struct tree *t, struct ast_node *n,
                                    bool negated)
{
    if (!negated)
        return n;
    struct ast_node *const g = tree_group(t);
    tree_add(g, n, OCCUR_MUST_NOT);
    return tree_close(t, g);
}

/* Puts the last operand, or the alternatives it became, with the others. */
static void settle(struct parser *p, struct level *l)
{
    if (l->either)
        tree_add(l->all, tree_close(p->t, l->either), OCCUR_MUST);
    else
        tree_add(l->all, l->open,
                 l->open_negated ? OCCUR_MUST_NOT : OCCUR_MUST);
    l->open = l->either = NULL;
}

/* Takes the next operand; NULL is none and leaves everything waiting. */
static void add_operand(struct parser *p, struct ast_node *n, bool negated)
{
    struct level *const l = &p->levels[p->depth];
    if (!n)
        return;
    negated = negated || l->not_word.waits;
    l->not_word.waits = l->and_word.waits = false;
    if (!l->or_word.waits) {
        settle(p, l);
        l->open = n;
        l->open_negated = negated;
        return;
    }
    l->or_word.waits = false;
    if (!l->either) {
        l->either = tree_group(p->t);
        tree_add(l->either, alternative(p->t, l->open, l->open_negated),
                 OCCUR_SHOULD);
        l->open = NULL;
    }
    tree_add(l->either, alternative(p->t, n, negated), OCCUR_SHOULD);
}

static void add_plain(struct parser *p, struct operator_word w)
{
    add_operand(p, tree_word(p->t, AST_WORD, w.at, w.n), false);
}

static bool operand_is_due(const struct level *l)
{
    return (!l->open && !l->either) || l->or_word.waits || l->and_word.waits ||
           l->not_word.waits;
}

/* OR, AND, NOT and | as operators where they can be, else as plain words. */
static bool read_operator(struct parser *p, size_t at, size_t n)
{
    struct level *const l = &p->levels[p->depth];
    const struct bytes text = bytes_of(p->t->text.p + at, n);
    const struct operator_word w = {true, at, n};
    if (bytes_equal_str(text, "NOT")) {
        if (l->not_word.waits)
            add_plain(p, w);
        else
            l->not_word = w;
    } else if (bytes_equal_str(text, "OR") || bytes_equal_str(text, "|")) {
        if (operand_is_due(l))
            add_plain(p, w);
        else
            l->or_word = w;
    } else if (bytes_equal_str(text, "AND")) {
        if (operand_is_due(l))
            add_plain(p, w);
        else
            l->and_word = w;
    } else {
        return false;
    }
    return true;
}

/* The tree of a level at its end: operators still waiting become words. */
static struct ast_node *finish_level(struct parser *p)
{
    struct level *const l = &p->levels[p->depth];
    struct operator_word *const waiting[] = {&l->not_word, &l->or_word,
                                             &l->and_word};
    for (size_t i = 0; i < COUNT_OF(waiting); i++) {
        if (!waiting[i]->waits)
            continue;
        waiting[i]->waits = false;
        add_plain(p, *waiting[i]);
    }
    settle(p, l);
    return tree_close(p->t, l->all);
}

static void open_group(struct parser *p, struct prefix prefix)
{
    if (p->depth == PARSE_MAX_DEPTH) {
        p->too_deep++;
        return;
    }
    struct level *const outer = &p->levels[p->depth++];
    prefix.negated = prefix.negated || outer->not_word.waits;
    outer->not_word.waits = false;
    p->levels[p->depth] =
        (struct level){.all = tree_group(p->t), .prefix = prefix};
}

static void close_group(struct parser *p)
{
    if (p->too_deep > 0) {
        p->too_deep--;
        return;
    }
    if (p->depth == 0)
        return;
    struct ast_node *n = finish_level(p);
    const struct prefix prefix = p->levels[p->depth--].prefix;
    if (prefix.field)
        n = tree_field(p->t, prefix.field, prefix.field_at, n);
    add_operand(p, n, prefix.negated);
}

/* Reads the signs and the field in front of an operand. */
static struct prefix read_prefix(struct parser *p)
{
    struct prefix prefix = {.negated = false};
    const uint32_t sign = peek(p, p->at);
    if (p->boundary && is_sign(sign) && begins_operand(p, p->at + 1) &&
        !is_sign(peek(p, p->at + 1))) {
        prefix.negated = sign == '-';
        p->at++;
    }

    const struct bytes word =
        bytes_of(p->t->text.p + p->at, word_end(p, p->at) - p->at);
    const uint8_t *const colon = word.n ? memchr(word.p, ':', word.n) : NULL;
    if (colon) {
        const size_t n = (size_t)(colon - word.p);
        const struct field *const field =
            field_from_name(bytes_of(word.p, n), true);
        if (field && field->zone && begins_operand(p, p->at + n + 1)) {
            prefix.field = field->zone;
            prefix.field_at = p->at;
            p->at += n + 1;
        }
    }

    const size_t behind = p->at + 1;
    if (peek(p, p->at) == '=' && begins_operand(p, behind) &&
        peek(p, behind) != '(' && peek(p, behind) != '=') {
        prefix.exact = true;
        p->at++;
    }
    return prefix;
}

/* A phrase from its opening quote to the next quote, or to the end. */
static struct ast_node *read_phrase(struct parser *p)
{
    const size_t from = p->at + utf8_at(p->t->text, p->at).size;
    size_t to = from;
    struct utf8_char c = utf8_at(p->t->text, to);
    while (c.size && !is_quote(c.c)) {
        to += c.size;
        c = utf8_at(p->t->text, to);
    }
    p->at = to + c.size;
    return tree_word(p->t, AST_PHRASE, from, to - from);
}

static struct ast_node *read_word(struct parser *p, bool exact)
{
    const size_t from = p->at;
    p->at = word_end(p, from);
    struct ast_node *const n = tree_word(p->t, AST_WORD, from, p->at - from);
    if (n)
        n->exact = exact;
    return n;
}

static void read_operand(struct parser *p)
{
    const size_t from = p->at;
    const size_t end = word_end(p, from);
    if (read_operator(p, from, end - from)) {
        p->at = end;
        p->boundary = false;
        return;
    }

    const struct prefix prefix = read_prefix(p);
    p->boundary = false;
    const uint32_t c = peek(p, p->at);
    if (c == '(') {
        p->at++;
        p->boundary = true;
        open_group(p, prefix);
        return;
    }
    struct ast_node *n =
        is_quote(c) ? read_phrase(p) : read_word(p, prefix.exact);
    if (prefix.field)
        n = tree_field(p->t, prefix.field, prefix.field_at, n);
    add_operand(p, n, prefix.negated);
}

struct ast_node *parse_websearch(struct tree *t)
{
    struct parser p;
    p.t = t;
    p.at = p.depth = p.too_deep = 0;
    p.boundary = true;
    t->negatives = true;
    p.levels[0] = (struct level){.all = tree_group(t)};

    while (!t->failed && !at_end(&p, p.at)) {
        const struct utf8_char c = utf8_at(t->text, p.at);
        if (utf8_is_space(c.c)) {
            p.at += c.size;
            p.boundary = true;
        } else if (c.c == ')') {
            p.at++;
            p.boundary = false;
            close_group(&p);
        } else if (c.c == '|') {
            read_operator(&p, p.at, 1);
            p.at++;
            p.boundary = true;
        } else {
            read_operand(&p);
        }
    }
    p.too_deep = 0;
    while (p.depth > 0)
        close_group(&p);
    return finish_level(&p);
}
