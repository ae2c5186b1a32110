#include <inttypes.h>

#include "common/base/mem.h"
#include "common/segment/clusters.h"
#include "common/segment/document_key.h"
#include "indexer/verify_checker.h"

/* Keys ascend. The leader in the segment is the one of the key, or nobody. */
static enum st check_cluster(struct checker *c, const struct clusters *of,
                             uint32_t i, struct err *e)
{
    const struct cluster cluster = clusters_get(of, i);
    struct err why = ERR_INIT;
    uint64_t key = 0;
    enum st st = ST_OK;
    if (i && clusters_get(of, i - 1).key >= cluster.key)
        checker_found(
            c, CHUNK_CLUS,
            "cluster %" PRIu32 ": its key is not above the one before", i);
    if (cluster.leader == DOC_END || cluster.leader_id.n)
        return ST_OK;
    const enum st got =
        segment_document_key(c->segment, cluster.leader, &key, &why);
    if (checker_ok(c, CHUNK_CLUS, got, &why, &st, e) && key != cluster.key)
        checker_found(c, CHUNK_CLUS,
                      "cluster %" PRIu32 ": document %" PRIu32
                      " is not its leader",
                      i, cluster.leader);
    return st;
}

static void check_members(struct checker *c, const struct clusters *of,
                          bool *has_members)
{
    for (uint32_t i = 0; i < of->members; i++) {
        const struct cluster_member m = clusters_member(of, i);
        has_members[m.cluster] = true;
        if (m.similarity < SIMILARITY_LEAST || m.similarity > 100)
            checker_found(c, CHUNK_CLUS,
                          "document %" PRIu32 " is %u %% of its leader", m.doc,
                          m.similarity);
        if (clusters_get(of, m.cluster).leader == m.doc)
            checker_found(c, CHUNK_CLUS, "document %" PRIu32 " leads itself",
                          m.doc);
    }
}

static enum st check_clusters(struct checker *c, const struct clusters *of,
                              struct err *e)
{
    enum st st = ST_OK;
    bool *const has_members = mem_zalloc((size_t)of->n + 1);
    if (!has_members)
        return err_set(e, ST_NOMEM, "%s: out of memory", c->file);
    check_members(c, of, has_members);
    for (uint32_t i = 0; i < of->n && st == ST_OK; i++) {
        if (!has_members[i])
            checker_found(c, CHUNK_CLUS, "cluster %" PRIu32 " has no members",
                          i);
        st = check_cluster(c, of, i, e);
    }
    mem_free(has_members);
    return st;
}

enum st verify_copies(struct checker *c, struct err *e)
{
    const struct segment *const s = c->segment;
    struct clusters clusters;
    struct err why = ERR_INIT;
    enum st st = ST_OK;
    if (s->chunks[CHUNK_SIGN].p && !s->chunks[CHUNK_CLUS].p)
        checker_found(c, CHUNK_SIGN, "there is no chunk CLUS beside it");
    if (!segment_has_clusters(s))
        return ST_OK; /* built with --dedup off */
    return checker_ok(c, CHUNK_CLUS, clusters_open(&clusters, s, &why), &why,
                      &st, e)
               ? check_clusters(c, &clusters, e)
               : st;
}
