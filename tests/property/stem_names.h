/*
 * stem_names -- words with stems in common, for the names of documents.
 *
 * The authority is libstemmer, called here directly.
 *
 *   Threads  none
 */
#ifndef TESTS_PROPERTY_STEM_NAMES_H
#define TESTS_PROPERTY_STEM_NAMES_H

#include "tests/oracle/oracle_docs.h"
#include "tests/support/rng.h"

/* Renames the words of the set at random to words with stems in common: some
 * frequent, some rare, some in no document at all. */
void stem_names_draw(struct oracle_docs *d, struct rng *r);

/* Of each word the first one of the same stem, to free(). The language is as
 * libstemmer names it. */
uint32_t *stem_names_first(const struct oracle_docs *d, const char *language);

#endif
