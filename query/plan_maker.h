/*
 * plan_maker -- what the files that make a plan share: plan.c for words and
 * bools, one file for each other family of operators.
 *
 *   Lifetime  for one plan_make(); nodes live in the planner's arena
 *   Threads   none
 *   Errors    those of plan.h
 */
#ifndef QUERY_PLAN_MAKER_H
#define QUERY_PLAN_MAKER_H

#include "query/plan.h"

/* Parts of a document that a field names. */
enum plan_zone { IN_TITLE, IN_LEAD, IN_HLEAD, IN_BODY, PLAN_ZONES };

/* Where in the tree we are. */
struct place {
    bool title;      /* below a title: field                     */
    unsigned zones;  /* 1 << zone of every other field above     */
    bool prohibited; /* below a MUST_NOT: nothing to show there  */
    bool loose;      /* words of a phrase need not stand in a row: each is
                        shown by itself                                   */
    double factor;   /* of the boosts above, multiplied          */
};

struct maker {
    const struct planner *with;
    struct plan *plan;
    uint32_t phrases; /* numbered so far */
    uint64_t work;    /* that patterns may still do */
};

/* The node that a part of the question means; *out is NULL when nothing was
 * typed that means anything. */
enum st plan_make_node(struct maker *m, struct plan_node **out,
                       const struct ast_node *from, struct place at,
                       struct err *e) MUST_USE;

/* An empty node, of factor 1; NULL when memory is out. */
struct plan_node *plan_node_new(const struct maker *m, enum plan_kind kind);

/* The zone that a field names; ST_USAGE when there is none. */
enum st plan_zone_of(enum plan_zone *out, struct bytes field,
                     struct err *e) MUST_USE;

/* Puts a word among those a reader wants to see marked: place `place` of
 * phrase number `phrase`, or a word alone with 0. */
enum st plan_note_word(struct maker *m, const struct plan_term *t,
                       uint32_t phrase, uint32_t place, struct err *e) MUST_USE;

enum st plan_no_memory(struct err *e);

/* ---- the families, one file each ---- */

/* AST_WILDCARD, AST_REGEX, AST_FUZZY: any of the words that fit. */
enum st plan_make_pattern(struct maker *m, struct plan_node **out,
                          const struct ast_node *from, struct place at,
                          struct err *e) MUST_USE;

/* AST_FILTER. */
enum st plan_make_filter(struct maker *m, struct plan_node **out,
                         const struct ast_node *from, struct err *e) MUST_USE;
/* Takes the filters out of a simplified tree that plan.filters can stand
 * for. */
enum st plan_take_filters(struct maker *m, struct plan_node **root,
                          struct err *e) MUST_USE;

/* AST_NEAR and what else asks where words stand, or words that are asked for in
 * zones. */
enum st plan_make_span(struct maker *m, struct plan_node **out,
                       const struct ast_node *from, struct place at,
                       struct err *e) MUST_USE;

/* Makes scores sum up exactly whatever the weights: sets p->unit. */
void plan_scale(struct plan *p);

#endif
