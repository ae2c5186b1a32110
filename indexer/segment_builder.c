#include "indexer/segment_builder.h"

#include <string.h>

#include "common/segment/repeats.h"
#include "indexer/parts.h"

/* Ids and stems may be sorted at the same time, while a flush has the words of
 * the workers in memory. */
enum { SHARE_OF_SORTING = 16 };

enum { FINISH_PARTS = 4 };

enum st segment_builder_init(struct segment_builder *b, const char *path,
                             struct err *e)
{
    memset(b, 0, sizeof(*b));
    b->path = path;
    b->threads = 1;
    groups_init(&b->groups);
    pairs_init(&b->pairs);
    enum st st = docs_writer_init(&b->docs, path, e);
    if (st == ST_OK)
        st = repeats_writer_init(&b->repeats, path, e);
    return st == ST_OK ? cluster_list_init(&b->clusters, path, e) : st;
}

void segment_builder_release(struct segment_builder *b)
{
    docs_writer_release(&b->docs);
    repeats_writer_release(&b->repeats);
    postings_writer_release(&b->words);
    term_dict_writer_release(&b->terms);
    capitals_writer_release(&b->capitals);
    groups_release(&b->groups);
    pairs_release(&b->pairs);
    cluster_list_release(&b->clusters);
}

enum st segment_builder_start_terms(struct segment_builder *b, struct err *e)
{
    const uint8_t *codes;
    enum st st = docs_writer_length_codes(&b->docs, &codes, e);
    if (st != ST_OK)
        return st;
    postings_docs_init(&b->of, b->docs.docs, codes, b->docs.words,
                       b->docs.with_words);
    st = postings_writer_init(&b->words, b->path, "words", &b->of,
                              (struct postings_bases){.docs = 0}, e);
    if (st == ST_OK)
        st = capitals_writer_init(&b->capitals, b->path, e);
    return st == ST_OK
               ? term_dict_writer_init(&b->terms, b->path, "terms", 0, e)
               : st;
}

static enum st add_term(struct segment_builder *b, struct bytes term,
                        const struct term_entry *entry, int64_t capitals,
                        struct err *e)
{
    const enum st st =
        capitals_writer_add(&b->capitals, term, entry->df, capitals, e);
    return st == ST_OK ? term_dict_writer_add(&b->terms, term, entry, e) : st;
}

enum st segment_builder_postings(const struct segment_builder *b,
                                 struct postings_writer *w, const char *kind,
                                 uint64_t memory, struct err *e)
{
    const enum st st = postings_writer_init(
        w, b->path, kind, &b->of, (struct postings_bases){.docs = 0}, e);
    if (st == ST_OK)
        postings_writer_set_room(w, postings_writer_room(memory));
    return st;
}

enum st segment_builder_add_terms(struct segment_builder *b,
                                  struct postings_writer *w,
                                  struct packed_term *terms, size_t n,
                                  struct err *e)
{
    struct postings_bases at;
    enum st st = postings_writer_append(&b->words, w, &at, e);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        struct term_entry *const t = &terms[i].entry;
        if (t->df == 0)
            continue;
        if (t->df > 1)
            t->docs_at += at.docs;
        t->skip_at += at.skips;
        t->pos_at += at.positions;
        st = add_term(b, terms[i].text, t, terms[i].capitals, e);
    }
    return st;
}

/* A chunk has the lists of the words, then those of the groups and pairs. */
static enum st begin_lists(struct segment_writer *out, enum chunk chunk,
                           struct spool *words, struct err *e)
{
    const enum st st = segment_writer_begin(out, chunk, e);
    return st == ST_OK ? segment_writer_append_spool(out, words, e) : st;
}

static enum st end_lists(struct segment_writer *out, struct spool *groups,
                         struct spool *pairs, struct err *e)
{
    enum st st = segment_writer_append_spool(out, groups, e);
    if (st == ST_OK)
        st = segment_writer_append_spool(out, pairs, e);
    return st == ST_OK ? segment_writer_end(out, e) : st;
}

static enum st write_lists(struct segment_writer *out, enum chunk chunk,
                           struct spool *words, struct spool *groups,
                           struct spool *pairs, struct err *e)
{
    const enum st st = begin_lists(out, chunk, words, e);
    return st == ST_OK ? end_lists(out, groups, pairs, e) : st;
}

/* What of the words nothing is put behind, and at last their documents, which
 * those of groups and pairs will follow. */
static enum st write_words(struct segment_builder *b,
                           struct segment_writer *out,
                           const struct segment_settings *settings,
                           struct err *e)
{
    enum st st = term_dict_writer_write(&b->terms, out, CHUNK_TERM, CHUNK_TIDX,
                                        CHUNK_THSH, e);
    if (st == ST_OK)
        st = segment_writer_spool(out, CHUNK_POSI, &b->words.positions, e);
    if (st == ST_OK && settings->names)
        st = capitals_writer_write(&b->capitals, out, e);
    return st == ST_OK ? begin_lists(out, CHUNK_DOCS, &b->words.docs, e) : st;
}

static enum st write_all_lists(struct segment_builder *b,
                               struct segment_writer *out,
                               const struct segment_settings *settings,
                               struct err *e)
{
    enum st st =
        end_lists(out, &b->groups.postings.docs, &b->pairs.postings.docs, e);
    if (st == ST_OK)
        st =
            write_lists(out, CHUNK_SKIP, &b->words.skips,
                        &b->groups.postings.skips, &b->pairs.postings.skips, e);
    if (st == ST_OK)
        st = write_lists(out, CHUNK_BITS, &b->words.bitmaps.bitmaps,
                         &b->groups.postings.bitmaps.bitmaps,
                         &b->pairs.postings.bitmaps.bitmaps, e);
    if (st == ST_OK && settings->stemmer)
        st = groups_write(&b->groups, out, e);
    if (st == ST_OK && settings->pairs)
        st = pairs_write(&b->pairs, out, e);
    return st;
}

/* Their lists stand behind those of words and groups. */
static enum st make_pairs(struct segment_builder *b, struct err *e)
{
    const struct postings_writer *const groups = &b->groups.postings;
    const struct postings_bases bases = {
        .docs = b->words.docs.size + groups->docs.size,
        .skips = b->words.skips.size + groups->skips.size,
        .bitmaps = b->words.bitmaps.bitmaps.size + groups->bitmaps.bitmaps.size,
    };

    return pairs_make(&b->pairs, b->path, &b->terms, &b->words, &b->of, bases,
                      e);
}

/* What finishing is about. */
struct finish {
    struct segment_builder *builder;
    const struct segment_settings *settings;
    struct segment_writer file;
    struct segment_counts counts;
    struct copies_search search; /* its signatures and keys are set */
};

static enum st derive_lists(struct finish *f, struct err *e)
{
    struct segment_builder *const b = f->builder;
    enum st st = ST_OK;
    b->groups.threads = b->threads;
    b->pairs.threads = b->threads;
    if (f->settings->stemmer)
        st = groups_make(&b->groups, b->path, f->settings->stemmer, &b->terms,
                         &b->words, &b->of, e);
    if (st == ST_OK && f->settings->pairs)
        st = make_pairs(b, e);
    return st;
}

static enum st write_what_is_known(struct finish *f, struct err *e)
{
    enum st st = segment_writer_open(&f->file, f->builder->path, e);
    if (st == ST_OK)
        st = docs_writer_write(&f->builder->docs, &f->file, f->settings->store,
                               f->settings->dictionary, &f->counts, e);
    return st == ST_OK ? write_words(f->builder, &f->file, f->settings, e) : st;
}

static void drop_signatures(const void *docs)
{
    docs_writer_drop_signatures(docs);
}

static enum st find_copies(struct finish *f, struct err *e)
{
    struct segment_builder *const b = f->builder;
    struct copies_search search = f->search;
    search.texts = b->copies;
    search.index = f->settings->before;
    search.base = b->path;
    search.memory = f->settings->memory;
    search.threads = b->threads;
    search.drop = drop_signatures;
    search.ctx = &b->docs;
    return f->settings->copies == COPIES_FIND
               ? copies_find(&b->clusters, &search, e)
               : ST_OK;
}

static enum st find_repeats(struct finish *f, struct err *e)
{
    struct segment_builder *const b = f->builder;
    const enum repeats which = f->settings->repeats;
    const bool all = which == REPEATS_ALL || b->docs.docs <= REPEATS_FEW_DOCS;
    return which == REPEATS_NONE
               ? ST_OK
               : repeats_writer_make(&b->repeats, all, b->docs.sort_room, e);
}

/* What is known stands first in the file: one thread writes it, while others
 * derive lists from the words and look for copies and paragraphs. */
static enum st finish_part(void *ctx, unsigned place, size_t part,
                           struct err *e)
{
    static enum st (*const parts[FINISH_PARTS])(
        struct finish *, struct err *) = {derive_lists, find_copies,
                                          find_repeats, write_what_is_known};
    (void)place;
    return parts[part](ctx, e);
}

static enum st write_clusters(struct finish *f, struct err *e)
{
    struct spool chunk;
    if (f->settings->copies != COPIES_FIND &&
        f->settings->copies != COPIES_KEEP)
        return ST_OK;
    enum st st = spool_init(&chunk, f->builder->path, "clusters", e);
    if (st == ST_OK)
        st = cluster_list_encode(&f->builder->clusters, &chunk, e);
    if (st == ST_OK)
        st = segment_writer_spool(&f->file, CHUNK_CLUS, &chunk, e);
    spool_release(&chunk);
    return st;
}

/* Now they stay where they are for all that read them at the same time. */
static enum st view_words(struct segment_builder *b, struct err *e)
{
    struct spool *const shared[] = {&b->terms.blocks, &b->terms.offsets,
                                    &b->words.positions, &b->words.docs};
    struct bytes all;
    enum st st = ST_OK;
    for (size_t i = 0; i < COUNT_OF(shared) && st == ST_OK; i++)
        st = spool_view(shared[i], &all, e);
    return st;
}

enum st segment_builder_finish(struct segment_builder *b,
                               const struct segment_settings *settings,
                               struct manifest_segment *out, struct err *e)
{
    struct finish f = {
        .builder = b, .settings = settings, .file = {.file = {.fd = -1}}};
    const struct parts_work work = {.ctx = &f,
                                    .threads =
                                        MIN(b->threads, (unsigned)FINISH_PARTS),
                                    .n = FINISH_PARTS,
                                    .make = finish_part};
    b->docs.sort_room = (size_t)(settings->memory / SHARE_OF_SORTING);
    b->groups.sort_room = b->docs.sort_room;
    b->pairs.round_postings =
        MAX(MIN(b->docs.sort_room / 8, (size_t)PAIRS_ROUND), (size_t)1);
    enum st st = term_dict_writer_end(&b->terms, e);
    if (st == ST_OK)
        st = view_words(b, e);
    if (st == ST_OK && settings->copies == COPIES_FIND)
        st = docs_writer_signatures(&b->docs, &f.search.signatures,
                                    &f.search.keys, e);
    if (st == ST_OK)
        st = parts_run(&work, e);
    f.counts.terms = b->terms.n;
    f.counts.stems = b->groups.stems.n;
    f.counts.pairs = (uint32_t)b->pairs.dict.n;
    if (st == ST_OK)
        st = write_all_lists(b, &f.file, settings, e);
    if (st == ST_OK)
        st = write_clusters(&f, e);
    if (st == ST_OK && settings->repeats != REPEATS_NONE)
        st = segment_writer_spool(&f.file, CHUNK_REPT, &b->repeats.chunk, e);
    if (st == ST_OK)
        st = segment_writer_finish(&f.file, &f.counts, out, e);
    segment_writer_release(&f.file);
    return st;
}
