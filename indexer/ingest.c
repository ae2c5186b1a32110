#include "indexer/ingest.h"

#include <stdio.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "indexer/flush.h"
#include "indexer/frame_packer.h"
#include "indexer/merge.h"
#include "indexer/pipeline.h"
#include "indexer/source.h"

enum {
    SAMPLE_BATCHES = 8, /* what the store's dictionary is trained on */
    SPILL_NAME = 32,
};

struct ingest {
    const struct ingest_options *options;
    struct ingest_counts *counts;
    struct source *source;
    struct pipeline *pipeline; /* NULL before the first batch */
    struct buf dictionary;
    struct worker_settings workers;
    size_t flush_at; /* bytes in memory     */
    unsigned spills; /* spill files written */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "indexing: out of memory");
}

/* ---- reading ---- */

static void tell_progress(const struct ingest *in)
{
    const struct source_progress p = source_progress(in->source);
    in->counts->bytes_read = p.bytes_read;
    in->counts->files_read = p.files_read;
    in->counts->files_skipped = p.files_skipped;
    if (in->options->progress)
        in->options->progress(in->options->progress_ctx, in->counts);
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
static enum st train(struct ingest *in, const struct batch *batches, size_t n,
                     struct err *e)
{
    struct extractor *x = NULL;
    struct buf samples = BUF_INIT;
    size_t *sizes = NULL, cap = 0;
    unsigned n_sizes = 0;
    enum st st = extractor_open(&x, in->options->map, e);
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
                                    &in->dictionary, e);
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

static enum st spill_if_full(struct ingest *in, struct err *e);

/* Reads the first batches, trains on them, starts the workers with what was
 * learnt and gives them those batches. */
static enum st start_workers(struct ingest *in, struct err *e)
{
    struct batch first[SAMPLE_BATCHES] = {{.n = 0}};
    enum st st = ST_OK;
    size_t n = 0;
    do
        st = source_next_batch(in->source, &first[n], e);
    while (st == ST_OK && first[n].n && ++n < SAMPLE_BATCHES);
    if (st == ST_OK && in->options->store)
        st = train(in, first, n, e);
    in->workers = (struct worker_settings){
        .map = in->options->map,
        .store = in->options->store,
        .dictionary = buf_bytes(&in->dictionary),
    };
    if (st == ST_OK)
        st =
            pipeline_open(&in->pipeline, in->options->threads, &in->workers, e);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        struct batch *batch;
        st = pipeline_take_batch(in->pipeline, &batch, e);
        if (st != ST_OK)
            break;
        swap_batches(batch, &first[i]);
        pipeline_submit(in->pipeline, batch);
        st = spill_if_full(in, e);
    }
    for (size_t i = 0; i < SAMPLE_BATCHES; i++)
        batch_release(&first[i]);
    return st;
}

/* ---- writing ---- */

static enum st count_digests(struct ingest *in, const struct pipeline_yield *y,
                             struct err *e)
{
    struct ingest_counts *const c = in->counts;
    for (size_t i = 0; i < y->n_digests; i++) {
        const struct digest *const d = &y->digests[i];
        c->documents += d->n;
        c->rejected += d->rejects.n;
        c->cut_words += d->cut_words;
        for (size_t k = 0; k < COUNT_OF(c->decoded); k++)
            c->decoded[k] += d->decoded[k];
        if (!rejects_append(&c->rejects, &d->rejects))
            return out_of_memory(e);
    }
    return ST_OK;
}

static const char *spill_name(unsigned number, char out[static SPILL_NAME])
{
    snprintf(out, SPILL_NAME, "spill-%06u.tmp", number);
    return out;
}

/* Spilled segments get no groups and no pairs: the merge makes them from all
 * words. */
static struct segment_settings settings_of(const struct ingest *in,
                                           bool spilling)
{
    return (struct segment_settings){
        .stemmer = spilling ? NULL : in->options->stemmer,
        .store = in->options->store,
        .pairs = !spilling,
        .dictionary = buf_bytes(&in->dictionary),
    };
}

/* Writes what the workers hold to the file `name`. */
static enum st flush(struct ingest *in, const char *name, bool spilling,
                     struct manifest_segment *out, struct err *e)
{
    enum st st = pipeline_drain(in->pipeline, e);
    if (st != ST_OK)
        return st;
    struct pipeline_yield y = pipeline_yield(in->pipeline);
    const struct segment_settings settings = settings_of(in, spilling);
    char *const path = file_join(in->options->folder, name);
    st = path ? count_digests(in, &y, e) : out_of_memory(e);
    if (st == ST_OK)
        st = flush_segment(path, y.digests, y.n_digests, y.workers, y.n_workers,
                           y.records, &settings, out, &in->counts->replaced, e);
    if (st == ST_OK)
        st = pipeline_clear(in->pipeline, e);
    mem_free(path);
    return st;
}

static enum st spill(struct ingest *in, struct err *e)
{
    struct manifest_segment ignored;
    char name[SPILL_NAME];
    const enum st st =
        flush(in, spill_name(in->spills, name), true, &ignored, e);
    in->spills++;
    in->counts->spills++;
    return st;
}

static enum st spill_if_full(struct ingest *in, struct err *e)
{
    return pipeline_memory(in->pipeline) > in->flush_at ? spill(in, e) : ST_OK;
}

static enum st open_spills(struct ingest *in, struct segment **spills,
                           struct err *e)
{
    enum st st = ST_OK;
    for (unsigned i = 0; i < in->spills && st == ST_OK; i++) {
        char name[SPILL_NAME];
        char *const path = file_join(in->options->folder, spill_name(i, name));
        st = path ? segment_open(&spills[i], path, e) : out_of_memory(e);
        mem_free(path);
    }
    return st;
}

static enum st merge_spills(struct ingest *in, const char *name,
                            const struct doc_order_options *order,
                            struct manifest_segment *out, struct err *e)
{
    const struct merge_options o = {
        .segment = settings_of(in, false),
        .order = *order,
    };
    struct segment **const spills = mem_zalloc(in->spills * sizeof(*spills));
    char *const path = file_join(in->options->folder, name);
    enum st st = spills && path ? open_spills(in, spills, e) : out_of_memory(e);
    if (st == ST_OK)
        st = merge_segments(path, spills, in->spills, &o, out,
                            &in->counts->replaced, e);
    for (unsigned i = 0; spills && i < in->spills; i++)
        segment_close(spills[i]);
    mem_free(spills);
    mem_free(path);
    return st;
}

enum st ingest_read(struct ingest *in, struct err *e)
{
    enum st st = start_workers(in, e);
    while (st == ST_OK) {
        struct batch *batch;
        if ((st = pipeline_take_batch(in->pipeline, &batch, e)) != ST_OK)
            break;
        st = source_next_batch(in->source, batch, e);
        if (st != ST_OK || batch->n == 0) {
            pipeline_return(in->pipeline, batch);
            break;
        }
        pipeline_submit(in->pipeline, batch);
        tell_progress(in);
        st = spill_if_full(in, e);
    }
    if (st == ST_OK)
        tell_progress(in);
    return st;
}

enum st ingest_finish(struct ingest *in, const char *name,
                      const struct doc_order_options *order,
                      struct manifest_segment *out, struct err *e)
{
    if (in->spills == 0 && order->by == DOC_ORDER_NONE)
        return flush(in, name, false, out, e);
    const enum st st = spill(in, e);
    pipeline_close(in->pipeline); /* the merge needs its memory */
    in->pipeline = NULL;
    return st == ST_OK ? merge_spills(in, name, order, out, e) : st;
}

/* ---- lifetime ---- */

/* A record must leave room for what is made of it, on every thread at once:
 * its text, the words of its text (some five times its size) and a store
 * frame. */
static size_t max_record(const struct ingest_options *o)
{
    const size_t whole = SOURCE_OPTIONS_DEFAULT.max_record;
    return MIN(whole, (size_t)(o->memory / (16 * (uint64_t)o->threads)));
}

/* What inverters and digests may hold. The rest is for batches, sorting, the
 * spools of a flush and what malloc cannot give back. */
static size_t flush_at(const struct ingest_options *o)
{
    enum { FIXED = 24 << 20 };
    return o->spill_at ? (size_t)o->spill_at
                       : (size_t)(o->memory / 8 * 5) - FIXED;
}

enum st ingest_open(struct ingest **out, const struct ingest_options *options,
                    struct ingest_counts *counts, struct err *e)
{
    const struct source_options so = {.max_record = max_record(options)};
    *out = NULL;
    struct ingest *const in = mem_zalloc(sizeof(*in));
    if (!in)
        return out_of_memory(e);
    in->options = options;
    in->counts = counts;
    in->flush_at = flush_at(options);
    const enum st st =
        source_open(&in->source, options->sources, options->n_sources, &so, e);
    if (st != ST_OK) {
        ingest_close(in);
        return st;
    }
    *out = in;
    return ST_OK;
}

void ingest_close(struct ingest *in)
{
    if (!in)
        return;
    pipeline_close(in->pipeline);
    source_close(in->source);
    buf_release(&in->dictionary);
    mem_free(in);
}
