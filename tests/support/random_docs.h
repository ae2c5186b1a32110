/*
 * random_docs -- sets of documents that bring out the corners of an index.
 *
 * A small vocabulary of skewed frequencies ("w0" .. "w199" with some real
 * words among them, plus words that stand in no document at all), empty
 * documents, very long ones, one word hundreds of times, copies of another
 * document (so that scores tie), a word that stands in a whole run of
 * neighbours, titles, paragraphs.
 *
 *   Lifetime  the set is the caller's, to oracle_docs_release()
 *   Threads   none
 */
#ifndef TESTS_SUPPORT_RANDOM_DOCS_H
#define TESTS_SUPPORT_RANDOM_DOCS_H

#include "tests/oracle/oracle_docs.h"
#include "tests/support/rng.h"

enum random_docs_kind {
    RANDOM_DOCS_FEW,   /* 0 .. 5 documents                                 */
    RANDOM_DOCS_SMALL, /* 40 .. 160 of the mixed ones                      */
    RANDOM_DOCS_MIXED, /* 500 .. 2,000 documents of 0 .. 300 words, a few of
                          600 and of 5,000                                 */
    RANDOM_DOCS_TINY,  /* 20,000 .. 40,000 documents of 3 .. 8 words: lists of
                          several hundred blocks                           */
};

const char *random_docs_name(enum random_docs_kind kind);

/* Fills an empty set. The same state of `r` gives the same set. */
void random_docs(struct oracle_docs *out, struct rng *r,
                 enum random_docs_kind kind);

#endif
