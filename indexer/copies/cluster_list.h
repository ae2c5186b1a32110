/*
 * cluster_list -- copies of a segment to be, and the chunk that tells of them.
 *
 *   Lifetime  a zeroed struct is empty; release it
 *   Threads   one list, one thread
 *   Memory    some 30 bytes a copy
 *   Errors    ST_NOMEM, ST_LIMIT
 *   Format    FORMAT.md section 14
 */
#ifndef INDEXER_COPIES_CLUSTER_LIST_H
#define INDEXER_COPIES_CLUSTER_LIST_H

#include "common/base/buf.h"
#include "common/segment/clusters.h"

struct cluster_list {
    struct listed_member {
        uint32_t doc;
        uint8_t similarity;
        uint64_t key;
    } * members;
    size_t n, cap;
    struct listed_leader {
        uint64_t key;
        uint32_t doc; /* DOC_END: not in the segment */
        uint32_t id_at, id_size;
        bool has_members;
    } * leaders;
    size_t n_leaders, cap_leaders;
    struct buf ids;
};

void cluster_list_release(struct cluster_list *l);

/* A copy, in any order of documents, each once. */
enum st cluster_list_add(struct cluster_list *l, uint32_t doc, uint64_t key,
                         uint8_t similarity, struct err *e) MUST_USE;

/* Where the leader of this key stands: in the segment, or elsewhere by its id.
 * Told for each key of a copy at least once; a place in the segment wins. */
enum st cluster_list_lead(struct cluster_list *l, uint64_t key, uint32_t doc,
                          struct bytes id, struct err *e) MUST_USE;

/* Sorts both and appends the chunk to `out`. */
enum st cluster_list_encode(struct cluster_list *l, struct buf *out,
                            struct err *e) MUST_USE;

#endif
