#include "common/segment/index.h"

#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"

static enum st open_one(struct index *ix, size_t i, struct err *e)
{
    const struct manifest_segment *const m = &ix->manifest.segments[i];
    char name[SEGMENT_NAME];
    char *const path = file_join(ix->path, segment_name(m->number, name));
    if (!path)
        return err_set(e, ST_NOMEM, "%s: out of memory", ix->path);
    enum st st = segment_open(&ix->segments[i], path, e);
    if (st == ST_NOT_FOUND)
        st = ST_CORRUPT; /* the manifest names it: the index is not whole */
    const struct segment *const s = ix->segments[i];
    if (st == ST_OK && (s->file.n != m->size || s->toc_hash != m->toc_hash ||
                        s->counts.docs != m->docs))
        st = err_set(e, ST_CORRUPT, "%s: not the file that MANIFEST names",
                     path);
    if (st == ST_OK)
        st = deletions_open(&ix->deletions[i], ix->path, m, e);
    mem_free(path);
    return st;
}

static void close_one(struct index *ix, size_t i)
{
    segment_close(ix->segments[i]);
    deletions_close(ix->deletions[i]);
}

static void add_counts(struct segment_counts *sum,
                       const struct segment_counts *c)
{
    sum->docs += c->docs;
    sum->with_words += c->with_words;
    sum->words += c->words;
    sum->terms += c->terms;
    sum->stems += c->stems;
    sum->frames += c->frames;
    sum->sources += c->sources;
}

static enum st open_segments(struct index *ix, struct err *e)
{
    for (ix->n = 0; ix->n < ix->manifest.n; ix->n++) {
        const enum st st = open_one(ix, ix->n, e);
        if (st != ST_OK) {
            close_one(ix, ix->n);
            return st;
        }
        const struct segment_counts *const c = &ix->segments[ix->n]->counts;
        if (c->docs > DOC_LIMIT - ix->counts.docs) {
            close_one(ix, ix->n);
            return err_set(e, ST_LIMIT, "%s: more than %u documents", ix->path,
                           DOC_LIMIT);
        }
        ix->first_doc[ix->n] = ix->counts.docs;
        add_counts(&ix->counts, c);
        ix->deleted += ix->manifest.segments[ix->n].deleted;
    }
    ix->first_doc[ix->n] = ix->counts.docs;
    return ST_OK;
}

enum st index_open_as(struct index **out, const char *path,
                      struct manifest *manifest, struct err *e)
{
    const size_t n = manifest->n + 1;
    enum st st = ST_OK;
    *out = NULL;
    struct index *ix = mem_zalloc(sizeof(*ix));
    if (!ix) {
        manifest_release(manifest);
        return err_set(e, ST_NOMEM, "%s: out of memory", path);
    }
    ix->manifest = *manifest;
    *manifest = (struct manifest){.generation = 0};
    ix->path = mem_strndup(path, strlen(path));
    ix->segments = mem_zalloc(n * sizeof(struct segment *));
    ix->deletions = mem_zalloc(n * sizeof(struct deletions *));
    ix->first_doc = mem_array(n, sizeof(*ix->first_doc));
    if (!ix->path || !ix->segments || !ix->deletions || !ix->first_doc)
        st = err_set(e, ST_NOMEM, "%s: out of memory", path);
    else
        st = open_segments(ix, e);
    if (st != ST_OK) {
        index_close(ix);
        return st;
    }
    *out = ix;
    return ST_OK;
}

enum st index_open(struct index **out, const char *path, struct err *e)
{
    struct manifest manifest;
    struct file_lock opening;
    *out = NULL;
    /* Writers remove no file between here and the opening of the last one. */
    enum st st = file_folder_hold(&opening, path, e);
    if (st == ST_OK)
        st = manifest_read(&manifest, path, e);
    if (st == ST_OK)
        st = index_open_as(out, path, &manifest, e);
    file_lock_release(&opening);
    return st;
}

void index_close(struct index *ix)
{
    if (!ix)
        return;
    for (size_t i = 0; i < ix->n; i++)
        close_one(ix, i);
    mem_free(ix->segments);
    mem_free(ix->deletions);
    mem_free(ix->first_doc);
    manifest_release(&ix->manifest);
    mem_free(ix->path);
    mem_free(ix);
}

bool index_all_have(const struct index *ix, size_t from, size_t to,
                    bool (*have)(const struct segment *s))
{
    for (size_t i = from; i < to; i++)
        if (!have(ix->segments[i]))
            return false;
    return true;
}

size_t index_segment_of(const struct index *ix, uint32_t doc)
{
    size_t low = 0, high = ix->n; /* first_doc[low] <= doc < first_doc[high] */
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (ix->first_doc[middle] <= doc)
            low = middle;
        else
            high = middle;
    }
    return low;
}

enum st index_find_id(const struct index *ix, struct bytes id, uint32_t *doc,
                      struct err *e)
{
    *doc = DOC_END;
    for (size_t i = ix->n; i-- > 0 && *doc == DOC_END;) {
        const enum st st = segment_find_id(ix->segments[i], id, doc, e);
        if (st != ST_OK)
            return st;
        if (*doc != DOC_END && deletions_has(ix->deletions[i], *doc))
            *doc = DOC_END;
        if (*doc != DOC_END)
            *doc += ix->first_doc[i];
    }
    return ST_OK;
}
