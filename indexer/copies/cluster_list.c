#include "indexer/copies/cluster_list.h"

#include <stdlib.h>

#include "common/base/mem.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "listing copies: out of memory");
}

void cluster_list_release(struct cluster_list *l)
{
    mem_free(l->members);
    mem_free(l->leaders);
    buf_release(&l->ids);
    *l = (struct cluster_list){.n = 0};
}

enum st cluster_list_add(struct cluster_list *l, uint32_t doc, uint64_t key,
                         uint8_t similarity, struct err *e)
{
    if (!mem_grow(&l->members, &l->cap, l->n + 1))
        return out_of_memory(e);
    l->members[l->n++] = (struct listed_member){doc, similarity, key};
    return ST_OK;
}

enum st cluster_list_lead(struct cluster_list *l, uint64_t key, uint32_t doc,
                          struct bytes id, struct err *e)
{
    const struct listed_leader leader = {key, doc, (uint32_t)l->ids.n,
                                         doc == DOC_END ? (uint32_t)id.n : 0,
                                         false};
    if (l->ids.n + id.n > UINT32_MAX)
        return err_set(e, ST_LIMIT, "too many leaders of other segments");
    if (!mem_grow(&l->leaders, &l->cap_leaders, l->n_leaders + 1) ||
        (leader.id_size && !buf_append(&l->ids, id.p, id.n)))
        return out_of_memory(e);
    l->leaders[l->n_leaders++] = leader;
    return ST_OK;
}

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

/* The number of a cluster, whose key is there. */
static uint32_t number_of(const struct cluster_list *l, uint64_t key)
{
    size_t low = 0, high = l->n_leaders;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (l->leaders[middle].key <= key)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

/* Of each key one leader. */
static void unite_leaders(struct cluster_list *l)
{
    size_t n = 0;
    if (l->n_leaders)
        qsort(l->leaders, l->n_leaders, sizeof(*l->leaders), by_key);
    for (size_t i = 0; i < l->n_leaders; i++)
        if (n == 0 || l->leaders[n - 1].key != l->leaders[i].key)
            l->leaders[n++] = l->leaders[i];
    l->n_leaders = n;
}

static void drop_lonely(struct cluster_list *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++)
        l->leaders[number_of(l, l->members[i].key)].has_members = true;
    for (size_t i = 0; i < l->n_leaders; i++)
        if (l->leaders[i].has_members)
            l->leaders[n++] = l->leaders[i];
    l->n_leaders = n;
}

static void sort(struct cluster_list *l)
{
    if (l->n)
        qsort(l->members, l->n, sizeof(*l->members), by_doc);
    unite_leaders(l);
    drop_lonely(l);
}

enum st cluster_list_encode(struct cluster_list *l, struct buf *out,
                            struct err *e)
{
    uint32_t end = 0;
    sort(l);
    buf_append_u32le(out, (uint32_t)l->n_leaders);
    buf_append_u32le(out, (uint32_t)l->n);
    for (size_t i = 0; i < l->n_leaders; i++)
        buf_append_u64le(out, l->leaders[i].key);
    for (size_t i = 0; i < l->n_leaders; i++)
        buf_append_u32le(out, l->leaders[i].doc);
    for (size_t i = 0; i < l->n_leaders; i++)
        buf_append_u32le(out, end += l->leaders[i].id_size);
    for (size_t i = 0; i < l->n; i++)
        buf_append_u32le(out, l->members[i].doc);
    for (size_t i = 0; i < l->n; i++)
        buf_append_u32le(out, number_of(l, l->members[i].key));
    for (size_t i = 0; i < l->n; i++)
        buf_append_byte(out, l->members[i].similarity);
    for (size_t i = 0; i < l->n_leaders; i++)
        buf_append(out, l->ids.p + l->leaders[i].id_at, l->leaders[i].id_size);
    return out->failed ? out_of_memory(e) : ST_OK;
}
