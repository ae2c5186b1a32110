/*
 * plan_span -- the part of a plan that asks where words stand.
 *
 * A PLAN_SPAN node has a tree of its own, of operators over words; what each
 * makes of a document is said in query/span/span.h. Made small: what cannot
 * match is gone, an operator with nothing to do is its child.
 *
 *   Lifetime  lives in the arena of the plan
 *   Threads   immutable once made
 */
#ifndef QUERY_PLAN_SPAN_H
#define QUERY_PLAN_SPAN_H

#include "query/plan_maker.h"

enum span_kind {
    SPAN_NOTHING,  /* no place in any document                              */
    SPAN_WORDS,    /* any of terms[n_terms]                                 */
    SPAN_COVER,    /* `count` of the children; 1: any, n: all               */
    SPAN_COMPOUND, /* parts of a compound, or them joined: where both begin
                      at one place, the parts                               */
    SPAN_ROW,      /* all children side by side, gaps[i] before child i     */
    SPAN_MOVED,    /* words, moved from being in a row by at most `count`   */
    SPAN_NEAR,     /* two children: count, ordered, unit as in ast.h        */
    SPAN_NOT_NEAR, /* likewise                                              */
    SPAN_RUN,      /* the child, `count` times                              */
    SPAN_FIRST,    /* the child, ending before position `count`             */
    SPAN_ZONE,     /* the child, within `zone`                              */
    SPAN_SAME,     /* places that all children have                         */
    SPAN_QUOTED,   /* the second child, within a quotation that begins where
                      the first has a place, and is as sure as `sure`; of one
                      child: where that quotation begins                    */
};

/* How many words may stand between two children of a row. */
struct span_gap {
    uint32_t least, most;
};

struct plan_span {
    enum span_kind kind;
    struct plan_span **of;
    uint32_t n;
    struct plan_term **terms;
    uint32_t n_terms;
    struct plan_term **scored; /* of SPAN_WORDS, for its score, with `weight` */
    uint32_t n_scored;
    double weight;
    uint32_t count;
    bool ordered;
    enum ast_unit unit;
    enum plan_zone zone;
    enum sureness sure;
    bool begins; /* SPAN_QUOTED: where the quotations begin that hold it */
    struct span_gap *gaps;
};

/* What a field calls it. */
const char *plan_zone_name(enum plan_zone zone);

/* NULL without memory. */
struct plan_span *plan_span_new(const struct maker *m, enum span_kind kind);
/* An operator over children that are there. */
struct plan_span *plan_span_over(const struct maker *m, enum span_kind kind,
                                 struct plan_span **of, uint32_t n);

/* What part of a question means as an operand; *out is NULL for nothing that
 * means anything. */
enum st plan_make_operand(struct maker *m, struct plan_span **out,
                          const struct ast_node *from, struct place at,
                          struct err *e) MUST_USE;

/* A word, phrase or pattern of the plan as an operand. */
enum st plan_span_of_node(struct maker *m, struct plan_span **out,
                          const struct plan_node *n, struct err *e) MUST_USE;
/* Any of them. */
enum st plan_span_any(struct maker *m, struct plan_span **out,
                      struct plan_span **of, uint32_t n,
                      struct err *e) MUST_USE;

/* AST_FIELD "quote" and "said": query/plan_said.c. Of AST_ALL a quote is where
 * any quotation begins. */
enum st plan_make_quote(struct maker *m, struct plan_span **out,
                        const struct ast_node *from, struct place at,
                        struct err *e) MUST_USE;
enum st plan_make_said(struct maker *m, struct plan_span **out,
                       const struct ast_node *from, struct place at,
                       struct err *e) MUST_USE;

#endif
