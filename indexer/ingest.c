#include "indexer/ingest.h"

#include <stdio.h>
#include <string.h>

#include "common/base/clock.h"
#include "common/base/file.h"
#include "common/base/hash.h"
#include "common/base/mem.h"
#include "indexer/flush.h"
#include "indexer/frame_packer.h"
#include "indexer/merge.h"
#include "indexer/pipeline.h"
#include "indexer/source/source.h"

enum {
    SAMPLE_BATCHES = 8, /* what the store's dictionary is trained on */
    SPILL_NAME = 32,
    MERGE_MOST = 64, /* spills at once */
};

struct ingest {
    const struct ingest_options *options;
    struct ingest_counts *counts;
    struct source *source;
    struct pipeline *pipeline; /* NULL before the first batch */
    struct buf dictionary;
    struct worker_settings workers;
    char *base; /* of their temporary files */
    struct known_docs *known;
    const struct index *before; /* whose documents may be copied; or NULL */
    size_t flush_at;            /* bytes in memory                      */
    unsigned spills;            /* spill files, of what is to be written */
    unsigned spilled;           /* all that were ever written           */
    struct ingest_position position;
    double written_at;        /* when the last write was, or the opening */
    uint64_t written_records; /* records read by then                    */
    uint64_t records;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "indexing: out of memory");
}

/* ---- reading ---- */

static void tell(const struct ingest *in, enum progress_phase phase,
                 double done)
{
    const struct ingest_watch *const w = &in->options->watch;
    if (w->progress)
        w->progress(w->ctx, in->counts, phase, done);
}

static void tell_progress(const struct ingest *in)
{
    struct ingest_counts *const c = in->counts;
    const struct source_progress p = source_progress(in->source);
    const struct pipeline_pending pending =
        in->pipeline ? pipeline_pending(in->pipeline)
                     : (struct pipeline_pending){.documents = 0};
    c->bytes_read = p.bytes_read;
    c->bytes_found = p.bytes_found;
    c->files_read = p.files_read;
    c->files_skipped = p.files_skipped;
    c->met_bad = c->rejected + pending.rejected;
    c->met = c->documents + c->unchanged + c->unknown + c->rejected +
             pending.documents;
    tell(in, PROGRESS_READING, -1);
}

static void tell_merge(void *ctx, double done)
{
    tell(ctx, PROGRESS_MERGING, done);
}

/* Goes into the hash: the bytes, and how they are cut into records. */
static uint64_t hash_batch(uint64_t before, const struct batch *b)
{
    uint64_t sums[3] = {before, hash64(b->bytes.p, b->bytes.n), b->n};
    for (size_t i = 0; i < b->n; i++) {
        const struct raw_record *const r = &b->records[i];
        const uint64_t cut[] = {
            (uint64_t)r->kind, r->bytes.at, r->bytes.n, r->path.at,
            r->name.at,        r->line,     sums[2]};
        sums[2] = hash64(cut, sizeof(cut));
    }
    return hash64(sums, sizeof(sums));
}

static enum st next_batch(struct ingest *in, struct batch *b, struct err *e)
{
    const enum st st = source_next_batch(in->source, b, e);
    if (st == ST_OK && b->n > 0) {
        in->position.batches++;
        in->position.hash = hash_batch(in->position.hash, b);
        in->records += b->n;
    }
    return st;
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

static struct bytes dictionary_of(const struct ingest *in)
{
    return in->options->dictionary ? *in->options->dictionary
                                   : buf_bytes(&in->dictionary);
}

/* ---- writing ---- */

static enum st take_rejects(struct ingest *in, const struct rejects *r,
                            struct err *e)
{
    const struct ingest_watch *const w = &in->options->watch;
    if (w->reject)
        return w->reject(w->ctx, r, e);
    return rejects_append(&in->counts->rejects, r) ? ST_OK : out_of_memory(e);
}

static enum st count_digests(struct ingest *in, const struct pipeline_yield *y,
                             struct err *e)
{
    struct ingest_counts *const c = in->counts;
    for (size_t i = 0; i < y->n_digests; i++) {
        const struct digest *const d = &y->digests[i];
        c->documents += d->n;
        c->unchanged += d->unchanged;
        c->unknown += d->unknown;
        c->rejected += d->rejects.n;
        c->cut_words += d->cut_words;
        c->mojibake += d->mojibake;
        for (size_t k = 0; k < COUNT_OF(c->decoded); k++)
            c->decoded[k] += d->decoded[k];
        const enum st st = take_rejects(in, &d->rejects, e);
        if (st != ST_OK)
            return st;
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
        .names = in->options->names,
        .copies = !in->options->dedup ? COPIES_NONE
                  : spilling          ? COPIES_SIGN
                                      : COPIES_FIND,
        .repeats = !in->options->zones ? REPEATS_NONE
                   : spilling          ? REPEATS_ALL
                                       : REPEATS_SEVERAL,
        .before = in->before,
        .dictionary = dictionary_of(in),
        .memory = in->options->memory,
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

/* Once there are spills the merge finds the copies, from texts. The workers
 * have nothing to do meanwhile. */
static void choose_what_is_kept(struct ingest *in)
{
    in->workers.keep_shingles =
        in->options->dedup && in->options->store && in->spills == 0;
}

static enum st spill(struct ingest *in, struct err *e)
{
    struct manifest_segment ignored;
    char name[SPILL_NAME];
    const enum st st =
        flush(in, spill_name(in->spilled, name), true, &ignored, e);
    in->spilled++;
    in->spills++;
    in->counts->spills++;
    choose_what_is_kept(in);
    return st;
}

static enum st spill_if_full(struct ingest *in, struct err *e)
{
    return pipeline_memory(in->pipeline) > in->flush_at ? spill(in, e) : ST_OK;
}

/* ---- starting ---- */

/* Reads the first batches, trains on them, starts the workers with what was
 * learnt and gives them those batches. */
static enum st start_workers(struct ingest *in, struct err *e)
{
    struct batch first[SAMPLE_BATCHES] = {{.n = 0}};
    enum st st = ST_OK;
    size_t n = 0;
    do
        st = next_batch(in, &first[n], e);
    while (st == ST_OK && first[n].n && ++n < SAMPLE_BATCHES);
    if (st == ST_OK && in->options->store && !in->options->dictionary)
        st = train(in, first, n, e);
    in->workers = (struct worker_settings){
        .map = in->options->map,
        .store = in->options->store,
        .zones = in->options->zones,
        .sign = in->options->dedup,
        .base = in->base,
        .dictionary = dictionary_of(in),
        .known = in->known,
    };
    choose_what_is_kept(in);
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

/* ---- merging ---- */

/* Spill files with numbers in a row. */
struct spill_range {
    unsigned first, n;
};

static struct spill_range spills_of(const struct ingest *in)
{
    return (struct spill_range){in->spilled - in->spills, in->spills};
}

/* Calls for each, in their order. */
static enum st each_spill(struct ingest *in, struct spill_range spills,
                          enum st (*call)(const char *path, void *arg,
                                          struct err *e),
                          void *arg, struct err *e)
{
    enum st st = ST_OK;
    for (unsigned i = 0; i < spills.n; i++) {
        char name[SPILL_NAME];
        char *const path =
            file_join(in->options->folder, spill_name(spills.first + i, name));
        if (st == ST_OK)
            st = path ? call(path, arg, e) : out_of_memory(e);
        mem_free(path);
    }
    return st;
}

static enum st open_spill(const char *path, void *arg, struct err *e)
{
    struct segment ***const next = arg;
    return segment_open((*next)++, path, e);
}

static enum st remove_spill(const char *path, void *arg, struct err *e)
{
    (void)arg;
    return file_remove(path, e);
}

/* What is merged: segments that are open, then spills. */
struct merge_inputs {
    struct segment *const *before;
    size_t n;
    struct spill_range spills;
};

static enum st merge_to(struct ingest *in, const char *name,
                        const struct merge_inputs *from,
                        const struct merge_options *o,
                        struct manifest_segment *out, struct err *e)
{
    const size_t all = from->n + from->spills.n;
    struct segment **const segments = mem_zalloc(all * sizeof(*segments));
    char *const path = file_join(in->options->folder, name);
    enum st st = segments && path ? ST_OK : out_of_memory(e);
    if (st == ST_OK) {
        struct segment **next = segments + from->n;
        if (from->n)
            memcpy(segments, from->before, from->n * sizeof(*segments));
        st = each_spill(in, from->spills, open_spill, &next, e);
    }
    if (st == ST_OK)
        st = merge_segments(path, segments, all, o, out, &in->counts->replaced,
                            e);
    for (size_t i = from->n; segments && i < all; i++)
        segment_close(segments[i]);
    mem_free(segments);
    mem_free(path);
    return st;
}

/* Merges spills to one more. */
static enum st merge_some(struct ingest *in, struct spill_range spills,
                          struct err *e)
{
    const struct merge_inputs from = {.spills = spills};
    const struct merge_options o = {.segment = settings_of(in, true)};
    struct manifest_segment ignored;
    char name[SPILL_NAME];
    enum st st =
        merge_to(in, spill_name(in->spilled, name), &from, &o, &ignored, e);
    in->spilled++;
    return st == ST_OK ? each_spill(in, spills, remove_spill, NULL, e) : st;
}

/* Of each file that is merged some pages are in memory at once. So no more than
 * so many are, and more are made fewer first. */
static enum st gather_spills(struct ingest *in, struct err *e)
{
    const unsigned asked = in->options->merge_most;
    const unsigned most = asked ? asked : (unsigned)MERGE_MOST;
    enum st st = ST_OK;
    while (in->spills > most && st == ST_OK) {
        const struct spill_range all = spills_of(in);
        for (unsigned i = 0; i < all.n && st == ST_OK; i += most)
            st = merge_some(
                in, (struct spill_range){all.first + i, MIN(most, all.n - i)},
                e);
        in->spills = in->spilled - all.first - all.n;
    }
    return st;
}

/* The segments `before`, then all spills. */
static enum st merge_spills(struct ingest *in, const char *name,
                            struct segment *const *before, size_t n,
                            const struct doc_order_options *order,
                            struct manifest_segment *out, struct err *e)
{
    const struct merge_options o = {
        .segment = settings_of(in, false),
        .order = *order,
        .progress = {tell_merge, in},
    };
    const enum st st = gather_spills(in, e);
    const struct merge_inputs from = {before, n, spills_of(in)};
    return st == ST_OK ? merge_to(in, name, &from, &o, out, e) : st;
}

/* ---- from outside ---- */

/* The workers have nothing to do between two reads that a write parts. */
void ingest_compare_with(struct ingest *in, struct known_docs *known)
{
    in->known = known;
    in->workers.known = known;
}

void ingest_look_in(struct ingest *in, const struct index *index)
{
    in->before = index;
}

enum st ingest_skip(struct ingest *in, struct ingest_position to, struct err *e)
{
    struct batch b = {.n = 0};
    enum st st = ST_OK;
    while (st == ST_OK && in->position.batches < to.batches) {
        st = next_batch(in, &b, e);
        if (st == ST_OK && b.n == 0)
            break;
        tell_progress(in);
    }
    batch_release(&b);
    in->written_records = in->records;
    if (st == ST_OK &&
        (in->position.batches != to.batches || in->position.hash != to.hash))
        st = err_set(e, ST_USAGE,
                     "the sources are not what they were when the build was "
                     "interrupted; begin again with --force");
    return st;
}

static enum ingest_event event_of(const struct ingest *in)
{
    const struct ingest_options *const o = in->options;
    if (o->stop && *o->stop)
        return INGEST_STOPPED;
    const bool due = (o->commit_records &&
                      in->records - in->written_records >= o->commit_records) ||
                     (o->commit_seconds > 0 &&
                      clock_seconds() - in->written_at >= o->commit_seconds);
    return due ? INGEST_DUE : INGEST_END;
}

/* A run that is given up still tells what was rejected. */
static enum st check_bad(struct ingest *in, bool ended, struct err *e)
{
    const struct ingest_counts *const c = in->counts;
    const enum st st = bad_limit_check(&in->options->watch.max_bad, c->met,
                                       c->met_bad, ended, e);
    if (st == ST_OK || pipeline_drain(in->pipeline, e) != ST_OK)
        return st;
    const struct pipeline_yield y = pipeline_yield(in->pipeline);
    (void)!count_digests(in, &y, NULL);
    return st;
}

/* Nothing is under way any more when the limit is judged at last. */
static enum st end_reading(struct ingest *in, bool ended, struct err *e)
{
    const enum st st = pipeline_drain(in->pipeline, e);
    if (st != ST_OK)
        return st;
    tell_progress(in);
    return check_bad(in, ended, e);
}

enum st ingest_read(struct ingest *in, enum ingest_event *why, struct err *e)
{
    enum st st = in->pipeline ? ST_OK : start_workers(in, e);
    *why = INGEST_END;
    while (st == ST_OK && (*why = event_of(in)) == INGEST_END) {
        struct batch *batch;
        if ((st = pipeline_take_batch(in->pipeline, &batch, e)) != ST_OK)
            break;
        st = next_batch(in, batch, e);
        if (st != ST_OK || batch->n == 0) {
            pipeline_return(in->pipeline, batch);
            break;
        }
        pipeline_submit(in->pipeline, batch);
        tell_progress(in);
        st = check_bad(in, false, e);
        if (st == ST_OK)
            st = spill_if_full(in, e);
    }
    if (st == ST_OK)
        st = end_reading(in, *why == INGEST_END, e);
    return st;
}

struct ingest_position ingest_position(const struct ingest *in)
{
    return in->position;
}

enum st ingest_is_empty(struct ingest *in, bool *empty, struct err *e)
{
    *empty = false;
    if (in->spills)
        return ST_OK;
    const enum st st = pipeline_drain(in->pipeline, e);
    if (st != ST_OK)
        return st;
    const struct pipeline_yield y = pipeline_yield(in->pipeline);
    size_t n = 0;
    for (size_t i = 0; i < y.n_digests; i++)
        n += y.digests[i].n;
    *empty = n == 0;
    return ST_OK;
}

enum st ingest_write(struct ingest *in, const char *name,
                     struct manifest_segment *out, struct err *e)
{
    const struct doc_order_options order = {.by = DOC_ORDER_NONE};
    enum st st;
    if (in->spills == 0) {
        st = flush(in, name, false, out, e);
    } else {
        st = spill(in, e);
        if (st == ST_OK)
            st = merge_spills(in, name, NULL, 0, &order, out, e);
        if (st == ST_OK)
            st = each_spill(in, spills_of(in), remove_spill, NULL, e);
        in->spills = 0;
        choose_what_is_kept(in);
    }
    in->written_records = in->records;
    in->written_at = clock_seconds();
    return st;
}

enum st ingest_forget(struct ingest *in, struct err *e)
{
    struct pipeline_yield y = pipeline_yield(in->pipeline);
    const enum st st = count_digests(in, &y, e);
    in->written_records = in->records;
    in->written_at = clock_seconds();
    return st == ST_OK ? pipeline_clear(in->pipeline, e) : st;
}

enum st ingest_finish(struct ingest *in, const char *name,
                      struct segment *const *before, size_t n,
                      const struct doc_order_options *order,
                      struct manifest_segment *out, struct err *e)
{
    tell(in, PROGRESS_MERGING, -1);
    if (n == 0 && in->spills == 0 && order->by == DOC_ORDER_NONE)
        return flush(in, name, false, out, e);
    const enum st st = spill(in, e);
    pipeline_close(in->pipeline); /* the merge needs its memory */
    in->pipeline = NULL;
    return st == ST_OK ? merge_spills(in, name, before, n, order, out, e) : st;
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
    struct source_options so = *options->source;
    so.max_record = max_record(options);
    so.map = options->map;
    *out = NULL;
    struct ingest *const in = mem_zalloc(sizeof(*in));
    if (!in)
        return out_of_memory(e);
    in->options = options;
    in->counts = counts;
    in->flush_at = flush_at(options);
    in->written_at = clock_seconds();
    in->base = file_join(options->folder, "spill-digests");
    const enum st st = !in->base ? out_of_memory(e)
                                 : source_open(&in->source, options->sources,
                                               options->n_sources, &so, e);
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
    mem_free(in->base);
    mem_free(in);
}
