/*
 * merge -- several segments into one.
 *
 * Documents keep their order, those of the first segment, then those of the
 * second, and so on, or get another one (indexer/order/doc_order.h). One that a
 * later one with the same id replaces is left out. Without another order frames
 * of the store are copied as they are, when all segments have the dictionary of
 * the result and nothing was deleted; else documents are packed anew. Postings
 * are decoded and packed again, so that the result is the same bytes however
 * the documents were spread over segments. Deleted documents are left out, and
 * their texts too.
 *
 *   Threads  starts up to `order.threads` of its own; the same bytes for any
 *            number of them. The segments may be read by others meanwhile
 *   Memory   a few bytes a document and a word; with another order, a quarter
 *            of its `memory` for the postings of one term, which is read as
 *            often as it is larger. Pages of the segments that were read are
 *            given back as the merge goes on
 */
#ifndef INDEXER_MERGE_H
#define INDEXER_MERGE_H

#include "common/segment/deletions.h"
#include "indexer/order/doc_order.h"
#include "indexer/segment_builder.h"

struct merge_options {
    struct deletions *const *deletions; /* of each segment; NULL: none at all */
    struct segment_settings segment;    /* its copies: those of the segments are
                                           kept or, in the order of the segments,
                                           found anew                         */
    struct doc_order_options order;
    struct order_progress progress; /* of all behind the ordering */
};

/* Merges `segments` (at least one) into a new file at `path`. *replaced grows
 * by the documents left out. */
enum st merge_segments(const char *path, struct segment *const *segments,
                       size_t n, const struct merge_options *options,
                       struct manifest_segment *out, uint64_t *replaced,
                       struct err *e) MUST_USE;

#endif
