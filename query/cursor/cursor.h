/*
 * cursor -- walks the documents of one segment that match a part of a query.
 *
 * A cursor stands on a candidate: a document that may match. Moving from one
 * candidate to the next is cheap; whether it matches is asked apart, because
 * a phrase must read positions to tell, and they need not be read when another
 * clause rules the document out first. Cursors nest: a bool moves its clauses.
 *
 *     for (uint32_t doc = c->doc; doc != DOC_END; doc = cursor_next(c))
 *         if (cursor_matches(c))
 *             ... cursor_score(c) ...
 *
 *   Lifetime  lives in the arena of its cursor_set; release the set, not it
 *   Threads   one cursor, one thread
 *   Errors    moving never fails: what fails ends the walk or does not match,
 *             and cursor_set_status() tells, once, after the loop
 */
#ifndef QUERY_CURSOR_CURSOR_H
#define QUERY_CURSOR_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/compiler.h"
#include "common/segment/positions.h"
#include "query/filter/record_check.h"
#include "query/plan.h"
#include "query/rank/leaf_scorer.h"

struct cursor;

struct cursor_ops {
    /* To the next candidate; returns it or DOC_END. Not on DOC_END. */
    uint32_t (*next)(struct cursor *c);

    /* To the first candidate >= target, which is greater than c->doc. */
    uint32_t (*seek)(struct cursor *c, uint32_t target);

    /* Whether the candidate matches; asking again is cheap. NULL: always. */
    bool (*matches)(struct cursor *c);

    /* The same for whoever will not ask for the score. NULL: `matches`. */
    bool (*occurs)(struct cursor *c);

    /* The score of a candidate that matches, with bm25_quantise()d parts. */
    double (*score)(struct cursor *c);

    /* The candidate scores no more than this, should it match; to be told
     * without reading positions. NULL: `score` will tell as cheaply where
     * every candidate matches, else nothing is known. */
    double (*ceiling)(struct cursor *c);

    /* How often a candidate that matches has it, *in_title of those in the
     * title where the model asks for that, else 0. NULL: there is no such
     * number. */
    uint32_t (*freq)(struct cursor *c, uint32_t *in_title);

    /* No document in [target, *last] scores more than this; *last is at least
     * `target`, which is at least c->doc and not DOC_END. */
    double (*bound)(struct cursor *c, uint32_t target, uint32_t *last);
};

struct cursor {
    const struct cursor_ops *ops;
    uint32_t doc;  /* the candidate, or DOC_END                       */
    uint32_t cost; /* candidates, about: who is rarest leads          */
    double max;    /* no document of the segment scores more          */
};

static ALWAYS_INLINE uint32_t cursor_next(struct cursor *c)
{
    return c->ops->next(c);
}

/* Does not move when the candidate is already there. */
static ALWAYS_INLINE uint32_t cursor_seek(struct cursor *c, uint32_t target)
{
    return c->doc >= target ? c->doc : c->ops->seek(c, target);
}

static ALWAYS_INLINE bool cursor_matches(struct cursor *c)
{
    return !c->ops->matches || c->ops->matches(c);
}

static inline bool cursor_occurs(struct cursor *c)
{
    return c->ops->occurs ? c->ops->occurs(c) : cursor_matches(c);
}

static ALWAYS_INLINE double cursor_score(struct cursor *c)
{
    return c->ops->score(c);
}

static inline double cursor_ceiling(struct cursor *c)
{
    if (c->ops->ceiling)
        return c->ops->ceiling(c);
    return c->ops->matches ? c->max : c->ops->score(c);
}

static ALWAYS_INLINE double cursor_bound(struct cursor *c, uint32_t target,
                                         uint32_t *last)
{
    return c->ops->bound(c, target, last);
}

/* ---- all cursors of a query over one segment ---- */

struct cursor_leaf;
struct span_tree;

/* What cursors are made from, and what they leave behind. */
struct cursor_set {
    const struct segment *segment;
    size_t segment_at; /* its number in the index                      */
    const struct rank_model *model;
    const uint8_t *lengths; /* segment_length_codes()                       */
    bool scores;            /* false: nobody will ask for scores or bounds  */
    const struct rank_kernels *kernels;
    struct profile *profile;     /* or NULL                                 */
    struct record_check records; /* for filters that are no column           */
    struct arena *arena;
    struct cursor_leaf *leaves; /* whose status and positions we look after */
    struct span_tree *spans;    /* whose buffers                            */
};

/* The cursor of a plan, on its first candidate. */
enum st cursor_open(struct cursor **out, struct cursor_set *set,
                    const struct plan_node *plan, struct err *e) MUST_USE;

/* ST_OK, or what stopped one of the cursors. */
enum st cursor_set_status(const struct cursor_set *set, struct err *e) MUST_USE;

/* The same for one list of postings; also of kernels that use no cursors. */
enum st postings_status(const struct postings_cursor *c,
                        const struct segment *s, struct err *e) MUST_USE;

/* Ends the lifetime of all cursors of the set. */
void cursor_set_release(struct cursor_set *set);

/* ---- for the kinds of cursors, one file each ---- */

/* A list of postings, with its positions where they are wanted. */
struct cursor_leaf {
    struct postings_cursor postings;
    const struct plan_term *term; /* whose list, or one of whose, it is   */
    struct positions *positions;  /* or NULL                               */
    uint32_t read;                /* the document they were last read for  */
    struct cursor_leaf *next;
};

/* NULL when memory is out, as all that follow. */
struct cursor_leaf *cursor_leaf_open(struct cursor_set *set,
                                     const struct plan_term *term,
                                     bool positions);
/* The same of one of the words of a group. */
struct cursor_leaf *cursor_leaf_open_of(struct cursor_set *set,
                                        const struct plan_term *group,
                                        const struct term_entry *word,
                                        bool positions);

/* Reads the positions of the document the leaf stands on, if it has not done
 * so already. False: its status says why. */
bool cursor_leaf_read(struct cursor_leaf *l);

/* Where the title of `doc` ends; 0, and a status, when that is damaged. */
uint32_t cursor_leaf_title_end(struct cursor_leaf *l, uint32_t doc);

/* Documents 0 to docs - 1, each with score 0. */
struct cursor *cursor_all(struct cursor_set *set, uint32_t docs);
struct cursor *cursor_phrase(struct cursor_set *set, const struct plan_node *n);
/* Any of the words of a PLAN_UNION. */
struct cursor *cursor_union(struct cursor_set *set, const struct plan_node *n);
enum st cursor_term(struct cursor **out, struct cursor_set *set,
                    const struct plan_node *n, struct err *e) MUST_USE;
/* A word or group, but only within the title. */
enum st cursor_title(struct cursor **out, struct cursor_set *set,
                     const struct plan_node *n, struct err *e) MUST_USE;

/* The documents that pass a filter. */
enum st cursor_filter(struct cursor **out, struct cursor_set *set,
                      const struct filter *filter, struct err *e) MUST_USE;
/* The documents of a positional operator. */
enum st cursor_span(struct cursor **out, struct cursor_set *set,
                    const struct plan_node *n, struct err *e) MUST_USE;

/* The documents of a PLAN_CONSTANT. */
enum st cursor_constant(struct cursor **out, struct cursor_set *set,
                        const struct plan_node *n, struct err *e) MUST_USE;

/* These take the array of n >= 1 cursors over. */
struct cursor *cursor_and(struct cursor_set *set, struct cursor **of, size_t n);
struct cursor *cursor_or(struct cursor_set *set, struct cursor **of, size_t n);
/* Documents that `count` of them match; 1 < count < n. */
struct cursor *cursor_quorum(struct cursor_set *set, struct cursor **of,
                             size_t n, size_t count);
/* Documents of `required`; those of `extra` too score more. */
struct cursor *cursor_optional(struct cursor_set *set, struct cursor *required,
                               struct cursor *extra);
/* Documents of `required` that `excluded` does not match. */
struct cursor *cursor_not(struct cursor_set *set, struct cursor *required,
                          struct cursor *excluded);

#endif
