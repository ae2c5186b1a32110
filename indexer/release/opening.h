/*
 * opening -- what stands before the text of a release, and its first paragraph.
 *
 * Looked at are the first OPENING_LINES lines. Noise is passed over; the line
 * with the dateline that most speaks for begins the text, else the first line
 * of prose does. Lines between, the headline once more left out, are subheads.
 *
 *   Threads  pure functions
 *   Errors   ST_NOMEM alone
 */
#ifndef INDEXER_RELEASE_OPENING_H
#define INDEXER_RELEASE_OPENING_H

#include <stddef.h>

#include "common/base/bytes.h"
#include "common/base/err.h"
#include "indexer/release/anatomy.h"
#include "indexer/release/lines.h"

enum { OPENING_LINES = 12 };

/* Adds ZONE_NOISE, ZONE_SUBHEAD, ZONE_LEAD, ZONE_DATELINE, ZONE_PLACE and
 * ZONE_AGENCY to `out` and sets out->dateline. `l` are the lines of `body`.
 * *first_text is the line that the text begins with, l->n when there is none.
 */
enum st opening_read(struct bytes title, struct bytes body,
                     const struct lines *l, struct anatomy *out,
                     size_t *first_text, struct err *e) MUST_USE;

#endif
