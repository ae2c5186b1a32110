/*
 * index_merge -- some segments of an index, which stand in a row, into one.
 *
 * The new segment has the index's language, its way of storing texts, the
 * store's dictionary of its first segment, and knows of capitals where the
 * index does. It is written, not committed.
 *
 *   Threads  one, but for an order of documents
 *   Errors   ST_USAGE when not all segments keep their texts; those of merge
 */
#ifndef INDEXER_INDEX_MERGE_H
#define INDEXER_INDEX_MERGE_H

#include "common/segment/index.h"
#include "indexer/merge.h"

/* Segments [from, to) of the index to the segment file out->number. */
enum st index_merge(const struct index *index, size_t from, size_t to,
                    const struct doc_order_options *order,
                    struct manifest_segment *out, struct err *e) MUST_USE;

/* Whether all of the segments [from, to) were looked through for copies. */
bool index_has_clusters(const struct index *index, size_t from, size_t to);

/* Whether texts are kept, which all segments must agree on, and the dictionary
 * to pack them with. The index has a segment. */
enum st index_store_settings(const struct index *index, bool *store,
                             struct bytes *dictionary, struct err *e) MUST_USE;

/* Whether all of its segments know how their words are capitalised; so does an
 * index without segments. */
bool index_keeps_names(const struct index *index);

#endif
