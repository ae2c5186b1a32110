/*
 * quoted -- what is found in a text, as one line for a test to compare:
 *
 *     [We are glad,] Ann Lis A | [So are we.] -
 */
#ifndef TESTS_INDEXER_RELEASE_QUOTED_H
#define TESTS_INDEXER_RELEASE_QUOTED_H

#include "indexer/release/anatomy.h"

/* Reads title and body with a reader of its own; the caller releases *a. */
void read_quotations(const char *title, const char *body, struct anatomy *a);

/* The quotations, their speakers, and the class; valid until the next call. */
const char *quoted(const char *title, const char *body);

/* The quotations alone: "[..][..]". */
const char *spans_of(const char *body);

#endif
