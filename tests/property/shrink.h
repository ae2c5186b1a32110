/*
 * shrink -- makes a failing case smaller while it fails.
 *
 *   Lifetime  the case owns its documents and the pool of its query; the
 *             engine is only called
 *   Threads   none
 *   Source    documents and words are dropped in halving runs, after Zeller
 *             and Hildebrandt, "Simplifying and Isolating Failure-Inducing
 *             Input", 2002 (without complements)
 */
#ifndef TESTS_PROPERTY_SHRINK_H
#define TESTS_PROPERTY_SHRINK_H

#include "tests/property/engine_check.h"

struct failing_case {
    const struct engine *engine;
    struct oracle_tolerance tolerance;
    struct oracle_docs docs;
    struct pool pool;
    const struct oracle_query *query;
    struct engine_question question; /* text is made from `query`          */
    char why[256];                   /* what differs, of the case as it is */
};

/* Builds a fresh index of the case's documents, asks it, and compares. False
 * when engine and oracle differ, or the engine gives up: then `why` is set. */
bool failing_case_agrees(struct failing_case *c);

/* `c` must differ; afterwards it still does. */
void failing_case_shrink(struct failing_case *c);

/* Prints query, documents and both answers. */
void failing_case_print(const struct failing_case *c, FILE *out);

void failing_case_release(struct failing_case *c);

#endif
