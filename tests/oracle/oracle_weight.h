/*
 * oracle_weight -- what a part of a question weighs: the idf of its words.
 *
 *   Threads  pure functions
 */
#ifndef TESTS_ORACLE_ORACLE_WEIGHT_H
#define TESTS_ORACLE_ORACLE_WEIGHT_H

#include "tests/oracle/oracle.h"

/* Of a word, phrase, moved phrase or pattern: the idf of each of its words. */
double oracle_weight_of_words(const struct oracle *o,
                              const struct oracle_query *q,
                              enum oracle_terms field);

/* Of what has places: the idf of all words that have a part in a match. */
double oracle_weight_of_span(const struct oracle *o,
                             const struct oracle_query *q,
                             enum oracle_terms field);

#endif
