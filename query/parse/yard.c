#include "query/parse/yard.h"

#include <assert.h>
#include <limits.h>

void yard_init(struct yard *y, struct reader *r, struct op implied)
{
    *y = (struct yard){.r = r, .implied = implied, .due = true};
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
        return operand_of(NULL, 0, 0);
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

/* Carries out the operator on top of the stack. */
static enum st reduce(struct yard *y)
{
    enum st st;
    const struct op op = y->ops[--y->n_ops];
    struct operand right = pop_operand(y);
    if (op_is_prefix(op.kind)) {
        st = operand_prefix(y->r, &right, &op);
        push_operand(y, right);
        return st;
    }
    struct operand left = pop_operand(y);
    st = operand_join(y->r, &left, &op, right);
    push_operand(y, left);
    return st;
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

const struct operand *yard_before(const struct yard *y, size_t at)
{
    if (y->due || y->n_operands == 0)
        return NULL;
    const struct operand *const o = &y->operands[y->n_operands - 1];
    return o->at + o->n == at ? o : NULL;
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
    return operand_check_placed(y->r, &o, near->at, near->n);
}

enum st yard_prefix(struct yard *y, struct op op)
{
    const struct op *const before = top_op(y);
    const struct bytes text = reader_text(y->r, op.at, op.at + op.n);
    if (y->due && before && op_is_prefix(before->kind))
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
    st = operand_close(y->r, &o, &op);
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
    operand_finish(y->r, *out, false);
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
    operand_finish(y->r, &o, false);
    *root = o.node;
    return ST_OK;
}

enum st yard_read(struct yard *y, yard_reader *read_one, void *dialect,
                  struct ast_node **root)
{
    struct reader *const r = y->r;

    r->at = reader_skip_space(r, 0);
    while (!r->t->failed && !reader_at_end(r, r->at)) {
        const enum st st = read_one(dialect);
        if (st != ST_OK)
            return st;
        r->at = reader_skip_space(r, r->at);
    }
    return yard_end(y, root);
}
