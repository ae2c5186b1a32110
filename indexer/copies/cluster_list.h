/*
 * cluster_list -- copies of a segment to be, and the chunk that tells of them.
 *
 *   Lifetime  init/release; release removes the temporary file
 *   Threads   one list, one thread
 *   Memory    32 bytes a leader; copies are spooled, and where they come in no
 *             order take 24 bytes each while they are sorted
 *   Errors    ST_NOMEM, ST_LIMIT
 *   Format    FORMAT.md section 14
 */
#ifndef INDEXER_COPIES_CLUSTER_LIST_H
#define INDEXER_COPIES_CLUSTER_LIST_H

#include "common/base/buf.h"
#include "common/segment/clusters.h"
#include "indexer/spool.h"

struct cluster_list {
    struct spool members; /* struct listed_member, one behind the other */
    size_t n;
    uint32_t last;   /* document that was added  */
    bool descending; /* some came out of order   */
    struct listed_leader {
        uint64_t key;
        uint32_t doc; /* DOC_END: not in the segment */
        uint32_t id_at, id_size;
        uint32_t number; /* in the order they were told of */
    } * leaders;
    size_t n_leaders, cap_leaders;
    struct buf ids;
};

struct listed_member {
    uint32_t doc, leader; /* its number */
    uint32_t similarity;
};

/* The temporary file begins with `base`. */
enum st cluster_list_init(struct cluster_list *l, const char *base,
                          struct err *e) MUST_USE;
void cluster_list_release(struct cluster_list *l);

/* Where the leader of this key stands: in the segment, or elsewhere by its id.
 * Of one key several may be told; a place in the segment wins. *number is what
 * its copies name it by. */
enum st cluster_list_lead(struct cluster_list *l, uint64_t key, uint32_t doc,
                          struct bytes id, uint32_t *number,
                          struct err *e) MUST_USE;

/* A copy, in any order of documents, each once. */
enum st cluster_list_add(struct cluster_list *l, uint32_t doc, uint32_t leader,
                         uint8_t similarity, struct err *e) MUST_USE;

/* Sorts both and appends the chunk to `out`. The list is then of no more use.
 */
enum st cluster_list_encode(struct cluster_list *l, struct spool *out,
                            struct err *e) MUST_USE;

#endif
