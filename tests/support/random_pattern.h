/*
 * random_pattern -- patterns that fit some words of a set, and filters that
 * pass some of its documents.
 *
 * A pattern is made of a word: parts of it become *, ?, brackets, alternatives,
 * repeated letters; or it gets slips.
 *
 *   Lifetime  nodes live in the pool
 *   Threads   none
 */
#ifndef TESTS_SUPPORT_RANDOM_PATTERN_H
#define TESTS_SUPPORT_RANDOM_PATTERN_H

#include "tests/oracle/oracle_query.h"
#include "tests/support/rng.h"

/* Made of word number `word`; NULL when that has a sign in it (an apostrophe, a
 * full stop) that patterns may take for another thing. */
struct oracle_query *random_pattern(struct pool *p, struct rng *r,
                                    const struct oracle_docs *docs,
                                    uint32_t word);

struct oracle_query *random_filter(struct pool *p, struct rng *r,
                                   const struct oracle_docs *docs);

#endif
