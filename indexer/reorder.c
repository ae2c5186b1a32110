#include "indexer/reorder.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "common/base/mem.h"
#include "common/segment/index.h"
#include "indexer/index_folder.h"
#include "indexer/merge.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void add_sizes(struct reorder_sizes *sizes, const struct segment *s)
{
    sizes->total += s->file.n;
    sizes->postings += s->chunks[CHUNK_DOCS].n + s->chunks[CHUNK_SKIP].n;
    sizes->positions += s->chunks[CHUNK_POSI].n;
}

/* Whether texts are kept, which all segments must agree on, and the dictionary
 * to pack them with. */
static enum st read_settings(const struct index *index,
                             struct segment_settings *out, struct err *e)
{
    const struct segment *const first = index->segments[0];
    const struct chunk_view *const dictionary = &first->chunks[CHUNK_SDIC];
    out->store = dictionary->p != NULL;
    out->pairs = true;
    for (size_t i = 1; i < index->n; i++)
        if (out->store != (index->segments[i]->chunks[CHUNK_SDIC].p != NULL))
            return err_set(e, ST_USAGE,
                           "%s: not all of its segments keep the texts; build "
                           "it anew with --reorder",
                           index->path);
    if (!chunk_use(dictionary, 0, dictionary->n))
        return chunk_refused(first, CHUNK_SDIC, 0, e);
    out->dictionary = bytes_of(dictionary->p, dictionary->n);
    return ST_OK;
}

static enum st write_segment(const struct index_folder *folder,
                             const struct index *index,
                             const struct merge_options *o,
                             struct manifest_segment *out, struct err *e)
{
    char name[SEGMENT_NAME];
    uint64_t replaced = 0;
    out->number = folder->manifest.next_segment;
    char *const path = file_join(folder->path, segment_name(out->number, name));
    if (!path)
        return err_set(e, ST_NOMEM, "%s: out of memory", folder->path);
    const enum st st =
        merge_segments(path, index->segments, index->n, o, out, &replaced, e);
    mem_free(path);
    return st;
}

static enum st rewrite(struct index_folder *folder, const struct index *index,
                       const struct doc_order_options *order,
                       struct reorder_result *result, struct err *e)
{
    struct merge_options o = {.order = *order};
    struct manifest_segment entry = {.number = 0};
    struct segment *written = NULL;
    enum st st = read_settings(index, &o.segment, e);
    if (st == ST_OK)
        st = stemmer_open(&o.segment.stemmer, index->manifest.lang, e);
    if (st == ST_OK)
        st = write_segment(folder, index, &o, &entry, e);
    if (st == ST_OK) /* what cannot be opened never becomes the index */
        st = index_folder_open_segment(folder, entry.number, &written, e);
    if (st == ST_OK) {
        result->documents = written->counts.docs;
        add_sizes(&result->after, written);
        snprintf(folder->manifest.lang, MANIFEST_LANG, "%s",
                 index->manifest.lang);
        st = index_folder_commit(folder, &entry, e);
    }
    segment_close(written);
    stemmer_close(o.segment.stemmer);
    return st;
}

/* Taking the lock of an index makes its folder: not for a misspelt name. */
static enum st open_folder(struct index_folder *folder, const char *path,
                           struct err *e)
{
    struct index *index;
    const enum st st = index_open(&index, path, e);
    if (st != ST_OK)
        return st;
    index_close(index);
    return index_folder_open(folder, path, true, e);
}

enum st reorder_index(const char *path, const struct doc_order_options *order,
                      struct reorder_result *result, struct err *e)
{
    const double began = now();
    struct index_folder folder = {.lock = {.fd = -1}};
    struct index *index = NULL;
    *result = (struct reorder_result){.documents = 0};
    enum st st = open_folder(&folder, path, e);
    if (st == ST_OK) /* again: another writer may have come first */
        st = index_open(&index, path, e);
    for (size_t i = 0; st == ST_OK && i < index->n; i++)
        add_sizes(&result->before, index->segments[i]);
    if (st == ST_OK && index->n)
        st = rewrite(&folder, index, order, result, e);
    index_close(index);
    index_folder_close(&folder);
    result->seconds = now() - began;
    return st;
}
