#include "query/rank/conjunction.h"

#include <string.h>

#include "query/rank/frequent.h"

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

    if (p->n == 1 && p->scores)
        sieve_load_best(p, s->term, 0, c->n, 0);
    else
        sieve_load(p, s->term, 0, c->n, s->kind == STEP_WORD);
    for (uint32_t i = 0; s->numbers && i < c->n; i++)
        s->numbers[i] = postings_cursor_number(c, i);
}

/* ---- and words that tell more than its scores do ---- */

/* Whether it pays to look there before scoring: for a dense word when it is in
 * few of the documents, as a look is cheap; for the next one that is not dense
 * when its blocks would be unpacked anyway. */
static bool is_telling(const struct sieve *p, size_t at)
{
    enum { SHARE = 4, TIMES = 8 };
    const struct term_scorer *const lead = p->steps[0].term;
    const struct term_scorer *const t = p->steps[at].term;

    if (p->steps[at].kind != STEP_WORD)
        return false;
    return t->bitmap.bits ? t->df <= lead->postings.segment->counts.docs / SHARE
                          : at == 1 && t->df <= TIMES * (uint64_t)lead->df;
}

/* How many there are behind the leading one. */
static size_t telling_words(const struct sieve *p)
{
    size_t n = 0;

    if (!p->scores || p->steps[0].kind != STEP_WORD)
        return 0;
    while (n + 1 < p->n && is_telling(p, n + 1))
        n++;
    return n;
}

/* Those of the block that `n` telling words have too, and of the first one the
 * numbers unless it is dense. */
static uint32_t shared_places(const struct sieve *p, size_t n, uint32_t *places,
                              uint32_t *numbers)
{
    const struct postings_cursor *const c = &p->steps[0].term->postings;
    const bool has_numbers = p->steps[1].numbers != NULL;
    uint32_t docs[BATCH_DOCS], kept[BATCH_DOCS];

    uint32_t found = term_scorer_find(p->steps[1].term, c->docs, c->n, places,
                                      has_numbers ? numbers : NULL);
    for (size_t i = 2; i <= n && found > 0; i++) {
        for (uint32_t k = 0; k < found; k++)
            docs[k] = c->docs[places[k]];
        found = term_scorer_find(p->steps[i].term, docs, found, kept, NULL);
        for (uint32_t k = 0; k < found; k++)
            places[k] = places[kept[k]];
        for (uint32_t k = 0; has_numbers && k < found; k++)
            numbers[k] = numbers[kept[k]];
    }
    return found;
}

static void run_gathered(struct sieve *p, size_t telling)
{
    sieve_gathered(p, p->steps[0].term);
    sieve_run(p, 1, 1 + telling);
}

/* They are few, and those of several blocks make a batch. */
static void gather_block(struct sieve *p, size_t telling)
{
    uint32_t places[BATCH_DOCS], numbers[BATCH_DOCS];
    const uint32_t n = shared_places(p, telling, places, numbers);

    if (p->batch.n + n > BATCH_DOCS)
        run_gathered(p, telling);
    if (p->prune)
        take_bounds(p, p->batch.n > 0);
    if (p->steps[1].numbers)
        memcpy(p->steps[1].numbers + p->batch.n, numbers, n * sizeof(*numbers));
    sieve_gather(p, p->steps[0].term, places, n);
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
    const size_t telling = telling_words(p);
    uint32_t numbers[BATCH_DOCS];

    if (telling > 0 && !p->steps[1].term->bitmap.bits)
        p->steps[1].numbers = numbers;
    for (uint32_t block = 0; block < c->n_blocks && !stop_asked(p->stop);
         block++) {
        if (sieve_prunes(p))
            block =
                term_scorer_next_above(lead, block, rest, p->top->threshold);
        if (block == c->n_blocks)
            break;
        const uint32_t from =
            block > 0 ? postings_cursor_last_of(c, block - 1) + 1 : 0;
        const uint32_t to = c->last_docs ? postings_cursor_last_of(c, block)
                                         : c->docs[c->n - 1];
        if (p->prune && p->n > 1 && !is_range_wanted(p, from, to))
            continue;
        if (postings_cursor_enter(c, block) == DOC_END)
            break;
        if (telling > 0) {
            gather_block(p, telling);
            continue;
        }
        if (p->prune)
            take_bounds(p, false);
        load_block(p);
        sieve_run(p, 1, 0);
    }
    if (telling == 0)
        return;
    run_gathered(p, telling);
    p->steps[1].numbers = NULL; /* they were here */
}

/* ---- bitmaps ---- */

/* A window is RANK_DOCS documents; bounds are asked for some together. */
enum { WINDOWS_TOGETHER = 8, FILTERS_MAX = 8 };

/* Required words of which only frequent postings can win. */
struct filters {
    struct frequent of[FILTERS_MAX];
    size_t step[FILTERS_MAX];
    size_t n, first;
};

static void open_filters(struct filters *f, const struct step *s,
                         size_t required)
{
    f->n = 0;
    for (size_t i = 0; i < required && f->n < FILTERS_MAX; i++) {
        if (s[i].kind != STEP_WORD || s[i].term->weight <= 0)
            continue;
        frequent_init(&f->of[f->n], s[i].term);
        f->step[f->n++] = i;
    }
}

/* What each word must score when all others score as much as they can in the
 * range asked about last. The strictest goes first. */
static void set_filters(struct filters *f, const struct sieve *p, size_t window,
                        size_t windows)
{
    f->first = 0;
    for (size_t i = 0; i < f->n; i++) {
        const struct step *const s = &p->steps[f->step[i]];
        const double others = p->steps[0].reach - (s->reach - s[1].reach);
        frequent_want(&f->of[i], window, windows,
                      sieve_prunes(p) ? p->top->threshold - others : 0);
        if (f->of[i].least > f->of[f->first].least)
            f->first = i;
    }
}

/* A few documents are looked up sooner than their blocks are unpacked. */
static void filter_window(struct filters *f, size_t window, uint64_t *words)
{
    enum { FEW = 12 };
    uint32_t left = UINT32_MAX;

    for (size_t i = 0; i < f->n && left > FEW; i++) {
        struct frequent *const word = &f->of[(f->first + i) % f->n];
        if (word->least > 1)
            left = frequent_keep(word, window, words);
    }
}

static void join_bits(const struct step *s, size_t n, size_t window,
                      uint64_t *words)
{
    memcpy(words, s->term->bitmap.bits + window * WINDOW_WORDS,
           WINDOW_WORDS * sizeof(*words));
    for (size_t i = 1; i < n; i++) {
        const uint64_t *const bits =
            s[i].term->bitmap.bits + window * WINDOW_WORDS;
        for (unsigned k = 0; k < WINDOW_WORDS; k++)
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

/* Adds documents of a window to the `n` in the batch, which is spent whenever
 * it is full; returns how many are in it then. */
static uint32_t add_window(struct sieve *p, size_t required, size_t window,
                           const uint64_t *words, uint32_t n)
{
    for (unsigned k = 0; k < WINDOW_WORDS; k++) {
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

static void run_bitmaps(struct sieve *p, size_t required)
{
    const size_t windows = windows_of(p->steps);
    struct filters filters;
    uint32_t n = 0;

    open_filters(&filters, p->steps, p->prune ? required : 0);
    for (size_t next, w = 0; w < windows && !stop_asked(p->stop); w = next) {
        next = MIN(w + WINDOWS_TOGETHER, windows);
        if (p->prune) {
            if (!is_range_wanted(p, (uint32_t)(w * RANK_DOCS),
                                 (uint32_t)(next * RANK_DOCS - 1)))
                continue;
            take_bounds(p, n > 0);
            set_filters(&filters, p, w, next - w);
        }
        for (; w < next; w++) {
            uint64_t words[WINDOW_WORDS];
            join_bits(p->steps, required, w, words);
            filter_window(&filters, w, words);
            n = add_window(p, required, w, words, n);
        }
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
    p->count += p->model->kernels->count_common(
        arrays, required, windows_of(p->steps) * WINDOW_WORDS);
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
