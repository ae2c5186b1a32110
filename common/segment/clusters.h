/*
 * clusters -- which documents of a segment are copies, and of which.
 *
 *     cluster 0   key, leader: document 3          members: 7 (91 %), 8 (100 %)
 *     cluster 1   key, leader: id in another one   member:  9 (84 %)
 *
 * A cluster is a star: a leader, and members each of which shares much with it.
 * The leader is told by a key, made of its id and content, that no merge and no
 * new order changes; where it stands, by its number when it is in the segment,
 * else by its id. It may be gone: its members are a cluster without it.
 *
 *   Lifetime  a view; the bytes are the segment's
 *   Threads   immutable
 *   Format    FORMAT.md section 14
 */
#ifndef SEGMENT_CLUSTERS_H
#define SEGMENT_CLUSTERS_H

#include "common/segment/segment.h"
#include "common/segment/signature.h"

/* Least similarity of a member and its leader, in percent. */
enum { SIMILARITY_LEAST = 80 };

struct clusters {
    uint32_t n, members;

    /* Private. */
    const uint8_t *keys, *leaders, *id_ends, *docs, *numbers, *similarities;
    const uint8_t *ids;
    uint32_t id_bytes;
};

struct cluster {
    uint64_t key;
    uint32_t leader;        /* DOC_END: not in this segment   */
    struct bytes leader_id; /* then its id                    */
};

struct cluster_member {
    uint32_t doc, cluster;
    uint8_t similarity; /* to the leader, in percent */
};

/* Whether the segment was looked through for copies. */
static inline bool segment_has_clusters(const struct segment *s)
{
    return s->chunks[CHUNK_SIGN].p && s->chunks[CHUNK_CLUS].p;
}

/* Clusters ascend by their keys, members by their documents. Without the chunk
 * there are none. */
enum st clusters_open(struct clusters *c, const struct segment *s,
                      struct err *e) MUST_USE;
struct cluster clusters_get(const struct clusters *c, uint32_t i);
struct cluster_member clusters_member(const struct clusters *c, uint32_t i);

/* False when the page is damaged. Only where there are signatures. */
bool segment_signature(const struct segment *s, uint32_t doc,
                       struct signature *out);

#endif
