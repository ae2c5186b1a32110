/*
 * boilerplate -- what a release says of its issuer and not of its news.
 *
 *     About the Company            a heading; to the next prose that speaks
 *     Media contact: Anna Lis
 *     This release contains forward-looking statements ...
 *     ### -30- -0-                 an end mark; to the end
 *
 * A judgement by headings and by the first words of paragraphs; that a
 * paragraph is printed in many releases is another matter.
 *
 *   Threads  pure functions
 *   Errors   ST_NOMEM alone
 */
#ifndef INDEXER_RELEASE_BOILERPLATE_H
#define INDEXER_RELEASE_BOILERPLATE_H

#include <stddef.h>

#include "common/base/bytes.h"
#include "common/base/err.h"
#include "indexer/release/anatomy.h"
#include "indexer/release/lines.h"

/* Adds ZONE_BOILERPLATE and ZONE_SIGNATURE to `out`, from line `first_text` on:
 * what opening_read() found. `l` are the lines of `body`. */
enum st boilerplate_read(struct bytes body, const struct lines *l,
                         size_t first_text, struct anatomy *out,
                         struct err *e) MUST_USE;

#endif
