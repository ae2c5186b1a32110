#include "indexer/pairs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "common/segment/prefix_term.h"
#include "indexer/draft.h"
#include "indexer/parts.h"

enum {
    /* Documents whose pairs are found at a time, by one thread. */
    PART_DOCS = 1 << 12,
    /* Bytes of what was found that are read before pages are given back. */
    DROP_FOUND = 4 << 20,
    THREADS_MAX = 4, /* more take memory, and are done no sooner */
    /* Pairs are parted by their first word, and what was found of each range
     * kept together: a round reads through no more than its own. */
    RANGES = 16,
    RANGE_PAIRS = PAIRS_MAX / RANGES,
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "pairing words: out of memory");
}

void pairs_init(struct pairs *p)
{
    memset(p, 0, sizeof(*p));
    p->threads = 1;
    p->round_postings = PAIRS_ROUND;
}

void pairs_release(struct pairs *p)
{
    postings_writer_release(&p->postings);
    term_dict_writer_release(&p->dict);
    spool_release(&p->found);
}

/* ---- which words ---- */

struct frequent {
    uint64_t cf;
    uint32_t ord;
};

/* The most frequent first; of two equal ones the earlier. */
static int compare_frequent(const void *a, const void *b)
{
    const struct frequent *const x = a, *const y = b;
    if (x->cf != y->cf)
        return x->cf < y->cf ? 1 : -1;
    return x->ord < y->ord ? -1 : 1;
}

static int compare_ords(const void *a, const void *b)
{
    const struct frequent *const x = a, *const y = b;
    return (x->ord > y->ord) - (x->ord < y->ord);
}

static enum st list_dense(const struct term_dict *words, struct frequent **out,
                          size_t *n, struct err *e)
{
    struct term_walk w;
    size_t cap = 0;
    bool more;
    enum st st;

    term_walk_start(&w, words);
    while ((st = term_walk_next(&w, &more, e)) == ST_OK && more) {
        if (!is_dense(w.entry.df, words->segment->counts.docs) ||
            is_prefix_term(w.term) || w.term.n > PAIR_WORD_SIZE_MAX)
            continue;
        if (!mem_grow(out, &cap, *n + 1))
            return out_of_memory(e);
        (*out)[(*n)++] =
            (struct frequent){.cf = w.entry.cf, .ord = w.entry.ord};
    }
    return st;
}

enum st pair_words_find(const struct segment *s,
                        struct pair_word words[static PAIR_WORDS], uint32_t *n,
                        struct err *e)
{
    const struct term_dict dict = term_dict_words(s);
    struct frequent *dense = NULL;
    size_t n_dense = 0;
    enum st st = list_dense(&dict, &dense, &n_dense, e);

    if (n_dense > 0)
        qsort(dense, n_dense, sizeof(*dense), compare_frequent);
    *n = (uint32_t)MIN(n_dense, (size_t)PAIR_WORDS);
    if (*n > 0)
        qsort(dense, *n, sizeof(*dense), compare_ords);
    for (uint32_t i = 0; i < *n && st == ST_OK; i++) {
        struct term_walk w;
        st = term_walk_at(&w, &dict, dense[i].ord, e);
        if (st != ST_OK)
            break;
        words[i].entry = w.entry;
        words[i].size = (uint8_t)w.term.n;
        memcpy(words[i].text, w.term.p, w.term.n);
    }
    mem_free(dense);
    return st;
}

struct bytes pair_key(uint8_t out[static TERM_SIZE_MAX],
                      const struct pair_word *first,
                      const struct pair_word *second)
{
    memcpy(out, first->text, first->size);
    out[first->size] = 0;
    if (second)
        memcpy(out + first->size + 1, second->text, second->size);
    return bytes_of(out, first->size + 1u + (second ? second->size : 0u));
}

/* ---- finding ----
 *
 * Part by part, and in it range by range, for each document that has pairs of
 * the range varints: gap, pairs, then for each pair its gap and frequency. The
 * first gaps are from the part's first document and the range's first pair. */

/* What one thread found of a range in the part at hand. */
struct found_range {
    struct buf bytes;
    uint32_t last_doc;
};

struct found_part {
    struct found_range ranges[RANGES];
    uint32_t counts[PAIRS_MAX]; /* documents that have the pair */
    struct pair_walk walk;
};

struct finding {
    struct pairs *pairs;
    const struct draft *draft;
    const struct postings_writer *postings;
    const struct term_entry *words;
    uint32_t n_words, docs;
    struct found_part *parts; /* one a thread                               */
    uint32_t *counts;         /* of all parts                               */
    uint64_t *ends; /* of each range of each part, in what was found */
};

/* Writes the pairs [from, to) of the document, which are all of one range. */
static bool write_found(const struct pair_walk *w, uint32_t from, uint32_t to,
                        struct found_range *r)
{
    struct buf *const out = &r->bytes;
    uint32_t before = w->pairs[from] / RANGE_PAIRS * RANGE_PAIRS;
    if (!buf_reserve(out, 2 * VARINT_MAX * ((size_t)(to - from) + 1)))
        return false;
    uint8_t *at = varint_put(out->p + out->n, w->doc - r->last_doc);
    at = varint_put(at, to - from);
    for (uint32_t i = from; i < to; i++) {
        at = varint_put(varint_put(at, w->pairs[i] - before), w->freqs[i]);
        before = w->pairs[i];
    }
    out->n = (size_t)(at - out->p);
    r->last_doc = w->doc;
    return true;
}

static bool keep_document(struct found_part *p)
{
    const struct pair_walk *const w = &p->walk;
    for (uint32_t from = 0, to; from < w->n; from = to) {
        const uint32_t range = w->pairs[from] / RANGE_PAIRS;
        for (to = from; to < w->n && w->pairs[to] / RANGE_PAIRS == range; to++)
            p->counts[w->pairs[to]]++;
        if (!write_found(w, from, to, &p->ranges[range]))
            return false;
    }
    return true;
}

static enum st find_in(struct found_part *p, uint32_t from, uint32_t to,
                       struct err *e)
{
    struct pair_walk *const w = &p->walk;
    enum st st;
    pair_walk_skip(w, from);
    while ((st = pair_walk_next(w, e)) == ST_OK && w->doc < to)
        if (!keep_document(p))
            return out_of_memory(e);
    return st;
}

static enum st find_part(void *ctx, unsigned place, size_t part, struct err *e)
{
    const struct finding *const f = ctx;
    struct found_part *const p = &f->parts[place];
    const uint32_t from = (uint32_t)part * PART_DOCS;
    for (unsigned i = 0; i < RANGES; i++) {
        buf_clear(&p->ranges[i].bytes);
        p->ranges[i].last_doc = from;
    }
    memset(p->counts, 0, sizeof(p->counts));
    enum st st =
        pair_walk_open(&p->walk, &f->draft->segment, f->words, f->n_words, e);
    if (st == ST_OK)
        st = find_in(p, from, MIN(from + PART_DOCS, f->docs), e);
    pair_walk_close(&p->walk);
    return st;
}

static enum st keep_found(void *ctx, unsigned place, size_t part, struct err *e)
{
    const struct finding *const f = ctx;
    const struct found_part *const p = &f->parts[place];
    struct spool *const found = &f->pairs->found;
    for (size_t i = 0; i < PAIRS_MAX; i++)
        f->counts[i] += p->counts[i];
    enum st st = ST_OK;
    for (size_t i = 0; i < RANGES && st == ST_OK; i++) {
        const struct buf *const b = &p->ranges[i].bytes;
        st = spool_append(found, b->p, b->n, e);
        f->ends[part * RANGES + i] = found->size;
    }
    /* Keep what is mapped small. */
    spool_drop(&f->postings->docs, f->postings->docs.size);
    spool_drop(&f->postings->positions, f->postings->positions.size);
    return st;
}

static size_t parts_of(uint32_t docs)
{
    return ((size_t)docs + PART_DOCS - 1) / PART_DOCS;
}

static enum st find_all(struct finding *f, struct err *e)
{
    const struct parts_work work = {
        .ctx = f,
        .threads = f->pairs->threads,
        .n = parts_of(f->docs),
        .make = find_part,
        .take = keep_found,
    };
    f->parts = mem_zalloc(work.threads * sizeof(*f->parts));
    const enum st st = f->parts ? parts_run(&work, e) : out_of_memory(e);
    for (unsigned i = 0; f->parts && i < work.threads; i++)
        for (unsigned k = 0; k < RANGES; k++)
            buf_release(&f->parts[i].ranges[k].bytes);
    mem_free(f->parts);
    return st;
}

/* ---- writing ---- */

struct posting {
    uint32_t doc, freq;
};

/* The lists of some pairs of one range, made by one thread. */
struct round {
    uint32_t first, end; /* pairs                                     */
    size_t n;            /* postings of all of them                   */
};

struct round_lists {
    struct postings_writer postings;
    struct term_entry entries[PAIRS_MAX];
    size_t at[PAIRS_MAX];      /* where the next posting of each goes       */
    struct posting *collected; /* of all of them, pair by pair              */
};

struct writing {
    struct pairs *pairs;
    const char *base;
    const struct pair_word *words;
    uint32_t n_words;
    const uint32_t *counts;
    struct bytes found;
    const uint64_t *ends; /* of the ranges of its parts */
    size_t n_parts;
    struct round rounds[PAIRS_MAX];
    size_t n_rounds, collected; /* the most postings of a round          */
    struct round_lists *lists;  /* one a thread                 */
    uint32_t added;             /* words that have their entry  */
};

/* A pair with more postings than are collected at a time is a round of its own,
 * and taken as it was found. */
static bool collects(const struct writing *w, const struct round *r)
{
    return r->n <= w->pairs->round_postings;
}

static void plan_rounds(struct writing *w)
{
    for (uint32_t pair = 0; pair < PAIRS_MAX;) {
        struct round *const r = &w->rounds[w->n_rounds++];
        const uint32_t end = (pair / RANGE_PAIRS + 1) * RANGE_PAIRS;
        *r = (struct round){.first = pair};
        while (pair < end && (r->n == 0 || r->n + w->counts[pair] <=
                                               w->pairs->round_postings))
            r->n += w->counts[pair++];
        r->end = pair;
        if (collects(w, r))
            w->collected = MAX(w->collected, r->n);
    }
}

/* A walk through what was found of a range, which is ours, written a moment
 * ago. */
struct found_walk {
    const struct writing *writing;
    uint32_t range;
    size_t part; /* the next */
    const uint8_t *p, *end;
    uint64_t doc, left; /* pairs of the document still to come */
    uint64_t pair, freq;
    uint64_t dropped_at;
};

/* Through the range of `pair`. */
static struct found_walk walk_range(const struct writing *w, uint32_t pair)
{
    return (struct found_walk){.writing = w, .range = pair / RANGE_PAIRS};
}

/* Moves to the next part; false behind the last. */
static bool next_part(struct found_walk *f)
{
    const struct writing *const w = f->writing;
    if (f->part == w->n_parts)
        return false;
    const size_t i = f->part * RANGES + f->range;
    const uint64_t from = i ? w->ends[i - 1] : 0;
    if (from > f->dropped_at + DROP_FOUND) {
        spool_drop(&w->pairs->found, from);
        f->dropped_at = from;
    }
    f->p = w->found.p + from;
    f->end = w->found.p + w->ends[i];
    f->doc = (uint64_t)f->part++ * PART_DOCS;
    return true;
}

/* Steps to the next pair of the document, or of the next one that has some. */
static bool found_next(struct found_walk *f)
{
    uint64_t gap = 0;
    while (f->left == 0) {
        if (f->p == f->end) {
            if (!next_part(f))
                return false;
            continue;
        }
        f->p = varint_get(varint_get(f->p, f->end, &gap), f->end, &f->left);
        f->doc += gap;
        f->pair = (uint64_t)f->range * RANGE_PAIRS;
    }
    f->left--;
    f->p = varint_get(varint_get(f->p, f->end, &gap), f->end, &f->freq);
    f->pair += gap;
    return true;
}

static void collect_round(const struct writing *w, const struct round *r,
                          struct round_lists *l)
{
    struct found_walk f = walk_range(w, r->first);
    size_t n = 0;
    for (uint32_t pair = r->first; pair < r->end; pair++) {
        l->at[pair] = n;
        n += w->counts[pair];
    }
    while (n > 0 && found_next(&f))
        if (f.pair >= r->first && f.pair < r->end)
            l->collected[l->at[f.pair]++] =
                (struct posting){(uint32_t)f.doc, (uint32_t)f.freq};
}

/* at[pair] is now where its postings end. */
static enum st write_collected(struct round_lists *l, uint32_t pair,
                               uint32_t count, struct err *e)
{
    const struct posting *const from = l->collected + l->at[pair] - count;
    enum st st = ST_OK;
    for (uint32_t i = 0; i < count && st == ST_OK; i++)
        st = postings_writer_add(&l->postings, from[i].doc, from[i].freq, NULL,
                                 e);
    return st;
}

static enum st write_found_pair(const struct writing *w, struct round_lists *l,
                                uint32_t pair, struct err *e)
{
    struct found_walk f = walk_range(w, pair);
    enum st st = ST_OK;
    while (st == ST_OK && found_next(&f))
        if (f.pair == pair)
            st = postings_writer_add(&l->postings, (uint32_t)f.doc,
                                     (uint32_t)f.freq, NULL, e);
    return st;
}

static enum st write_pairs(const struct writing *w, const struct round *r,
                           struct round_lists *l, struct err *e)
{
    enum st st = ST_OK;
    if (collects(w, r))
        collect_round(w, r, l);
    for (uint32_t pair = r->first; pair < r->end && st == ST_OK; pair++) {
        if (w->counts[pair] == 0)
            continue;
        postings_writer_begin(&l->postings, false);
        st = collects(w, r) ? write_collected(l, pair, w->counts[pair], e)
                            : write_found_pair(w, l, pair, e);
        if (st == ST_OK)
            st = postings_writer_end(&l->postings, &l->entries[pair], e);
    }
    return st;
}

static enum st write_round(void *ctx, unsigned place, size_t part,
                           struct err *e)
{
    const struct writing *const w = ctx;
    return write_pairs(w, &w->rounds[part], &w->lists[place], e);
}

/* Adds the words before `end` that have no entry yet: each has one of its own
 * before those of its pairs. */
static enum st add_words(struct writing *w, uint32_t end, uint64_t skip_at,
                         struct err *e)
{
    struct term_dict_writer *const dict = &w->pairs->dict;
    uint8_t key[TERM_SIZE_MAX];
    enum st st = ST_OK;
    for (; w->added < MIN(end, w->n_words) && st == ST_OK; w->added++) {
        const struct term_entry entry = {.docs_at = dict->docs_at,
                                         .skip_at = skip_at};
        st = term_dict_writer_add(
            dict, pair_key(key, &w->words[w->added], NULL), &entry, e);
    }
    return st;
}

static enum st add_pair(struct writing *w, uint32_t pair,
                        struct term_entry entry,
                        const struct postings_bases *at, struct err *e)
{
    const uint32_t first = pair / PAIR_WORDS, second = pair % PAIR_WORDS;
    uint8_t key[TERM_SIZE_MAX];
    if (entry.df > 1)
        entry.docs_at += at->docs;
    entry.skip_at += at->skips;
    const enum st st = add_words(w, first + 1, entry.skip_at, e);
    return st == ST_OK ? term_dict_writer_add(
                             &w->pairs->dict,
                             pair_key(key, &w->words[first], &w->words[second]),
                             &entry, e)
                       : st;
}

static enum st keep_round(void *ctx, unsigned place, size_t part, struct err *e)
{
    struct writing *const w = ctx;
    const struct round *const r = &w->rounds[part];
    struct round_lists *const l = &w->lists[place];
    struct postings_bases at;
    enum st st =
        postings_writer_append(&w->pairs->postings, &l->postings, &at, e);
    for (uint32_t pair = r->first; pair < r->end && st == ST_OK; pair++)
        if (w->counts[pair] > 0)
            st = add_pair(w, pair, l->entries[pair], &at, e);
    return st;
}

static enum st open_lists(struct writing *w, struct err *e)
{
    const unsigned n = w->pairs->threads;
    enum st st = ST_OK;
    w->lists = mem_zalloc(n * sizeof(*w->lists));
    if (!w->lists)
        return out_of_memory(e);
    for (unsigned i = 0; i < n && st == ST_OK; i++) {
        struct round_lists *const l = &w->lists[i];
        char kind[32];
        snprintf(kind, sizeof(kind), "pairs-%u", i);
        l->collected = mem_array(w->collected, sizeof(*l->collected));
        st = l->collected
                 ? postings_writer_init(&l->postings, w->base, kind,
                                        w->pairs->postings.of,
                                        (struct postings_bases){.docs = 0}, e)
                 : out_of_memory(e);
    }
    return st;
}

static enum st write_all(struct writing *w, struct err *e)
{
    struct pairs *const p = w->pairs;
    const struct parts_work work = {
        .ctx = w,
        .threads = p->threads,
        .n = w->n_rounds,
        .make = write_round,
        .take = keep_round,
    };
    enum st st = open_lists(w, e);
    if (st == ST_OK)
        st = parts_run(&work, e);
    for (unsigned i = 0; w->lists && i < work.threads; i++) {
        postings_writer_release(&w->lists[i].postings);
        mem_free(w->lists[i].collected);
    }
    mem_free(w->lists);
    if (st == ST_OK)
        st = add_words(w, w->n_words,
                       p->postings.bases.skips + p->postings.skips.size, e);
    return st == ST_OK ? term_dict_writer_end(&p->dict, e) : st;
}

/* ---- all of it ---- */

static enum st make_all(struct pairs *p, const char *base,
                        const struct draft *draft,
                        const struct postings_writer *postings,
                        struct pair_word *words, struct writing *w,
                        struct err *e)
{
    struct term_entry entries[PAIR_WORDS];
    const uint32_t docs = p->postings.of->n;
    const size_t parts = parts_of(docs);
    uint32_t *const counts = mem_zalloc(PAIRS_MAX * sizeof(*counts));
    uint64_t *const ends = mem_array(parts * RANGES, sizeof(*ends));
    uint32_t n = 0;
    enum st st = counts && (ends || parts == 0)
                     ? pair_words_find(&draft->segment, words, &n, e)
                     : out_of_memory(e);
    for (uint32_t i = 0; i < n; i++)
        entries[i] = words[i].entry;
    struct finding f = {.pairs = p,
                        .draft = draft,
                        .postings = postings,
                        .words = entries,
                        .n_words = n,
                        .docs = docs,
                        .counts = counts,
                        .ends = ends};
    if (st == ST_OK && n > 0)
        st = find_all(&f, e);
    *w = (struct writing){.pairs = p,
                          .base = base,
                          .words = words,
                          .n_words = n,
                          .counts = counts,
                          .ends = ends,
                          .n_parts = n > 0 ? parts : 0};
    if (st == ST_OK)
        st = spool_view(&p->found, &w->found, e);
    if (st == ST_OK) {
        plan_rounds(w);
        st = write_all(w, e);
    }
    mem_free(counts);
    mem_free(ends);
    return st;
}

enum st pairs_make(struct pairs *p, const char *base,
                   struct term_dict_writer *words,
                   struct postings_writer *postings,
                   const struct postings_docs *of, struct postings_bases bases,
                   struct err *e)
{
    struct pair_word *const common = mem_array(PAIR_WORDS, sizeof(*common));
    struct writing *const w = mem_zalloc(sizeof(*w));
    struct draft draft = {.good = NULL};
    enum st st = common && w ? ST_OK : out_of_memory(e);

    p->threads = MIN(p->threads, (unsigned)THREADS_MAX);
    if (st == ST_OK)
        st = spool_init(&p->found, base, "pairs-found", e);
    if (st == ST_OK)
        st = term_dict_writer_init(&p->dict, base, "pairs", bases.docs, e);
    if (st == ST_OK)
        st = postings_writer_init(&p->postings, base, "pairs", of, bases, e);
    if (st == ST_OK)
        st = draft_open(&draft, words, postings, of->n, e);
    if (st == ST_OK)
        st = make_all(p, base, &draft, postings, common, w, e);
    draft_close(&draft);
    mem_free(common);
    mem_free(w);
    return st;
}

enum st pairs_write(struct pairs *p, struct segment_writer *out, struct err *e)
{
    return term_dict_writer_write(&p->dict, out, CHUNK_PAIR, CHUNK_PIDX,
                                  CHUNK_PHSH, e);
}
