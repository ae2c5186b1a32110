/*
 * oracle_check -- does an engine's answer agree with the oracle's?
 *
 * The documents must be the same and their scores equal within a tolerance.
 * Engines add floats in an order of their own, so two documents whose scores
 * differ by less than `tie` may change places, also over the edge of the k
 * best. What the engine itself calls a tie must be in document order.
 *
 *   Threads  pure functions
 */
#ifndef TESTS_ORACLE_ORACLE_CHECK_H
#define TESTS_ORACLE_ORACLE_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "tests/oracle/oracle.h"

enum { ORACLE_TOP_MAX = 1000 };

/* What an engine found: at most k hits, and the count of all that match. */
struct oracle_found {
    size_t count; /* or ORACLE_NOT_COUNTED, when that was not asked for */
    size_t n;
    struct oracle_hit hits[ORACLE_TOP_MAX];
};

#define ORACLE_NOT_COUNTED SIZE_MAX

struct oracle_tolerance {
    double score;    /* relative: of a score to the oracle's                  */
    double tie;      /* relative: scores nearer than this may change places   */
    bool exact_ties; /* documents that the query cannot tell apart (of the
                        same likeness), and such of score 0, must come in
                        document order, also where the k best end. Scores
                        that are equal by chance, as 2 of 100 words and 4 of
                        200, may differ in an engine's floats            */
};

#define ORACLE_TOLERANCE ((struct oracle_tolerance){1e-5, 1e-6, true})

/* True when `found` is the right answer for the best `k`. Else false, with the
 * reason in `why` (cut to `why_size`). */
bool oracle_agrees(const struct oracle_answer *want, size_t k,
                   const struct oracle_found *found,
                   struct oracle_tolerance tolerance, char *why,
                   size_t why_size);

#endif
