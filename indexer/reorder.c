#include "indexer/reorder.h"

#include "common/base/clock.h"
#include "indexer/index_folder.h"
#include "indexer/index_merge.h"

static void add_sizes(struct reorder_sizes *sizes, const struct segment *s)
{
    sizes->total += s->file.n;
    sizes->postings += s->chunks[CHUNK_DOCS].n + s->chunks[CHUNK_SKIP].n;
    sizes->positions += s->chunks[CHUNK_POSI].n;
}

static enum st rewrite(struct index_folder *folder, const struct index *index,
                       const struct doc_order_options *order,
                       struct reorder_result *result, struct err *e)
{
    struct manifest_segment entry = {.number = folder->manifest.next_segment};
    struct segment *written = NULL;
    enum st st = index_merge(index, 0, index->n, order, &entry, e);
    if (st == ST_OK) /* what cannot be opened never becomes the index */
        st = index_folder_open_segment(folder, entry.number, &written, e);
    if (st == ST_OK) {
        result->documents = written->counts.docs;
        add_sizes(&result->after, written);
        st = index_folder_commit(folder, &entry, 1, e);
    }
    segment_close(written);
    return st;
}

enum st reorder_index(const char *path, const struct doc_order_options *order,
                      struct reorder_result *result, struct err *e)
{
    const double began = clock_seconds();
    struct index_folder folder = {.lock = {.fd = -1}};
    struct index *index = NULL;
    *result = (struct reorder_result){.documents = 0};
    enum st st = index_folder_open(&folder, path, INDEX_CHANGE, e);
    if (st == ST_OK)
        st = index_open(&index, path, e);
    for (size_t i = 0; st == ST_OK && i < index->n; i++)
        add_sizes(&result->before, index->segments[i]);
    if (st == ST_OK && index->n)
        st = rewrite(&folder, index, order, result, e);
    index_close(index);
    index_folder_close(&folder);
    result->seconds = clock_seconds() - began;
    return st;
}
