#include "indexer/index_merge.h"

#include "common/base/mem.h"
#include "common/segment/capitals.h"
#include "common/segment/clusters.h"
#include "common/segment/repeats.h"
#include "common/text/stem.h"

bool index_has_clusters(const struct index *index, size_t from, size_t to)
{
    return index_all_have(index, from, to, segment_has_clusters);
}

enum st index_store_settings(const struct index *index, bool *store,
                             struct bytes *dictionary, struct err *e)
{
    const struct segment *const first = index->segments[0];
    const struct chunk_view *const c = &first->chunks[CHUNK_SDIC];
    *store = c->p != NULL;
    for (size_t i = 1; i < index->n; i++)
        if (*store != (index->segments[i]->chunks[CHUNK_SDIC].p != NULL))
            return err_set(e, ST_USAGE,
                           "%s: not all of its segments keep the texts; build "
                           "it anew",
                           index->path);
    if (!chunk_use(c, 0, c->n))
        return chunk_refused(first, CHUNK_SDIC, 0, e);
    *dictionary = bytes_of(c->p, c->n);
    return ST_OK;
}

bool index_keeps_names(const struct index *index)
{
    return index_all_have(index, 0, index->n, capitals_are_there);
}

enum st index_merge(const struct index *index, size_t from, size_t to,
                    const struct doc_order_options *order,
                    struct manifest_segment *out, struct err *e)
{
    struct merge_options o = {
        .order = *order,
        .deletions = index->deletions + from,
        .segment = {.pairs = true,
                    .names = index_keeps_names(index),
                    .copies = index_has_clusters(index, from, to) ? COPIES_KEEP
                                                                  : COPIES_NONE,
                    .repeats =
                        index_all_have(index, from, to, segment_has_repeats)
                            ? REPEATS_SEVERAL
                            : REPEATS_NONE,
                    .memory = order->memory},
    };
    char name[SEGMENT_NAME];
    uint64_t replaced = 0;
    char *const path = file_join(index->path, segment_name(out->number, name));
    enum st st = path ? index_store_settings(index, &o.segment.store,
                                             &o.segment.dictionary, e)
                      : err_set(e, ST_NOMEM, "%s: out of memory", index->path);
    if (st == ST_OK)
        st = stemmer_open(&o.segment.stemmer, index->manifest.lang, e);
    if (st == ST_OK)
        st = merge_segments(path, index->segments + from, to - from, &o, out,
                            &replaced, e);
    stemmer_close(o.segment.stemmer);
    mem_free(path);
    return st;
}
