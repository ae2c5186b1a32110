#include "query/rank/disjunction.h"

#include <stdlib.h>
#include <string.h>

enum {
    INSERTION_MAX = 24, /* above this many words they are sorted by qsort() */
    STRETCH = 8         /* windows                                          */
};

/* ---- counting ---- */

/* To the first block with a document at or behind `base`, entered at it.
 * DOC_END when there is none. */
static uint32_t catch_up(struct term_scorer *t, uint32_t base)
{
    struct postings_cursor *const c = &t->postings;

    return c->doc < base ? postings_cursor_seek(c, base) : c->doc;
}

/* Sets, or with `without` clears, the bits of a list's documents. */
static void join_list(uint64_t *bits, struct term_scorer *t, uint32_t base,
                      bool without)
{
    struct postings_cursor *const c = &t->postings;

    if (catch_up(t, base) == DOC_END)
        return;
    for (;;) {
        uint32_t i = c->i;
        for (; i < c->n && c->docs[i] - base < WINDOW_DOCS; i++) {
            const uint32_t at = c->docs[i] - base;
            const uint64_t bit = UINT64_C(1) << at % 64;
            if (without)
                bits[at / 64] &= ~bit;
            else
                bits[at / 64] |= bit;
        }
        if (i < c->n) {
            c->i = i;
            c->doc = c->docs[i];
            return;
        }
        if (postings_cursor_next_block(c) == DOC_END)
            return;
    }
}

static void join_word(uint64_t *bits, struct term_scorer *t, uint32_t base,
                      bool without)
{
    enum { WORDS = WINDOW_DOCS / 64 };

    if (!t->bitmap.bits) {
        join_list(bits, t, base, without);
        return;
    }
    /* A bitmap ends at a multiple of RANK_DOCS, maybe within the window. */
    const uint64_t end = bitmap_bits_size(t->postings.segment->counts.docs) / 8;
    const uint64_t *const from = t->bitmap.bits + base / 64;
    const size_t n = (size_t)MIN(end - base / 64, (uint64_t)WORDS);
    if (without)
        for (size_t i = 0; i < n; i++)
            bits[i] &= ~from[i];
    else
        for (size_t i = 0; i < n; i++)
            bits[i] |= from[i];
}

uint64_t disjunction_count(const struct disjunction *d)
{
    const uint32_t docs = d->t[0]->postings.segment->counts.docs;
    uint64_t count = 0;

    for (uint32_t base = 0; base < docs && !stop_asked(d->sieve->stop);
         base += WINDOW_DOCS) {
        uint64_t bits[WINDOW_DOCS / 64] = {0};
        for (size_t i = 0; i < d->n; i++)
            join_word(bits, d->t[i], base, false);
        for (size_t i = 0; i < d->n_without; i++)
            join_word(bits, d->without[i], base, true);
        const uint64_t *const joined = bits;
        count +=
            d->sieve->model->kernels->count_common(&joined, 1, COUNT_OF(bits));
    }
    return count;
}

/* ---- what words may add in a window ---- */

static int compare_bounds(const void *a, const void *b)
{
    const double x = ((const struct window_word *)a)->bound;
    const double y = ((const struct window_word *)b)->bound;

    return (x > y) - (x < y);
}

static void sort_words(struct window_word *words, size_t n)
{
    if (n > INSERTION_MAX) {
        qsort(words, n, sizeof(*words), compare_bounds);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        const struct window_word w = words[i];
        size_t j = i;
        for (; j > 0 && words[j - 1].bound > w.bound; j--)
            words[j] = words[j - 1];
        words[j] = w;
    }
}

/* Sorts the words by what they may add in [base, to]. Returns the number of
 * the first essential one: a document with none but those before it cannot get
 * in. */
static size_t rank_words(struct disjunction *d, uint32_t base, uint32_t to)
{
    struct window_word *const words = d->words;
    double sum = 0;
    size_t essential = 0;

    for (size_t i = 0; i < d->n; i++)
        words[i].bound = term_scorer_range_bound(words[i].t, base, to);
    sort_words(words, d->n);
    for (size_t i = 0; i < d->n; i++) {
        sum += words[i].bound;
        words[i].up_to_it = sum;
        if (!topk_wants(d->sieve->top, sum))
            essential = i + 1;
    }
    return essential;
}

/* Makes the steps behind the essential words: the others, those that may add
 * most first, then what is excluded. */
static void make_steps(struct disjunction *d, size_t essential)
{
    struct sieve *const p = d->sieve;
    struct step *s = p->steps;

    for (size_t i = essential; i-- > 0;)
        *s++ = (struct step){.kind = STEP_OPTIONAL,
                             .term = d->words[i].t,
                             .rest = d->words[i].up_to_it};
    for (size_t i = 0; i < d->n_without; i++)
        *s++ = (struct step){.kind = STEP_WITHOUT, .term = d->without[i]};
    *s = (struct step){.rest = 0};
    p->n = (size_t)(s - p->steps);
}

/* ---- the essential words of a window ---- */

/* Calls for each block of `t` with documents in [base, to] that can get in
 * when others add at most `rest`: the block is entered, documents
 * docs[*from .. *end) are in the window. False behind the last. */
static bool next_part(struct disjunction *d, struct term_scorer *t,
                      uint32_t *base, uint32_t to, double rest, uint32_t *from,
                      uint32_t *end)
{
    struct postings_cursor *const c = &t->postings;

    for (; *base <= to && c->doc != DOC_END;) {
        uint32_t b = c->block, last = c->docs[c->n - 1];
        if (last < *base) {
            b = postings_cursor_find_block(c, b + 1, *base);
            if (b == c->n_blocks)
                return false;
            last = postings_cursor_last_of(c, b);
        }
        const uint32_t first = *base;
        *base = last + 1;
        if (!topk_wants(d->sieve->top, term_scorer_block_bound(t, b) + rest))
            continue;
        if (postings_cursor_enter(c, b) == DOC_END)
            return false;
        if (c->docs[0] > to)
            return false;
        *from = c->docs[0] >= first ? 0 : postings_cursor_find(c, 0, first);
        *end = last <= to ? c->n : postings_cursor_find(c, *from, to + 1);
        if (*from < *end)
            return true;
    }
    return false;
}

static void add_to_window(struct disjunction *d, struct term_scorer *t,
                          uint32_t base, uint32_t to, double rest)
{
    struct window *const w = d->window;
    struct batch *const b = &d->sieve->batch;
    uint32_t from, end;

    for (uint32_t at = base; next_part(d, t, &at, to, rest, &from, &end);) {
        sieve_load_best(d->sieve, t, from, end, rest);
        for (uint32_t i = 0; i < b->n; i++) {
            const uint32_t k = b->docs[i] - base;
            w->bits[k / 64] |= UINT64_C(1) << k % 64;
            w->scores[k] += b->scores[i];
        }
    }
}

/* Takes the documents out of the window that can still get in. */
static void empty_window(struct disjunction *d, uint32_t base, uint32_t to,
                         double rest)
{
    struct window *const w = d->window;
    struct sieve *const p = d->sieve;
    struct batch *const b = &p->batch;

    uint32_t n = 0;

    for (uint32_t i = 0; i <= (to - base) / 64; i++) {
        for (uint64_t bits = w->bits[i]; bits; bits &= bits - 1) {
            const uint32_t at = 64 * i + (uint32_t)__builtin_ctzll(bits);
            b->docs[n] = base + at;
            b->scores[n] = w->scores[at];
            n += topk_wants(p->top, w->scores[at] + rest);
            w->scores[at] = 0;
            if (n < BATCH_DOCS)
                continue;
            sieve_filled(p, n, true);
            sieve_run(p, 0, 0);
            n = 0;
        }
        w->bits[i] = 0;
    }
    sieve_filled(p, n, true);
    sieve_run(p, 0, 0);
}

static void run_window(struct disjunction *d, size_t essential, uint32_t base,
                       uint32_t to)
{
    struct window_word *const words = d->words;
    const double rest = essential > 0 ? words[essential - 1].up_to_it : 0;
    const double all = words[d->n - 1].up_to_it;
    uint32_t from, end;

    make_steps(d, essential);
    if (essential + 1 == d->n) {
        struct term_scorer *const lead = words[essential].t;
        for (uint32_t at = base;
             next_part(d, lead, &at, to, rest, &from, &end);) {
            sieve_load_best(d->sieve, lead, from, end, rest);
            sieve_run(d->sieve, 0, 0);
        }
        return;
    }
    for (size_t i = essential; i < d->n; i++)
        add_to_window(d, words[i].t, base, to, all - words[i].bound);
    empty_window(d, base, to, rest);
}

/* ---- all windows ---- */

/* The first document at or behind `base` that may hold a word; DOC_END when
 * there is none. Where a word stands says so only until it is left behind. */
static uint32_t next_document(const struct disjunction *d, uint32_t base)
{
    uint32_t first = DOC_END;

    for (size_t i = 0; i < d->n && first > base; i++) {
        const uint32_t doc = d->t[i]->postings.doc;
        first = MIN(first, MAX(doc, base));
    }
    return first;
}

/* Few in a small segment: the bounds of many documents leave little out, and
 * those of few are asked for often. */
static uint32_t window_docs(uint32_t docs)
{
    enum { LEAST = 4096, WINDOWS = 16 };
    uint32_t n = LEAST;

    while (n < WINDOW_DOCS && n <= docs / (2 * WINDOWS))
        n *= 2;
    return n;
}

/* Runs a window, or with `whole` the stretch it begins: if no more than one
 * word is essential there, so that nothing has to stand in the window. Returns
 * what is behind the documents that were run. */
static uint32_t run_documents(struct disjunction *d, uint32_t base, bool whole)
{
    uint32_t to = base | ((whole ? STRETCH : 1) * d->window_docs - 1);
    size_t essential = rank_words(d, base, to);

    if (whole && essential + 1 < d->n) {
        to = base | (d->window_docs - 1);
        essential = rank_words(d, base, to);
    }
    if (essential < d->n)
        run_window(d, essential, base, to);
    return to + 1;
}

void disjunction_best(struct disjunction *d)
{
    const uint32_t docs = d->t[0]->postings.segment->counts.docs;
    uint32_t base = 0, tried = 0; /* stretches before this one were */

    d->window_docs = window_docs(docs);
    for (size_t i = 0; i < d->n; i++)
        d->words[i] = (struct window_word){.t = d->t[i]};
    while ((base = next_document(d, base)) < docs &&
           !stop_asked(d->sieve->stop)) {
        const uint32_t stretch = base / (STRETCH * d->window_docs);
        base = run_documents(d, base - base % d->window_docs, stretch >= tried);
        tried = stretch + 1;
    }
}
