#include "query/rank/term_scorer.h"

#include <math.h>

/* Blocks looked at for the bound of a range; of more, the list's is taken. */
enum { RANGE_BLOCKS_MAX = 256 };

/* Saturations are kept in steps, and weight times saturation rounds otherwise
 * than bm25_score(): this share of the weight is more than both err. */
#define ROUNDING 0x1p-20
/* Near the weight a little of the score is much of the frequency. */
#define FREQ_ROUNDING 0x1p-12

/* What the skip arrays say of some blocks together. */
struct highest {
    uint16_t score;
    uint8_t freq, length;
};

static double bound_of(const struct term_scorer *t, struct highest h)
{
    const struct score_model *const m = t->model;

    if (m->scale > 0) {
        const double saturation = m->scale * h.score / SCORE_STEPS;
        return t->times * (double)t->weight * (MIN(saturation, 1) + ROUNDING);
    }
    return t->times * bm25_score(m->bm25, t->weight,
                                 h.freq == MAX_FREQ_OPEN ? UINT32_MAX : h.freq,
                                 h.length);
}

/* Of blocks [from, to). */
static struct highest highest_of(const struct block_bounds *b, uint32_t from,
                                 uint32_t to, bool scores)
{
    struct highest h = {.length = UINT8_MAX};

    if (scores) {
        for (uint32_t i = from; i < to; i++)
            h.score = MAX(h.score, get_u16le(b->max_score + 2 * (size_t)i));
        return h;
    }
    for (uint32_t i = from; i < to; i++) {
        h.freq = MAX(h.freq, b->max_freq[i]);
        h.length = MIN(h.length, b->min_length[i]);
    }
    return h;
}

static double list_bound(const struct term_scorer *t)
{
    const struct postings_cursor *const c = &t->postings;

    if (t->bounds.max_score)
        return bound_of(
            t, highest_of(&t->bounds, 0, c->n_blocks, t->model->scale > 0));
    const uint64_t most = c->cf - c->df + 1;
    return bm25_score(t->model->bm25, t->weight,
                      (uint32_t)MIN(most, (uint64_t)UINT32_MAX), 0);
}

void term_scorer_open(struct term_scorer *t, const struct segment *s,
                      const struct term_entry *entry,
                      const struct score_model *model, float weight)
{
    t->entry = entry;
    t->model = model;
    t->weight = weight;
    t->times = 1;
    t->df = entry->df;
    t->max = 0;
    t->bound_block = 0;
    t->above.rest = 0;
    t->above.threshold = -INFINITY;
    t->above.step = 0;
    postings_cursor_open(&t->postings, s, entry);
    t->bitmap = postings_bitmap(&t->postings);
    t->bounds = postings_cursor_bounds(&t->postings);
    if (entry->df > 0 && model->lengths)
        t->max = list_bound(t);
}

void term_scorer_open_bits(struct term_scorer *t, const struct segment *s,
                           const struct score_model *model,
                           const uint64_t *bits, uint32_t n)
{
    static const struct term_entry no_list;

    *t = (struct term_scorer){.entry = &no_list, .model = model, .times = 1};
    postings_cursor_open(&t->postings, s, &no_list);
    t->bitmap.bits = bits;
    t->df = n;
}

void term_scorer_again(struct term_scorer *t)
{
    const double once = t->max / t->times;

    t->times++;
    t->max = once * t->times * (1 + ROUNDING);
}

double term_scorer_block_bound(const struct term_scorer *t, uint32_t block)
{
    if (!t->bounds.max_score)
        return t->max;
    return bound_of(
        t, highest_of(&t->bounds, block, block + 1, t->model->scale > 0));
}

/* The least step of max_score that is enough. */
static uint32_t least_step(const struct term_scorer *t, double rest,
                           float threshold)
{
    uint32_t low = 0, high = SCORE_STEPS + 1;

    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        const struct highest h = {.score = (uint16_t)middle};
        if ((float)(bound_of(t, h) + rest) > threshold)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Blocks are many, and scores to reach few. */
static uint32_t least_step_again(struct term_scorer *t, double rest,
                                 float threshold)
{
    if (t->above.threshold < threshold || t->above.rest != rest) {
        t->above.rest = rest;
        t->above.threshold = threshold;
        t->above.step = least_step(t, rest, threshold);
    }
    return t->above.step;
}

uint32_t term_scorer_next_above(struct term_scorer *t, uint32_t block,
                                double rest, float threshold)
{
    const uint32_t n = t->postings.n_blocks;

    if (!t->bounds.max_score)
        return block;
    if (t->model->scale > 0) {
        const uint32_t least = least_step_again(t, rest, threshold);
        while (block < n &&
               get_u16le(t->bounds.max_score + 2 * (size_t)block) < least)
            block++;
        return block;
    }
    while (block < n &&
           (float)(term_scorer_block_bound(t, block) + rest) <= threshold)
        block++;
    return block;
}

double term_scorer_range_bound(struct term_scorer *t, uint32_t from,
                               uint32_t to)
{
    const struct postings_cursor *const c = &t->postings;

    if (!t->bounds.max_score)
        return t->max;
    const uint32_t first = postings_cursor_find_block(c, t->bound_block, from);
    t->bound_block = first;
    if (first == c->n_blocks)
        return 0;
    uint32_t last = first;
    while (last < c->n_blocks && postings_cursor_last_of(c, last) < to) {
        if (++last - first > RANGE_BLOCKS_MAX)
            return t->max;
    }
    return bound_of(t, highest_of(&t->bounds, first, MIN(last + 1, c->n_blocks),
                                  t->model->scale > 0));
}

/* What one of `times` must score, with a share to spare for rounding. */
static double score_of_each(const struct term_scorer *t, double score)
{
    return score / t->times - (double)t->weight * ROUNDING;
}

/* weight - weight / (1 + freq * inverse_norm) > score, for the shortest
 * document: freq > score / (weight - score) / inverse_norm. */
uint32_t term_scorer_least_freq(const struct term_scorer *t, double score,
                                uint8_t length)
{
    const double weight = t->weight, each = score_of_each(t, score);

    if (each <= 0)
        return 1;
    if (each >= weight)
        return MAX_FREQ_OPEN;
    const double least = each / (weight - each) /
                         (double)t->model->bm25->inverse_norm[length] *
                         (1 - FREQ_ROUNDING);
    return least < MAX_FREQ_OPEN ? (uint32_t)least + 1 : MAX_FREQ_OPEN;
}

uint32_t term_scorer_block_least_freq(const struct term_scorer *t, double score)
{
    const uint8_t *const lengths = t->bounds.min_length;

    return term_scorer_least_freq(t, score,
                                  lengths ? lengths[t->postings.block] : 0);
}

uint32_t term_scorer_least_step(const struct term_scorer *t, double score)
{
    const double each = score_of_each(t, score);

    if (each <= 0 || t->model->scale <= 0)
        return 0;
    const double step = SCORE_STEPS * each / (t->weight * t->model->scale);
    return (uint32_t)MIN(step, (double)SCORE_STEPS + 1);
}

/* The score of so many steps, or a little less. */
static double score_of_steps(const struct term_scorer *t, double steps)
{
    return t->times * (double)t->weight * (steps / SCORE_STEPS - ROUNDING);
}

double term_scorer_best(const struct term_scorer *t, uint32_t k)
{
    if (!t->model->built || !t->bounds.max_score || k == 0)
        return 0;
    for (unsigned i = 0; i < BEST_RANKS; i++) {
        if (BEST_RANK[i] >= k && t->bounds.best[i] > 0)
            return score_of_steps(t, t->bounds.best[i]);
    }
    return 0;
}

double term_scorer_about(const struct term_scorer *t, uint32_t k)
{
    enum { LAST = BEST_RANKS - 1, FARTHEST = 4 };
    unsigned i = 0;

    if (!t->model->built || !t->bounds.max_score || k <= BEST_RANK[0] ||
        k > FARTHEST * BEST_RANK[LAST])
        return term_scorer_best(t, k);
    while (i + 1 < LAST && BEST_RANK[i + 1] < k)
        i++;
    const double best = t->bounds.best[i], worse = t->bounds.best[i + 1];
    if (worse == 0)
        return term_scorer_best(t, k);
    const double rank = BEST_RANK[i], next = BEST_RANK[i + 1];
    const double share = log(k / rank) / log(next / rank);
    return score_of_steps(t, MAX(best - share * (best - worse), 0));
}

/* ---- batches ---- */

static uint32_t find_bits(const struct term_scorer *t, const uint32_t *docs,
                          uint32_t n, uint32_t *places, uint32_t *numbers)
{
    const struct rank_kernels *const kernels = t->model->kernels;
    const uint32_t found = kernels->in_bitmap(&t->bitmap, docs, n, places);
    uint32_t those[BATCH_DOCS];

    if (!numbers)
        return found;
    for (uint32_t i = 0; i < found; i++)
        those[i] = docs[places[i]];
    kernels->ranks(&t->bitmap, those, found, numbers);
    return found;
}

/* Enters the block where docs[0] would be and returns how many of the n are not
 * behind it; 0 when the list ends before. */
static uint32_t enter_for(struct term_scorer *t, const uint32_t *docs,
                          uint32_t n)
{
    struct postings_cursor *const c = &t->postings;

    if (c->doc == DOC_END)
        return 0;
    if (c->docs[c->n - 1] < docs[0]) {
        const uint32_t b = postings_cursor_find_block(c, c->block + 1, docs[0]);
        if (postings_cursor_enter(c, b) == DOC_END)
            return 0;
    }
    return t->model->kernels->up_to(docs, n, c->docs[c->n - 1]);
}

static uint32_t find_postings(struct term_scorer *t, const uint32_t *docs,
                              uint32_t n, uint32_t *places, uint32_t *numbers)
{
    struct postings_cursor *const c = &t->postings;
    uint32_t at[BATCH_DOCS], found = 0;

    for (uint32_t i = 0, here; i < n; i += here) {
        if ((here = enter_for(t, docs + i, n - i)) == 0)
            break;
        const uint32_t more = t->model->kernels->in_block(
            c->docs, docs + i, here, places + found, at);
        for (uint32_t k = 0; k < more; k++)
            places[found + k] += i;
        for (uint32_t k = 0; numbers && k < more; k++)
            numbers[found + k] = postings_cursor_number(c, at[k]);
        found += more;
    }
    return found;
}

uint32_t term_scorer_count(struct term_scorer *t, const uint32_t *docs,
                           uint32_t n)
{
    const struct rank_kernels *const kernels = t->model->kernels;
    uint32_t places[BATCH_DOCS], found = 0;

    if (t->bitmap.bits)
        return kernels->in_bitmap(&t->bitmap, docs, n, places);
    for (uint32_t i = 0, here; i < n; i += here) {
        if ((here = enter_for(t, docs + i, n - i)) == 0)
            break;
        found += kernels->count_in_block(t->postings.docs, docs + i, here);
    }
    return found;
}

uint32_t term_scorer_find(struct term_scorer *t, const uint32_t *docs,
                          uint32_t n, uint32_t *places, uint32_t *numbers)
{
    return t->bitmap.bits ? find_bits(t, docs, n, places, numbers)
                          : find_postings(t, docs, n, places, numbers);
}

void term_scorer_scores_of(const struct term_scorer *t, const uint32_t *freqs,
                           const float *norms, uint32_t n, double *scores)
{
    t->model->kernels->scores(t->weight, freqs, norms, n, scores);
    for (uint32_t i = 0; t->times > 1 && i < n; i++)
        scores[i] *= t->times; /* exact, as adding them up would be */
}

void term_scorer_scores(struct term_scorer *t, const uint32_t *numbers,
                        const float *norms, uint32_t n, double *scores)
{
    uint32_t freqs[BATCH_DOCS];

    postings_prefetch(&t->postings, numbers, n, false);
    if (postings_freqs(&t->postings, numbers, n, freqs))
        term_scorer_scores_of(t, freqs, norms, n, scores);
    else
        for (uint32_t i = 0; i < n; i++)
            scores[i] = 0; /* the status tells */
}
