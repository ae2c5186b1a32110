/*
 * store_packer -- stored documents into new frames, in another order.
 *
 * Documents that are alike compress well together, and an order that makes
 * them neighbours is worth packing them again.
 *
 *   Lifetime  open/close; borrows the segments and the writer
 *   Threads   called by one; frames are compressed by several
 *   Memory    some 300 KB a segment, 2 MB of frames and some 3 MB a thread;
 * pages of the stores that were read are given back now and then Errors
 * ST_CORRUPT, ST_NOMEM, ST_IO
 */
#ifndef INDEXER_STORE_PACKER_H
#define INDEXER_STORE_PACKER_H

#include "indexer/docs_writer.h"
#include "indexer/frame_packer.h"
#include "indexer/segment_list.h"

struct store_packer;

struct store_packer_options {
    struct bytes dictionary; /* whatever dictionaries the segments have */
    enum frame_effort effort;
    unsigned threads; /* at least 1; the frames are the same for any */
    uint64_t memory;  /* of the merge: a sixteenth may be pages read */
};

/* Frames go to `docs`; all segments must have a store. */
enum st store_packer_open(struct store_packer **out,
                          const struct segment_list *list,
                          const struct store_packer_options *options,
                          struct docs_writer *docs, struct err *e) MUST_USE;
void store_packer_close(struct store_packer *p);

/* Packs document `doc` of segment `k`, and says where in `row`. */
enum st store_packer_add(struct store_packer *p, size_t k, uint32_t doc,
                         struct doc_row *row, struct err *e) MUST_USE;
/* Writes the last frame. */
enum st store_packer_end(struct store_packer *p, struct err *e) MUST_USE;

#endif
