/*
 * zones_text -- the zones of a release as a text, for tests of what reads them.
 *
 *   Threads  not safe: one buffer for all
 */
#ifndef TESTS_INDEXER_RELEASE_ZONES_TEXT_H
#define TESTS_INDEXER_RELEASE_ZONES_TEXT_H

#include "common/base/bytes.h"
#include "indexer/release/anatomy.h"

/* "name[text] name[text]" of the zones in the order they were added; line
 * breaks are "|". */
const char *zones_text(struct bytes body, const struct anatomy *a);

/* The same of `body`, read by opening_read() and boilerplate_read(). Checks
 * that zones lie in the body and that those of one kind ascend. */
const char *zones_of(const char *title, struct bytes body);

#endif
