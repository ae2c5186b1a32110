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
    struct span_gap *gaps;
};

#endif
