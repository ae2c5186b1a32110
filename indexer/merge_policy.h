/*
 * merge_policy -- which segments of an index are to become one.
 *
 * Few segments make questions fast, few merges make adding cheap. Segments of
 * much the same size are merged, up to MERGE_AT_ONCE, once there are more than
 * a budget: MERGE_AT_ONCE for each tier of sizes, of which each is
 * MERGE_AT_ONCE times the one before. So a document is rewritten once a tier,
 * and the number of segments grows with the logarithm of the index. A segment
 * of which a third is deleted is written anew.
 *
 * Only segments that stand in a row are merged: documents keep their order, and
 * with it the order of hits with equal scores.
 *
 *   Threads  a pure function: the same segments, the same answer
 *   Source   Lucene's TieredMergePolicy, for the budget and the skew
 */
#ifndef INDEXER_MERGE_POLICY_H
#define INDEXER_MERGE_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "common/segment/manifest.h"

enum {
    MERGE_AT_ONCE = 10,
    MERGE_FLOOR = 1 << 20, /* bytes; smaller segments count as much         */
};

/* Finds segments [*from, *to) to merge; false when all is well. */
bool merge_policy_find(const struct manifest_segment *segments, size_t n,
                       size_t *from, size_t *to);

#endif
