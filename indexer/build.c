#include "indexer/build.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/base/clock.h"
#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/segment/prefix_term.h"
#include "common/segment/structure.h"
#include "indexer/deletion_set.h"
#include "indexer/index_folder.h"

/* A build under way. */
struct build {
    const struct build_options *options;
    struct build_result *result;
    struct index_folder folder;
    struct stemmer *stemmer;
    struct ingest_options reading;
    struct ingest *ingest;
    struct buf dictionary; /* of the checkpoint that was resumed */
    struct bytes dictionary_bytes;
};

static struct ingest_options reading_of(const struct build *b)
{
    const struct build_options *const o = b->options;
    return (struct ingest_options){
        .folder = o->index,
        .sources = o->sources,
        .n_sources = o->n_sources,
        .map = &o->map,
        .source = &o->source,
        .stemmer = b->stemmer,
        .memory = o->memory,
        .threads = o->threads,
        .store = o->store,
        .zones = o->zones,
        .names = o->names,
        .dedup = o->dedup,
        .spill_at = o->spill_at,
        .merge_most = o->merge_most,
        .commit_records = o->commit_records,
        .commit_seconds = o->commit_seconds,
        .stop = o->stop,
        .watch = o->watch,
    };
}

/* ---- checkpoints ---- */

static void put_patterns(struct buf *b, const char *kind,
                         const char *const *patterns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "%s %s\n", kind, patterns[i]);
}

/* What is read of the sources, and how. */
static void put_selection(struct buf *b, const struct source_options *o)
{
    const struct selection *const s = &o->selection;
    buf_printf(b, "%d %d %" PRIu64 "\n", (int)s->format, o->follow,
               o->max_unpack);
    put_patterns(b, "glob", s->globs, s->n_globs);
    put_patterns(b, "exclude", s->excludes, s->n_excludes);
    for (size_t i = 0; i < s->n_filters; i++) {
        buf_printf(b, "filter %s\n", s->filters[i].glob);
        for (size_t k = 0; s->filters[i].words[k]; k++)
            buf_printf(b, "word %s\n", s->filters[i].words[k]);
    }
}

/* Of all that decides which bytes come out, besides the sources' own. */
static uint64_t hash_options(const struct build_options *o)
{
    struct buf b = BUF_INIT;
    buf_printf(&b, "%s %d %d %d %d %d\n", o->lang, o->store, (int)o->order,
               o->zones, o->names, o->dedup);
    put_selection(&b, &o->source);
    for (size_t i = 0; i < FIELDS_KNOWN; i++)
        for (size_t k = 0; k < FIELD_KEYS && o->map.keys[i][k]; k++)
            buf_printf(&b, "%zu %s\n", i, o->map.keys[i][k]);
    put_patterns(&b, "source", o->sources, o->n_sources);
    const uint64_t hash = b.failed ? 0 : hash64(b.p, b.n);
    buf_release(&b);
    return hash;
}

/* Calls for the segments of the checkpoint, in their order. */
static enum st open_kept(const struct build *b, struct segment **out, size_t n,
                         struct err *e)
{
    const struct manifest *const kept = &b->folder.checkpoint.segments;
    enum st st = ST_OK;
    for (size_t i = 0; i < n && st == ST_OK; i++)
        st = index_folder_open_segment(&b->folder, kept->segments[i].number,
                                       &out[i], e);
    return st;
}

static enum st take_dictionary(struct build *b, struct err *e)
{
    struct segment *first = NULL;
    enum st st = open_kept(b, &first, 1, e);
    if (st != ST_OK)
        return st;
    const struct chunk_view *const c = &first->chunks[CHUNK_SDIC];
    if (!chunk_use(c, 0, c->n))
        st = chunk_refused(first, CHUNK_SDIC, 0, e);
    else if (!buf_append(&b->dictionary, c->p, c->n))
        st = err_set(e, ST_NOMEM, "building: out of memory");
    b->dictionary_bytes = buf_bytes(&b->dictionary);
    b->reading.dictionary = &b->dictionary_bytes;
    segment_close(first);
    return st;
}

static enum st resume(struct build *b, struct err *e)
{
    struct checkpoint *const c = &b->folder.checkpoint;
    if (c->options != hash_options(b->options))
        return err_set(e, ST_USAGE,
                       "%s: the build was begun with other options or sources; "
                       "give the same, or begin again with --force",
                       b->options->index);
    const struct ingest_watch *const w = &b->options->watch;
    b->result->read = c->counts;
    c->counts = (struct ingest_counts){.documents = 0};
    enum st st =
        w->resumed ? w->resumed(w->ctx, b->result->read.rejected, e) : ST_OK;
    if (st == ST_OK && b->options->store)
        st = take_dictionary(b, e);
    return st == ST_OK ? ingest_skip(b->ingest, c->position, e) : st;
}

static void begin(struct build *b)
{
    struct index_folder *const f = &b->folder;
    f->checkpoint = (struct checkpoint){
        .number = f->manifest.next_segment,
        .published = f->manifest.generation == 0 && f->sure,
        .options = hash_options(b->options),
    };
}

/* Deletes documents of `before` that one of the segment behind it replaces. */
static enum st delete_replaced(const struct index *before,
                               const struct index *next,
                               struct deletion_set *set, struct err *e)
{
    const struct segment *const added = next->segments[next->n - 1];
    enum st st = ST_OK;
    for (uint32_t own = 0; own < added->counts.docs && st == ST_OK; own++) {
        struct bytes id;
        uint32_t doc;
        bool was;
        st = segment_id(added, own, &id, e);
        if (st == ST_OK)
            st = index_find_id(before, id, &doc, e);
        if (st == ST_OK && doc != DOC_END)
            st = deletion_set_add(set, doc, &was, e);
    }
    return st;
}

/* Opens the published segments, and with `more`, unless that is NULL, one more.
 */
static enum st open_published(const struct build *b,
                              const struct manifest_segment *more,
                              struct index **out, struct err *e)
{
    const struct manifest *const m = &b->folder.manifest;
    struct manifest copy = {.generation = m->generation};
    enum st st = ST_OK;
    for (size_t i = 0; i < m->n && st == ST_OK; i++)
        st = manifest_add(&copy, &m->segments[i], e);
    if (st == ST_OK && more)
        st = manifest_add(&copy, more, e);
    if (st == ST_OK)
        return index_open_as(out, b->options->index, &copy, e);
    manifest_release(&copy);
    return st;
}

static enum st publish(struct build *b, const struct manifest_segment *more,
                       struct err *e)
{
    struct index *before = NULL, *next = NULL;
    struct deletion_set *set = NULL;
    struct manifest m = {.generation = 0};
    enum st st = open_published(b, NULL, &before, e);
    if (st == ST_OK)
        st = open_published(b, more, &next, e);
    if (st == ST_OK)
        st = deletion_set_open(&set, next, e);
    if (st == ST_OK)
        st = delete_replaced(before, next, set, e);
    if (st == ST_OK)
        st = deletion_set_write(set, b->folder.manifest.generation + 1, &m, e);
    if (st == ST_OK)
        st = index_folder_commit(&b->folder, m.segments, m.n, e);
    manifest_release(&m);
    deletion_set_close(set);
    index_close(next);
    index_close(before);
    return st;
}

/* Publishes what is kept and not published yet. Numbers go up. A killed run may
 * have left its last segment so. */
static enum st publish_kept(struct build *b, struct err *e)
{
    const struct manifest *const kept = &b->folder.checkpoint.segments;
    const struct manifest *const m = &b->folder.manifest;
    enum st st = ST_OK;
    for (size_t i = 0; i < kept->n && st == ST_OK; i++)
        if (m->n == 0 ||
            kept->segments[i].number > m->segments[m->n - 1].number)
            st = publish(b, &kept->segments[i], e);
    return st;
}

/* Keeps what was read, and publishes it when there is nothing to spoil. */
static enum st keep(struct build *b, struct err *e)
{
    struct index_folder *const f = &b->folder;
    struct checkpoint *const c = &f->checkpoint;
    const uint32_t next = MAX(f->manifest.next_segment, c->number + 1);
    struct manifest_segment segment = {.number = next};
    char name[SEGMENT_NAME];
    enum st st = ingest_write(b->ingest, segment_name(segment.number, name),
                              &segment, e);
    if (st == ST_OK)
        st = manifest_add(&c->segments, &segment, e);
    if (st != ST_OK)
        return st;
    f->manifest.next_segment = segment.number + 1;
    c->position = ingest_position(b->ingest);
    c->counts = b->result->read;
    st = index_folder_keep(f, e);
    c->counts = (struct ingest_counts){.documents = 0};
    if (st == ST_OK && c->published)
        st = publish_kept(b, e);
    return st;
}

/* ---- the whole ---- */

static enum index_intent intent_of(const struct build_options *o)
{
    return o->resume ? INDEX_RESUME : o->force ? INDEX_REPLACE : INDEX_CREATE;
}

static enum st open_build(struct build *b, struct err *e)
{
    const struct build_options *const o = b->options;
    enum st st = stemmer_open(&b->stemmer, o->lang, e);
    b->reading = reading_of(b);
    if (st == ST_OK)
        st = ingest_open(&b->ingest, &b->reading, &b->result->read, e);
    if (st == ST_OK)
        st = index_folder_open(&b->folder, o->index, intent_of(o), e);
    if (st == ST_OK && b->stemmer)
        snprintf(b->folder.manifest.lang, MANIFEST_LANG, "%s",
                 stem_language(o->lang));
    b->folder.manifest.zones = o->zones ? RELEASE_RULES : 0;
    if (st != ST_OK)
        return st;
    if (b->folder.unfinished)
        return resume(b, e);
    begin(b);
    return ST_OK;
}

static void close_build(struct build *b)
{
    ingest_close(b->ingest);
    stemmer_close(b->stemmer);
    buf_release(&b->dictionary);
    index_folder_close(&b->folder);
}

/* All that was kept and read, as the segment the build ends with. */
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
    const size_t n = b->folder.checkpoint.segments.n;
    struct segment **const kept = mem_zalloc((n + 1) * sizeof(*kept));
    char name[SEGMENT_NAME];
    out->number = b->folder.checkpoint.number;
    enum st st = kept ? open_kept(b, kept, n, e)
                      : err_set(e, ST_NOMEM, "building: out of memory");
    if (st == ST_OK)
        st = ingest_finish(b->ingest, segment_name(out->number, name), kept, n,
                           &order, out, e);
    for (size_t i = 0; kept && i < n; i++)
        segment_close(kept[i]);
    mem_free(kept);
    return st;
}

static enum st read_all(struct build *b, struct err *e)
{
    enum ingest_event why = INGEST_DUE;
    enum st st = ST_OK;
    while (st == ST_OK && why == INGEST_DUE) {
        st = ingest_read(b->ingest, &why, e);
        if (st == ST_OK && why != INGEST_END)
            st = keep(b, e);
    }
    b->result->stopped = st == ST_OK && why == INGEST_STOPPED;
    return st;
}

/* Opens what is about to be committed, for the sizes of the summary: a segment
 * that cannot be opened never becomes the index. */
static enum st measure(struct build *b, const struct manifest_segment *segment,
                       struct err *e)
{
    struct build_result *const r = b->result;
    struct segment *s;
    uint64_t prefixed;
    enum st st = index_folder_open_segment(&b->folder, segment->number, &s, e);
    if (st != ST_OK)
        return st;
    st = prefix_terms_count(s, &prefixed, e);
    r->read.documents = s->counts.docs;
    r->words = s->counts.words;
    r->terms = st == ST_OK ? s->counts.terms - prefixed : 0;
    r->bytes_total = s->file.n;
    r->bytes_store = s->chunks[CHUNK_STOR].n + s->chunks[CHUNK_SDIC].n;
    r->bytes_positions = s->chunks[CHUNK_POSI].n;
    segment_close(s);
    return st;
}

enum st build_index(const struct build_options *options,
                    struct build_result *result, struct err *e)
{
    const double began = clock_seconds();
    struct manifest_segment segment = {.number = 0};
    memset(result, 0, sizeof(*result));
    struct build b = {.options = options, .result = result};
    enum st st = open_build(&b, e);
    if (st == ST_OK)
        st = read_all(&b, e);
    const double read = clock_seconds();
    const bool ends = st == ST_OK && !result->stopped;
    if (ends)
        st = write_segment(&b, &segment, e);
    if (ends && st == ST_OK)
        st = measure(&b, &segment, e);
    if (ends && st == ST_OK)
        st = index_folder_commit(&b.folder, &segment, 1, e);
    result->seconds_index = read - began;
    result->seconds_merge = clock_seconds() - read;
    close_build(&b);
    return st;
}

void build_result_release(struct build_result *r)
{
    rejects_release(&r->read.rejects);
}
