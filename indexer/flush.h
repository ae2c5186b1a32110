/*
 * flush -- what workers hold in memory to one segment file.
 *
 *   Threads  runs while no worker does
 */
#ifndef INDEXER_FLUSH_H
#define INDEXER_FLUSH_H

#include "indexer/digest.h"
#include "indexer/segment_builder.h"

/* Writes the documents of `digests` (in the order of their batches) and the
 * postings of all `workers` to a segment at `path`; *replaced counts documents
 * that a later one with the same id replaced. `records` is the number of
 * provisional document numbers given out. Memory is not given back. */
enum st flush_segment(const char *path, struct digest *digests,
                      size_t n_digests, struct worker *workers,
                      size_t n_workers, uint32_t records,
                      const struct segment_settings *settings,
                      struct manifest_segment *out, uint64_t *replaced,
                      struct err *e) MUST_USE;

#endif
