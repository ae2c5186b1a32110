#include "query/rank/frequent.h"

#include <string.h>

#define NO_BLOCK UINT32_MAX

void frequent_init(struct frequent *f, struct term_scorer *term)
{
    *f = (struct frequent){.term = term, .least = 1, .block = NO_BLOCK};
}

/* The numbers of the postings of `windows` windows are [*from, *to). False for
 * a forged bitmap. */
static bool postings_of(const struct frequent *f, size_t window, size_t windows,
                        uint32_t *from, uint32_t *to)
{
    const struct term_scorer *const t = f->term;
    const uint32_t docs = t->postings.segment->counts.docs;

    *from = t->bitmap.ranks[window];
    *to = (window + windows) * RANK_DOCS < docs
              ? t->bitmap.ranks[window + windows]
              : t->df;
    return *from <= *to && *to <= t->df && *to - *from <= windows * RANK_DOCS;
}

void frequent_want(struct frequent *f, size_t window, size_t windows,
                   double score)
{
    const struct term_scorer *const t = f->term;
    uint8_t shortest = UINT8_MAX;
    uint32_t from, to;

    f->least = 1;
    f->block = NO_BLOCK;
    if (score <= 0 || !postings_of(f, window, windows, &from, &to))
        return;
    for (uint32_t b = from / DOCS_PER_BLOCK; b * DOCS_PER_BLOCK < to; b++)
        shortest = MIN(shortest, t->bounds.min_length[b]);
    f->least = term_scorer_least_freq(t, score, shortest);
    f->least_step = term_scorer_least_step(t, score);
}

/* Marks the postings of a block that are frequent enough. */
static void mark_block(struct frequent *f, uint32_t block)
{
    const struct term_scorer *const t = f->term;
    const uint8_t most = t->bounds.max_freq[block];
    uint32_t less[DOCS_PER_BLOCK];

    f->block = block;
    memset(f->marks, 0, sizeof(f->marks));
    if (most != MAX_FREQ_OPEN && most < f->least)
        return;
    if (get_u16le(t->bounds.max_score + 2 * (size_t)block) < f->least_step)
        return;
    if (postings_block_freqs_less_one(&f->term->postings, block, less))
        t->model->kernels->mark(less, f->least - 1, f->marks);
}

uint32_t frequent_keep(struct frequent *f, size_t window,
                       uint64_t words[static WINDOW_WORDS])
{
    /* The postings of a window are in at most five blocks; one word more may
     * be read. */
    uint64_t marks[BLOCK_MARKS * (RANK_DOCS / DOCS_PER_BLOCK + 1) + 1];
    const uint64_t *const bits = f->term->bitmap.bits + window * WINDOW_WORDS;
    uint32_t from, to, n = 0;

    if (!postings_of(f, window, 1, &from, &to)) {
        postings_cursor_stop(&f->term->postings, ST_CORRUPT);
        return 0;
    }
    for (uint32_t b = from / DOCS_PER_BLOCK; b * DOCS_PER_BLOCK < to; b++) {
        if (b != f->block)
            mark_block(f, b);
        memcpy(marks + n, f->marks, sizeof(f->marks));
        n += BLOCK_MARKS;
    }
    marks[n] = 0;
    return f->term->model->kernels->keep_marked(words, bits, marks,
                                                from % DOCS_PER_BLOCK);
}
