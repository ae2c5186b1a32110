/*
 * plan -- what a question means for one index.
 *
 * The tree as parsed holds words as typed; the plan holds what they are:
 *
 *     bare word        its stem group, or itself where the index has no stems
 *     exact word       itself
 *     compound         (its parts in a row) OR (the parts joined)
 *     AT&T, 10:30      its words in a row
 *     "quoted words"   words in a row, exact; of one word: that word, exact
 *     title            a mark on every word and phrase below it
 *     NEAR and others  one node with a tree of its own (query/plan_span.h);
 *                      so are words in any other zone than the title
 *
 * A word without a letter or digit is dropped as if it had not been typed.
 * Every word knows its postings in each segment and its weight from all of
 * them. Then the tree is made small: bools of one clause vanish, ANDs inside
 * ANDs and ORs inside ORs become one, what cannot match is gone. None of this
 * changes a score (see common/segment/bm25.h on sums).
 *
 *   Lifetime  lives in the arena it is made in; borrows the index
 *   Threads   immutable once made
 *   Errors    ST_NOMEM; ST_CORRUPT from the dictionary; ST_USAGE for a field
 *             there is none of; those of a pattern (query/expand/pattern.h),
 * and ST_LIMIT when it stands for more words than max_work allows
 */
#ifndef QUERY_PLAN_H
#define QUERY_PLAN_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "common/segment/index.h"
#include "common/segment/prefix_term.h"
#include "common/segment/structure.h"
#include "common/segment/term_dict.h"
#include "common/text/analyzer.h"
#include "common/text/stem.h"
#include "query/filter/excluded.h"
#include "query/filter/record_check.h"
#include "query/parse/ast.h"
#include "query/searcher.h"

/* A word or stem group. */
struct plan_term {
    struct bytes text; /* folded word, or stem; without a prefix      */
    enum prefix prefix;
    bool stem;
    bool pair; /* of common words in a row, by a list of its own: the text is
                  only there for a profile (query/segment_pairs.h)         */
    uint64_t df, cf;            /* of all segments */
    float idf;                  /* from df; 0 in an unscored plan         */
    struct term_entry *entries; /* one a segment; df 0: not in it     */
};

enum plan_kind {
    PLAN_NOTHING,
    PLAN_ALL, /* every document, with score 0                          */
    PLAN_TERM,
    PLAN_PHRASE,
    PLAN_UNION,    /* any of some words, none of them a stem; scored as one
                      whose frequency is the sum of theirs                  */
    PLAN_FILTER,   /* documents that pass it, with score 0                */
    PLAN_CONSTANT, /* must: one node, whose documents score `weight`      */
    PLAN_BOOL,
    PLAN_QUORUM, /* at least `count` of `should`                          */
    PLAN_SPAN,   /* where words stand: `span`, scored as a phrase of terms */
};

struct plan_node;
struct plan_span;

struct plan_list {
    struct plan_node **nodes;
    size_t n, cap;
};

struct plan_node {
    enum plan_kind kind;

    /* PLAN_TERM, PLAN_PHRASE: n_terms words at consecutive positions (one for
     * PLAN_TERM), all of them within the title when `title` is set. PLAN_UNION:
     * different words, in no order that matters; what stands in the title
     * counts when `title` is set. */
    bool title;
    struct plan_term **terms;
    size_t n_terms;
    float weight;  /* sum of the idf of its words, each time it is in it, times
                      `factor`; PLAN_UNION: the least idf of them, likewise  */
    double factor; /* what the question multiplies its score with            */

    const struct filter *filter;  /* PLAN_FILTER */
    const struct plan_span *span; /* PLAN_SPAN, with terms and weight */

    /* PLAN_BOOL, with the meaning of ast.h; never empty of positive ones. */
    struct plan_list must, should, must_not;
    uint32_t count; /* PLAN_QUORUM */
};

struct plan {
    struct plan_node *root;
    /* For searcher_patterns(). */
    struct query_pattern *patterns;
    size_t n_patterns, cap_patterns;
    /* For searcher_terms(). */
    struct query_term *words;
    size_t n_words, cap_words;
    /* What scores are to be multiplied with: a power of two, 1 but for great
     * weights (plan_scale.c). */
    double unit;
    /* What all of `root` must pass besides: filters of columns that are
     * required or prohibited at the top are no part of the tree any more. */
    struct exclusion *filters;
    size_t n_filters;
    /* What of the budget patterns left, and what asks for it. */
    struct record_budget records;
    const struct ast_node *reads; /* the last filter that reads releases */
    /* What a person has to know of the answer, or NULL. */
    const char *notice;
    bool told_rules; /* that parts were found by older rules */
    /* The part of the question that was refused, or NULL. */
    const struct ast_node *blame;
};

struct name_tables;

/* What plans are made with. */
struct planner {
    const struct index *index;
    struct analyzer *analyzer;
    struct stemmer *stemmer; /* NULL: bare words mean themselves */
    struct arena *arena;
    struct token_list *tokens; /* scratch */
    uint64_t max_work;         /* of all patterns: query/expand/fitting.h */
    bool lenient;              /* what is over it is cut, with a notice */
    enum sureness sure;        /* of who said it, at least              */
    bool skip_boilerplate;     /* every word is asked in text:          */
    bool unscored;  /* documents are only counted                          */
    bool begins;    /* quote: and said: are where such quotations begin    */
    stop_flag stop; /* ends it: ST_STOPPED, without a message */
    enum names_mode names_mode; /* of capitalised words                  */
    struct name_tables *names;  /* NULL: no names are asked for          */
    const char *exonyms;        /* a file of them, or NULL               */
};

enum st plan_make(struct plan *out, const struct planner *with,
                  const struct ast_node *question, struct err *e) MUST_USE;

/* ---- steps of plan_make(), apart so that they can be tested ---- */

/* Makes the tree small, in place, as said above; *root may become another of
 * its nodes. False when the arena is out of memory. */
bool plan_simplify(struct plan_node **root, struct arena *a) MUST_USE;

/* Finds a word, or the group of a stem, in all segments. */
enum st plan_term_find(struct plan_term **out, const struct planner *with,
                       struct bytes text, bool stem, struct err *e) MUST_USE;

/* The same; with a prefix, the prefix term of that text. */
enum st plan_term_find_as(struct plan_term **out, const struct planner *with,
                          enum prefix prefix, struct bytes text, bool stem,
                          struct err *e) MUST_USE;

/* Adds a line to what a person has to know. */
enum st plan_notify(struct plan *p, struct arena *a, const char *line,
                    struct err *e) MUST_USE;

bool plan_list_add(struct plan_list *l, struct arena *a,
                   struct plan_node *n) MUST_USE;

#endif
