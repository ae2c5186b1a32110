/*
 * intervals -- sets of places in one document, and what operators make of them.
 *
 * An interval [first, last] goes from the position of its first word to that of
 * its last. A set is minimal: no interval has another one of the set inside, so
 * sorted by `first` it is sorted by `last` as well, both without repetition.
 * Every function takes minimal sets and gives a minimal one, in one walk over
 * them; what is a part of a set is a view of it, without a copy.
 *
 *     near, 3:   oil . . price . oil      oil [0,0] [5,5]   price [3,3]
 *                                         ->  [0,3] [3,5]
 *
 *   Lifetime  a view borrows; a buffer owns, a zeroed one is empty, release it
 *   Threads   none
 *   Errors    false: out of memory, and the buffer is empty
 *   Source    Clarke, Cormack, Burkowski: An Algebra for Structured Text
 *             Search. The Computer Journal 38(1), 1995 (minimal intervals)
 */
#ifndef QUERY_SPAN_INTERVALS_H
#define QUERY_SPAN_INTERVALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/compiler.h"

/* Words are sets whose two arrays are one: that of their positions. */
struct intervals {
    const uint32_t *first, *last;
    uint32_t n;
};

struct interval_buf {
    uint32_t *first, *last;
    uint32_t n;
    size_t cap_first, cap_last;
};

void interval_buf_release(struct interval_buf *b);
/* Empties, and makes room for `n`. */
bool interval_buf_ready(struct interval_buf *b, uint64_t n) MUST_USE;

static inline struct intervals interval_buf_view(const struct interval_buf *b)
{
    return (struct intervals){b->first, b->last, b->n};
}

/* There is room; minimal or not. */
static inline void interval_buf_append(struct interval_buf *b, uint32_t first,
                                       uint32_t last)
{
    b->first[b->n] = first;
    b->last[b->n++] = last;
}

/* The same for one that ends no earlier than those before it, keeping the set
 * minimal: dropped when one of them lies inside, it takes the place of one that
 * it lies inside of. */
static inline void interval_buf_push(struct interval_buf *b, uint32_t first,
                                     uint32_t last)
{
    if (b->n > 0 && first <= b->first[b->n - 1])
        return;
    if (b->n > 0 && last == b->last[b->n - 1])
        b->n--;
    interval_buf_append(b, first, last);
}

/* Positions that are at least `from` and below `to`. */
struct bounds {
    uint32_t from, to;
};

/* Parts of the text that follow each other, as zones.h has them: part i ends
 * before ends[i] and begins where the one before it ends. */
struct parts {
    const uint32_t *ends;
    size_t n;
};

/* ---- views ---- */

/* Those that lie wholly within the bounds. */
struct intervals intervals_within(struct intervals a, struct bounds b);
/* Covers of `count` of them in a row. */
struct intervals intervals_runs(struct intervals a, uint32_t count);

/* ---- new sets ---- */

/* Those that lie wholly within one of `n` bounds, which ascend and do not
 * overlap. */
bool intervals_within_any(struct interval_buf *out, struct intervals a,
                          const struct bounds *b, size_t n) MUST_USE;
/* Those that are in both. */
bool intervals_and(struct interval_buf *out, struct intervals a,
                   struct intervals b) MUST_USE;

/* Keeps of `b` what lies within one of the parts. */
void intervals_keep_within_parts(struct interval_buf *b, struct parts parts);

bool intervals_or(struct interval_buf *out, struct intervals a,
                  struct intervals b) MUST_USE;

/* An interval of `a` and one of `b` are near when none of the two ends of one
 * is an end of the other, and from the end of the earlier to the beginning of
 * the later it is at most `count` (1: side by side; 0: they overlap;
 * UINT32_MAX: anything). `ordered`: the one of `a` must end before the other
 * begins. */
struct nearness {
    uint32_t count;
    bool ordered;
};

/* The covers of such pairs. */
bool intervals_near(struct interval_buf *out, struct intervals a,
                    struct intervals b, struct nearness how) MUST_USE;
/* Those of `a` that no such pair has; with `parts` not NULL a pair counts only
 * within one of them. */
bool intervals_not_near(struct interval_buf *out, struct intervals a,
                        struct intervals b, struct nearness how,
                        const struct parts *parts) MUST_USE;

/* Whether there is such a pair. */
bool intervals_are_near(struct intervals a, struct intervals b,
                        struct nearness how, const struct parts *parts);

/* One interval of `a` followed by one of `b`, with least to most words between.
 * Not minimal, as more may follow: of each end there is the latest beginning.
 * `a` may be such a set. */
bool intervals_row(struct interval_buf *out, struct intervals a,
                   struct intervals b, uint32_t least, uint32_t most) MUST_USE;
/* Makes what intervals_row() left minimal. */
void intervals_row_end(struct interval_buf *b);

/* ---- covers of several sets ---- */

/* Scratch for n sets. */
struct interval_merge {
    struct intervals *of; /* the caller fills it */
    uint32_t *at;         /* the next interval of each                    */
    uint32_t *ends;       /* heap of sets by where their next one ends    */
    uint32_t *begins;     /* heap of the latest-beginning sets            */
    uint32_t *place;      /* of each set in `begins`                      */
};

/* The smallest covers of one interval each of `count` of the n sets; 1: their
 * union; n: all of them. */
bool intervals_cover(struct interval_buf *out, struct interval_merge *m,
                     uint32_t n, uint32_t count) MUST_USE;

/* ---- a phrase whose words may have moved ---- */

struct moved_word {
    const uint32_t *pos; /* of the word, ascending                        */
    uint32_t n;
    uint32_t same; /* one more than the number of the last word before it
                      that is the same, or 0                              */
    uint32_t at, from, pick; /* scratch                                   */
};

/* Covers of one position p[i] of each word, those of a repeated word all
 * different, such that the p[i] - i are at most `slop` apart. */
bool intervals_moved(struct interval_buf *out, struct moved_word *words,
                     uint32_t n, uint32_t slop) MUST_USE;

#endif
