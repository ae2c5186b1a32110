#include "query/rank/score_model.h"

struct score_model score_model_of(const struct segment *s,
                                  const struct rank_model *rank, uint64_t words,
                                  uint64_t docs, const uint8_t *lengths,
                                  const struct rank_kernels *kernels)
{
    const struct segment_counts *const c = &s->counts;
    struct score_model m = {
        .rank = rank,
        .bm25 = &rank->bm25,
        .kernels = kernels,
        .lengths = lengths,
    };
    const float k1 = rank->choice.k1, b = rank->choice.b;

    if (k1 < BUILT_K1 || k1 > BUILT_K1 || b < BUILT_B || b > BUILT_B ||
        docs == 0 || c->with_words == 0)
        return m;
    const double average = (double)words / (double)docs;
    const double own = (double)c->words / (double)c->with_words;
    m.built = words == c->words && docs == c->with_words;
    m.scale = average > own && !m.built ? average / own : 1;
    return m;
}

void score_model_norms(const struct score_model *m, const uint32_t *docs,
                       uint32_t n, float *norms)
{
    for (uint32_t i = 0; i < n; i++)
        norms[i] = m->bm25->inverse_norm[m->lengths[docs[i]]];
}
