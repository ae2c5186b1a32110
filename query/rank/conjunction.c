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

/* Bounds what each step and those behind it add to documents in [from, to].
 * False when none of them can get in. */
static bool is_range_wanted(struct sieve *p, uint32_t from, uint32_t to)
{
    for (size_t s = p->n; s-- > 0;)
        p->steps[s].rest =
            p->steps[s + 1].rest + step_bound(&p->steps[s], from, to);
    return topk_wants(p->top, p->steps[0].rest);
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

/* The documents of a window, in batches. */
static void run_window(struct sieve *p, size_t required, size_t window,
                       const uint64_t *words)
{
    struct batch *const b = &p->batch;
    uint32_t n = 0;

    for (unsigned k = 0; k < WORDS; k++) {
        for (uint64_t bits = words[k]; bits; bits &= bits - 1) {
            b->docs[n++] = (uint32_t)(window * RANK_DOCS + 64 * k) +
                           (uint32_t)__builtin_ctzll(bits);
            if (n < BATCH_DOCS)
                continue;
            sieve_filled(p, n, false);
            sieve_run(p, 0, required);
            n = 0;
        }
    }
    sieve_filled(p, n, false);
    sieve_run(p, 0, required);
}

static size_t windows_of(const struct step *s)
{
    const uint32_t docs = s->term->postings.segment->counts.docs;

    return ((size_t)docs + RANK_DOCS - 1) / RANK_DOCS;
}

static void run_bitmaps(struct sieve *p, size_t required)
{
    const size_t n = windows_of(p->steps);
    uint64_t words[WORDS];

    for (size_t w = 0; w < n; w++) {
        const uint32_t from = (uint32_t)(w * RANK_DOCS);
        /* Asked even before there is a score to reach: the window may take
         * several batches. */
        if (p->prune && !is_range_wanted(p, from, from + (RANK_DOCS - 1)))
            continue;
        join_bits(p->steps, required, w, words);
        run_window(p, required, w, words);
    }
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
    p->count += p->kernels->count_common(arrays, required,
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
