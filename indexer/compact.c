#include "indexer/compact.h"

#include "common/base/clock.h"
#include "common/base/mem.h"
#include "indexer/index_merge.h"
#include "indexer/merge_policy.h"

#define COMPACT_MEMORY ((uint64_t)256 << 20)

/* ---- one merge ---- */

/* Segments of `m` with [from, to) replaced by `merged`, or by nothing. */
static enum st replace(const struct manifest *m, size_t from, size_t to,
                       const struct manifest_segment *merged,
                       struct manifest *out, struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < from && st == ST_OK; i++)
        st = manifest_add(out, &m->segments[i], e);
    if (st == ST_OK && merged->docs)
        st = manifest_add(out, merged, e);
    for (size_t i = to; i < m->n && st == ST_OK; i++)
        st = manifest_add(out, &m->segments[i], e);
    return st;
}

static enum st merge(struct index_folder *folder, size_t from, size_t to,
                     struct err *e)
{
    const struct doc_order_options order = {.by = DOC_ORDER_NONE,
                                            .memory = COMPACT_MEMORY};
    struct manifest_segment merged = {.number = folder->manifest.next_segment};
    struct manifest next = {.generation = 0};
    struct segment *written = NULL;
    struct index *index;
    enum st st = index_open(&index, folder->path, e);
    if (st != ST_OK)
        return st;
    st = index_merge(index, from, to, &order, &merged, e);
    if (st == ST_OK) /* what cannot be opened never becomes the index */
        st = index_folder_open_segment(folder, merged.number, &written, e);
    segment_close(written);
    if (st == ST_OK)
        st = replace(&folder->manifest, from, to, &merged, &next, e);
    if (st == ST_OK)
        st = index_folder_commit(folder, next.segments, next.n, e);
    manifest_release(&next);
    index_close(index);
    if (st == ST_OK)
        st = index_folder_clean(folder, e);
    return st;
}

static bool find_merge(const struct manifest *m, enum compact_scope scope,
                       size_t *from, size_t *to)
{
    if (scope == COMPACT_TIERS)
        return merge_policy_find(m->segments, m->n, from, to);
    *from = 0;
    *to = m->n;
    return m->n > 1 || (m->n == 1 && m->segments[0].deleted);
}

enum st compact_folder(struct index_folder *folder, enum compact_scope scope,
                       struct err *e)
{
    enum st st = ST_OK;
    size_t from, to;
    while (st == ST_OK && find_merge(&folder->manifest, scope, &from, &to))
        st = merge(folder, from, to, e);
    return st;
}

/* ---- the command ---- */

static uint64_t bytes_of_all(const struct manifest *m)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < m->n; i++)
        sum += m->segments[i].size;
    return sum;
}

static uint32_t deleted_of_all(const struct manifest *m)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < m->n; i++)
        sum += m->segments[i].deleted;
    return sum;
}

enum st compact_index(const char *path, enum compact_scope scope,
                      struct compact_result *result, struct err *e)
{
    const double began = clock_seconds();
    struct index_folder folder;
    *result = (struct compact_result){.seconds = 0};
    enum st st = index_folder_open(&folder, path, INDEX_CHANGE, e);
    if (st == ST_OK) {
        const struct manifest *const m = &folder.manifest;
        result->segments_before = m->n;
        result->bytes_before = bytes_of_all(m);
        const uint32_t deleted = deleted_of_all(m);
        st = compact_folder(&folder, scope, e);
        result->segments_after = m->n;
        result->bytes_after = bytes_of_all(m);
        result->dropped = deleted - deleted_of_all(m);
    }
    index_folder_close(&folder);
    result->seconds = clock_seconds() - began;
    return st;
}
