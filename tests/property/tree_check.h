/*
 * tree_check -- engine_check with trees of all operators, which are counted.
 *
 * ROUNDS=, QUERIES= and SEED= of the environment go before what is given; the
 * file TREES= gets a line for each different tree (tests/support/distinct.h).
 *
 *   Threads  none
 *   Errors   the test fails when an answer differs
 */
#ifndef TESTS_PROPERTY_TREE_CHECK_H
#define TESTS_PROPERTY_TREE_CHECK_H

#include "tests/property/engine_check.h"

/* Mostly over small sets of documents. */
struct engine_check tree_check(uint64_t seed, unsigned rounds,
                               unsigned queries);
void tree_check_run(struct engine_check *check, const struct engine *engine);

#endif
