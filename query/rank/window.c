#include "query/rank/window.h"

#include <stdlib.h>
#include <string.h>

/* Above this many words they are sorted by qsort(). */
enum { INSERTION_MAX = 24 };

/* ---- filling ---- */

static uint32_t catch_up(struct term_scorer *t, uint32_t base)
{
    struct postings_cursor *const c = &t->postings;

    return c->doc < base ? postings_cursor_seek(c, base) : c->doc;
}

static void add_scores(struct window *w, struct term_scorer *t, uint32_t base)
{
    struct postings_cursor *const c = &t->postings;

    for (uint32_t doc = catch_up(t, base); doc - base < WINDOW_DOCS;
         doc = postings_cursor_next(c)) {
        const uint32_t i = doc - base;
        w->bits[i / 64] |= UINT64_C(1) << i % 64;
        w->scores[i] += term_scorer_score(t);
    }
}

static void add_bits(struct window *w, struct term_scorer *t, uint32_t base)
{
    struct postings_cursor *const c = &t->postings;

    for (uint32_t doc = catch_up(t, base); doc - base < WINDOW_DOCS;
         doc = postings_cursor_next(c)) {
        const uint32_t i = doc - base;
        w->bits[i / 64] |= UINT64_C(1) << i % 64;
    }
}

/* The first window at or behind `base` that may hold a document; DOC_END when
 * there is none. A word that was left behind may have one in any. */
static uint32_t next_window(struct term_scorer **t, size_t n, uint32_t base)
{
    uint32_t first = DOC_END;

    for (size_t i = 0; i < n && first > base; i++) {
        const uint32_t doc = t[i]->postings.doc;
        first = MIN(first, MAX(doc, base));
    }
    if (first >= t[0]->docs)
        return DOC_END;
    return first & ~(uint32_t)(WINDOW_DOCS - 1);
}

/* ---- emptying ---- */

/* Takes the lowest document out of a word of bits. */
static uint32_t take_bit(uint64_t *bits)
{
    const uint32_t i = (uint32_t)__builtin_ctzll(*bits);

    *bits &= *bits - 1;
    return i;
}

static uint64_t count_bits(struct window *w)
{
    uint64_t count = 0;

    for (size_t i = 0; i < COUNT_OF(w->bits); i++)
        count += (uint64_t)__builtin_popcountll(w->bits[i]);
    return count;
}

static void take_all(struct window *w, uint32_t first_doc, struct topk *top)
{
    for (uint32_t i = 0; i < COUNT_OF(w->bits); i++) {
        while (w->bits[i]) {
            const uint32_t at = 64 * i + take_bit(&w->bits[i]);
            const double score = w->scores[at];
            w->scores[at] = 0;
            if (topk_wants(top, score))
                topk_put(top, first_doc + at, score);
        }
    }
}

uint64_t window_all(struct window *w, struct term_scorer **t, size_t n,
                    uint32_t first_doc, struct topk *top)
{
    uint64_t count = 0;
    uint32_t base = 0;

    while ((base = next_window(t, n, base)) != DOC_END) {
        for (size_t i = 0; i < n; i++) {
            if (top->k > 0)
                add_scores(w, t[i], base);
            else
                add_bits(w, t[i], base);
        }
        count += count_bits(w);
        if (top->k > 0)
            take_all(w, first_doc + base, top);
        else
            memset(w->bits, 0, sizeof(w->bits));
        base += WINDOW_DOCS;
    }
    return count;
}

/* ---- leaving out ---- */

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

/* Sorts the words by what they may add in the window. Returns the number of
 * the first essential one: a document with none but those before it cannot get
 * in. */
static size_t rank_words(struct window_word *words, size_t n, uint32_t base,
                         const struct topk *top)
{
    double sum = 0;
    size_t essential = 0;

    for (size_t i = 0; i < n; i++)
        words[i].bound =
            term_scorer_range_bound(words[i].t, base, base + (WINDOW_DOCS - 1));
    sort_words(words, n);
    for (size_t i = 0; i < n; i++) {
        sum += words[i].bound;
        words[i].up_to_it = sum;
        if (!topk_wants(top, sum))
            essential = i + 1;
    }
    return essential;
}

/* The documents of the essential words are in the window: the others are only
 * asked about those that could still get in. */
static void take_best(struct window *w, struct window_word *words,
                      size_t essential, uint32_t base, uint32_t first_doc,
                      struct topk *top)
{
    for (uint32_t i = 0; i < COUNT_OF(w->bits); i++) {
        while (w->bits[i]) {
            const uint32_t at = 64 * i + take_bit(&w->bits[i]);
            const uint32_t doc = base + at;
            double score = w->scores[at];
            size_t j = essential;
            w->scores[at] = 0;
            while (j > 0 && topk_wants(top, score + words[j - 1].up_to_it)) {
                struct term_scorer *const t = words[--j].t;
                if (catch_up(t, doc) == doc)
                    score += term_scorer_score(t);
            }
            if (j == 0 && topk_wants(top, score))
                topk_put(top, first_doc + doc, score);
        }
    }
}

void window_best(struct window *w, struct term_scorer **t, size_t n,
                 uint32_t first_doc, struct topk *top,
                 struct window_word *words)
{
    uint32_t base = 0;

    for (size_t i = 0; i < n; i++)
        words[i] = (struct window_word){.t = t[i]};
    while ((base = next_window(t, n, base)) != DOC_END) {
        const size_t essential = rank_words(words, n, base, top);
        for (size_t i = essential; i < n; i++)
            add_scores(w, words[i].t, base);
        if (essential < n)
            take_best(w, words, essential, base, first_doc, top);
        base += WINDOW_DOCS;
    }
}
