/*
 * expansion -- a question with words of its best answers added (pseudo
 * relevance feedback).
 *
 * The question is answered, its `docs` best are believed, and their `terms`
 * most telling words (query/feedback/feedback_terms.h) become optional clauses,
 * each with a weight by which its score is multiplied:
 *
 *   rm3  the question's words have 1 each. The new ones share what makes their
 *        part of all weights 1 - `weight`: p * words * (1 - weight) / weight,
 *        where p is the share of each
 *   bo1  weight * its weight / the greatest of them
 *
 * What a person asked for stays required: of a websearch question the answer
 * holds the same documents in another order. A bag, of whose words any may
 * match, finds more of them.
 *
 *   Lifetime  open/close; the tree made lives in the caller's arena, and has
 *             the question's nodes below it
 *   Threads   one each
 *   Errors    those of the searcher and of feedback_terms
 */
#ifndef QUERY_FEEDBACK_EXPANSION_H
#define QUERY_FEEDBACK_EXPANSION_H

#include "common/base/arena.h"
#include "query/feedback/feedback_terms.h"

struct expansion_options {
    enum expand_kind kind;
    uint32_t docs, terms; /* 0: the default of the kind                      */
    double weight; /* rm3: of the question, over 0 to 1; bo1: of the new words;
                      negative: the default of the kind                      */
};

#define EXPANSION_OPTIONS_DEFAULT                                              \
    ((struct expansion_options){.kind = EXPAND_NONE, .weight = -1})

struct expander;

/* Borrows the searcher, and asks it. */
enum st expander_open(struct expander **out, struct searcher *searcher,
                      struct err *e) MUST_USE;
void expander_close(struct expander *x);

struct expansion_request {
    const struct expansion_options *options;
    const struct search_options *search; /* what it will be asked with       */
    bool any; /* the question's words are all optional, as in a bag          */
    struct arena *arena; /* for the tree                                     */
};

/* The expanded question; the question itself where nothing is found. */
enum st expander_run(struct expander *x, struct ast_node *question,
                     const struct expansion_request *r, struct ast_node **out,
                     struct err *e) MUST_USE;

/* A question of nothing but words, any of which may match, each with its
 * weight; in `arena`. Without a word it finds nothing. */
enum st feedback_question(struct ast_node **out,
                          const struct feedback_term *terms, size_t n,
                          struct arena *arena, struct err *e) MUST_USE;

/* What the last run added, with the weights in the question; until the next. */
const struct feedback_term *expander_added(const struct expander *x, size_t *n);

#endif
