#include "tests/support/random_query.h"

#include "tests/support/random_pattern.h"

/* What one tree is being made with. */
struct maker {
    struct pool *pool;
    struct rng *rng;
    const struct oracle_docs *docs;
    enum oracle_syntax syntax;
    int left;              /* words and phrases it may still hold */
    enum oracle_sure sure; /* of who said something */
};

enum { DEPTH = 4, LEAVES = 20 };

static bool chance(struct maker *m, uint32_t percent)
{
    return rng_below(m->rng, 100) < percent;
}

static const struct oracle_doc *pick_doc(struct maker *m)
{
    static const struct oracle_doc none = {.n = 0};
    const uint32_t n = (uint32_t)m->docs->n;
    return n > 0 ? &m->docs->docs[rng_below(m->rng, n)] : &none;
}

static bool is_askable(const struct maker *m, uint32_t word)
{
    return !m->docs->unaskable || !m->docs->unaskable[word];
}

/* Half from a document, which favours the common words; half any, those that
 * stand nowhere too. */
static uint32_t pick_word(struct maker *m)
{
    uint32_t word;
    do {
        const struct oracle_doc *const d = pick_doc(m);
        word = d->n > 0 && chance(m, 50)
                   ? d->words[rng_below(m->rng, (uint32_t)d->n)]
                   : rng_below(m->rng, m->docs->n_names);
    } while (!is_askable(m, word));
    return word;
}

/* Words in a row from a document; 0 when the one it tried is empty. */
static size_t cut_phrase(struct maker *m, size_t n, uint32_t *words)
{
    const struct oracle_doc *const d = pick_doc(m);
    if (d->n == 0)
        return 0;
    const size_t from = rng_below(m->rng, (uint32_t)d->n);
    size_t i = 0;
    while (i < n && from + i < d->n &&
           d->places[from + i] == d->places[from] + i &&
           is_askable(m, d->words[from + i])) {
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

/* ---- positional operators ---- */

static struct oracle_query *make_operand(struct maker *m, int depth);

static struct oracle_query *make_zone(struct maker *m,
                                      const struct oracle_query *q)
{
    struct oracle_query *const zone = oracle_query_new(m->pool, ORACLE_ZONE);
    zone->zone = (enum oracle_zone)rng_below(
        m->rng, m->docs->has_parts ? ORACLE_ZONES : ORACLE_PLAIN_ZONES);
    zone->clauses[zone->n++] = q;
    return zone;
}

/* ---- parts of releases ---- */

static struct oracle_query *make_pattern(struct maker *m);

static struct oracle_range pick_speaker(struct maker *m,
                                        const struct oracle_doc *d)
{
    const struct oracle_parts *const p = &d->parts;

    return p->n_quotes > 0
               ? p->quotes[rng_below(m->rng, (uint32_t)p->n_quotes)].speaker
               : (struct oracle_range){0, 0};
}

/* Words of a range: all of them, in a row or turned, or one. */
static struct oracle_query *
words_of(struct maker *m, const struct oracle_doc *d, struct oracle_range r)
{
    uint32_t words[ORACLE_PHRASE_MAX];
    size_t n = 0;

    if (r.from >= r.to || chance(m, 20))
        return oracle_query_word(m->pool, pick_word(m));
    if (chance(m, 50))
        return oracle_query_word(
            m->pool,
            d->words[r.from + rng_below(m->rng, (uint32_t)(r.to - r.from))]);
    const bool turned = chance(m, 30);
    for (; n < ORACLE_PHRASE_MAX && r.from + n < r.to; n++)
        words[n] = d->words[turned ? r.to - 1 - n : r.from + n];
    return oracle_query_phrase(m->pool, words, n);
}

static struct oracle_query *make_name(struct maker *m, int depth)
{
    const uint32_t draw = rng_below(m->rng, 100);

    if (depth > 0 && draw < 15) {
        struct oracle_query *const q = oracle_query_bool(m->pool);
        const enum oracle_occur occur =
            chance(m, 50) ? ORACLE_MUST : ORACLE_SHOULD;
        for (uint32_t n = 1 + rng_below(m->rng, 3); n > 0; n--)
            oracle_query_add(m->pool, q, chance(m, 15) ? ORACLE_SHOULD : occur,
                             make_name(m, depth - 1));
        return q;
    }
    if (draw < 25)
        return oracle_query_new(m->pool, ORACLE_ANYBODY);
    if (draw < 32)
        return oracle_query_new(m->pool, ORACLE_NOBODY);
    if (draw < 40)
        return make_pattern(m);
    const struct oracle_doc *const d = pick_doc(m);
    return words_of(m, d, pick_speaker(m, d));
}

static struct oracle_query *make_said(struct maker *m, int depth)
{
    struct oracle_query *const q = oracle_query_new(m->pool, ORACLE_SAID);

    q->sure = m->sure;
    m->left--;
    oracle_query_add(m->pool, q, ORACLE_SHOULD, make_name(m, 2));
    if (chance(m, 70))
        oracle_query_add(m->pool, q, ORACLE_SHOULD, make_operand(m, depth));
    return q;
}

/* place:minsk or any other words of it, or of the dateline at all. */
static struct oracle_query *make_of_dateline(struct maker *m, int depth)
{
    const struct oracle_doc *const d = pick_doc(m);
    const bool place = chance(m, 70);
    struct oracle_query *const q = oracle_query_new(m->pool, ORACLE_FIELD);

    q->field = place ? ORACLE_PLACE : ORACLE_AGENCY;
    m->left--;
    q->clauses[q->n++] =
        chance(m, 30)
            ? make_operand(m, depth)
            : words_of(m, d, place ? d->parts.place : d->parts.agency);
    return q;
}

static struct oracle_query *make_in_part(struct maker *m, int depth)
{
    const uint32_t draw = rng_below(m->rng, 100);

    if (draw < 45)
        return make_said(m, depth);
    if (draw < 65)
        return make_of_dateline(m, depth);
    if (draw < 80)
        return make_zone(m, make_operand(m, depth));
    struct oracle_query *const q = oracle_query_new(m->pool, ORACLE_QUOTE);
    q->clauses[q->n++] = make_operand(m, depth);
    return q;
}

/* Words as a phrase has them, some out of their order. */
static struct oracle_query *make_moved(struct maker *m)
{
    const struct oracle_query *const phrase = make_phrase(m);
    struct oracle_query *const q = oracle_query_new(m->pool, ORACLE_MOVED);
    *q = *phrase;
    q->kind = ORACLE_MOVED;
    q->count = 1 + rng_below(m->rng, 6);
    if (q->n > 3)
        q->n = 3;
    if (q->n > 1 && chance(m, 50)) {
        const uint32_t last = q->words[q->n - 1];
        q->words[q->n - 1] = q->words[0];
        q->words[0] = last;
    }
    return q;
}

static struct oracle_query *make_operands(struct maker *m,
                                          enum oracle_kind kind, uint32_t n,
                                          enum oracle_occur occur, int depth)
{
    struct oracle_query *const q = oracle_query_new(m->pool, kind);
    for (uint32_t i = 0; i < n; i++)
        oracle_query_add(m->pool, q, occur, make_operand(m, depth));
    return q;
}

static struct oracle_query *make_near(struct maker *m, enum oracle_kind kind,
                                      int depth)
{
    struct oracle_query *const q =
        make_operands(m, kind, 2, ORACLE_SHOULD, depth);
    q->count = chance(m, 25) ? ORACLE_ANY_DISTANCE : rng_below(m->rng, 16);
    q->ordered = chance(m, 35);
    q->unit =
        chance(m, 50) ? ORACLE_TEXT : (enum oracle_unit)rng_below(m->rng, 3);
    return q;
}

static struct oracle_query *make_row(struct maker *m, int depth)
{
    struct oracle_query *const q = make_operands(
        m, ORACLE_ROW, 2 + rng_below(m->rng, 2), ORACLE_SHOULD, depth);
    for (size_t i = 1; i < q->n; i++) {
        if (chance(m, 50))
            continue;
        q->gaps[i].least = rng_below(m->rng, 3);
        q->gaps[i].most = q->gaps[i].least + rng_below(m->rng, 4);
    }
    return q;
}

static struct oracle_query *make_operator(struct maker *m, int depth)
{
    const uint32_t draw = rng_below(m->rng, 100), n = 2 + rng_below(m->rng, 3);
    struct oracle_query *q;

    if (m->docs->has_parts && chance(m, 25))
        return make_in_part(m, depth);
    if (draw < 34)
        return make_near(m, ORACLE_NEAR, depth);
    if (draw < 46)
        return make_near(m, ORACLE_NOT_NEAR, depth);
    if (draw < 58)
        return make_row(m, depth);
    if (draw < 66)
        return make_operands(m, ORACLE_BOOL, n, ORACLE_MUST, depth);
    if (draw < 78)
        return make_operands(m, ORACLE_BOOL, n, ORACLE_SHOULD, depth);
    if (draw < 84)
        return make_zone(m, make_operand(m, depth));
    q = make_operands(m,
                      draw < 90   ? ORACLE_QUORUM
                      : draw < 95 ? ORACLE_RUN
                                  : ORACLE_FIRST,
                      draw < 90 ? n : 1, ORACLE_SHOULD, depth);
    q->count = draw < 95 ? 1 + rng_below(m->rng, n) : rng_below(m->rng, 80);
    return q;
}

/* Half bare. */
static struct oracle_query *make_word(struct maker *m)
{
    return m->syntax != ORACLE_TREE || chance(m, 50)
               ? oracle_query_bare(m->pool, m->docs, pick_word(m))
               : oracle_query_word(m->pool, pick_word(m));
}

static struct oracle_query *make_pattern(struct maker *m)
{
    struct oracle_query *q = NULL;
    while (!q)
        q = random_pattern(m->pool, m->rng, m->docs, pick_word(m));
    return q;
}

static struct oracle_query *make_operand(struct maker *m, int depth)
{
    if (depth > 0 && m->left > 1 && chance(m, 60))
        return make_operator(m, depth - 1);
    m->left--;
    if (chance(m, 10))
        return make_moved(m);
    if (chance(m, 15))
        return make_pattern(m);
    return chance(m, 20) ? make_phrase(m) : make_word(m);
}

/* What has places, as a clause of a bool. */
static struct oracle_query *make_span(struct maker *m)
{
    const int depth = (int)rng_below(m->rng, DEPTH);

    if (chance(m, 10))
        return make_zone(m, make_operand(m, depth));
    if (chance(m, 10))
        return make_moved(m);
    return make_near(m, chance(m, 80) ? ORACLE_NEAR : ORACLE_NOT_NEAR, depth);
}

/* ---- leaves and bools ---- */

static struct oracle_query *make_leaf(struct maker *m)
{
    if (m->docs->has_parts && chance(m, 40))
        return make_in_part(m, (int)rng_below(m->rng, 3));
    if (m->syntax == ORACLE_TREE && chance(m, 50))
        return chance(m, 50) ? make_span(m) : make_operator(m, 2);
    struct oracle_query *q;
    m->left--;
    if (m->syntax == ORACLE_TREE && chance(m, 30))
        q = chance(m, 60)   ? make_pattern(m)
            : chance(m, 90) ? random_filter(m->pool, m->rng, m->docs)
                            : oracle_query_new(m->pool, ORACLE_ALL);
    else
        q = chance(m, 30) ? make_phrase(m) : make_word(m);
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

static struct oracle_query *make_weighted(struct maker *m,
                                          const struct oracle_query *q)
{
    static const double FACTORS[] = {0, 0.25, 0.5, 1, 1.5, 2, 3, 100, 1000};
    struct oracle_query *const w = oracle_query_new(
        m->pool, chance(m, 60) ? ORACLE_BOOST : ORACLE_CONSTANT);
    w->factor =
        FACTORS[rng_below(m->rng, sizeof(FACTORS) / sizeof(FACTORS[0]))];
    w->clauses[w->n++] = q;
    return w;
}

static struct oracle_query *make_part(struct maker *m, int depth)
{
    if (depth <= 1 || m->left <= 1 || chance(m, 65))
        return make_leaf(m);
    struct oracle_query *const q = make_bool(m, depth - 1);
    if (m->syntax == ORACLE_TREE && chance(m, 20)) {
        q->kind = ORACLE_QUORUM;
        q->count = 1 + rng_below(m->rng, (uint32_t)q->n);
    }
    if (m->syntax == ORACLE_TREE && chance(m, 8))
        return make_zone(m, q);
    if (m->docs->has_parts && chance(m, 5)) {
        struct oracle_query *const in = oracle_query_new(m->pool, ORACLE_FIELD);
        in->field = chance(m, 80) ? ORACLE_PLACE : ORACLE_AGENCY;
        in->clauses[in->n++] = q;
        return in;
    }
    return chance(m, 4) ? oracle_query_title(m->pool, q) : q;
}

static struct oracle_query *make_node(struct maker *m, int depth)
{
    struct oracle_query *q = make_part(m, depth);
    while (m->syntax == ORACLE_TREE && chance(m, 8))
        q = make_weighted(m, q);
    return q;
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

/* A third as if boilerplate were not there. */
static const struct oracle_query *skip_some(struct maker *m,
                                            const struct oracle_query *q)
{
    if (!m->docs->has_parts || chance(m, 67))
        return q;
    struct oracle_query *const skip = oracle_query_new(m->pool, ORACLE_SKIP);
    skip->clauses[skip->n++] = q;
    return skip;
}

const struct oracle_query *random_query(struct pool *p, struct rng *r,
                                        const struct oracle_docs *docs,
                                        enum oracle_syntax syntax)
{
    struct maker m = {.pool = p,
                      .rng = r,
                      .docs = docs,
                      .syntax = syntax,
                      .left = LEAVES,
                      .sure = ORACLE_SURE_B};
    if (docs->has_parts)
        m.sure = (enum oracle_sure)(ORACLE_SURE_A + rng_below(r, 3));
    const struct oracle_query *const q =
        chance(&m, 12) ? make_leaf(&m)
                       : make_bool(&m, 1 + (int)rng_below(r, DEPTH));
    return skip_some(&m, q);
}
