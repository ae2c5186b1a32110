#include "indexer/build.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "common/segment/segment.h"
#include "indexer/flush.h"
#include "indexer/frame_packer.h"
#include "indexer/index_folder.h"
#include "indexer/merge.h"
#include "indexer/pipeline.h"
#include "indexer/source.h"

enum {
    SAMPLE_BATCHES = 4, /* what the store's dictionary is trained on */
    SPILL_NAME = 32,
};

/* A build under way. */
struct build {
    const struct build_options *options;
    struct build_result *result;
    struct index_folder folder;
    struct source *source;
    struct pipeline *pipeline;
    struct stemmer *stemmer;
    bool spilling; /* into a segment of no index */
    struct buf dictionary;
    struct worker_settings workers;
    uint64_t batches; /* taken from the source            */
    size_t flush_at;  /* bytes in memory                  */
    unsigned spills;  /* spill files written              */
    double merge_began;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "building: out of memory");
}

/* ---- reading ---- */

static void tell_progress(const struct build *b)
{
    const struct source_progress p = source_progress(b->source);
    b->result->bytes_read = p.bytes_read;
    b->result->files_read = p.files_read;
    b->result->files_skipped = p.files_skipped;
    if (b->options->progress)
        b->options->progress(b->options->progress_ctx, b->result);
}

static enum st add_sample(struct extractor *x, const struct batch *batch,
                          size_t i, struct buf *samples, size_t *size,
                          struct err *e)
{
    struct release release;
    const size_t before = samples->n;
    *size = 0;
    if (batch->records[i].kind == RECORD_REJECT)
        return ST_OK;
    enum st st = extract_record(x, batch, &batch->records[i], &release, e);
    if (st == ST_OK && !release.reject)
        st = record_encode(&release.fields, samples, e);
    *size = samples->n - before;
    return st;
}

/* Trains the dictionary of the store on the first batches. */
static enum st train(struct build *b, const struct batch *batches, size_t n,
                     struct err *e)
{
    struct extractor *x = NULL;
    struct buf samples = BUF_INIT;
    size_t *sizes = NULL, cap = 0;
    unsigned n_sizes = 0;
    enum st st = extractor_open(&x, &b->options->map, e);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < batches[i].n && st == ST_OK; k++) {
            if (!mem_grow(&sizes, &cap, (size_t)n_sizes + 1))
                st = out_of_memory(e);
            else
                st =
                    add_sample(x, &batches[i], k, &samples, &sizes[n_sizes], e);
            n_sizes += st == ST_OK && sizes[n_sizes] > 0;
        }
    if (st == ST_OK)
        st = frame_dictionary_train(buf_bytes(&samples), sizes, n_sizes,
                                    &b->dictionary, e);
    extractor_close(x);
    buf_release(&samples);
    mem_free(sizes);
    return st;
}

static void swap_batches(struct batch *a, struct batch *b)
{
    const struct batch t = *a;
    *a = *b;
    *b = t;
}

/* Reads the first batches, trains on them, starts the workers with what was
 * learnt and gives them those batches. */
static enum st start_workers(struct build *b, struct err *e)
{
    struct batch first[SAMPLE_BATCHES] = {{.n = 0}};
    enum st st = ST_OK;
    size_t n = 0;
    do
        st = source_next_batch(b->source, &first[n], e);
    while (st == ST_OK && first[n].n && ++n < SAMPLE_BATCHES);
    if (st == ST_OK && b->options->store)
        st = train(b, first, n, e);
    b->workers = (struct worker_settings){
        .map = &b->options->map,
        .store = b->options->store,
        .dictionary = buf_bytes(&b->dictionary),
    };
    if (st == ST_OK)
        st = pipeline_open(&b->pipeline, b->options->threads, &b->workers, e);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        struct batch *batch;
        st = pipeline_take_batch(b->pipeline, &batch, e);
        if (st != ST_OK)
            break;
        swap_batches(batch, &first[i]);
        pipeline_submit(b->pipeline, batch);
    }
    for (size_t i = 0; i < SAMPLE_BATCHES; i++)
        batch_release(&first[i]);
    return st;
}

/* ---- writing ---- */

static struct segment_settings settings_of(const struct build *b)
{
    return (struct segment_settings){
        .stemmer = b->stemmer,
        .store = b->options->store,
        .pairs = !b->spilling,
        .dictionary = buf_bytes(&b->dictionary),
    };
}

static enum st count_digests(struct build *b, const struct pipeline_yield *y,
                             struct err *e)
{
    struct build_result *const r = b->result;
    for (size_t i = 0; i < y->n_digests; i++) {
        const struct digest *const d = &y->digests[i];
        r->documents += d->n;
        r->rejected += d->rejects.n;
        r->cut_words += d->cut_words;
        for (size_t k = 0; k < COUNT_OF(r->decoded); k++)
            r->decoded[k] += d->decoded[k];
        if (!rejects_append(&r->rejects, &d->rejects))
            return out_of_memory(e);
    }
    return ST_OK;
}

static const char *spill_name(unsigned number, char out[static SPILL_NAME])
{
    snprintf(out, SPILL_NAME, "spill-%06u.tmp", number);
    return out;
}

/* Writes what the workers hold to the file `name` of the index folder. */
static enum st flush(struct build *b, const char *name,
                     struct manifest_segment *out, struct err *e)
{
    enum st st = pipeline_drain(b->pipeline, e);
    if (st != ST_OK)
        return st;
    struct pipeline_yield y = pipeline_yield(b->pipeline);
    const struct segment_settings settings = settings_of(b);
    char *const path = file_join(b->options->index, name);
    st = path ? count_digests(b, &y, e) : out_of_memory(e);
    if (st == ST_OK)
        st = flush_segment(path, y.digests, y.n_digests, y.workers, y.n_workers,
                           y.records, &settings, out, &b->result->replaced, e);
    if (st == ST_OK)
        st = pipeline_clear(b->pipeline, e);
    mem_free(path);
    return st;
}

/* Spilled segments get no groups and no pairs: the merge makes them from all
 * words. */
static enum st spill(struct build *b, struct err *e)
{
    struct manifest_segment ignored;
    char name[SPILL_NAME];
    struct stemmer *const stemmer = b->stemmer;
    b->stemmer = NULL;
    b->spilling = true;
    const enum st st = flush(b, spill_name(b->spills, name), &ignored, e);
    b->stemmer = stemmer;
    b->spilling = false;
    b->spills++;
    return st;
}

static enum st read_all(struct build *b, struct err *e)
{
    enum st st = start_workers(b, e);
    while (st == ST_OK) {
        struct batch *batch;
        if ((st = pipeline_take_batch(b->pipeline, &batch, e)) != ST_OK)
            break;
        st = source_next_batch(b->source, batch, e);
        if (st != ST_OK || batch->n == 0) {
            pipeline_return(b->pipeline, batch);
            break;
        }
        pipeline_submit(b->pipeline, batch);
        tell_progress(b);
        if (pipeline_memory(b->pipeline) > b->flush_at)
            st = spill(b, e);
    }
    if (st == ST_OK)
        tell_progress(b);
    return st;
}

static enum st open_spills(struct build *b, struct segment **spills,
                           struct err *e)
{
    enum st st = ST_OK;
    for (unsigned i = 0; i < b->spills && st == ST_OK; i++) {
        char name[SPILL_NAME];
        char *const path = file_join(b->options->index, spill_name(i, name));
        st = path ? segment_open(&spills[i], path, e) : out_of_memory(e);
        mem_free(path);
    }
    return st;
}

static enum st merge_spills(struct build *b, const char *name,
                            struct manifest_segment *out, struct err *e)
{
    const struct merge_options o = {
        .segment = settings_of(b),
        .order = {.by = b->options->order,
                  .memory = b->options->memory,
                  .threads = b->options->threads,
                  .progress = b->options->order_progress},
    };
    struct segment **const spills = mem_zalloc(b->spills * sizeof(*spills));
    char *const path = file_join(b->options->index, name);
    enum st st = spills && path ? open_spills(b, spills, e) : out_of_memory(e);
    if (st == ST_OK)
        st = merge_segments(path, spills, b->spills, &o, out,
                            &b->result->replaced, e);
    for (unsigned i = 0; spills && i < b->spills; i++)
        segment_close(spills[i]);
    mem_free(spills);
    mem_free(path);
    return st;
}

static enum st write_segment(struct build *b, struct manifest_segment *out,
                             struct err *e)
{
    char name[SEGMENT_NAME];
    out->number = b->folder.manifest.next_segment;
    segment_name(out->number, name);
    b->merge_began = now();
    if (b->spills == 0 && b->options->order == DOC_ORDER_NONE)
        return flush(b, name, out, e);
    enum st st = spill(b, e);
    pipeline_close(b->pipeline); /* the merge needs its memory */
    b->pipeline = NULL;
    b->merge_began = now();
    return st == ST_OK ? merge_spills(b, name, out, e) : st;
}

/* Opens what is about to be committed, for the sizes of the summary: a segment
 * that cannot be opened never becomes the index. */
static enum st measure(struct build *b, const struct manifest_segment *segment,
                       struct err *e)
{
    struct segment *s;
    const enum st st =
        index_folder_open_segment(&b->folder, segment->number, &s, e);
    if (st != ST_OK)
        return st;
    b->result->documents = s->counts.docs;
    b->result->words = s->counts.words;
    b->result->terms = s->counts.terms;
    b->result->bytes_total = s->file.n;
    b->result->bytes_store = s->chunks[CHUNK_STOR].n + s->chunks[CHUNK_SDIC].n;
    b->result->bytes_positions = s->chunks[CHUNK_POSI].n;
    segment_close(s);
    return ST_OK;
}

/* A record must leave room for what is made of it, on every thread at once:
 * its text, the words of its text (some five times its size) and a store
 * frame. */
static size_t max_record(const struct build_options *o)
{
    const size_t whole = SOURCE_OPTIONS_DEFAULT.max_record;
    return MIN(whole, (size_t)(o->memory / (16 * (uint64_t)o->threads)));
}

/* What inverters and digests may hold. The rest is for batches, sorting, the
 * spools of a flush and what malloc cannot give back. */
static size_t flush_at(const struct build_options *o)
{
    enum { FIXED = 24 << 20 };
    return o->spill_at ? (size_t)o->spill_at
                       : (size_t)(o->memory / 8 * 5) - FIXED;
}

static enum st open_build(struct build *b, struct err *e)
{
    const struct build_options *const o = b->options;
    const struct source_options so = {.max_record = max_record(o)};
    enum st st = stemmer_open(&b->stemmer, o->lang, e);
    if (st == ST_OK)
        st = source_open(&b->source, o->sources, o->n_sources, &so, e);
    if (st == ST_OK)
        st = index_folder_open(&b->folder, o->index, o->force, e);
    if (st == ST_OK && b->stemmer)
        snprintf(b->folder.manifest.lang, MANIFEST_LANG, "%s",
                 stem_language(o->lang));
    return st;
}

static void close_build(struct build *b)
{
    pipeline_close(b->pipeline);
    source_close(b->source);
    stemmer_close(b->stemmer);
    buf_release(&b->dictionary);
    index_folder_close(&b->folder);
}

enum st build_index(const struct build_options *options,
                    struct build_result *result, struct err *e)
{
    const double began = now();
    struct manifest_segment segment = {.number = 0};
    memset(result, 0, sizeof(*result));
    struct build b = {
        .options = options,
        .result = result,
        .flush_at = flush_at(options),
    };
    enum st st = open_build(&b, e);
    if (st == ST_OK)
        st = read_all(&b, e);
    if (st == ST_OK)
        st = write_segment(&b, &segment, e);
    if (st == ST_OK)
        st = measure(&b, &segment, e);
    if (st == ST_OK)
        st = index_folder_commit(&b.folder, &segment, e);
    result->spills = b.spills;
    result->seconds_index = b.merge_began - began;
    result->seconds_merge = now() - b.merge_began;
    close_build(&b);
    return st;
}

void build_result_release(struct build_result *r)
{
    rejects_release(&r->rejects);
}
