#include "query/rank/phrase_scorer.h"

/* Places where the phrase may begin, from those of its first word, in place. */
static uint32_t make_starts(struct positions *p, uint32_t offset)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < p->n; i++) {
        const uint32_t pos = p->pos[i];
        p->pos[n] = pos - offset;
        n += pos >= offset;
    }
    return n;
}

uint32_t phrase_scorer_freq(struct phrase_scorer *p, uint32_t i)
{
    uint32_t (*const keep)(uint32_t *, uint32_t, const uint32_t *, uint32_t,
                           uint32_t) =
        p->words[0].term->model->kernels->keep_starts;
    struct positions *const first = &p->words[0].positions;

    if (!positions_read_number(first, p->words[0].numbers[i]))
        return 0;
    uint32_t n = make_starts(first, p->words[0].offset);
    for (uint32_t w = 1; w < p->n && n > 0; w++) {
        struct phrase_word *const word = &p->words[w];
        if (!positions_read_number(&word->positions, word->numbers[i]))
            return 0;
        n = keep(first->pos, n, word->positions.pos, word->positions.n,
                 word->offset);
    }
    return n;
}

/* The bound of a word is that of the phrase, were it as frequent: the words
 * have the phrase's weight. */
double phrase_scorer_range_bound(struct phrase_scorer *p, uint32_t from,
                                 uint32_t to)
{
    double bound = p->words[0].term->max;

    for (uint32_t w = 0; w < p->n; w++) {
        const double b = term_scorer_range_bound(p->words[w].term, from, to);
        bound = MIN(bound, b);
    }
    return bound;
}

void phrase_scorer_release(struct phrase_scorer *p)
{
    for (uint32_t w = 0; w < p->n; w++)
        positions_release(&p->words[w].positions);
}
