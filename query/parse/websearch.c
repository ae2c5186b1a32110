/*
 * websearch -- the dialect of a search box; see docs/query.md.
 *
 *     query    = { item }
 *     item     = near { OR near }                | is OR; AND is nothing
 *     near     = operand { "AROUND(" n ")" operand }
 *     operand  = [ "-" | "+" | NOT ] [ "title:" ] primary | filter
 *     primary  = [ "=" ] word | word "*" | quote words quote [ "~" n ]
 *              | "~~" word | "name(" words ")"
 *              | "(" query ")"
 *     said     = "said:" primary [ "(" query ")" ]
 *              | "said(" query "," query ")"
 *     filter   = "date:" days | "source:" name | ...
 *
 * Nothing is an error: an operator without its operands is a plain word, a
 * closing parenthesis too many is nothing, what is open at the end is closed.
 * One pass, left to right, with a stack of its own for the parentheses.
 */
#include "query/parse/dialect.h"
#include "query/parse/fields.h"
#include "query/parse/filter.h"
#include "query/parse/letters.h"
#include "query/parse/said.h"

#include "common/base/utf8.h"

/* Levels of the tree that AROUND may make; as in yard.c. */
enum { DEEPEST = 4 * PARSE_MAX_DEPTH };

/* An operator waiting for what follows it; n is 0 for none, and for the sign
 * `|`, which is no word to fall back to. */
struct operator_word {
    bool waits;
    size_t at, n;
    uint32_t distance; /* of AROUND */
};

/* An operand, with what its parser knows of the tree below. */
struct operand {
    struct ast_node *node;
    bool negated;
    bool placed; /* it may stand next to an AROUND */
    size_t depth;
};

/* What stands in front of an operand. */
struct prefix {
    bool negated, exact;
    const char *field;
    size_t field_at;
    struct operand who; /* who says what stands in the parenthesis, or nobody */
};

/* One open parenthesis; the first level is the query itself. */
struct level {
    struct ast_node *all;    /* finished items                          */
    struct ast_node *either; /* alternatives before `open`, or NULL     */
    struct operand open;     /* the last operand, which an OR may claim */
    bool unplaced;           /* something in it has no place in a text  */
    size_t depth;            /* the deepest of its operands             */
    struct operator_word or_word, and_word, not_word, around;
    struct prefix prefix; /* of the parenthesis */
};

struct parser {
    struct tree *t;
    int32_t today;
    size_t at;
    bool boundary; /* a sign here may be an operator */
    size_t depth;
    size_t too_deep; /* parentheses open beyond PARSE_MAX_DEPTH */
    size_t comma;    /* of said(, said:NAME ends here; or 0 */
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
        if (!in_word(c.c) || (p->comma && at == p->comma))
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

/* Puts the last operand with the alternatives before it. */
static void settle_alternative(struct parser *p, struct level *l)
{
    if (!l->either)
        l->either = tree_group(p->t);
    tree_add(l->either, alternative(p->t, l->open.node, l->open.negated),
             OCCUR_SHOULD);
    l->open.node = NULL;
}

/* Puts the last operand, or the alternatives it ends, with the others. */
static void settle(struct parser *p, struct level *l)
{
    if (l->either) {
        settle_alternative(p, l);
        tree_add(l->all, tree_close(p->t, l->either), OCCUR_MUST);
    } else {
        tree_add(l->all, l->open.node,
                 l->open.negated ? OCCUR_MUST_NOT : OCCUR_MUST);
    }
    l->open.node = l->either = NULL;
}

static void add_operand(struct parser *p, struct operand o);

static void add_plain(struct parser *p, size_t at, size_t n)
{
    add_operand(p, (struct operand){.node = tree_word(p->t, AST_WORD, at, n),
                                    .placed = true,
                                    .depth = 1});
}

/* AROUND(5) where it cannot be an operator: two words. */
static void around_as_words(struct parser *p, struct level *l)
{
    const size_t at = l->around.at;
    const size_t n = strlen("AROUND");
    l->around.waits = false;
    add_plain(p, at, n);
    add_plain(p, at + n + 1, l->around.n - n - 2); /* without parentheses */
}

/* Puts the last operand and `o` next to each other. */
static bool join_around(struct parser *p, struct level *l,
                        const struct operand *o)
{
    struct operand *const left = &l->open;
    const size_t depth = MAX(left->depth, o->depth) + 1;
    if (o->negated || !o->placed || left->negated || !left->placed ||
        !left->node || depth > DEEPEST)
        return false;
    struct ast_node *const n =
        tree_node(p->t, AST_NEAR, left->node->at,
                  o->node->at + o->node->n - left->node->at);
    if (n)
        n->count = l->around.distance;
    tree_append(n, left->node);
    tree_append(n, o->node);
    left->node = n;
    left->depth = depth;
    l->around.waits = false;
    l->depth = MAX(l->depth, depth);
    return true;
}

/* Takes the next operand; none leaves everything waiting. */
static void add_operand(struct parser *p, struct operand o)
{
    struct level *const l = &p->levels[p->depth];
    if (!o.node)
        return;
    o.negated = o.negated || l->not_word.waits;
    l->not_word.waits = l->and_word.waits = false;
    if (l->around.waits && join_around(p, l, &o))
        return;
    if (l->around.waits)
        around_as_words(p, l);
    if (l->or_word.waits)
        settle_alternative(p, l);
    else
        settle(p, l);
    l->or_word.waits = false;
    l->open = o;
    l->unplaced = l->unplaced || o.negated || !o.placed;
    l->depth = MAX(l->depth, o.depth);
}

static bool operand_is_due(const struct level *l)
{
    return !l->open.node || l->or_word.waits || l->and_word.waits ||
           l->not_word.waits || l->around.waits;
}

/* OR, AND, NOT and | as operators where they can be, else as plain words. */
static bool read_operator(struct parser *p, size_t at, size_t n)
{
    struct level *const l = &p->levels[p->depth];
    const struct bytes text = bytes_of(p->t->text.p + at, n);
    const struct operator_word w = {.waits = true, .at = at, .n = n};
    if (bytes_equal_str(text, "NOT")) {
        if (l->not_word.waits)
            add_plain(p, at, n);
        else
            l->not_word = w;
    } else if (bytes_equal_str(text, "OR") || bytes_equal_str(text, "|")) {
        if (operand_is_due(l))
            add_plain(p, at, n);
        else
            l->or_word = w;
    } else if (bytes_equal_str(text, "AND")) {
        if (operand_is_due(l))
            add_plain(p, at, n);
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
    if (l->around.waits)
        around_as_words(p, l);
    for (size_t i = 0; i < COUNT_OF(waiting); i++) {
        if (!waiting[i]->waits)
            continue;
        waiting[i]->waits = false;
        add_plain(p, waiting[i]->at, waiting[i]->n);
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

/* What was said may follow who said it; any other operand is complete. */
static void add_operand_or_who(struct parser *p, struct operand o)
{
    const bool opens = !at_end(p, p->at) && (peek(p, p->at) == '(' ||
                                             (p->comma && p->at == p->comma));
    if (!opens || p->depth == PARSE_MAX_DEPTH || !said_takes_more(o.node)) {
        add_operand(p, o);
        return;
    }
    p->at++;
    p->boundary = true;
    open_group(p, (struct prefix){.negated = o.negated, .who = o});
}

static void close_group(struct parser *p)
{
    if (p->too_deep > 0) {
        p->too_deep--;
        return;
    }
    if (p->depth == 0)
        return;
    struct operand o = {.node = finish_level(p)};
    const struct level *const l = &p->levels[p->depth--];
    o.negated = l->prefix.negated;
    o.placed = !l->unplaced;
    o.depth = l->depth + 3;
    if (l->prefix.field)
        o.node = tree_field(p->t, l->prefix.field, l->prefix.field_at, o.node);
    if (l->prefix.who.node) {
        struct operand who = l->prefix.who;
        who.negated = o.negated;
        who.depth = MAX(o.depth, who.depth) + 1;
        if (o.placed) {
            tree_append(who.node, o.node);
            o = who;
        } else { /* it cannot be said: it is asked for besides */
            add_operand(p, who);
        }
    }
    add_operand_or_who(p, o);
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

/* The closing quote of a phrase whose text begins at `at`, or the end. */
static size_t phrase_end(const struct parser *p, size_t at)
{
    while (!at_end(p, at) && !is_quote(peek(p, at)))
        at += utf8_at(p->t->text, at).size;
    return at;
}

static bool ends_here(const struct parser *p, size_t at)
{
    return at_end(p, at) || !in_word(peek(p, at));
}

/* ~3 at p->at: moves behind it and returns 3; else 0. */
static uint32_t read_slop(struct parser *p)
{
    uint32_t n;
    if (at_end(p, p->at) || p->t->text.p[p->at] != '~')
        return 0;
    const size_t from = p->at + 1;
    const size_t digits = letters_number(
        bytes_of(p->t->text.p + from, p->t->text.n - from), DISTANCE_MAX, &n);
    if (digits == 0 || n > DISTANCE_MAX || !ends_here(p, from + digits))
        return 0;
    p->at = from + digits;
    return n;
}

/* A phrase from its opening quote to the next quote, or to the end. */
static struct ast_node *read_phrase(struct parser *p)
{
    const size_t from = p->at + utf8_at(p->t->text, p->at).size;
    const size_t to = phrase_end(p, from);
    p->at = to + utf8_at(p->t->text, to).size;
    const uint32_t slop = read_slop(p);
    struct ast_node *const n = tree_word(p->t, AST_PHRASE, from, to - from);
    if (n)
        n->count = slop;
    return n;
}

/* Whether the word is a beginning with a star behind it. */
static bool is_prefix(struct bytes word)
{
    enum { SHORTEST = 2 };
    const uint8_t *const star = word.n ? memchr(word.p, '*', word.n) : NULL;
    return star && star == word.p + word.n - 1 && word.n > SHORTEST;
}

static struct ast_node *read_word(struct parser *p, bool exact)
{
    const size_t from = p->at;
    p->at = word_end(p, from);
    const size_t n = p->at - from;
    const bool prefix = !exact && is_prefix(bytes_of(p->t->text.p + from, n));
    struct ast_node *const w =
        tree_word(p->t, prefix ? AST_WILDCARD : AST_WORD, from, n);
    if (w)
        w->exact = exact;
    return w;
}

/* The parenthesis that closes a name whose text begins at `at`; 0 for none, or
 * when another one opens before. */
static size_t name_end(const struct parser *p, size_t at)
{
    const struct bytes text = p->t->text;

    while (at < text.n && text.p[at] != '(' && text.p[at] != ')')
        at++;
    return at < text.n && text.p[at] == ')' ? at : 0;
}

static bool starts_with(const struct parser *p, const char *sign)
{
    const size_t n = strlen(sign);
    const struct bytes text = p->t->text;

    return text.n - p->at >= n && memcmp(text.p + p->at, sign, n) == 0;
}

/* name(...) or ~~word at p->at; NULL for anything else, or without a word. */
static struct ast_node *read_name(struct parser *p)
{
    static const char open[] = "name(", tildes[] = "~~";
    size_t from = p->at, to = 0, behind = 0;

    if (starts_with(p, open)) {
        from += strlen(open);
        to = name_end(p, from);
        behind = to + 1;
    } else if (starts_with(p, tildes)) {
        from += strlen(tildes);
        to = behind = word_end(p, from);
    }
    if (from >= to)
        return NULL;
    struct ast_node *const n =
        tree_word_as(p->t, AST_NAME, from, to - from,
                     text_trim(bytes_of(p->t->text.p + from, to - from)));
    if (n)
        p->at = behind;
    return n;
}

/* date:2019 and the like at p->at, when it is well formed. */
static struct ast_node *read_filter(struct parser *p)
{
    const size_t from = p->at;
    const size_t end = word_end(p, from);
    const uint8_t *const text = p->t->text.p;
    const uint8_t *const colon =
        end > from ? memchr(text + from, ':', end - from) : NULL;
    if (!colon)
        return NULL;
    const struct field *const f = field_from_name(
        bytes_of(text + from, (size_t)(colon - text) - from), true);
    if (!f || f->zone)
        return NULL;

    size_t value = (size_t)(colon - text) + 1;
    size_t to = end;
    size_t behind = end;
    if (value == end && !at_end(p, end) && is_quote(peek(p, end))) {
        value += utf8_at(p->t->text, end).size;
        to = phrase_end(p, value);
        behind = to + utf8_at(p->t->text, to).size;
    }
    struct ast_node *n = NULL;
    struct parse_place place;
    struct reader r = {.t = p->t, .today = p->today, .place = &place};
    if (to > value &&
        filter_read_own(&r, f->filter, bytes_of(text + value, to - value), from,
                        behind - from, &n) == ST_OK)
        p->at = behind;
    return n;
}

/* AROUND(5) at p->at between two operands. */
static bool read_around(struct parser *p)
{
    struct level *const l = &p->levels[p->depth];
    const struct bytes text = p->t->text;
    static const char *const word = "AROUND(";
    const size_t from = p->at;
    const size_t number = from + strlen(word);
    uint32_t n;
    if (number >= text.n || memcmp(text.p + from, word, strlen(word)) != 0 ||
        operand_is_due(l))
        return false;
    const size_t digits = letters_number(
        bytes_of(text.p + number, text.n - number), DISTANCE_MAX, &n);
    const size_t end = number + digits;
    if (digits == 0 || n == 0 || n > DISTANCE_MAX || end == text.n ||
        text.p[end] != ')')
        return false;
    l->around = (struct operator_word){
        .waits = true, .at = from, .n = end + 1 - from, .distance = n};
    p->at = end + 1;
    return true;
}

/* said(NAME, QUERY) at p->at, behind its sign. */
static bool read_said(struct parser *p, struct prefix prefix)
{
    static const char word[] = "said(";
    const size_t n = strlen(word);
    const struct bytes text = p->t->text;
    if (text.n - p->at < n || memcmp(text.p + p->at, word, n) != 0 ||
        prefix.field || prefix.exact || p->comma ||
        p->depth + 1 >= PARSE_MAX_DEPTH)
        return false;
    p->comma = said_comma(text, p->at + n - 1);
    if (!p->comma)
        return false;
    prefix.field = "said";
    prefix.field_at = p->at;
    p->at += n;
    p->boundary = true;
    open_group(p, prefix);
    return true;
}

/* The comma in it: the name's parenthesis ends, another begins. */
static void read_comma(struct parser *p)
{
    close_group(p);
    p->at += p->at == p->comma; /* there was no name */
    p->comma = 0;
    p->boundary = true;
}

static void read_operand(struct parser *p)
{
    const size_t from = p->at;
    const size_t end = word_end(p, from);
    if (p->boundary && read_around(p))
        return;
    if (read_operator(p, from, end - from)) {
        p->at = end;
        p->boundary = false;
        return;
    }

    const bool boundary = p->boundary;
    const struct prefix prefix = read_prefix(p);
    if (boundary && read_said(p, prefix))
        return;
    p->boundary = false;
    const uint32_t c = peek(p, p->at);
    if (c == '(') {
        p->at++;
        p->boundary = true;
        open_group(p, prefix);
        return;
    }
    struct operand o = {.negated = prefix.negated, .placed = true, .depth = 2};
    o.node = prefix.field || prefix.exact ? NULL : read_filter(p);
    o.placed = o.node == NULL;
    if (!o.node && boundary && !prefix.exact)
        o.node = read_name(p);
    if (!o.node)
        o.node = is_quote(c) ? read_phrase(p) : read_word(p, prefix.exact);
    if (prefix.field)
        o.node = tree_field(p->t, prefix.field, prefix.field_at, o.node);
    add_operand_or_who(p, o);
}

struct ast_node *parse_websearch(struct reader *r)
{
    struct tree *const t = r->t;
    struct parser p;
    p.t = t;
    p.today = r->today;
    p.at = p.depth = p.too_deep = p.comma = 0;
    p.boundary = true;
    t->negatives = true;
    p.levels[0] = (struct level){.all = tree_group(t)};

    while (!t->failed && !at_end(&p, p.at)) {
        const struct utf8_char c = utf8_at(t->text, p.at);
        if (utf8_is_space(c.c)) {
            p.at += c.size;
            p.boundary = true;
        } else if (p.comma && p.at == p.comma) {
            read_comma(&p);
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
