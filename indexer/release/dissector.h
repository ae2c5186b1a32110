/*
 * dissector -- a release to its anatomy: every part that there are rules for.
 *
 * Runs the parts one after the other over title and body, each with what those
 * before it found: lines; opening (noise, dateline, lead); boilerplate;
 * quotations.
 *
 *   Lifetime  open/close
 *   Threads   one dissector, one thread
 *   Errors    only ST_NOMEM
 */
#ifndef INDEXER_RELEASE_DISSECTOR_H
#define INDEXER_RELEASE_DISSECTOR_H

#include "common/base/bytes.h"
#include "common/base/err.h"
#include "indexer/release/anatomy.h"

struct dissector;

enum st dissector_open(struct dissector **out, struct err *e) MUST_USE;
void dissector_close(struct dissector *d);

/* The anatomy belongs to the dissector, until the next call. */
enum st dissector_read(struct dissector *d, struct bytes title,
                       struct bytes body, const struct anatomy **out,
                       struct err *e) MUST_USE;

#endif
