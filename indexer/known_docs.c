#include "indexer/known_docs.h"

#include <stdatomic.h>

#include "common/base/mem.h"

struct known_docs {
    const struct index *index;
    bool only;
    /* Of each document of the index, as of the last one seen with its id: its
     * order plus 1, shifted by one, and 1 when it has changed; 0: none. */
    _Atomic uint64_t *last;
    atomic_bool returned;
};

enum st known_docs_open(struct known_docs **out, const struct index *ix,
                        bool only, struct err *e)
{
    *out = NULL;
    struct known_docs *const k = mem_zalloc(sizeof(*k));
    if (k)
        k->last = mem_zalloc((size_t)ix->counts.docs * sizeof(*k->last));
    if (!k || (!k->last && ix->counts.docs)) {
        known_docs_close(k);
        return err_set(e, ST_NOMEM, "%s: out of memory", ix->path);
    }
    k->index = ix;
    k->only = only;
    *out = k;
    return ST_OK;
}

void known_docs_close(struct known_docs *k)
{
    if (!k)
        return;
    mem_free((void *)(uintptr_t)k->last);
    mem_free(k);
}

/* Raises what is known of `doc` to `seen`. */
static void raise_to(struct known_docs *k, uint32_t doc, uint64_t seen)
{
    _Atomic uint64_t *const last = &k->last[doc];
    uint64_t before = atomic_load_explicit(last, memory_order_relaxed);
    while (before < seen &&
           !atomic_compare_exchange_weak_explicit(
               last, &before, seen, memory_order_relaxed, memory_order_relaxed))
        ;
    if (before && (before & 1) != (seen & 1))
        atomic_store_explicit(&k->returned, true, memory_order_relaxed);
}

enum st known_docs_see(struct known_docs *k, struct bytes id,
                       struct hash128 content, uint64_t order,
                       enum known_verdict *verdict, struct err *e)
{
    const struct index *const ix = k->index;
    uint8_t there[16];
    uint32_t doc;
    *verdict = k->only ? DOC_UNKNOWN : DOC_TAKE;
    const enum st st = index_find_id(ix, id, &doc, e);
    if (st != ST_OK || doc == DOC_END)
        return st;
    const size_t i = index_segment_of(ix, doc);
    const struct segment *const s = ix->segments[i];
    const uint32_t own = doc - ix->first_doc[i];
    if (!segment_content_hash(s, own, there))
        return chunk_refused(s, CHUNK_HASH, 16 * (uint64_t)own, e);
    const bool changed =
        get_u64le(there) != content.low || get_u64le(there + 8) != content.high;
    raise_to(k, doc, (order + 1) << 1 | changed);
    *verdict = changed ? DOC_TAKE : DOC_UNCHANGED;
    return ST_OK;
}

enum known_fate known_docs_fate(const struct known_docs *k, uint32_t doc)
{
    const uint64_t last =
        atomic_load_explicit(&k->last[doc], memory_order_relaxed);
    return last == 0 ? FATE_NOT_SEEN : last & 1 ? FATE_REPLACED : FATE_STAYS;
}

bool known_docs_has_returned(const struct known_docs *k)
{
    return atomic_load_explicit(&k->returned, memory_order_relaxed);
}
