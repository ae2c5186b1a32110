/*
 * random_parts -- the parts of releases, drawn over documents that are there.
 *
 * Datelines near the beginning of the body, with a place, at times a region
 * and an agency; subheads, signatures and boilerplate anywhere, of several
 * words or one, side by side or apart, over the ends of paragraphs too, and
 * over each other; quotations, each of a speaker of one to three words of the
 * title or the body in class A, B or C, or of nobody.
 *
 *   Threads   none
 */
#ifndef TESTS_SUPPORT_RANDOM_PARTS_H
#define TESTS_SUPPORT_RANDOM_PARTS_H

#include "tests/oracle/oracle_docs.h"
#include "tests/support/rng.h"

/* The same state of `r` gives the same parts. */
void random_parts(struct oracle_docs *docs, struct rng *r);

#endif
