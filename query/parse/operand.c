#include "query/parse/operand.h"

#include <assert.h>

#include "query/parse/weight.h"

/* A parenthesis is at most four levels of the tree, and what stands in front
 * of it or behind it another one each; see tree.h. */
enum { DEEPEST = 4 * PARSE_MAX_DEPTH };

static const struct operand NOTHING = {.open = OP_OPEN, .sign = OP_OPEN};

struct operand operand_of(struct ast_node *n, size_t at, size_t size)
{
    struct operand o = NOTHING;
    o.node = n;
    o.at = at;
    o.n = size;
    o.depth = 1;
    return o;
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

static enum st check_depth(struct reader *r, const struct operand *o)
{
    if (o->depth < DEEPEST)
        return ST_OK;
    return err_set(reader_blame(r, o->at, o->n), ST_SYNTAX,
                   "this nests deeper than %d levels", (int)DEEPEST);
}

/* Closes the group of `o`, whose clauses without a sign are optional when
 * `any` or when another has a plus. */
static void close_bool(struct reader *r, struct operand *o, bool any)
{
    struct ast_node *const group = o->node;
    const bool optional = any || o->plus || o->open == OP_OR;
    if (!optional)
        tree_require_all(group);
    o->node = tree_close(r->t, group);
    if (any && o->node == group && group)
        group->negative = false;
}

/* A signed operand that is in no AND. */
static void close_sign(struct reader *r, struct operand *o, bool any)
{
    const bool negated = o->sign == OP_MINUS;
    o->sign = OP_OPEN;
    if (!negated)
        return;
    struct ast_node *const group = tree_group(r->t);
    tree_add(group, o->node, OCCUR_MUST_NOT);
    o->node = group;
    o->placed = NO_PLACE_NOT;
    close_bool(r, o, any);
    o->depth++;
}

/* Makes a complete operand of one whose group is open. */
void operand_finish(struct reader *r, struct operand *o, bool any)
{
    if (o->open == OP_AND || o->open == OP_OR)
        close_bool(r, o, any);
    if (o->open != OP_OPEN)
        o->depth++;
    o->open = OP_OPEN;
    if (o->sign != OP_OPEN)
        close_sign(r, o, any);
}

/* Puts a clause into the open AND of `o`. */
static void add_clause(struct reader *r, struct operand *o,
                       struct operand clause)
{
    const enum op_kind sign = clause.sign;
    clause.sign = OP_OPEN;
    operand_finish(r, &clause, false);
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

static struct operand opened(struct reader *r, enum op_kind kind,
                             struct ast_node *node, const struct operand *first)
{
    struct operand o = operand_of(node, first->at, first->n);
    o.open = kind;
    if (!node)
        r->t->failed = true;
    return o;
}

static struct operand reduce_and(struct reader *r, struct operand left,
                                 const struct op *op, struct operand right)
{
    if (left.open != OP_AND || left.sign != OP_OPEN) {
        const struct operand first = left;
        left = opened(r, OP_AND, tree_group(r->t), &first);
        add_clause(r, &left, first);
    }
    if (op->written)
        tree_require_last(left.node);
    if (op->kind == OP_AND_NOT)
        right.sign = OP_MINUS;
    add_clause(r, &left, right);
    if (op->written)
        tree_require_last(left.node);
    return left;
}

static struct operand reduce_or(struct reader *r, struct operand left,
                                struct operand right)
{
    operand_finish(r, &right, false);
    if (left.open != OP_OR) {
        operand_finish(r, &left, false);
        const struct operand first = left;
        left = opened(r, OP_OR, tree_group(r->t), &first);
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

static struct ast_node *gap_of(struct reader *r, const struct op *op)
{
    struct ast_node *const gap = tree_node(r->t, AST_GAP, op->at, op->n);
    if (gap)
        gap->least = gap->count = op->count;
    return gap;
}

/* OP_NEXT and OP_ROW: a list of children. */
static struct operand reduce_list(struct reader *r, struct operand left,
                                  const struct op *op, struct operand right)
{
    operand_finish(r, &right, false);
    if (left.open != op->kind) {
        operand_finish(r, &left, false);
        const struct operand first = left;
        left = opened(r, op->kind, tree_node(r->t, AST_ROW, first.at, first.n),
                      &first);
        take_next(&left, first);
    }
    if (op->kind == OP_ROW && op->count)
        tree_append(left.node, gap_of(r, op));
    take_next(&left, right);
    return left;
}

enum st operand_check_placed(struct reader *r, const struct operand *o,
                             size_t at, size_t n)
{
    static const char *const why[] = {
        [NO_PLACE_NOT] = "NOT has no place in the text",
        [NO_PLACE_FILTER] = "a filter has no place in the text",
        [NO_PLACE_WEIGHT] = "a weight has no place in the text, only the whole "
                            "can have one",
        [NO_PLACE_OTHER] = "this has no place in the text",
    };
    if (o->placed == HAS_PLACE)
        return ST_OK;
    const struct bytes op =
        n ? reader_text(r, at, at + n) : bytes_of_str("a phrase");
    struct err *const e = reader_blame(r, o->at, o->n);
    if (o->placed == NO_PLACE_WEIGHT)
        weight_suggest_none(r, o->node);
    return err_set(e, ST_SYNTAX, "%s: it cannot be an operand of %.*s",
                   why[o->placed], (int)MIN(op.n, (size_t)40),
                   (const char *)op.p);
}

static enum st reduce_near(struct reader *r, struct operand *left,
                           const struct op *op, struct operand right)
{
    enum st st;
    struct tree *const t = r->t;
    operand_finish(r, left, false);
    operand_finish(r, &right, false);
    if ((st = operand_check_placed(r, left, op->at, op->n)) != ST_OK ||
        (st = operand_check_placed(r, &right, op->at, op->n)) != ST_OK)
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
    return check_depth(r, left);
}

/* What was said becomes the second child of who said it. */
static enum st reduce_said(struct reader *r, struct operand *left,
                           const struct op *op, struct operand right)
{
    operand_finish(r, &right, false);
    const enum st st = operand_check_placed(r, &right, op->at, op->n);
    if (st != ST_OK)
        return st;
    tree_append(left->node, right.node);
    take_in(left, &right);
    left->depth++;
    return check_depth(r, left);
}

static enum st check_row(struct reader *r, struct operand *left,
                         const struct op *op, struct operand *right)
{
    operand_finish(r, right, false);
    if (left->open != OP_ROW)
        operand_finish(r, left, false);
    const enum st st = operand_check_placed(r, left, op->at, op->n);
    return st ? st : operand_check_placed(r, right, op->at, op->n);
}

bool op_is_prefix(enum op_kind kind)
{
    return kind == OP_PLUS || kind == OP_MINUS || kind == OP_AT_LEAST ||
           kind == OP_FIELD;
}

enum st operand_prefix(struct reader *r, struct operand *o, const struct op *op)
{
    enum st st = ST_OK;
    operand_finish(r, o, false);
    if (op->kind == OP_PLUS || op->kind == OP_MINUS) {
        o->sign = op->kind;
        return ST_OK;
    }
    if (op->kind == OP_AT_LEAST) {
        if ((st = operand_check_placed(r, o, op->at, op->n)) != ST_OK)
            return st;
        st = operand_wrap(r, o, AST_AT_LEAST);
        if (o->node)
            o->node->count = op->count;
    } else {
        o->node = tree_field(r->t, op->field, op->at, o->node);
        o->depth++;
    }
    o->n = end_of(o) - op->at;
    o->at = op->at;
    return st ? st : check_depth(r, o);
}

enum st operand_wrap(struct reader *r, struct operand *o, enum ast_kind kind)
{
    struct ast_node *const n = tree_node(r->t, kind, o->at, o->n);
    tree_append(n, o->node);
    o->node = n;
    o->depth++;
    return check_depth(r, o);
}

/* N-of and ROW: the children are in an open list, or one is alone. */
static enum st close_arguments(struct reader *r, struct operand *o,
                               const struct op *op)
{
    enum st st = ST_OK;
    const bool quorum = op->open == OPEN_QUORUM;
    const bool alone = o->open != OP_NEXT;
    operand_finish(r, o, false);
    if (!quorum && (st = operand_check_placed(r, o, op->at, op->n)) != ST_OK)
        return st;
    if (alone && quorum)
        st = operand_wrap(r, o, AST_QUORUM);
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
        return err_set(reader_blame(r, gap->at, gap->n), ST_SYNTAX,
                       "a gap stands between words");
    if (!quorum)
        return ST_OK;
    o->node->kind = AST_QUORUM;
    o->node->count = op->count;
    if (n < op->count) {
        struct err *const e = reader_blame(r, op->at, op->n - 1);
        reader_suggest_number(r, op->at, op->at + op->n - strlen("of("), n);
        return err_set(e, ST_SYNTAX, "there are only %u to choose from", n);
    }
    return ST_OK;
}

enum st operand_close(struct reader *r, struct operand *o, const struct op *op)
{
    enum st st;
    switch (op->open) {
    case OPEN_GROUP:
    case OPEN_ANY:
        operand_finish(r, o, op->open == OPEN_ANY);
        return ST_OK;
    case OPEN_FIELD:
        operand_finish(r, o, false);
        o->node = tree_field(r->t, op->field, op->at, o->node);
        o->depth++;
        return check_depth(r, o);
    case OPEN_AT_LEAST:
        operand_finish(r, o, false);
        if ((st = operand_check_placed(r, o, op->at, op->n - 1)) != ST_OK ||
            (st = operand_wrap(r, o, AST_AT_LEAST)) != ST_OK)
            return st;
        if (o->node)
            o->node->count = op->count;
        return ST_OK;
    case OPEN_QUORUM:
    case OPEN_ROW:
        break;
    }
    return close_arguments(r, o, op);
}

enum st operand_join(struct reader *r, struct operand *left,
                     const struct op *op, struct operand right)
{
    enum st st = ST_OK;
    switch (op->kind) {
    case OP_OR:
        *left = reduce_or(r, *left, right);
        break;
    case OP_AND:
    case OP_AND_NOT:
        *left = reduce_and(r, *left, op, right);
        break;
    case OP_NEAR:
    case OP_NOT_NEAR:
        st = reduce_near(r, left, op, right);
        break;
    case OP_ROW:
        st = check_row(r, left, op, &right);
        *left = reduce_list(r, *left, op, right);
        break;
    case OP_SAID:
        return reduce_said(r, left, op, right);
    case OP_NEXT:
        *left = reduce_list(r, *left, op, right);
        break;
    default:
        assert(false && "not between two operands");
    }
    return st ? st : check_depth(r, left);
}
