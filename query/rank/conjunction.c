#include "query/rank/conjunction.h"

#include <string.h>

/* ---- bounds ---- */

static double step_bound(struct step *s, uint32_t from, uint32_t to)
{
    switch (s->kind) {
    case STEP_WORD:
    case STEP_OPTIONAL:
        return term_scorer_range_bound(s->term, from, to);
    case STEP_PHRASE:
        return phrase_scorer_range_bound(s->phrase, from, to);
    case STEP_OF_PHRASE:
    case STEP_WITHOUT:
        break;
    }
    return 0;
}

/* Bounds what each step and those behind it add to documents in [from, to], in
 * `reach`. False when none of them can get in. */
static bool is_range_wanted(struct sieve *p, uint32_t from, uint32_t to)
{
    for (size_t s = p->n; s-- > 0;)
        p->steps[s].reach =
            p->steps[s + 1].reach + step_bound(&p->steps[s], from, to);
    return topk_wants(p->top, p->steps[0].reach);
}

/* The bounds of the range asked about last are those of the batch, or hold for
 * it too when it has documents already. */
static void take_bounds(struct sieve *p, bool too)
{
    for (size_t s = 0; s < p->n; s++)
        p->steps[s].rest =
            too ? MAX(p->steps[s].rest, p->steps[s].reach) : p->steps[s].reach;
}

/* ---- the list that leads, block by block ---- */

static void load_block(struct sieve *p)
{
    struct step *const s = &p->steps[0];
    const struct postings_cursor *const c = &s->term->postings;

    sieve_load(p, s->term, 0, c->n, s->kind == STEP_WORD);
    for (uint32_t i = 0; s->numbers && i < c->n; i++)
        s->numbers[i] = postings_cursor_number(c, i);
}

/* What all clauses but the leading word, and the phrase it is of, can add to
 * any document. */
static double highest_rest(const struct sieve *p)
{
    const struct term_scorer *const lead = p->steps[0].term;
    double sum = 0;

    for (size_t i = 1; i < p->n; i++) {
        const struct step *const s = &p->steps[i];
        if (s->kind == STEP_PHRASE && s->phrase->words[0].term != lead)
            sum += s->phrase->words[0].term->max;
        else if (s->kind == STEP_WORD || s->kind == STEP_OPTIONAL)
            sum += s->term->max;
    }
    return sum;
}

static void run_blocks(struct sieve *p)
{
    struct term_scorer *const lead = p->steps[0].term;
    struct postings_cursor *const c = &lead->postings;
    const double rest = p->prune ? highest_rest(p) : 0;

    for (uint32_t block = 0; block < c->n_blocks; block++) {
        if (sieve_prunes(p))
            block =
                term_scorer_next_above(lead, block, rest, p->top->threshold);
        if (block == c->n_blocks)
            return;
        const uint32_t from =
            block > 0 ? postings_cursor_last_of(c, block - 1) + 1 : 0;
        const uint32_t to = c->last_docs ? postings_cursor_last_of(c, block)
                                         : c->docs[c->n - 1];
        if (sieve_prunes(p) && p->n > 1 && !is_range_wanted(p, from, to))
            continue;
        if (postings_cursor_enter(c, block) == DOC_END)
            return;
        if (p->prune)
            take_bounds(p, false);
        load_block(p);
        sieve_run(p, 1, 0);
    }
}

/* ---- bitmaps ---- */

/* The 64-bit words of RANK_DOCS documents that all required lists have. */
enum { WORDS = RANK_DOCS / 64 };

static void join_bits(const struct step *s, size_t n, size_t window,
                      uint64_t *words)
{
    memcpy(words, s->term->bitmap.bits + window * WORDS,
           WORDS * sizeof(*words));
    for (size_t i = 1; i < n; i++) {
        const uint64_t *const bits = s[i].term->bitmap.bits + window * WORDS;
        for (unsigned k = 0; k < WORDS; k++)
            words[k] &= bits[k];
    }
}

static size_t windows_of(const struct step *s)
{
    const uint32_t docs = s->term->postings.segment->counts.docs;

    return ((size_t)docs + RANK_DOCS - 1) / RANK_DOCS;
}

/* Spends the `n` documents in the batch. */
static void run_batch(struct sieve *p, size_t required, uint32_t n)
{
    sieve_filled(p, n, false);
    sieve_run(p, 0, required);
}

/* Adds the documents of a window to the `n` in the batch, which is spent
 * whenever it is full; returns how many are in it then. */
static uint32_t add_window(struct sieve *p, size_t required, size_t window,
                           uint32_t n)
{
    uint64_t words[WORDS];

    join_bits(p->steps, required, window, words);
    if (p->prune)
        take_bounds(p, n > 0);
    for (unsigned k = 0; k < WORDS; k++) {
        for (uint64_t bits = words[k]; bits; bits &= bits - 1) {
            p->batch.docs[n++] = (uint32_t)(window * RANK_DOCS + 64 * k) +
                                 (uint32_t)__builtin_ctzll(bits);
            if (n < BATCH_DOCS)
                continue;
            run_batch(p, required, n);
            if (p->prune)
                take_bounds(p, false);
            n = 0;
        }
    }
    return n;
}

/* Windows are small, so that few documents share a bound; whether any of
 * several in a row is wanted is asked first. */
static void run_bitmaps(struct sieve *p, size_t required)
{
    enum { IN_A_ROW = 8 };
    const size_t windows = windows_of(p->steps);
    uint32_t n = 0;

    for (size_t w = 0; w < windows; w++) {
        const uint32_t from = (uint32_t)(w * RANK_DOCS);
        if (p->prune && w % IN_A_ROW == 0 &&
            !is_range_wanted(p, from, from + (IN_A_ROW * RANK_DOCS - 1))) {
            w += IN_A_ROW - 1;
            continue;
        }
        if (!p->prune || is_range_wanted(p, from, from + (RANK_DOCS - 1)))
            n = add_window(p, required, w, n);
    }
    run_batch(p, required, n);
}

static void count_bitmaps(struct sieve *p, size_t required)
{
    enum { LISTS = 8 }; /* more are joined by run_bitmaps() */
    const uint64_t *arrays[LISTS];

    if (required > LISTS) {
        run_bitmaps(p, required);
        return;
    }
    for (size_t i = 0; i < required; i++)
        arrays[i] = p->steps[i].term->bitmap.bits;
    p->count += p->model->kernels->count_common(arrays, required,
                                                windows_of(p->steps) * WORDS);
}

/* ---- both ---- */

static bool have_bitmaps(const struct step *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!s[i].term->bitmap.bits)
            return false;
    }
    return n > 1;
}

void conjunction_run(struct sieve *p, size_t required)
{
    if (!have_bitmaps(p->steps, required))
        run_blocks(p);
    else if (p->n == required && !p->scores)
        count_bitmaps(p, required);
    else
        run_bitmaps(p, required);
}
