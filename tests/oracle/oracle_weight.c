#include "tests/oracle/oracle_weight.h"

#include <math.h>

static bool is_leaf(const struct oracle_query *q)
{
    return q->kind == ORACLE_WORD || q->kind == ORACLE_PHRASE ||
           q->kind == ORACLE_MOVED || q->kind == ORACLE_PATTERN;
}

/* A bare word of a text; other fields know no stems. */
static bool is_of_stem(const struct oracle_query *q, enum oracle_terms field)
{
    return q->kind == ORACLE_WORD && q->fits && field == ORACLE_EVERYWHERE;
}

/* Documents with word i of a leaf. */
static size_t holders_of(const struct oracle *o, const struct oracle_query *q,
                         size_t i, enum oracle_terms field)
{
    const size_t *const holders = o->holders[field];
    size_t most = 0;

    if (is_of_stem(q, field))
        return o->stem_holders[o->docs->stems[q->words[i]]];
    if (q->kind != ORACLE_PATTERN)
        return holders[q->words[i]];
    for (uint32_t w = 0; w < o->docs->n_names; w++)
        if (q->fits[w] && holders[w] > most)
            most = holders[w];
    return most;
}

double oracle_weight_of_words(const struct oracle *o,
                              const struct oracle_query *q,
                              enum oracle_terms field)
{
    double sum = 0;

    if (q->kind == ORACLE_PATTERN) {
        sum = INFINITY;
        for (uint32_t w = 0; w < o->docs->n_names; w++)
            if (q->fits[w] && o->idf[field][w] < sum)
                sum = o->idf[field][w];
        return sum;
    }
    if (is_of_stem(q, field))
        return o->stem_idf[o->docs->stems[q->words[0]]];
    for (size_t i = 0; i < q->n; i++)
        sum += o->idf[field][q->words[i]];
    return sum;
}

/* ---- names of speakers ---- */

static double idf_of_count(const struct oracle *o, size_t holders)
{
    const double n = (double)holders;

    return log(1 + (o->with_words - n + 0.5) / (n + 0.5));
}

static size_t quotations_of(const struct oracle *o,
                            const struct oracle_query *name,
                            enum oracle_sure sure)
{
    if (name->kind == ORACLE_NOBODY)
        return o->unknown;
    return sure == ORACLE_SURE_C ? o->quoting : o->known;
}

/* Whether, and what it weighs: of a word, phrase or pattern word by word, as
 * that of somebody who is sure, or, where there is none and C will do, as a
 * guess. */
static bool weigh_words(const struct oracle *o, const struct oracle_query *name,
                        enum oracle_sure sure, double *weight)
{
    *weight = 0;
    for (size_t i = 0; i < name->n; i++) {
        struct oracle_query one = *name;
        enum oracle_terms field = ORACLE_SPEAKERS;
        one.n = 1;
        one.words[0] = name->words[i];
        if (holders_of(o, &one, 0, field) == 0)
            field = ORACLE_GUESSES;
        if (holders_of(o, &one, 0, field) == 0 ||
            (field == ORACLE_GUESSES && sure != ORACLE_SURE_C))
            return false;
        *weight += oracle_weight_of_words(o, &one, field);
    }
    return true;
}

static bool weigh_name(const struct oracle *o, const struct oracle_query *name,
                       enum oracle_sure sure, double *weight)
{
    size_t must = 0, n = 0;

    if (is_leaf(name))
        return weigh_words(o, name, sure, weight);
    if (name->kind != ORACLE_BOOL) {
        const size_t holders = quotations_of(o, name, sure);
        *weight = idf_of_count(o, holders);
        return holders > 0;
    }
    *weight = 0;
    for (size_t i = 0; i < name->n; i++)
        must += name->clauses[i]->occur == ORACLE_MUST;
    for (size_t i = 0; i < name->n; i++) {
        double one;
        if ((must > 0 && name->clauses[i]->occur != ORACLE_MUST) ||
            !weigh_name(o, name->clauses[i], sure, &one))
            continue;
        *weight += one;
        n++;
    }
    return must > 0 ? n == must : n > 0;
}

/* ---- operators ---- */

/* Whether any document could have the words: what could not weighs nothing. */
static bool is_possible(const struct oracle *o, const struct oracle_query *q,
                        enum oracle_terms field)
{
    size_t n = 0, must = 0, must_possible = 0;
    double weight;

    switch (q->kind) {
    case ORACLE_WORD:
    case ORACLE_PHRASE:
    case ORACLE_MOVED:
    case ORACLE_PATTERN:
        for (size_t i = 0; i < q->n; i++)
            n += holders_of(o, q, i, field) > 0;
        return n == q->n;
    case ORACLE_NOT_NEAR:
        return is_possible(o, q->clauses[0], field);
    case ORACLE_FIELD:
        return is_possible(o, q->clauses[0], q->field);
    case ORACLE_QUOTE:
        return o->quoting > 0 && is_possible(o, q->clauses[0], field);
    case ORACLE_SAID:
        return weigh_name(o, q->clauses[0], q->sure, &weight) &&
               (q->n == 1 || is_possible(o, q->clauses[1], field));
    default:
        break;
    }
    for (size_t i = 0; i < q->n; i++) {
        const bool possible = is_possible(o, q->clauses[i], field);
        const bool required = q->clauses[i]->occur == ORACLE_MUST;
        n += possible;
        must += required;
        must_possible += possible && required;
    }
    if (q->kind == ORACLE_QUORUM)
        return n >= q->count;
    if (q->kind == ORACLE_BOOL)
        return must > 0 ? must_possible == must : n > 0;
    return n == q->n;
}

static double weight_of_said(const struct oracle *o,
                             const struct oracle_query *q,
                             enum oracle_terms field)
{
    double weight;

    weigh_name(o, q->clauses[0], q->sure, &weight);
    if (q->n > 1)
        weight += oracle_weight_of_span(o, q->clauses[1], field);
    return weight;
}

double oracle_weight_of_span(const struct oracle *o,
                             const struct oracle_query *q,
                             enum oracle_terms field)
{
    double sum = 0;
    size_t must = 0;

    if (!is_possible(o, q, field))
        return 0;
    if (is_leaf(q))
        return oracle_weight_of_words(o, q, field);
    if (q->kind == ORACLE_NOT_NEAR)
        return oracle_weight_of_span(o, q->clauses[0], field);
    if (q->kind == ORACLE_FIELD)
        return oracle_weight_of_span(o, q->clauses[0], q->field);
    if (q->kind == ORACLE_SAID)
        return weight_of_said(o, q, field);
    for (size_t i = 0; q->kind == ORACLE_BOOL && i < q->n; i++)
        must += q->clauses[i]->occur == ORACLE_MUST;
    for (size_t i = 0; i < q->n; i++) {
        if (must == 0 || q->clauses[i]->occur == ORACLE_MUST)
            sum += oracle_weight_of_span(o, q->clauses[i], field);
    }
    return sum;
}
