/*
 * span -- positional operators: in which places of a document they match.
 *
 * What has places is a set of intervals, from the position of a first word to
 * that of a last one. A set is minimal: no interval of it has another one
 * inside. Every operator makes such a set of those of its operands, so nesting
 * has one meaning:
 *
 *     word            its positions
 *     bare word       those of all words of its stem group
 *     compound        its parts in a row, or joined; where both begin at one
 *                     place, the parts
 *     phrase          its words at consecutive positions
 *     row             an interval of each child, each beginning behind the one
 *                     before it; where a gap is, with least to most words
 *                     between
 *     phrase ~s       a position p[i] for each word, different ones for a
 *                     repeated word, with all p[i] - i at most s apart
 *     OR              the intervals of all children
 *     AND             covers of one interval of each child
 *     n of m          covers of one interval of each of n children
 *     NEAR/n          covers of an interval of either child that share no end
 *                     word: at most n from the end of the earlier to the
 *                     beginning of the later (side by side: 1; overlapping: 0)
 *     PRE/n           the same, the first ending before the second begins
 *     ... /s, /p      the same, the cover within one sentence or paragraph
 *     a NOT NEAR/n b  intervals of a that are in no such pair
 *     atleast n       covers of n in a row
 *     FIRST/n         those that end before position n
 *     title           those within the headline
 *     lead            those within the first paragraph below it
 *     hlead           those within both, taken as one
 *     body            those below the headline
 *     subhead, dateline, signature, boilerplate: those within such a zone of
 *                     the release (common/segment/structure.h)
 *     text            those within no boilerplate
 *     quote           those within one quotation
 *     said            those within one quotation by that speaker; of a name
 *                     alone, the places where such quotations begin
 *
 * A cover is the smallest interval that contains them. A document matches when
 * the set is not empty; how often, as for a score, is the number of intervals.
 *
 * Positions are those of the index: a paragraph ends with a gap of unused ones
 * (common/text/analyzer.h), which count in every distance across it.
 *
 *   Lifetime  lives in the arena of a cursor_set, which releases its buffers;
 *             intervals until the next document is read
 *   Threads   one, that of its cursor
 *   Errors    opening: ST_CORRUPT, ST_NOMEM; reading: the status of a leaf
 *   Source    Clarke, Cormack, Burkowski: An Algebra for Structured Text
 *             Search. The Computer Journal 38(1), 1995. Lucene for ~s
 */
#ifndef QUERY_SPAN_SPAN_H
#define QUERY_SPAN_SPAN_H

#include "query/plan_span.h"
#include "query/span/words.h"
#include "query/span/zone_reader.h"

/* An operator, with the memory it needs. */
struct span {
    const struct plan_span *plan;
    struct span **of;
    uint32_t n;
    struct span_words *words; /* SPAN_WORDS */
    bool points; /* each interval is one position, of no other interval */
    struct interval_buf made, spare;
    struct interval_merge merge; /* SPAN_COVER */
    struct moved_word *moved;    /* SPAN_MOVED */
};

struct span_tree {
    struct cursor_set *set;
    struct span *root;
    struct cursor_leaf *leaf; /* one of them: where faults are noted */
    uint32_t doc;             /* that is being read                  */
    struct zone_reader zones;
    struct span_tree *next;
};

enum st span_tree_open(struct span_tree **out, struct cursor_set *set,
                       const struct plan_span *plan, struct err *e) MUST_USE;
void span_tree_release(struct span_tree *t);

/* Documents that hold words enough to match. */
enum st span_tree_candidates(struct cursor **out, const struct span_tree *t,
                             struct err *e) MUST_USE;

/* The intervals of `doc`, a candidate; documents only ascend. */
struct intervals span_tree_read(struct span_tree *t, uint32_t doc);

/* Whether it has any. */
bool span_tree_matches(struct span_tree *t, uint32_t doc);

/* At most how many intervals a document has: the candidate `doc`, any from
 * `target` on, any at all. */
struct span_bound span_tree_doc_bound(const struct span_tree *t, uint32_t doc);
struct span_bound span_tree_bound(const struct span_tree *t, uint32_t target);
struct span_bound span_tree_list_bound(const struct span_tree *t);

#endif
