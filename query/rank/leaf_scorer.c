#include "query/rank/leaf_scorer.h"

#include <math.h>

#include "common/segment/length_code.h"

/* Logarithms may be wrong in their last bit, and so not quite monotone: more
 * than that, of scores below 2^9. */
#define LOG_ROUNDING 0x1p-40

/* Of one word, in all documents. */
struct counts {
    uint64_t df, cf;
};

static struct counts counts_of(const struct plan_term *t)
{
    return (struct counts){t->df, t->cf};
}

/* As one word: in how many documents it is, is not known; at least in those of
 * the commonest. */
static struct counts union_of(const struct plan_node *n)
{
    struct counts all = {0, 0};

    for (size_t i = 0; i < n->n_terms; i++) {
        all.df = MAX(all.df, n->terms[i]->df);
        all.cf += n->terms[i]->cf;
    }
    return all;
}

static void add_word(struct leaf_scorer *l, struct counts c)
{
    const struct rank_model *const m = l->model;

    l->rates[l->n++] = m->choice.kind == RANK_LM    ? rank_lm_rate(m, c.cf)
                       : m->choice.kind == RANK_DPH ? rank_dph_rate(m, c.cf)
                                                    : rank_tfidf_idf(m, c.df);
}

bool leaf_scorer_init(struct leaf_scorer *l, const struct rank_model *model,
                      const uint8_t *lengths, const struct plan_node *node,
                      struct arena *a)
{
    const enum rank_kind kind = model->choice.kind;

    *l = (struct leaf_scorer){.model = model,
                              .lengths = lengths,
                              .weight = node->weight,
                              .factor = node->factor};
    if (kind == RANK_BM25 || kind == RANK_BM25F)
        return true;
    if (!(l->rates = arena_new(a, double, node->n_terms)))
        return false;
    if (node->kind == PLAN_UNION)
        add_word(l, union_of(node));
    for (size_t i = 0; node->kind != PLAN_UNION && i < node->n_terms; i++)
        add_word(l, counts_of(node->terms[i]));
    return true;
}

/* Monotone in both: the bound is computed just as the score is. */
static double score_bm25f(const struct leaf_scorer *l, uint32_t freq,
                          uint32_t in_title, uint8_t length)
{
    const double more = (double)l->model->choice.headline - 1;
    const float f = (float)((double)freq + more * (double)in_title);
    const float norm = l->model->bm25.inverse_norm[length];

    /* With k1 = 0 the norm is infinite, and no frequency is no score. */
    return f > 0 ? bm25_quantise(l->weight - l->weight / (1.0f + f * norm)) : 0;
}

double leaf_scorer_other(const struct leaf_scorer *l, uint32_t freq,
                         uint32_t in_title, uint8_t length)
{
    const struct rank_model *const m = l->model;
    double sum = 0;

    switch (m->choice.kind) {
    case RANK_BM25F:
        return score_bm25f(l, freq, in_title, length);
    case RANK_LM:
        for (size_t i = 0; i < l->n; i++)
            sum += rank_lm_score(l->rates[i], freq);
        break;
    case RANK_DPH:
        for (size_t i = 0; i < l->n; i++)
            sum += rank_dph_score(m, l->rates[i], freq, length_decode(length));
        break;
    case RANK_TFIDF:
        for (size_t i = 0; i < l->n; i++)
            sum += l->rates[i];
        sum *= rank_tfidf_score(m, freq, length);
        break;
    case RANK_BM25:
    case RANKS:
        return bm25_score(&m->bm25, l->weight, freq, length);
    }
    return bm25_quantise_double(l->factor * sum);
}

double leaf_scorer_bound(const struct leaf_scorer *l, struct block_bound b)
{
    const enum rank_kind kind = l->model->choice.kind;

    if (kind == RANK_BM25)
        return bm25_score(&l->model->bm25, l->weight, b.max_freq, b.min_length);
    if (kind == RANK_BM25F)
        return score_bm25f(l, b.max_freq,
                           l->model->choice.headline > 1 ? b.max_freq : 0,
                           b.min_length);
    if (!rank_is_monotone(kind))
        return (double)INFINITY;
    return leaf_scorer_other(l, b.max_freq, 0, b.min_length) + LOG_ROUNDING;
}
