/*
 * kept_clusters -- the copies that segments know of, for a merge of them.
 *
 * Nothing is compared again: who is a copy of whom stays, whatever the numbers
 * become. A leader that was in another segment may now be in the same.
 *
 *   Threads  one
 *   Errors   ST_CORRUPT, ST_NOMEM, ST_LIMIT
 */
#ifndef INDEXER_COPIES_KEPT_CLUSTERS_H
#define INDEXER_COPIES_KEPT_CLUSTERS_H

#include "indexer/copies/cluster_list.h"
#include "indexer/segment_list.h"

/* The number in the result of document `doc` of the list; DOC_END: dropped. */
struct kept_docs {
    uint32_t (*number)(const void *ctx, uint32_t doc);
    const void *ctx;
};

enum st kept_clusters_list(struct cluster_list *out,
                           const struct segment_list *segments,
                           const struct kept_docs *docs,
                           struct err *e) MUST_USE;

#endif
