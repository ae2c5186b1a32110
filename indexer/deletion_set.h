/*
 * deletion_set -- the deletions of an index as they will be.
 *
 * Begins with those of a snapshot; documents are added, and each segment that
 * lost one gets a new file of deletions, which the next commit names.
 *
 *   Lifetime  open/close; borrows the index
 *   Threads   one set, one thread
 *   Memory    a bit for each document of a segment that loses one
 *   Format    FORMAT.md section 3.2
 */
#ifndef INDEXER_DELETION_SET_H
#define INDEXER_DELETION_SET_H

#include "common/segment/index.h"

struct deletion_set;

enum st deletion_set_open(struct deletion_set **out, const struct index *ix,
                          struct err *e) MUST_USE;
void deletion_set_close(struct deletion_set *s);

/* Deletes document `doc`, counted through the index. *was says whether it was
 * deleted already. */
enum st deletion_set_add(struct deletion_set *s, uint32_t doc, bool *was,
                         struct err *e) MUST_USE;

/* How many were added that had not been deleted. */
uint32_t deletion_set_added(const struct deletion_set *s);

/* Writes the files of segments that changed, to be named by the commit with
 * number `generation`, and appends all segments of the index to `out`, but for
 * those of which nothing is left. */
enum st deletion_set_write(const struct deletion_set *s, uint64_t generation,
                           struct manifest *out, struct err *e) MUST_USE;

#endif
