#include "indexer/copies/cluster_list.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"

enum { DROP_MEMBERS = 1 << 16 /* read before pages are given back */ };

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "listing copies: out of memory");
}

enum st cluster_list_init(struct cluster_list *l, const char *base,
                          struct err *e)
{
    *l = (struct cluster_list){.n = 0};
    return spool_init(&l->members, base, "copies", e);
}

void cluster_list_release(struct cluster_list *l)
{
    spool_release(&l->members);
    mem_free(l->leaders);
    buf_release(&l->ids);
}

enum st cluster_list_lead(struct cluster_list *l, uint64_t key, uint32_t doc,
                          struct bytes id, uint32_t *number, struct err *e)
{
    const struct listed_leader leader = {key, doc, (uint32_t)l->ids.n,
                                         doc == DOC_END ? (uint32_t)id.n : 0,
                                         (uint32_t)l->n_leaders};
    if (l->ids.n + id.n > UINT32_MAX)
        return err_set(e, ST_LIMIT, "too many leaders of other segments");
    if (!mem_grow(&l->leaders, &l->cap_leaders, l->n_leaders + 1) ||
        (leader.id_size && !buf_append(&l->ids, id.p, id.n)))
        return out_of_memory(e);
    *number = leader.number;
    l->leaders[l->n_leaders++] = leader;
    return ST_OK;
}

enum st cluster_list_add(struct cluster_list *l, uint32_t doc, uint32_t leader,
                         uint8_t similarity, struct err *e)
{
    const struct listed_member m = {doc, leader, similarity};
    l->descending |= l->n > 0 && doc < l->last;
    l->last = doc;
    l->n++;
    return spool_append(&l->members, &m, sizeof(m), e);
}

/* ---- the chunk ---- */

static int by_doc(const void *a, const void *b)
{
    const struct listed_member *const x = a, *const y = b;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

/* Of one key those in the segment come first, DOC_END being the greatest. Of
 * several elsewhere there is one id. */
static int by_key(const void *a, const void *b)
{
    const struct listed_leader *const x = a, *const y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

/* The members in order: as they were spooled, or a copy of them in *sorted. */
static enum st order_members(struct cluster_list *l,
                             struct listed_member **sorted,
                             const struct listed_member **out, struct err *e)
{
    struct bytes all;
    const enum st st = spool_view(&l->members, &all, e);
    *out = (const void *)all.p;
    if (st != ST_OK || !l->descending)
        return st;
    *sorted = mem_array(l->n, sizeof(**sorted));
    if (!*sorted)
        return out_of_memory(e);
    memcpy(*sorted, all.p, all.n);
    qsort(*sorted, l->n, sizeof(**sorted), by_doc);
    *out = *sorted;
    return ST_OK;
}

/* Once in a while, as the i-th of the spooled members is looked at. */
static void drop_members(const struct cluster_list *l, size_t i)
{
    if (i % DROP_MEMBERS == DROP_MEMBERS - 1)
        spool_drop(&l->members, i * sizeof(struct listed_member));
}

/* Sorts the leaders, and leaves of each key the first, of those that have
 * members; clusters[number of a leader] becomes the number of its cluster. */
static void unite_leaders(struct cluster_list *l,
                          const struct listed_member *members,
                          uint32_t *clusters, bool *has_members)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        has_members[members[i].leader] = true;
        drop_members(l, i);
    }
    if (l->n_leaders)
        qsort(l->leaders, l->n_leaders, sizeof(*l->leaders), by_key);
    for (size_t i = 0, to; i < l->n_leaders; i = to) {
        const struct listed_leader first = l->leaders[i];
        bool any = false;
        for (to = i; to < l->n_leaders && l->leaders[to].key == first.key;
             to++) {
            any |= has_members[l->leaders[to].number];
            clusters[l->leaders[to].number] = (uint32_t)n;
        }
        if (any)
            l->leaders[n++] = first;
    }
    l->n_leaders = n;
}

static enum st put_u32(struct spool *out, uint32_t v, struct err *e)
{
    uint8_t raw[4];
    put_u32le(raw, v);
    return spool_append(out, raw, sizeof(raw), e);
}

static enum st put_byte(struct spool *out, uint8_t v, struct err *e)
{
    return spool_append(out, &v, sizeof(v), e);
}

static enum st put_leaders(const struct cluster_list *l, struct spool *out,
                           struct err *e)
{
    uint32_t end = 0;
    enum st st = ST_OK;
    for (size_t i = 0; i < l->n_leaders && st == ST_OK; i++) {
        uint8_t raw[8];
        put_u64le(raw, l->leaders[i].key);
        st = spool_append(out, raw, sizeof(raw), e);
    }
    for (size_t i = 0; i < l->n_leaders && st == ST_OK; i++)
        st = put_u32(out, l->leaders[i].doc, e);
    for (size_t i = 0; i < l->n_leaders && st == ST_OK; i++)
        st = put_u32(out, end += l->leaders[i].id_size, e);
    return st;
}

static enum st put_members(const struct cluster_list *l,
                           const struct listed_member *members,
                           const uint32_t *clusters, struct spool *out,
                           struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < l->n && st == ST_OK; i++) {
        st = put_u32(out, members[i].doc, e);
        drop_members(l, i);
    }
    for (size_t i = 0; i < l->n && st == ST_OK; i++) {
        st = put_u32(out, clusters[members[i].leader], e);
        drop_members(l, i);
    }
    for (size_t i = 0; i < l->n && st == ST_OK; i++) {
        st = put_byte(out, (uint8_t)members[i].similarity, e);
        drop_members(l, i);
    }
    return st;
}

static enum st put_all(const struct cluster_list *l,
                       const struct listed_member *members,
                       const uint32_t *clusters, struct spool *out,
                       struct err *e)
{
    enum st st = put_u32(out, (uint32_t)l->n_leaders, e);
    if (st == ST_OK)
        st = put_u32(out, (uint32_t)l->n, e);
    if (st == ST_OK)
        st = put_leaders(l, out, e);
    if (st == ST_OK)
        st = put_members(l, members, clusters, out, e);
    for (size_t i = 0; i < l->n_leaders && st == ST_OK; i++)
        st = spool_append(out, l->ids.p + l->leaders[i].id_at,
                          l->leaders[i].id_size, e);
    return st;
}

enum st cluster_list_encode(struct cluster_list *l, struct spool *out,
                            struct err *e)
{
    uint32_t *const clusters = mem_array(l->n_leaders + 1, sizeof(*clusters));
    bool *const has_members = mem_zalloc(l->n_leaders + 1);
    struct listed_member *sorted = NULL;
    const struct listed_member *members = NULL;
    enum st st = clusters && has_members
                     ? order_members(l, &sorted, &members, e)
                     : out_of_memory(e);
    if (st == ST_OK) {
        unite_leaders(l, members, clusters, has_members);
        st = put_all(l, members, clusters, out, e);
    }
    mem_free(sorted);
    mem_free(clusters);
    mem_free(has_members);
    return st;
}
