/*
 * oracle_span -- where a positional operator matches, by trying everything.
 *
 * Operands are sets of intervals of places, [first, last]; every operator tries
 * all combinations of intervals of its operands, and of what it finds keeps the
 * intervals that have no other one inside:
 *
 *     word, phrase  where it stands         bool of MUSTs  covers of one of
 * each bool          of SHOULDs: all         quorum         of one of count
 * clauses near          covers of two that share no end place, at most count
 * from the end of the one that is earlier to the beginning of the other;
 *                   ordered: the first is earlier; within one unit
 *     not near      those of the first without such a second
 *     row           one of each behind the other, gaps[i].least to most places
 *                   left between
 *     moved         a place p for word i, not twice the same for one word, the
 *                   p - i at most count apart
 *     run           covers of count intervals in a row
 *     first         those that end before place count
 *     zone          those within the headline, the first paragraph below it
 *                   (lead), both together, all below the headline, one part
 *                   of a release, or text that has nothing of boilerplate
 *     field         those of its words that are of the place or the agency
 *     quote         those within one quotation
 *     said          those within one quotation by that speaker; without
 *                   content, the first places of such quotations
 *
 *   Threads  pure functions
 */
#ifndef TESTS_ORACLE_ORACLE_SPAN_H
#define TESTS_ORACLE_ORACLE_SPAN_H

#include "tests/oracle/oracle_docs.h"
#include "tests/oracle/oracle_query.h"

/* What is looked at: all of a document, and the words that a word may be. */
struct oracle_view {
    const struct oracle_doc *doc;
    const struct oracle_doc *words[ORACLE_AGENCY + 1]; /* by field */
    enum oracle_terms field;
    unsigned zones; /* 1 << ORACLE_... of all that it must lie in */
    bool skip;      /* words of boilerplate are not there          */
};

/* How many intervals `q` has there. */
size_t oracle_span_count(const struct oracle_query *q,
                         const struct oracle_view *v);

#endif
