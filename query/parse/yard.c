#include "query/parse/yard.h"

#include <assert.h>
#include <limits.h>

/* A parenthesis is at most four levels of the tree, and what stands in front
 * of it or behind it another one each; see tree.h. */
enum { DEEPEST = 4 * PARSE_MAX_DEPTH };

static const struct operand NOTHING = {.open = OP_OPEN, .sign = OP_OPEN};

void yard_init(struct yard *y, struct reader *r, struct op implied)
{
    *y = (struct yard){.r = r, .implied = implied, .due = true};
}

struct operand operand_of(struct ast_node *n, size_t at, size_t size)
{
    struct operand o = NOTHING;
    o.node = n;
    o.at = at;
    o.n = size;
    o.depth = 1;
    return o;
}

/* ---- stacks ---- */

/* An array in the arena with room for one more than `n`; the old one stays
 * behind, which costs no more than the new one. */
static void *grown(struct reader *r, void *array, size_t n, size_t *cap,
                   size_t size)
{
    enum { FIRST = 16 };
    if (n < *cap)
        return array;
    const size_t more = *cap ? 2 * *cap : FIRST;
    void *const p = r->t->failed ? NULL : arena_array(r->t->arena, more, size);
    if (!p) {
        r->t->failed = true;
        return NULL;
    }
    if (n)
        memcpy(p, array, n * size);
    *cap = more;
    return p;
}

static void push_operand(struct yard *y, struct operand o)
{
    struct operand *const p =
        grown(y->r, y->operands, y->n_operands, &y->operands_cap, sizeof(*p));
    if (!p)
        return;
    y->operands = p;
    p[y->n_operands++] = o;
}

static struct operand pop_operand(struct yard *y)
{
    if (y->r->t->failed)
        return NOTHING;
    assert(y->n_operands > 0);
    return y->operands[--y->n_operands];
}

static void push_op(struct yard *y, struct op op)
{
    struct op *const p = grown(y->r, y->ops, y->n_ops, &y->ops_cap, sizeof(*p));
    if (!p)
        return;
    y->ops = p;
    p[y->n_ops++] = op;
}

static struct op *top_op(const struct yard *y)
{
    return y->n_ops ? &y->ops[y->n_ops - 1] : NULL;
}

/* ---- open groups ---- */

static size_t end_of(const struct operand *o)
{
    return o->at + o->n;
}

/* `o` has taken `clause` in. */
static void take_in(struct operand *o, const struct operand *clause)
{
    o->depth = MAX(o->depth, clause->depth);
    if (!o->placed)
        o->placed = clause->placed;
    o->n = end_of(clause) - o->at;
}

static enum st check_depth(struct yard *y, const struct operand *o)
{
    if (o->depth < DEEPEST)
        return ST_OK;
    return err_set(reader_blame(y->r, o->at, o->n), ST_SYNTAX,
                   "this nests deeper than %d levels", (int)DEEPEST);
}

/* Closes the group of `o`, whose clauses without a sign are optional when
 * `any` or when another has a plus. */
static void close_bool(struct yard *y, struct operand *o, bool any)
{
    struct ast_node *const group = o->node;
    const bool optional = any || o->plus || o->open == OP_OR;
    if (!optional)
        tree_require_all(group);
    o->node = tree_close(y->r->t, group);
    if (any && o->node == group && group)
        group->negative = false;
}

/* A signed operand that is in no AND. */
static void close_sign(struct yard *y, struct operand *o, bool any)
{
    const bool negated = o->sign == OP_MINUS;
    o->sign = OP_OPEN;
    if (!negated)
        return;
    struct ast_node *const group = tree_group(y->r->t);
    tree_add(group, o->node, OCCUR_MUST_NOT);
    o->node = group;
    o->placed = NO_PLACE_NOT;
    close_bool(y, o, any);
    o->depth++;
}

/* Makes a complete operand of one whose group is open. */
static void finish(struct yard *y, struct operand *o, bool any)
{
    if (o->open == OP_AND || o->open == OP_OR)
        close_bool(y, o, any);
    if (o->open != OP_OPEN)
        o->depth++;
    o->open = OP_OPEN;
    if (o->sign != OP_OPEN)
        close_sign(y, o, any);
}

/* Puts a clause into the open AND of `o`. */
static void add_clause(struct yard *y, struct operand *o, struct operand clause)
{
    const enum op_kind sign = clause.sign;
    clause.sign = OP_OPEN;
    finish(y, &clause, false);
    enum ast_occur occur = OCCUR_SHOULD; /* until the group is closed */
    if (sign == OP_PLUS)
        occur = OCCUR_MUST;
    if (sign == OP_MINUS) {
        occur = OCCUR_MUST_NOT;
        clause.placed = NO_PLACE_NOT;
    }
    o->plus = o->plus || sign == OP_PLUS;
    tree_add(o->node, clause.node, occur);
    take_in(o, &clause);
}

static struct operand opened(struct yard *y, enum op_kind kind,
                             struct ast_node *node, const struct operand *first)
{
    struct operand o = operand_of(node, first->at, first->n);
    o.open = kind;
    if (!node)
        y->r->t->failed = true;
    return o;
}

static struct operand reduce_and(struct yard *y, struct operand left,
                                 const struct op *op, struct operand right)
{
    if (left.open != OP_AND || left.sign != OP_OPEN) {
        const struct operand first = left;
        left = opened(y, OP_AND, tree_group(y->r->t), &first);
        add_clause(y, &left, first);
    }
    if (op->written)
        tree_require_last(left.node);
    if (op->kind == OP_AND_NOT)
        right.sign = OP_MINUS;
    add_clause(y, &left, right);
    if (op->written)
        tree_require_last(left.node);
    return left;
}

static struct operand reduce_or(struct yard *y, struct operand left,
                                struct operand right)
{
    finish(y, &right, false);
    if (left.open != OP_OR) {
        finish(y, &left, false);
        const struct operand first = left;
        left = opened(y, OP_OR, tree_group(y->r->t), &first);
        tree_add(left.node, first.node, OCCUR_SHOULD);
        take_in(&left, &first);
    }
    tree_add(left.node, right.node, OCCUR_SHOULD);
    take_in(&left, &right);
    return left;
}

/* A phrase is of words as they are, whatever else stands in it. */
static void take_next(struct operand *list, struct operand o)
{
    if (o.node && o.node->kind == AST_GAP)
        o.placed = HAS_PLACE; /* here, and nowhere else */
    if (o.node && o.node->kind == AST_WORD && list->open == OP_ROW)
        o.node->exact = true;
    tree_append(list->node, o.node);
    take_in(list, &o);
}

static struct ast_node *gap_of(struct yard *y, const struct op *op)
{
    struct ast_node *const gap = tree_node(y->r->t, AST_GAP, op->at, op->n);
    if (gap)
        gap->least = gap->count = op->count;
    return gap;
}

/* OP_NEXT and OP_ROW: a list of children. */
static struct operand reduce_list(struct yard *y, struct operand left,
                                  const struct op *op, struct operand right)
{
    finish(y, &right, false);
    if (left.open != op->kind) {
        finish(y, &left, false);
        const struct operand first = left;
        left = opened(y, op->kind,
                      tree_node(y->r->t, AST_ROW, first.at, first.n), &first);
        take_next(&left, first);
    }
    if (op->kind == OP_ROW && op->count)
        tree_append(left.node, gap_of(y, op));
    take_next(&left, right);
    return left;
}

enum st yard_check_placed(struct yard *y, const struct operand *o, size_t at,
                          size_t n)
{
    static const char *const why[] = {
        [NO_PLACE_NOT] = "NOT has no place in the text",
        [NO_PLACE_FILTER] = "a filter has no place in the text",
        [NO_PLACE_OTHER] = "this has no place in the text",
    };
    if (o->placed == HAS_PLACE)
        return ST_OK;
    const struct bytes op =
        n ? reader_text(y->r, at, at + n) : bytes_of_str("a phrase");
    return err_set(reader_blame(y->r, o->at, o->n), ST_SYNTAX,
                   "%s: it cannot be an operand of %.*s", why[o->placed],
                   (int)MIN(op.n, (size_t)40), (const char *)op.p);
}

static enum st reduce_near(struct yard *y, struct operand *left,
                           const struct op *op, struct operand right)
{
    enum st st;
    struct tree *const t = y->r->t;
    finish(y, left, false);
    finish(y, &right, false);
    if ((st = yard_check_placed(y, left, op->at, op->n)) != ST_OK ||
        (st = yard_check_placed(y, &right, op->at, op->n)) != ST_OK)
        return st;
    const enum ast_kind kind = op->kind == OP_NEAR ? AST_NEAR : AST_NOT_NEAR;
    struct ast_node *const n =
        tree_node(t, kind, left->at, end_of(&right) - left->at);
    if (n) {
        n->count = op->near.distance;
        n->ordered = op->near.ordered;
        n->unit = op->near.unit;
    }
    tree_append(n, left->node);
    tree_append(n, right.node);
    left->node = n;
    take_in(left, &right);
    left->depth++;
    return check_depth(y, left);
}

static enum st check_row(struct yard *y, struct operand *left,
                         const struct op *op, struct operand *right)
{
    finish(y, right, false);
    if (left->open != OP_ROW)
        finish(y, left, false);
    const enum st st = yard_check_placed(y, left, op->at, op->n);
    return st ? st : yard_check_placed(y, right, op->at, op->n);
}

static bool is_prefix(enum op_kind kind)
{
    return kind == OP_PLUS || kind == OP_MINUS || kind == OP_AT_LEAST ||
           kind == OP_FIELD;
}

static enum st reduce_prefix(struct yard *y, struct operand *o,
                             const struct op *op)
{
    enum st st = ST_OK;
    finish(y, o, false);
    if (op->kind == OP_PLUS || op->kind == OP_MINUS) {
        o->sign = op->kind;
        return ST_OK;
    }
    if (op->kind == OP_AT_LEAST) {
        if ((st = yard_check_placed(y, o, op->at, op->n)) != ST_OK)
            return st;
        st = yard_wrap(y, o, AST_AT_LEAST);
        if (o->node)
            o->node->count = op->count;
    } else {
        o->node = tree_field(y->r->t, op->field, op->at, o->node);
        o->depth++;
    }
    o->n = end_of(o) - op->at;
    o->at = op->at;
    return st ? st : check_depth(y, o);
}

/* Carries out the operator on top of the stack. */
static enum st reduce(struct yard *y)
{
    enum st st = ST_OK;
    const struct op op = y->ops[--y->n_ops];
    struct operand right = pop_operand(y);
    struct operand left;
    if (is_prefix(op.kind)) {
        st = reduce_prefix(y, &right, &op);
        push_operand(y, right);
        return st;
    }
    left = pop_operand(y);
    switch (op.kind) {
    case OP_OR:
        left = reduce_or(y, left, right);
        break;
    case OP_AND:
    case OP_AND_NOT:
        left = reduce_and(y, left, &op, right);
        break;
    case OP_NEAR:
    case OP_NOT_NEAR:
        st = reduce_near(y, &left, &op, right);
        break;
    case OP_ROW:
        st = check_row(y, &left, &op, &right);
        left = reduce_list(y, left, &op, right);
        break;
    case OP_NEXT:
        left = reduce_list(y, left, &op, right);
        break;
    default:
        assert(false && "an operator that cannot wait");
    }
    push_operand(y, left);
    return st ? st : check_depth(y, &left);
}

static enum st reduce_to(struct yard *y, int level)
{
    enum st st = ST_OK;
    while (!y->r->t->failed && st == ST_OK && y->n_ops &&
           top_op(y)->kind != OP_OPEN && top_op(y)->level >= level)
        st = reduce(y);
    return st;
}

/* ---- what a dialect reads ---- */

enum open_kind yard_inside(const struct yard *y)
{
    return y->inside;
}

static bool takes_arguments(enum open_kind kind)
{
    return kind == OPEN_QUORUM || kind == OPEN_ROW;
}

enum st yard_operator(struct yard *y, struct op op)
{
    const struct bytes text = reader_text(y->r, op.at, op.at + op.n);
    const int shown = (int)MIN(text.n, (size_t)40);
    if (y->due)
        return err_set(reader_blame(y->r, op.at, op.n), ST_SYNTAX,
                       "nothing to search for stands before %.*s", shown,
                       (const char *)text.p);
    if ((takes_arguments(y->inside) || y->inside == OPEN_ANY) && op.written)
        return err_set(reader_blame(y->r, op.at, op.n), ST_SYNTAX,
                       "%.*s needs parentheses of its own here", shown,
                       (const char *)text.p);
    const enum st st = reduce_to(y, op.level);
    if (st)
        return st;
    push_op(y, op);
    y->due = true;
    return ST_OK;
}

/* An operand begins at `at`: what stands before it, when nothing is written
 * between them. */
static enum st imply(struct yard *y, size_t at)
{
    struct op op = y->implied;
    if (y->due)
        return ST_OK;
    op.at = at;
    if (takes_arguments(y->inside)) {
        op.kind = OP_NEXT;
        op.level = 0;
    }
    return yard_operator(y, op);
}

enum st yard_operand(struct yard *y, struct operand o)
{
    const enum st st = imply(y, o.at);
    if (st)
        return st;
    push_operand(y, o);
    y->due = false;
    return ST_OK;
}

/* For a sign right behind NEAR, which takes no clauses. */
static enum st sign_within(struct yard *y, const struct op *sign,
                           const struct op *near)
{
    struct operand o = operand_of(NULL, sign->at, sign->n);
    o.placed = sign->kind == OP_MINUS ? NO_PLACE_NOT : NO_PLACE_OTHER;
    return yard_check_placed(y, &o, near->at, near->n);
}

enum st yard_prefix(struct yard *y, struct op op)
{
    const struct op *const before = top_op(y);
    const struct bytes text = reader_text(y->r, op.at, op.at + op.n);
    if (y->due && before && is_prefix(before->kind))
        return err_set(reader_blame(y->r, op.at, op.n), ST_SYNTAX,
                       "%.*s cannot stand behind %.*s", (int)text.n,
                       (const char *)text.p, (int)before->n,
                       (const char *)y->r->t->text.p + before->at);
    if (y->due && before && before->level > op.level &&
        (op.kind == OP_PLUS || op.kind == OP_MINUS))
        return sign_within(y, &op, before);
    if (takes_arguments(y->inside) ||
        (y->due && before && before->level > op.level))
        return err_set(reader_blame(y->r, op.at, op.n), ST_SYNTAX,
                       "%.*s needs parentheses of its own here", (int)text.n,
                       (const char *)text.p);
    const enum st st = imply(y, op.at);
    if (st)
        return st;
    push_op(y, op);
    y->due = true;
    return ST_OK;
}

enum st yard_open(struct yard *y, struct op op)
{
    if (y->open == PARSE_MAX_DEPTH)
        return err_set(reader_blame(y->r, op.at + op.n - 1, 1), ST_SYNTAX,
                       "parentheses nest deeper than %d", PARSE_MAX_DEPTH);
    const enum st st = imply(y, op.at);
    if (st)
        return st;
    op.kind = OP_OPEN;
    op.outer = y->inside;
    push_op(y, op);
    y->open++;
    y->inside = op.open;
    y->due = true;
    return ST_OK;
}

/* For an operand that does not come behind the operator on top. */
static enum st missing_behind(struct yard *y)
{
    const struct op *const op = top_op(y);
    const struct bytes text = reader_text(y->r, op->at, op->at + op->n);
    return err_set(reader_blame(y->r, op->at, op->n), ST_SYNTAX,
                   "nothing to search for follows %.*s",
                   (int)MIN(text.n, (size_t)40), (const char *)text.p);
}

enum st yard_wrap(struct yard *y, struct operand *o, enum ast_kind kind)
{
    struct ast_node *const n = tree_node(y->r->t, kind, o->at, o->n);
    tree_append(n, o->node);
    o->node = n;
    o->depth++;
    return check_depth(y, o);
}

/* N-of and ROW: the children are in an open list, or one is alone. */
static enum st close_arguments(struct yard *y, struct operand *o,
                               const struct op *op)
{
    enum st st = ST_OK;
    const bool quorum = op->open == OPEN_QUORUM;
    const bool alone = o->open != OP_NEXT;
    finish(y, o, false);
    if (!quorum && (st = yard_check_placed(y, o, op->at, op->n)) != ST_OK)
        return st;
    if (alone && quorum)
        st = yard_wrap(y, o, AST_QUORUM);
    if (st || (alone && !quorum) || !o->node)
        return st;

    const struct ast_node *gap = NULL;
    uint32_t n = 0;
    for (const struct ast_node *c = o->node->first; c; c = c->next) {
        n++;
        if (c->kind == AST_GAP && (c == o->node->first || !c->next))
            gap = c;
    }
    if (gap)
        return err_set(reader_blame(y->r, gap->at, gap->n), ST_SYNTAX,
                       "a gap stands between words");
    if (!quorum)
        return ST_OK;
    o->node->kind = AST_QUORUM;
    o->node->count = op->count;
    o->placed = NO_PLACE_OTHER;
    if (n < op->count)
        return err_set(reader_blame(y->r, op->at, op->n - 1), ST_SYNTAX,
                       "there are only %u to choose from", n);
    return ST_OK;
}

/* What the parenthesis `op` makes of its only operand. */
static enum st close_as(struct yard *y, struct operand *o, const struct op *op)
{
    enum st st;
    switch (op->open) {
    case OPEN_GROUP:
    case OPEN_ANY:
        finish(y, o, op->open == OPEN_ANY);
        return ST_OK;
    case OPEN_FIELD:
        finish(y, o, false);
        o->node = tree_field(y->r->t, op->field, op->at, o->node);
        o->depth++;
        return check_depth(y, o);
    case OPEN_AT_LEAST:
        finish(y, o, false);
        if ((st = yard_check_placed(y, o, op->at, op->n - 1)) != ST_OK ||
            (st = yard_wrap(y, o, AST_AT_LEAST)) != ST_OK)
            return st;
        if (o->node)
            o->node->count = op->count;
        return ST_OK;
    case OPEN_QUORUM:
    case OPEN_ROW:
        break;
    }
    return close_arguments(y, o, op);
}

enum st yard_close(struct yard *y, size_t at)
{
    if (y->open == 0) {
        struct err *const e = reader_blame(y->r, at, 1);
        reader_suggest(y->r, at, 1, "");
        return err_set(e, ST_SYNTAX, "no parenthesis is open here");
    }
    if (y->due && top_op(y)->kind == OP_OPEN) {
        const size_t from = top_op(y)->at;
        return err_set(reader_blame(y->r, from, at + 1 - from), ST_SYNTAX,
                       "nothing stands between the parentheses");
    }
    if (y->due)
        return missing_behind(y);
    enum st st = reduce_to(y, INT_MIN);
    if (st || y->r->t->failed)
        return st;
    const struct op op = y->ops[--y->n_ops];
    const uint8_t *const text = y->r->t->text.p;
    if ((text[op.at + op.n - 1] == '[') != (text[at] == ']'))
        return err_set(reader_blame(y->r, at, 1), ST_SYNTAX,
                       "this does not close a %c", text[op.at + op.n - 1]);
    struct operand o = pop_operand(y);
    y->open--;
    y->inside = op.outer;
    st = close_as(y, &o, &op);
    o.at = op.at;
    o.n = at + 1 - op.at;
    push_operand(y, o);
    return st;
}

enum st yard_last(struct yard *y, int level, struct operand **out)
{
    *out = NULL;
    if (y->due)
        return ST_OK;
    const enum st st = reduce_to(y, level);
    if (st || y->r->t->failed)
        return st;
    *out = &y->operands[y->n_operands - 1];
    finish(y, *out, false);
    return ST_OK;
}

enum st yard_end(struct yard *y, struct ast_node **root)
{
    *root = NULL;
    if (y->r->t->failed || (y->n_ops == 0 && y->n_operands == 0))
        return ST_OK;
    if (y->due && top_op(y)->kind != OP_OPEN)
        return missing_behind(y);
    if (y->open > 0) {
        enum st st = y->due ? ST_OK : reduce_to(y, INT_MIN);
        if (st)
            return st;
        const struct op *const op = top_op(y);
        struct err *const e = reader_blame(y->r, op->at + op->n - 1, 1);
        if (!y->due)
            reader_suggest(y->r, y->r->t->text.n, 0, ")");
        return err_set(e, ST_SYNTAX, "this parenthesis is never closed");
    }
    const enum st st = reduce_to(y, INT_MIN);
    if (st || y->r->t->failed)
        return st;
    struct operand o = pop_operand(y);
    finish(y, &o, false);
    *root = o.node;
    return ST_OK;
}
