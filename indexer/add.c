#include "indexer/add.h"

#include <string.h>

#include "common/base/clock.h"
#include "indexer/compact.h"
#include "indexer/deletion_set.h"
#include "indexer/index_merge.h"

/* An addition under way. */
struct addition {
    const struct add_options *options;
    struct add_result *result;
    struct index_folder folder;
    struct index *index; /* as of the last commit         */
    struct stemmer *stemmer;
    struct buf dictionary;
    struct bytes dictionary_bytes;
    struct ingest_options reading;
    struct ingest *ingest;
    struct known_docs *known; /* of `index` */
};

/* ---- opening ---- */

/* What is added is kept as what is there. */
static enum st take_settings(struct addition *a, struct err *e)
{
    struct bytes dictionary;
    a->reading.store = true;
    a->reading.names = index_keeps_names(a->index);
    a->reading.dedup = true;
    if (a->index->n == 0)
        return ST_OK;
    const enum st st =
        index_store_settings(a->index, &a->reading.store, &dictionary, e);
    if (st != ST_OK)
        return st;
    a->reading.dedup = index_has_clusters(a->index, 0, a->index->n);
    if (!buf_append(&a->dictionary, dictionary.p, dictionary.n))
        return err_set(e, ST_NOMEM, "%s: out of memory", a->index->path);
    a->dictionary_bytes = buf_bytes(&a->dictionary);
    a->reading.dictionary = &a->dictionary_bytes;
    return ST_OK;
}

static enum st open_index(struct addition *a, struct err *e)
{
    const enum st st = index_open(&a->index, a->options->index, e);
    return st == ST_OK
               ? known_docs_open(&a->known, a->index, a->options->only_known, e)
               : st;
}

static void close_index(struct addition *a)
{
    known_docs_close(a->known);
    index_close(a->index);
    a->known = NULL;
    a->index = NULL;
}

static enum st open_addition(struct addition *a, struct err *e)
{
    const struct add_options *const o = a->options;
    a->reading = (struct ingest_options){
        .folder = o->index,
        .sources = o->sources,
        .n_sources = o->n_sources,
        .map = &o->map,
        .source = &o->source,
        .memory = o->memory,
        .threads = o->threads,
        .spill_at = o->spill_at,
        .commit_records = o->commit_records,
        .commit_seconds = o->commit_seconds,
        .stop = o->stop,
        .watch = o->watch,
    };
    enum st st = index_folder_open(&a->folder, o->index, INDEX_CHANGE, e);
    if (st == ST_OK)
        st = open_index(a, e);
    if (st == ST_OK)
        st = take_settings(a, e);
    if (st == ST_OK)
        st = stemmer_open(&a->stemmer, a->folder.manifest.lang, e);
    a->reading.stemmer = a->stemmer;
    a->reading.zones = a->folder.manifest.zones > 0;
    return st == ST_OK
               ? ingest_open(&a->ingest, &a->reading, &a->result->read, e)
               : st;
}

static void close_addition(struct addition *a)
{
    ingest_close(a->ingest);
    close_index(a);
    stemmer_close(a->stemmer);
    buf_release(&a->dictionary);
    index_folder_close(&a->folder);
}

/* ---- one commit ---- */

/* Deletes documents of `next`, the index with the new segment, that others
 * replace. */
static enum st delete_replaced(struct addition *a, const struct index *next,
                               struct deletion_set *set, struct err *e)
{
    enum st st = ST_OK;
    bool was;
    for (uint32_t doc = 0; doc < a->index->counts.docs && st == ST_OK; doc++)
        if (known_docs_fate(a->known, doc) == FATE_REPLACED)
            st = deletion_set_add(set, doc, &was, e);
    a->result->replaced += deletion_set_added(set);
    if (!known_docs_has_returned(a->known) || next->n == a->index->n)
        return st;
    const struct segment *const added = next->segments[next->n - 1];
    for (uint32_t own = 0; own < added->counts.docs && st == ST_OK; own++) {
        struct bytes id;
        uint32_t doc;
        st = segment_id(added, own, &id, e);
        if (st == ST_OK)
            st = index_find_id(a->index, id, &doc, e);
        if (st == ST_OK && doc != DOC_END &&
            known_docs_fate(a->known, doc) == FATE_STAYS)
            st = deletion_set_add(set, next->first_doc[next->n - 1] + own, &was,
                                  e);
    }
    return st;
}

static uint32_t documents_of(const struct manifest *m)
{
    uint32_t n = 0;
    for (size_t i = 0; i < m->n; i++)
        n += m->segments[i].docs - m->segments[i].deleted;
    return n;
}

/* Publishes `next`, which opening has shown to be sound, less what others in it
 * replace. */
static enum st publish(struct addition *a, const struct index *next,
                       struct err *e)
{
    const struct index_folder *const f = &a->folder;
    const uint32_t before = documents_of(&f->manifest);
    struct manifest m = {.generation = 0};
    struct deletion_set *set;
    enum st st = deletion_set_open(&set, next, e);
    if (st != ST_OK)
        return st;
    st = delete_replaced(a, next, set, e);
    if (st == ST_OK)
        st = deletion_set_write(set, f->manifest.generation + 1, &m, e);
    if (st == ST_OK)
        st = index_folder_commit(&a->folder, m.segments, m.n, e);
    if (st == ST_OK) {
        a->result->added += documents_of(&f->manifest) - before;
        a->result->commits++;
    }
    manifest_release(&m);
    deletion_set_close(set);
    return st;
}

/* The index as it is, and the segment that is written for it. */
static enum st write_next(struct addition *a, struct manifest *m, struct err *e)
{
    struct manifest_segment added = {.number = a->folder.manifest.next_segment};
    char name[SEGMENT_NAME];
    enum st st =
        ingest_write(a->ingest, segment_name(added.number, name), &added, e);
    for (size_t i = 0; i < a->index->n && st == ST_OK; i++)
        st = manifest_add(m, &a->index->manifest.segments[i], e);
    return st == ST_OK ? manifest_add(m, &added, e) : st;
}

/* Commits what was read. When that is nothing new, nothing is written. */
static enum st commit(struct addition *a, struct err *e)
{
    struct manifest m = {.generation = 0};
    struct index *next = NULL;
    bool empty;
    enum st st = ingest_is_empty(a->ingest, &empty, e);
    if (st == ST_OK && empty)
        return ingest_forget(a->ingest, e);
    if (st == ST_OK)
        st = write_next(a, &m, e);
    if (st == ST_OK)
        st = index_open_as(&next, a->options->index, &m, e);
    if (st == ST_OK)
        st = publish(a, next, e);
    index_close(next);
    manifest_release(&m);
    if (st == ST_OK)
        st = compact_folder(&a->folder, COMPACT_TIERS, e);
    if (st != ST_OK)
        return st;
    close_index(a); /* what comes next is compared with what is there now */
    return open_index(a, e);
}

/* ---- the whole ---- */

static enum st read_and_commit(struct addition *a, struct err *e)
{
    enum ingest_event why = INGEST_DUE;
    enum st st = ST_OK;
    while (st == ST_OK && why == INGEST_DUE) {
        ingest_compare_with(a->ingest, a->known);
        ingest_look_in(a->ingest, a->index);
        st = ingest_read(a->ingest, &why, e);
        if (st == ST_OK)
            st = commit(a, e);
    }
    a->result->stopped = why == INGEST_STOPPED;
    return st;
}

enum st add_documents(const struct add_options *options,
                      struct add_result *result, struct err *e)
{
    const double began = clock_seconds();
    memset(result, 0, sizeof(*result));
    struct addition a = {.options = options, .result = result};
    enum st st = open_addition(&a, e);
    if (st == ST_OK)
        st = read_and_commit(&a, e);
    if (st == ST_OK) {
        result->documents = a.index->counts.docs;
        result->deleted = a.index->deleted;
    }
    close_addition(&a);
    result->seconds = clock_seconds() - began;
    return st;
}

void add_result_release(struct add_result *r)
{
    rejects_release(&r->read.rejects);
}
