#include "tests/support/random_query.h"

/* What one tree is being made with. */
struct maker {
    struct pool *pool;
    struct rng *rng;
    const struct oracle_docs *docs;
    enum oracle_syntax syntax;
    int left; /* words and phrases it may still hold */
};

enum { DEPTH = 4, LEAVES = 20 };

static bool chance(struct maker *m, uint32_t percent)
{
    return rng_below(m->rng, 100) < percent;
}

/* Half by number, which favours the common words a little, as the names come
 * in the order of their frequency; half any, those that stand nowhere too. */
static uint32_t pick_word(struct maker *m)
{
    const uint32_t n = m->docs->n_names;
    const uint32_t word = rng_below(m->rng, n);
    return chance(m, 50) ? rng_below(m->rng, word + 1) : word;
}

/* Words in a row from a document; 0 when the one it tried is empty. */
static size_t cut_phrase(struct maker *m, size_t n, uint32_t *words)
{
    if (m->docs->n == 0)
        return 0;
    const struct oracle_doc *const d =
        &m->docs->docs[rng_below(m->rng, (uint32_t)m->docs->n)];
    if (d->n == 0)
        return 0;
    const size_t from = rng_below(m->rng, (uint32_t)d->n);
    size_t i = 0;
    while (i < n && from + i < d->n &&
           d->places[from + i] == d->places[from] + i) {
        words[i] = d->words[from + i];
        i++;
    }
    return i;
}

static struct oracle_query *make_phrase(struct maker *m)
{
    uint32_t words[ORACLE_PHRASE_MAX];
    /* Two words most of the time: longer ones rarely match. */
    const size_t n =
        chance(m, 50) ? 2 : 1 + rng_below(m->rng, ORACLE_PHRASE_MAX);
    size_t have = chance(m, 50) ? cut_phrase(m, n, words) : 0;
    if (have == 0)
        for (; have < n; have++)
            words[have] = have && chance(m, 25) ? words[0] : pick_word(m);
    return oracle_query_phrase(m->pool, words, have);
}

static struct oracle_query *make_leaf(struct maker *m)
{
    struct oracle_query *const q =
        chance(m, 30) ? make_phrase(m)
                      : oracle_query_word(m->pool, pick_word(m));
    m->left--;
    return chance(m, 12) ? oracle_query_title(m->pool, q) : q;
}

/* How the clauses of one bool take part. */
enum mood { MOOD_ANY, MOOD_ALL, MOOD_MIXED, MOOD_NONE, MOODS };

static enum mood pick_mood(struct maker *m)
{
    if (chance(m, 5))
        return MOOD_NONE;
    if (m->syntax == ORACLE_WEBSEARCH)
        return chance(m, 40) ? MOOD_ANY : MOOD_ALL;
    return (enum mood)rng_below(m->rng, MOOD_NONE);
}

static enum oracle_occur pick_occur(struct maker *m, enum mood mood)
{
    switch (mood) {
    case MOOD_ANY:
        return ORACLE_SHOULD;
    case MOOD_ALL:
        return chance(m, 20) ? ORACLE_MUST_NOT : ORACLE_MUST;
    case MOOD_MIXED:
        return (enum oracle_occur)rng_below(m->rng, 3);
    default:
        return ORACLE_MUST_NOT;
    }
}

static struct oracle_query *make_bool(struct maker *m, int depth);

static struct oracle_query *make_node(struct maker *m, int depth)
{
    if (depth <= 1 || m->left <= 1 || chance(m, 65))
        return make_leaf(m);
    struct oracle_query *const q = make_bool(m, depth - 1);
    return chance(m, 4) ? oracle_query_title(m->pool, q) : q;
}

static struct oracle_query *make_bool(struct maker *m, int depth)
{
    const enum mood mood = pick_mood(m);
    struct oracle_query *const q = oracle_query_bool(m->pool);
    uint32_t n = 1 + rng_below(m->rng, 4);

    if (n == 1 && mood == MOOD_ANY && m->syntax == ORACLE_WEBSEARCH)
        n = 2;
    if (chance(m, 5))
        n = ORACLE_CLAUSES_MAX;
    for (uint32_t i = 0; i < n; i++) {
        const struct oracle_query *clause =
            i > 0 && chance(m, 5)
                ? q->clauses[rng_below(m->rng, i)] /* the same once more */
                : make_node(m, depth);
        oracle_query_add(m->pool, q, pick_occur(m, mood), clause);
    }
    return q;
}

const struct oracle_query *random_query(struct pool *p, struct rng *r,
                                        const struct oracle_docs *docs,
                                        enum oracle_syntax syntax)
{
    struct maker m = {p, r, docs, syntax, LEAVES};
    if (chance(&m, 12))
        return make_leaf(&m);
    return make_bool(&m, 1 + (int)rng_below(r, DEPTH));
}
