/*
 * yard -- operands and operators to a tree, by precedence.
 *
 * What native, nexis and factiva share: each reads its own spelling and says
 * how tight an operator binds. Operands wait on one stack, operators on
 * another until something looser comes; so nothing recurses, and a query of n
 * signs takes O(n) steps.
 *
 *     a NEAR/3 b OR c      operands  (a NEAR/3 b) c      operators  OR
 *
 * An operator of many operands (AND, OR) collects them in an open group, which
 * is closed when it becomes an operand of something else.
 *
 *   Lifetime  nodes and stacks live in the reader's arena
 *   Errors    ST_SYNTAX with the reader's place set. Memory: t->failed is set,
 *             and every call does nothing
 *   Source    E. W. Dijkstra: Algol 60 translation. MR 34/61, 1961
 */
#ifndef QUERY_PARSE_YARD_H
#define QUERY_PARSE_YARD_H

#include "query/parse/operand.h"

struct yard {
    struct reader *r;
    struct op implied;     /* what stands between operands where nothing does */
    bool due;              /* an operand must come next                       */
    size_t open;           /* parentheses                                     */
    enum open_kind inside; /* of the innermost one                        */
    struct operand *operands;
    size_t n_operands, operands_cap;
    struct op *ops;
    size_t n_ops, ops_cap;
};

void yard_init(struct yard *y, struct reader *r, struct op implied);

/* What the innermost open parenthesis belongs to; OPEN_GROUP for none. */
enum open_kind yard_inside(const struct yard *y);

/* The operand that ends at byte `at`; NULL when there is none. */
const struct operand *yard_before(const struct yard *y, size_t at);

enum st yard_operand(struct yard *y, struct operand o) MUST_USE;
/* A binary operator. */
enum st yard_operator(struct yard *y, struct op op) MUST_USE;
/* OP_PLUS, OP_MINUS, OP_AT_LEAST, OP_FIELD. */
enum st yard_prefix(struct yard *y, struct op op) MUST_USE;
/* A parenthesis with what stands in front of it; op.kind is OP_OPEN. */
enum st yard_open(struct yard *y, struct op op) MUST_USE;
/* The closing one at `at`, of the shape of the one it closes. */
enum st yard_close(struct yard *y, size_t at) MUST_USE;

/* What stands before an operator that is written behind its operand and binds
 * as tight as `level` says. NULL when an operand is due. */
enum st yard_last(struct yard *y, int level, struct operand **out) MUST_USE;

/* The whole tree, NULL for no operand at all. */
enum st yard_end(struct yard *y, struct ast_node **root) MUST_USE;

/* Reads what stands at the reader's place, no white space, and goes past it. */
typedef enum st yard_reader(void *dialect);

/* The tree of the whole query, read one thing after the other. */
enum st yard_read(struct yard *y, yard_reader *read_one, void *dialect,
                  struct ast_node **root) MUST_USE;

#endif
