#include "query/span/words.h"

#include <string.h>

#include "common/base/mem.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the words of an operator");
}

/* ---- documents ---- */

static uint32_t doc_of(const struct span_words *w, uint32_t i)
{
    return w->heap[i]->lead->postings.doc;
}

static void sift_down(struct span_words *w, uint32_t i)
{
    struct word_leaves *const word = w->heap[i];
    const uint32_t doc = word->lead->postings.doc;

    for (uint32_t child; (child = 2 * i + 1) < w->n; i = child) {
        if (child + 1 < w->n && doc_of(w, child + 1) < doc_of(w, child))
            child++;
        if (doc_of(w, child) >= doc)
            break;
        w->heap[i] = w->heap[child];
    }
    w->heap[i] = word;
}

static uint32_t words_seek(struct cursor *c, uint32_t target)
{
    struct span_words *const w = (struct span_words *)c;

    while (doc_of(w, 0) < target) {
        postings_cursor_seek(&w->heap[0]->lead->postings, target);
        sift_down(w, 0);
    }
    return c->doc = doc_of(w, 0);
}

static uint32_t words_next(struct cursor *c)
{
    struct span_words *const w = (struct span_words *)c;

    do {
        postings_cursor_next(&w->heap[0]->lead->postings);
        sift_down(w, 0);
    } while (doc_of(w, 0) == c->doc);
    return c->doc = doc_of(w, 0);
}

/* ---- positions ---- */

/* Without those that are in both twice. */
static uint32_t merge_two(uint32_t *out, struct span_run a, struct span_run b)
{
    uint32_t i = 0, k = 0, n = 0;

    while (i < a.n && k < b.n) {
        const uint32_t x = a.pos[i], y = b.pos[k];
        out[n++] = x < y ? x : y;
        i += x <= y;
        k += y <= x;
    }
    for (; i < a.n; i++)
        out[n++] = a.pos[i];
    for (; k < b.n; k++)
        out[n++] = b.pos[k];
    return n;
}

/* Merges neighbouring runs until there is one. False without memory. */
static bool merge_runs(struct span_words *w)
{
    uint64_t total = 0;

    if (w->n_runs < 2)
        return true;
    for (uint32_t i = 0; i < w->n_runs; i++)
        total += w->runs[i].n;
    for (unsigned turn = 0; w->n_runs > 1; turn ^= 1) {
        if (!mem_grow(&w->merged[turn].pos, &w->merged[turn].cap, total))
            return false;
        uint32_t *out = w->merged[turn].pos;
        uint32_t n = 0;
        for (uint32_t i = 0; i < w->n_runs; i += 2) {
            const struct span_run none = {NULL, 0};
            const struct span_run second =
                i + 1 < w->n_runs ? w->runs[i + 1] : none;
            const uint32_t size = merge_two(out, w->runs[i], second);
            w->runs[n++] = (struct span_run){out, size};
            out += size;
        }
        w->n_runs = n;
    }
    return true;
}

static void read_leaf(struct span_words *w, struct cursor_leaf *l, uint32_t doc)
{
    if (word_leaf_read(l, doc))
        w->runs[w->n_runs++] =
            (struct span_run){l->positions->pos, l->positions->n};
}

/* Of the words that stand on `doc`, those of the heap below `i`. The recursion
 * is as deep as the heap. */
static void read_below(struct span_words *w, uint32_t i, uint32_t doc)
{
    if (i >= w->n || doc_of(w, i) != doc)
        return;
    const struct word_leaves *const word = w->heap[i];
    for (uint32_t k = 0; k < word->n; k++)
        read_leaf(w, word->words[k], doc);
    read_below(w, 2 * i + 1, doc);
    read_below(w, 2 * i + 2, doc);
}

struct intervals span_words_read(struct span_words *w, uint32_t doc)
{
    w->n_runs = 0;
    if (w->base.doc < doc)
        words_seek(&w->base, doc);
    read_below(w, 0, doc);
    if (!merge_runs(w)) {
        postings_cursor_stop(&w->heap[0]->lead->postings, ST_NOMEM);
        return (struct intervals){.n = 0};
    }
    if (w->n_runs == 0)
        return (struct intervals){.n = 0};
    return (struct intervals){w->runs[0].pos, w->runs[0].pos, w->runs[0].n};
}

/* ---- bounds ---- */

static uint64_t freq_below(const struct span_words *w, uint32_t i, uint32_t doc)
{
    if (i >= w->n || doc_of(w, i) != doc)
        return 0;
    return postings_cursor_freq(&w->heap[i]->lead->postings) +
           freq_below(w, 2 * i + 1, doc) + freq_below(w, 2 * i + 2, doc);
}

struct span_bound span_words_doc_bound(const struct span_words *w, uint32_t doc)
{
    return (struct span_bound){.last = doc, .freq = freq_below(w, 0, doc)};
}

/* What holds for any of the words that `a` and `b` bound. */
static void join(struct span_bound *a, struct block_bound b)
{
    a->last = MIN(a->last, b.last_doc);
    a->freq += b.max_freq;
    a->length = MIN(a->length, b.min_length);
}

/* Up to here the bounds of single blocks are joined; above, whole lists'. */
enum { BLOCK_BOUNDS_MAX = 16 };

struct span_bound span_words_bound(const struct span_words *w, uint32_t target)
{
    struct span_bound all = {.last = DOC_END, .freq = 0, .length = UINT8_MAX};

    if (w->n > BLOCK_BOUNDS_MAX) {
        all = span_words_list_bound(w);
        all.last = DOC_END;
        return all;
    }
    for (uint32_t i = 0; i < w->n; i++) {
        const struct postings_cursor *const c = &w->heap[i]->lead->postings;
        if (c->doc != DOC_END)
            join(&all, postings_cursor_bound(c, MAX(target, c->doc)));
    }
    return all;
}

struct span_bound span_words_list_bound(const struct span_words *w)
{
    struct span_bound all = {
        .last = DOC_END - 1, .freq = 0, .length = UINT8_MAX};

    for (uint32_t i = 0; i < w->n; i++) {
        const struct postings_cursor *const c = &w->heap[i]->lead->postings;
        if (c->df > 0)
            join(&all, postings_cursor_list_bound(c));
    }
    return all;
}

/* ---- opening ---- */

enum st span_words_open(struct span_words **out, struct cursor_set *set,
                        struct plan_term *const *terms, uint32_t n,
                        struct err *e)
{
    static const struct cursor_ops ops = {.next = words_next,
                                          .seek = words_seek};
    struct span_words *const w = arena_new(set->arena, struct span_words, 1);
    struct word_leaves *const words =
        arena_new(set->arena, struct word_leaves, n);
    uint64_t cost = 0;
    uint32_t n_runs = 0;

    *out = w;
    if (!w || !words ||
        !(w->heap = arena_new(set->arena, struct word_leaves *, n)))
        return out_of_memory(e);
    for (; w->n < n; w->n++) {
        struct word_leaves *const word = &words[w->n];
        const enum st st = word_leaves_open(word, set, terms[w->n], e);
        if (st != ST_OK)
            return st;
        w->heap[w->n] = word;
        n_runs += w->heap[w->n]->n;
        cost += terms[w->n]->entries[set->segment_at].df;
    }
    if (!(w->runs = arena_new(set->arena, struct span_run, n_runs)))
        return out_of_memory(e);
    for (uint32_t i = w->n / 2; i-- > 0;)
        sift_down(w, i);
    w->base =
        (struct cursor){.ops = &ops,
                        .doc = doc_of(w, 0),
                        .cost = (uint32_t)MIN(cost, set->segment->counts.docs)};
    return ST_OK;
}

void span_words_release(struct span_words *w)
{
    for (unsigned i = 0; i < 2; i++) {
        mem_free(w->merged[i].pos);
        w->merged[i].pos = NULL;
    }
}
