#include "query/rank/term_scorer.h"

/* Blocks looked at for a bound: 4096 documents hold at most 33. */
enum { BOUND_BLOCKS_MAX = 34 };

static double bound_of(const struct term_scorer *t, struct block_bound b)
{
    return bm25_score(t->bm25, t->weight, b.max_freq, b.min_length);
}

void term_scorer_open(struct term_scorer *t, const struct segment *s,
                      const struct term_entry *entry, const uint8_t *lengths,
                      const struct bm25 *bm25, float weight)
{
    t->bm25 = bm25;
    t->lengths = lengths;
    t->weight = weight;
    t->df = entry->df;
    t->docs = s->counts.docs;
    postings_cursor_open(&t->postings, s, entry);
    t->max = 0;
    if (entry->df > 0)
        t->max = bound_of(t, postings_cursor_list_bound(&t->postings));
}

double term_scorer_block_bound(const struct term_scorer *t, uint32_t target,
                               uint32_t *last)
{
    const struct block_bound b = postings_cursor_bound(&t->postings, target);

    *last = b.last_doc;
    return b.last_doc == DOC_END ? 0 : MIN(bound_of(t, b), t->max);
}

double term_scorer_range_bound(const struct term_scorer *t, uint32_t from,
                               uint32_t to)
{
    double bound = 0;

    if (t->postings.doc > to)
        return 0;
    for (unsigned i = 0; i < BOUND_BLOCKS_MAX; i++) {
        uint32_t last;
        const double b = term_scorer_block_bound(t, from, &last);
        bound = MAX(bound, b);
        if (last >= to)
            return bound;
        from = last + 1;
    }
    return t->max;
}
