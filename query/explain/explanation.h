/*
 * explanation -- why a document has the score it has, as a sum.
 *
 *     score = (sum of the parts + length_words * length_part) * decay
 *
 * A part is a word, phrase or the like of the question: how often it is in the
 * document, what the model took, and what it came to. What counts is what the
 * search itself counted: a cursor of the same plan is asked, clause by clause.
 *
 *   Lifetime  in the caller's arena; texts and terms those of the searcher,
 *             until its next question
 *   Threads   that of the searcher
 *   Errors    those of the searcher
 */
#ifndef QUERY_EXPLAIN_EXPLANATION_H
#define QUERY_EXPLAIN_EXPLANATION_H

#include "query/search_segment.h"

struct explained_part {
    const struct plan_node *node; /* a leaf                               */
    bool found;        /* in the document                                 */
    bool counted;      /* found, and what it is a clause of matches       */
    uint32_t freq;     /* 0 where the operator does not tell              */
    uint32_t in_title; /* of those, where the model asks for it           */
    double score;
};

struct explanation {
    bool matches;
    float score;            /* as hits have it; NaN when it does not match */
    uint32_t words, length; /* of the document, and as scored   */
    int32_t date;           /* where scores decay               */
    double length_words, length_part; /* of lm, else 0          */
    double decay;                     /* 1 without one          */
    const struct rank_model *model;
    struct explained_part *parts;
    size_t n, cap;
};

/* Of a plan; `doc` is a document of the segment. */
enum st explanation_make(struct explanation *out,
                         const struct segment_search *with,
                         const struct plan_node *plan, uint32_t doc,
                         struct arena *arena, struct err *e) MUST_USE;

#endif
