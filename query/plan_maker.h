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

/* Parts of a document that a field names. Those from IN_SUBHEAD on are what
 * the indexer found in a release. */
enum plan_zone {
    IN_TITLE,
    IN_LEAD,
    IN_HLEAD,
    IN_BODY,
    IN_SUBHEAD,
    IN_DATELINE,
    IN_SIGNATURE,
    IN_BOILERPLATE,
    IN_TEXT, /* all that is no boilerplate */
    PLAN_ZONES
};

static inline bool plan_zone_is_found(enum plan_zone zone)
{
    return zone >= IN_SUBHEAD;
}

/* Where in the tree we are. */
struct place {
    bool title;         /* below a title: field                     */
    unsigned zones;     /* 1 << zone of every other field above     */
    enum prefix prefix; /* the words are found as these terms; or 0 */
    bool prohibited;    /* below a MUST_NOT: nothing to show there  */
    bool loose;         /* words of a phrase need not stand in a row: each is
                           shown by itself                                   */
    double factor;      /* of the boosts above, multiplied          */
};

struct maker {
    const struct planner *with;
    struct plan *plan;
    uint32_t phrases; /* numbered so far */
    uint64_t work;    /* that patterns may still do */
    bool known;       /* only how many documents have one word is asked for,
                         which stands in the dictionary */
};

/* The node that a part of the question means; *out is NULL when nothing was
 * typed that means anything. */
enum st plan_make_node(struct maker *m, struct plan_node **out,
                       const struct ast_node *from, struct place at,
                       struct err *e) MUST_USE;

/* An empty node, of factor 1; NULL when memory is out. */
struct plan_node *plan_node_new(const struct maker *m, enum plan_kind kind);

/* AST_FIELD (query/plan_field.c). */
enum st plan_make_field(struct maker *m, struct plan_node **out,
                        const struct ast_node *from, struct place at,
                        struct err *e) MUST_USE;

/* What the name of a field asks for. */
struct field_use {
    enum { FIELD_ZONE, FIELD_PREFIX, FIELD_QUOTE, FIELD_SAID } kind;
    enum plan_zone zone; /* FIELD_ZONE   */
    enum prefix prefix;  /* FIELD_PREFIX */
};

/* ST_USAGE when there is no such field, or the index has no zones. */
enum st plan_field_use(const struct maker *m, struct field_use *out,
                       struct bytes field, struct err *e) MUST_USE;

/* ST_USAGE when the index does not know the parts of releases, which `what`
 * asks for. */
enum st plan_needs_zones(const struct maker *m, const char *what,
                         struct err *e) MUST_USE;

/* What cannot be asked of the index: nothing, and a notice why; or the error,
 * for who must know, with `from`, if it is a part of the question, to blame. */
enum st plan_refuse(struct maker *m, struct plan_node **out,
                    const struct ast_node *from, enum st st,
                    const struct err *why, struct err *e) MUST_USE;

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

/* The words that fit, as one: PLAN_UNION, or what is simpler. */
struct fitting;
enum st plan_make_union(struct maker *m, struct plan_node **out,
                        const struct fitting *x, struct place at,
                        struct err *e) MUST_USE;

/* AST_NAME as typed becomes a tree of AST_NAMEs that are `exact`: a folded word
 * each, with `least` 1 for one behind an Arabic article and `negative` when it
 * was typed as a word. *out is NULL for a name without a word. */
enum st plan_expand_name(struct maker *m, struct ast_node **out,
                         const struct ast_node *from, struct err *e) MUST_USE;
/* One of these: any of the words that spell it. */
enum st plan_make_name(struct maker *m, struct plan_node **out,
                       const struct ast_node *from, struct place at,
                       struct err *e) MUST_USE;
/* Whether a word is to be taken for a name, as --names on has it; and for
 * --names show says what that would add. */
bool plan_is_name(const struct maker *m, const struct ast_node *word);
enum st plan_show_name(struct maker *m, const struct ast_node *word,
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
