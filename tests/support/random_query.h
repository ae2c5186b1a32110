/*
 * random_query -- questions of every shape a syntax can say, up to 4 deep.
 *
 * Common words, rare ones and ones that stand nowhere; the same word twice;
 * phrases, half of them cut from a document so that they match, some with the
 * same word twice; optional, required and prohibited clauses, nested, also
 * with nothing but prohibited ones; title:.
 *
 *   Lifetime  the tree lives in the pool
 *   Threads   none
 */
#ifndef TESTS_SUPPORT_RANDOM_QUERY_H
#define TESTS_SUPPORT_RANDOM_QUERY_H

#include "tests/oracle/oracle_query.h"
#include "tests/support/rng.h"

/* A tree that `syntax` can say. `docs` must have names. */
const struct oracle_query *random_query(struct pool *p, struct rng *r,
                                        const struct oracle_docs *docs,
                                        enum oracle_syntax syntax);

#endif
