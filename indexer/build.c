#include "indexer/build.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "indexer/index_folder.h"

/* A build under way. */
struct build {
    const struct build_options *options;
    struct build_result *result;
    struct index_folder folder;
    struct stemmer *stemmer;
    struct ingest_options reading;
    struct ingest *ingest;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static struct ingest_options reading_of(const struct build *b)
{
    const struct build_options *const o = b->options;
    return (struct ingest_options){
        .folder = o->index,
        .sources = o->sources,
        .n_sources = o->n_sources,
        .map = &o->map,
        .stemmer = b->stemmer,
        .memory = o->memory,
        .threads = o->threads,
        .store = o->store,
        .spill_at = o->spill_at,
        .progress = o->progress,
        .progress_ctx = o->progress_ctx,
    };
}

static enum st open_build(struct build *b, struct err *e)
{
    const struct build_options *const o = b->options;
    enum st st = stemmer_open(&b->stemmer, o->lang, e);
    b->reading = reading_of(b);
    if (st == ST_OK)
        st = ingest_open(&b->ingest, &b->reading, &b->result->read, e);
    if (st == ST_OK)
        st = index_folder_open(&b->folder, o->index,
                               o->force ? INDEX_REPLACE : INDEX_CREATE, e);
    if (st == ST_OK && b->stemmer)
        snprintf(b->folder.manifest.lang, MANIFEST_LANG, "%s",
                 stem_language(o->lang));
    return st;
}

static void close_build(struct build *b)
{
    ingest_close(b->ingest);
    stemmer_close(b->stemmer);
    index_folder_close(&b->folder);
}

static enum st write_segment(struct build *b, struct manifest_segment *out,
                             struct err *e)
{
    const struct build_options *const o = b->options;
    const struct doc_order_options order = {
        .by = o->order,
        .memory = o->memory,
        .threads = o->threads,
        .progress = o->order_progress,
    };
    char name[SEGMENT_NAME];
    out->number = b->folder.manifest.next_segment;
    return ingest_finish(b->ingest, segment_name(out->number, name), NULL, 0,
                         &order, out, e);
}

/* Opens what is about to be committed, for the sizes of the summary: a segment
 * that cannot be opened never becomes the index. */
static enum st measure(struct build *b, const struct manifest_segment *segment,
                       struct err *e)
{
    struct build_result *const r = b->result;
    struct segment *s;
    const enum st st =
        index_folder_open_segment(&b->folder, segment->number, &s, e);
    if (st != ST_OK)
        return st;
    r->read.documents = s->counts.docs;
    r->words = s->counts.words;
    r->terms = s->counts.terms;
    r->bytes_total = s->file.n;
    r->bytes_store = s->chunks[CHUNK_STOR].n + s->chunks[CHUNK_SDIC].n;
    r->bytes_positions = s->chunks[CHUNK_POSI].n;
    segment_close(s);
    return ST_OK;
}

enum st build_index(const struct build_options *options,
                    struct build_result *result, struct err *e)
{
    const double began = now();
    struct manifest_segment segment = {.number = 0};
    memset(result, 0, sizeof(*result));
    struct build b = {.options = options, .result = result};
    enum st st = open_build(&b, e);
    if (st == ST_OK)
        st = ingest_read(b.ingest, &(enum ingest_event){INGEST_END}, e);
    const double read = now();
    if (st == ST_OK)
        st = write_segment(&b, &segment, e);
    if (st == ST_OK)
        st = measure(&b, &segment, e);
    if (st == ST_OK)
        st = index_folder_commit(&b.folder, &segment, 1, e);
    result->seconds_index = read - began;
    result->seconds_merge = now() - read;
    close_build(&b);
    return st;
}

void build_result_release(struct build_result *r)
{
    rejects_release(&r->read.rejects);
}
