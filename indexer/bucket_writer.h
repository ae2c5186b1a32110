/*
 * bucket_writer -- the table that finds terms by their hash, in parts.
 *
 * The table is what comes of putting term after term, by number, into the first
 * free place from its own bucket on. Made whole it would take 6 bytes a term;
 * so it is made window by window, and the hashes are read once for each:
 *
 *     |........|  window  |.....................|
 *              a          b
 *
 * A window begins at a bucket that the one before it sends nothing on to:
 * there no term from outside can be in it, and what is within is as in the
 * whole. One bucket in eight is full, so such a place is never far.
 *
 *   Threads  one call, one thread
 *   Memory   `room` bytes or somewhat more, and 4 bytes a bucket of ten terms
 *   Format   FORMAT.md section 5, THSH
 */
#ifndef INDEXER_BUCKET_WRITER_H
#define INDEXER_BUCKET_WRITER_H

#include "indexer/segment_writer.h"
#include "indexer/spool.h"

/* Writes the table of n terms as a chunk. `hashes` holds n of them, u64 in the
 * order of the terms. */
enum st bucket_writer_write(struct segment_writer *out, enum chunk chunk,
                            struct spool *hashes, uint64_t n, size_t room,
                            struct err *e) MUST_USE;

#endif
