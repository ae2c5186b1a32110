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

#include "query/parse/reader.h"

enum op_kind {
    OP_OPEN,     /* a parenthesis                                       */
    OP_NEXT,     /* between the arguments of N-of and ROW               */
    OP_OR,       /* either                                              */
    OP_AND,      /* both; with signs: see OP_PLUS                       */
    OP_AND_NOT,  /* the left, but not the right                         */
    OP_MINUS,    /* in front of a clause of an AND: not this            */
    OP_PLUS,     /* ... this is required, those without a sign are not  */
    OP_AT_LEAST, /* in front of an operand: `count` times               */
    OP_FIELD,    /* likewise: in the zone `field`                       */
    OP_NEAR,     /* `near` says how near                                */
    OP_NOT_NEAR, /* likewise                                            */
    OP_ROW,      /* side by side, or with `count` words between         */
};

struct near {
    uint32_t distance; /* or NEAR_ANY */
    bool ordered;
    enum ast_unit unit;
};

/* What a parenthesis belongs to. */
enum open_kind {
    OPEN_GROUP,
    OPEN_ANY, /* clauses without a sign are optional, as in lucene */
    OPEN_FIELD,
    OPEN_AT_LEAST,
    OPEN_QUORUM,
    OPEN_ROW,
};

struct op {
    enum op_kind kind;
    int level;    /* the higher, the tighter; equal ones: left to right  */
    bool written; /* OP_AND: by a word, which requires what is beside it */
    size_t at, n; /* where it stands                                     */
    struct near near;
    enum open_kind open, outer; /* OP_OPEN; `outer` is set by the yard    */
    uint32_t count;    /* OPEN_AT_LEAST, OPEN_QUORUM, OP_ROW, OP_AT_LEAST */
    const char *field; /* OPEN_FIELD, OP_FIELD                            */
};

/* Why an operand cannot stand in a positional operator. */
enum place_less { HAS_PLACE, NO_PLACE_NOT, NO_PLACE_FILTER, NO_PLACE_OTHER };

struct operand {
    struct ast_node *node;
    enum op_kind open;      /* OP_AND, OP_OR, ...: its group is open still;
                               OP_OPEN: it is complete                    */
    enum op_kind sign;      /* OP_PLUS, OP_MINUS, or OP_OPEN for none     */
    bool plus;              /* a clause of the open AND has a plus        */
    enum place_less placed; /* HAS_PLACE: it may be near something        */
    uint32_t depth;         /* levels of the tree below                   */
    size_t at, n;           /* where it stands                            */
};

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

/* Puts `kind` above the operand: one more level of the tree. */
enum st yard_wrap(struct yard *y, struct operand *o,
                  enum ast_kind kind) MUST_USE;

/* The whole tree, NULL for no operand at all. */
enum st yard_end(struct yard *y, struct ast_node **root) MUST_USE;

/* A complete operand of a node that the tree made. */
struct operand operand_of(struct ast_node *n, size_t at, size_t size);

/* Whether `o` may stand in the positional operator at [at, at + n). */
enum st yard_check_placed(struct yard *y, const struct operand *o, size_t at,
                          size_t n) MUST_USE;

#endif
