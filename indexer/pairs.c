#include "indexer/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "indexer/draft.h"

enum {
    /* Postings of pairs collected in memory at a time (16 MB), unless one pair
     * has more; what was found is read once for each such round. */
    ROUND_POSTINGS = 2 << 20,
    /* Documents walked before the pages that were read are given back. */
    DROP_DOCS = 1 << 12,
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "pairing words: out of memory");
}

void pairs_init(struct pairs *p)
{
    memset(p, 0, sizeof(*p));
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
            w.term.n > PAIR_WORD_SIZE_MAX)
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

/* ---- finding: for each document varints: gap, pairs, then for each pair its
 * gap and frequency ---- */

static enum st write_found(struct pairs *p, const struct pair_walk *w,
                           uint32_t gap, struct err *e)
{
    uint8_t raw[64 * VARINT_MAX], *at = varint_put(varint_put(raw, gap), w->n);
    enum st st = ST_OK;
    uint32_t before = 0;

    for (uint32_t i = 0; i < w->n && st == ST_OK; i++) {
        at = varint_put(varint_put(at, w->pairs[i] - before), w->freqs[i]);
        before = w->pairs[i];
        if (at > raw + sizeof(raw) - 2 * VARINT_MAX) {
            st = spool_append(&p->found, raw, (size_t)(at - raw), e);
            at = raw;
        }
    }
    return st == ST_OK ? spool_append(&p->found, raw, (size_t)(at - raw), e)
                       : st;
}

/* counts[pair]: the documents that have it. */
static enum st find_all(struct pairs *p, const struct draft *d,
                        const struct postings_writer *postings,
                        const struct pair_word *words, uint32_t n,
                        uint32_t *counts, struct err *e)
{
    struct term_entry entries[PAIR_WORDS];
    struct pair_walk *const w = mem_zalloc(sizeof(*w));
    uint32_t next = 0, drop_at = DROP_DOCS;

    for (uint32_t i = 0; i < n; i++)
        entries[i] = words[i].entry;
    enum st st =
        w ? pair_walk_open(w, &d->segment, entries, n, e) : out_of_memory(e);
    while (st == ST_OK && (st = pair_walk_next(w, e)) == ST_OK &&
           w->doc != DOC_END) {
        if (w->n == 0)
            continue;
        for (uint32_t i = 0; i < w->n; i++)
            counts[w->pairs[i]]++;
        st = write_found(p, w, w->doc - next, e);
        next = w->doc;
        if (w->doc >= drop_at) { /* keep what is mapped small */
            spool_drop(&postings->docs, postings->docs.size);
            spool_drop(&postings->positions, postings->positions.size);
            drop_at = w->doc + DROP_DOCS;
        }
    }
    if (w)
        pair_walk_close(w);
    mem_free(w);
    return st;
}

/* ---- writing ---- */

struct posting {
    uint32_t doc, freq;
};

struct round {
    uint32_t first, end;      /* pairs */
    struct posting *postings; /* of all of them, pair by pair         */
    size_t at[PAIRS_MAX];     /* where the next of each pair goes     */
};

/* Where the postings of the pairs from r->first on go, as many as there is
 * room for. */
static size_t plan_round(struct round *r, const uint32_t *counts)
{
    size_t n = 0;

    for (r->end = r->first; r->end < PAIRS_MAX; r->end++) {
        if (n > 0 && n + counts[r->end] > ROUND_POSTINGS)
            break;
        r->at[r->end] = n;
        n += counts[r->end];
    }
    return n;
}

/* What was found is ours, written a moment ago. */
static void read_found(struct round *r, struct bytes found)
{
    const uint8_t *p = found.p, *const end = found.p + found.n;
    uint64_t doc = 0, gap = 0, n = 0, freq = 0;

    while (p < end) {
        p = varint_get(varint_get(p, end, &gap), end, &n);
        doc += gap;
        for (uint64_t pair = 0; n > 0; n--) {
            p = varint_get(varint_get(p, end, &gap), end, &freq);
            pair += gap;
            if (pair >= r->first && pair < r->end)
                r->postings[r->at[pair]++] =
                    (struct posting){(uint32_t)doc, (uint32_t)freq};
        }
    }
}

/* at[pair] is now where its postings end. */
static enum st write_pair(struct pairs *p, const struct round *r, uint32_t pair,
                          uint32_t count, struct term_entry *entry,
                          struct err *e)
{
    const struct posting *const from = r->postings + r->at[pair] - count;
    enum st st = ST_OK;

    postings_writer_begin(&p->postings, false);
    for (uint32_t i = 0; i < count && st == ST_OK; i++)
        st = postings_writer_add(&p->postings, from[i].doc, from[i].freq, NULL,
                                 e);
    return st == ST_OK ? postings_writer_end(&p->postings, entry, e) : st;
}

static enum st write_round(struct pairs *p, const struct round *r,
                           const struct pair_word *words, uint32_t n,
                           const uint32_t *counts, struct err *e)
{
    uint8_t key[TERM_SIZE_MAX];
    enum st st = ST_OK;

    for (uint32_t pair = r->first; pair < r->end && st == ST_OK; pair++) {
        const uint32_t first = pair / PAIR_WORDS, second = pair % PAIR_WORDS;
        struct term_entry entry = {
            .docs_at = p->dict.docs_at,
            .skip_at = p->postings.bases.skips + p->postings.skips.size,
        };
        if (first < n && second == 0)
            st = term_dict_writer_add(
                &p->dict, pair_key(key, &words[first], NULL), &entry, e);
        if (counts[pair] == 0 || st != ST_OK)
            continue;
        st = write_pair(p, r, pair, counts[pair], &entry, e);
        if (st == ST_OK)
            st = term_dict_writer_add(
                &p->dict, pair_key(key, &words[first], &words[second]), &entry,
                e);
    }
    return st;
}

static enum st write_all(struct pairs *p, const struct pair_word *words,
                         uint32_t n, const uint32_t *counts, struct err *e)
{
    struct round *const r = mem_zalloc(sizeof(*r));
    struct bytes found;
    enum st st = r ? spool_view(&p->found, &found, e) : out_of_memory(e);

    while (st == ST_OK && r->end < PAIRS_MAX) {
        r->first = r->end;
        const size_t postings = plan_round(r, counts);
        r->postings = mem_array(postings, sizeof(*r->postings));
        if (postings > 0 && !r->postings)
            st = out_of_memory(e);
        if (st == ST_OK && postings > 0)
            read_found(r, found);
        if (st == ST_OK)
            st = write_round(p, r, words, n, counts, e);
        mem_free(r->postings);
    }
    mem_free(r);
    return st;
}

enum st pairs_make(struct pairs *p, const char *base,
                   struct term_dict_writer *words,
                   struct postings_writer *postings,
                   const struct postings_docs *of, struct postings_bases bases,
                   struct err *e)
{
    struct pair_word *const common = mem_array(PAIR_WORDS, sizeof(*common));
    uint32_t *const counts = mem_zalloc(PAIRS_MAX * sizeof(*counts));
    struct draft draft = {.good = NULL};
    uint32_t n = 0;
    enum st st = common && counts ? ST_OK : out_of_memory(e);

    if (st == ST_OK)
        st = spool_init(&p->found, base, "pairs-found", e);
    if (st == ST_OK)
        st = term_dict_writer_init(&p->dict, base, "pairs", bases.docs, e);
    if (st == ST_OK)
        st = postings_writer_init(&p->postings, base, "pairs", of, bases, e);
    if (st == ST_OK)
        st = draft_open(&draft, words, postings, of->n, e);
    if (st == ST_OK)
        st = pair_words_find(&draft.segment, common, &n, e);
    if (st == ST_OK)
        st = find_all(p, &draft, postings, common, n, counts, e);
    if (st == ST_OK)
        st = write_all(p, common, n, counts, e);
    if (st == ST_OK)
        st = term_dict_writer_end(&p->dict, e);
    draft_close(&draft);
    mem_free(common);
    mem_free(counts);
    return st;
}

enum st pairs_write(struct pairs *p, struct segment_writer *out, struct err *e)
{
    return term_dict_writer_write(&p->dict, out, CHUNK_PAIR, CHUNK_PIDX,
                                  CHUNK_PHSH, e);
}
