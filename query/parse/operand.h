/*
 * operand -- a part of the tree in the making, and what operators make of it.
 *
 * An operator of many operands (AND, OR, a row) keeps its group open and takes
 * one after the other into it; operand_finish closes it, when it becomes an
 * operand of something else.
 *
 *   Lifetime  nodes live in the arena of the reader's tree
 *   Errors    ST_SYNTAX with the reader's place set. Memory: t->failed is set,
 *             and a node may be NULL
 */
#ifndef QUERY_PARSE_OPERAND_H
#define QUERY_PARSE_OPERAND_H

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
    OP_SAID,     /* behind who said it, what was said                   */
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
enum place_less {
    HAS_PLACE,
    NO_PLACE_NOT,
    NO_PLACE_FILTER,
    NO_PLACE_WEIGHT,
    NO_PLACE_OTHER
};

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

/* A complete operand of a node that the tree made. */
struct operand operand_of(struct ast_node *n, size_t at, size_t size);

/* Makes a complete operand of one whose group is open. Clauses without a sign
 * are optional when `any`. */
void operand_finish(struct reader *r, struct operand *o, bool any);

/* Puts `kind` above the operand: one more level of the tree. */
enum st operand_wrap(struct reader *r, struct operand *o,
                     enum ast_kind kind) MUST_USE;

/* Whether `o` may stand in the positional operator at [at, at + n). */
enum st operand_check_placed(struct reader *r, const struct operand *o,
                             size_t at, size_t n) MUST_USE;

/* Whether `kind` stands in front of its operand. */
bool op_is_prefix(enum op_kind kind);

/* What the operator in front of `o` makes of it. */
enum st operand_prefix(struct reader *r, struct operand *o,
                       const struct op *op) MUST_USE;

/* What a binary operator makes of two: `left` takes `right` in. */
enum st operand_join(struct reader *r, struct operand *left,
                     const struct op *op, struct operand right) MUST_USE;

/* What the parenthesis `op` makes of its only operand. */
enum st operand_close(struct reader *r, struct operand *o,
                      const struct op *op) MUST_USE;

#endif
