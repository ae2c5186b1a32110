/*
 * planted -- releases some of which are copies of others, and how much of each
 * other they are.
 *
 * Texts are of invented words, in sentences. A copy is an original with
 * sentences dropped, swapped or changed, with another headline, or cut short.
 * How much two share is found by comparing strings: nothing of what it checks
 * is used here.
 *
 *   Lifetime  make/release
 *   Errors    none: the test fails when memory is out
 */
#ifndef TESTS_INDEXER_COPIES_PLANTED_H
#define TESTS_INDEXER_COPIES_PLANTED_H

#include <stddef.h>
#include <stdio.h>

#include "tests/support/rng.h"

enum { PLANTED_ID = 24 };

struct planted_text {
    char id[PLANTED_ID];
    char *title, *body;
    char **rows; /* its rows of five words, sorted, each once */
    size_t n_rows, n_words;
};

struct planted {
    struct planted_text *v;
    size_t n;
};

/* So many originals, some copies of each, in a random order. */
struct planted planted_make(struct rng *r, size_t originals);
void planted_release(struct planted *p);

/* A line of JSON. */
void planted_print(const struct planted_text *t, FILE *f);

/* The share of rows, in percent: of all those of both, or of those of the text
 * that has fewer. */
double planted_jaccard(const struct planted_text *a,
                       const struct planted_text *b);
unsigned planted_contained(const struct planted_text *a,
                           const struct planted_text *b);

#endif
