#include "indexer/copies/kept_clusters.h"

#include "common/base/mem.h"
#include "common/segment/document_key.h"

#define NOT_TOLD UINT32_MAX /* of a leader: to the list */

/* Where the leader of a cluster is in the list, and there not dropped; DOC_END:
 * nowhere. */
static enum st find_leader(const struct segment_list *l,
                           const struct kept_docs *docs, uint64_t leader_key,
                           struct bytes id, uint32_t *number, struct err *e)
{
    enum st st = ST_OK;
    *number = DOC_END;
    for (size_t i = 0; i < l->n && st == ST_OK && *number == DOC_END; i++) {
        uint32_t doc;
        uint64_t key;
        st = segment_find_id(l->segments[i], id, &doc, e);
        if (st != ST_OK || doc == DOC_END)
            continue;
        st = segment_document_key(l->segments[i], doc, &key, e);
        if (st == ST_OK && key == leader_key)
            *number = docs->number(docs->ctx, l->first_doc[i] + doc);
    }
    return st;
}

/* Of cluster `c` of segment k. Whose leader is dropped is led by what has its
 * id and content now; when there is nothing, by the id, which says so. */
static enum st add_leader(struct cluster_list *out,
                          const struct segment_list *l,
                          const struct kept_docs *docs, size_t k,
                          const struct cluster *c, uint32_t *leader,
                          struct err *e)
{
    uint32_t number = DOC_END;
    struct bytes id = c->leader_id;
    enum st st = ST_OK;
    if (c->leader != DOC_END) {
        number = docs->number(docs->ctx, l->first_doc[k] + c->leader);
        st = segment_id(l->segments[k], c->leader, &id, e);
    }
    if (st == ST_OK && number == DOC_END)
        st = find_leader(l, docs, c->key, id, &number, e);
    return st == ST_OK ? cluster_list_lead(out, c->key, number, id, leader, e)
                       : st;
}

static enum st add_segment(struct cluster_list *out,
                           const struct segment_list *l,
                           const struct kept_docs *docs, size_t k,
                           struct err *e)
{
    struct clusters c;
    enum st st = clusters_open(&c, l->segments[k], e);
    uint32_t *const leaders = mem_array((size_t)c.n + 1, sizeof(*leaders));
    if (st == ST_OK && !leaders)
        st = err_set(e, ST_NOMEM, "merging copies: out of memory");
    for (uint32_t i = 0; i < c.n && st == ST_OK; i++)
        leaders[i] = NOT_TOLD;
    for (uint32_t i = 0; i < c.members && st == ST_OK; i++) {
        const struct cluster_member m = clusters_member(&c, i);
        const uint32_t doc = docs->number(docs->ctx, l->first_doc[k] + m.doc);
        if (doc == DOC_END)
            continue;
        if (leaders[m.cluster] == NOT_TOLD) {
            const struct cluster cluster = clusters_get(&c, m.cluster);
            st = add_leader(out, l, docs, k, &cluster, &leaders[m.cluster], e);
        }
        if (st == ST_OK)
            st =
                cluster_list_add(out, doc, leaders[m.cluster], m.similarity, e);
    }
    mem_free(leaders);
    return st;
}

enum st kept_clusters_list(struct cluster_list *out,
                           const struct segment_list *segments,
                           const struct kept_docs *docs, struct err *e)
{
    enum st st = ST_OK;
    for (size_t k = 0; k < segments->n && st == ST_OK; k++)
        st = add_segment(out, segments, docs, k, e);
    return st;
}
