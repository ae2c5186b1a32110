#include "indexer/order/doc_order.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/date.h"
#include "common/base/mem.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "ordering documents: out of memory");
}

/* ---- ranks of source names ---- */

/* One source of one segment. */
struct source {
    struct bytes name;
    uint32_t *rank; /* where its rank among all names goes */
};

/* ranks[i][k] is that of source k of segment i; one block of memory. */
struct source_ranks {
    uint32_t **ranks;
    uint32_t *all;
};

static int compare_sources(const void *a, const void *b)
{
    const struct source *const x = a, *const y = b;
    return bytes_compare(x->name, y->name);
}

static enum st read_names(const struct segment_list *list,
                          const struct source_ranks *r, struct source *out,
                          struct err *e)
{
    for (size_t i = 0; i < list->n; i++)
        for (uint32_t k = 0; k < list->segments[i]->counts.sources; k++) {
            out->rank = &r->ranks[i][k];
            if (!segment_source_name(list->segments[i], k, &out++->name))
                return chunk_refused(list->segments[i], CHUNK_SRCN, 0, e);
        }
    return ST_OK;
}

static void release_ranks(struct source_ranks *r)
{
    mem_free(r->ranks);
    mem_free(r->all);
}

static enum st rank_sources(struct source_ranks *r,
                            const struct segment_list *list, struct err *e)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += list->segments[i]->counts.sources;
    r->ranks = mem_array(list->n, sizeof(*r->ranks));
    r->all = mem_array(n, sizeof(*r->all));
    struct source *const sources = mem_array(n, sizeof(*sources));
    enum st st = r->ranks && r->all && sources ? ST_OK : out_of_memory(e);
    if (st == ST_OK) {
        uint32_t *next = r->all;
        for (size_t i = 0; i < list->n; i++) {
            r->ranks[i] = next;
            next += list->segments[i]->counts.sources;
        }
        st = read_names(list, r, sources, e);
    }
    if (st == ST_OK) {
        uint32_t rank = 0;
        qsort(sources, n, sizeof(*sources), compare_sources);
        for (size_t i = 0; i < n; i++) {
            rank += i && compare_sources(&sources[i - 1], &sources[i]) != 0;
            *sources[i].rank = rank;
        }
    }
    mem_free(sources);
    return st;
}

/* ---- documents by a key ---- */

struct keyed_doc {
    uint64_t key;
    uint32_t doc;
};

static int compare_keyed(const void *a, const void *b)
{
    const struct keyed_doc *const x = a, *const y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

/* Dates ascend; documents without one come last. */
static uint32_t date_key(int32_t days)
{
    return days == DATE_NONE ? UINT32_MAX
                             : (uint32_t)days ^ (uint32_t)INT32_MIN;
}

/* The key of document `doc` of segment `s`; `ranks` NULL: by date alone. */
static enum st read_key(const struct segment *s, uint32_t doc,
                        const uint32_t *ranks, uint64_t *key, struct err *e)
{
    const struct chunk_view *const sources = &s->chunks[CHUNK_SRCE];
    int32_t days;
    if (!segment_date(s, doc, &days))
        return chunk_refused(s, CHUNK_DATE, 4 * (uint64_t)doc, e);
    *key = date_key(days);
    if (!ranks)
        return ST_OK;
    if (!chunk_use(sources, 4 * (uint64_t)doc, 4))
        return chunk_refused(s, CHUNK_SRCE, 4 * (uint64_t)doc, e);
    const uint32_t source = get_u32le(sources->p + 4 * (size_t)doc);
    if (source >= s->counts.sources)
        return chunk_refused(s, CHUNK_SRCE, 4 * (uint64_t)doc, e);
    *key |= (uint64_t)ranks[source] << 32;
    return ST_OK;
}

static enum st sort_by_key(uint32_t *docs, uint32_t n,
                           const struct segment_list *list,
                           uint32_t *const *ranks, struct err *e)
{
    enum st st = ST_OK;
    struct keyed_doc *const v = mem_array(n, sizeof(*v));
    if (!v)
        return out_of_memory(e);
    for (uint32_t i = 0; i < n && st == ST_OK; i++) {
        const size_t k = segment_list_find(list, docs[i]);
        v[i].doc = docs[i];
        st = read_key(list->segments[k], docs[i] - list->first_doc[k],
                      ranks ? ranks[k] : NULL, &v[i].key, e);
    }
    if (st == ST_OK) {
        qsort(v, n, sizeof(*v), compare_keyed);
        for (uint32_t i = 0; i < n; i++)
            docs[i] = v[i].doc;
    }
    mem_free(v);
    return st;
}

/* ---- documents by their words ---- */

/* What the postings may take of the memory, besides what documents take. */
static uint64_t room_of(const struct doc_order_options *o, uint32_t n)
{
    const uint64_t room = o->memory / 8 * 7, fixed = 50 * (uint64_t)n;
    return MAX(room - MIN(room, fixed), o->memory / 4);
}

static enum st bisect(uint32_t *docs, uint32_t n,
                      const struct segment_list *list,
                      const struct doc_order_options *o, struct err *e)
{
    struct forward_index f;
    uint32_t *const rows = mem_array(n, sizeof(*rows));
    if (!rows)
        return out_of_memory(e);
    enum st st = forward_index_make(&f, docs, n, list, room_of(o, n), e);
    if (st == ST_OK)
        st = bisection_order(&f, o->threads, &o->progress, rows, e);
    forward_index_release(&f);
    for (uint32_t i = 0; st == ST_OK && i < n; i++)
        rows[i] = docs[rows[i]];
    if (st == ST_OK && n)
        memcpy(docs, rows, n * sizeof(*docs));
    mem_free(rows);
    return st;
}

enum st doc_order_find(uint32_t *docs, uint32_t n,
                       const struct segment_list *list,
                       const struct doc_order_options *o, struct err *e)
{
    struct source_ranks ranks = {.ranks = NULL};
    enum st st = ST_OK;
    switch (o->by) {
    case DOC_ORDER_NONE:
        break;
    case DOC_ORDER_BP:
        st = bisect(docs, n, list, o, e);
        break;
    case DOC_ORDER_SOURCE:
        st = rank_sources(&ranks, list, e);
        if (st == ST_OK)
            st = sort_by_key(docs, n, list, ranks.ranks, e);
        release_ranks(&ranks);
        break;
    case DOC_ORDER_DATE:
        st = sort_by_key(docs, n, list, NULL, e);
        break;
    }
    return st;
}
