#include "tests/oracle/oracle_query.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle/naive_pattern.h"

struct oracle_query *oracle_query_new(struct pool *p, enum oracle_kind kind)
{
    struct oracle_query *const q = pool_alloc(p, sizeof(*q));
    q->kind = kind;
    return q;
}

static struct oracle_query *copy_node(struct pool *p,
                                      const struct oracle_query *q)
{
    struct oracle_query *const copy = pool_alloc(p, sizeof(*copy));
    *copy = *q;
    return copy;
}

struct oracle_query *oracle_query_word(struct pool *p, uint32_t word)
{
    struct oracle_query *const q = oracle_query_new(p, ORACLE_WORD);
    q->n = 1;
    q->words[0] = word;
    return q;
}

struct oracle_query *
oracle_query_bare(struct pool *p, const struct oracle_docs *d, uint32_t word)
{
    struct oracle_query *const q = oracle_query_word(p, word);
    bool *const fits =
        d->stems ? pool_alloc(p, d->n_names * sizeof(*fits)) : NULL;

    for (uint32_t i = 0; fits && i < d->n_names; i++)
        fits[i] = d->stems[i] == d->stems[word];
    q->fits = fits;
    return q;
}

static bool pattern_fits(enum oracle_pattern pattern, const char *text,
                         uint32_t slips, const char *word)
{
    if (pattern == ORACLE_SLIPS)
        return naive_slips(text, word) <= slips;
    const enum naive_fit fit = pattern == ORACLE_WILDCARD
                                   ? naive_wildcard(text, word)
                                   : naive_expression(text, word);
    if (fit == NAIVE_FITS || fit == NAIVE_FITS_NOT)
        return fit == NAIVE_FITS;
    fprintf(stderr, "the oracle does not understand the pattern %s\n", text);
    abort();
}

struct oracle_query *oracle_query_pattern(struct pool *p,
                                          const struct oracle_docs *d,
                                          enum oracle_pattern pattern,
                                          const char *text, uint32_t slips)
{
    struct oracle_query *const q = oracle_query_new(p, ORACLE_PATTERN);
    char *const copy = pool_alloc(p, strlen(text) + 1);
    bool *const fits = pool_alloc(p, d->n_names * sizeof(*fits));

    strcpy(copy, text);
    for (uint32_t i = 0; i < d->n_names; i++)
        fits[i] = pattern_fits(pattern, text, slips, d->names[i]);
    q->n = 1;
    q->pattern = pattern;
    q->count = slips;
    q->text = copy;
    q->fits = fits;
    return q;
}

struct oracle_query *oracle_query_phrase(struct pool *p, const uint32_t *words,
                                         size_t n)
{
    assert(n >= 1 && n <= ORACLE_PHRASE_MAX);
    struct oracle_query *const q = oracle_query_new(p, ORACLE_PHRASE);
    q->n = n;
    memcpy(q->words, words, n * sizeof(*words));
    return q;
}

struct oracle_query *oracle_query_bool(struct pool *p)
{
    return oracle_query_new(p, ORACLE_BOOL);
}

void oracle_query_add(struct pool *p, struct oracle_query *q,
                      enum oracle_occur occur,
                      const struct oracle_query *clause)
{
    assert(q->n < ORACLE_CLAUSES_MAX);
    struct oracle_query *const copy = copy_node(p, clause);
    copy->occur = occur;
    q->clauses[q->n++] = copy;
}

struct oracle_query *oracle_query_title(struct pool *p,
                                        const struct oracle_query *clause)
{
    struct oracle_query *const q = oracle_query_new(p, ORACLE_ZONE);
    q->zone = ORACLE_TITLE;
    q->n = 1;
    q->clauses[0] = clause;
    return q;
}

struct oracle_query oracle_query_in_field(const struct oracle_query *q,
                                          enum oracle_terms field)
{
    struct oracle_query out = *q;

    if (q->kind == ORACLE_WORD && field != ORACLE_EVERYWHERE)
        out.fits = NULL;
    return out;
}

bool oracle_query_stands_at(const struct oracle_query *q,
                            const struct oracle_doc *d, size_t at)
{
    const uint32_t place = d->places[at];

    if (!oracle_query_means(q, 0, d->words[at]))
        return false;
    for (size_t i = 1; i < q->n; i++) {
        while (at < d->n && (d->places[at] < place + i ||
                             (d->places[at] == place + i &&
                              !oracle_query_means(q, i, d->words[at]))))
            at++;
        if (at == d->n || d->places[at] != place + i)
            return false;
    }
    return true;
}

enum oracle_sure oracle_query_sure(const struct oracle_query *q)
{
    if (q->kind == ORACLE_SAID)
        return q->sure;
    if (q->kind < ORACLE_BOOL || q->kind == ORACLE_MOVED ||
        q->kind == ORACLE_PATTERN)
        return ORACLE_SURE_B;
    for (size_t i = 0; i < q->n; i++) {
        const enum oracle_sure sure = oracle_query_sure(q->clauses[i]);
        if (sure != ORACLE_SURE_B)
            return sure;
    }
    return ORACLE_SURE_B;
}

size_t oracle_query_count(const struct oracle_query *q, enum oracle_occur occur)
{
    size_t n = 0;
    for (size_t i = 0; i < q->n; i++)
        n += q->clauses[i]->occur == occur;
    return n;
}

bool oracle_query_can_say(const struct oracle_query *q,
                          enum oracle_syntax syntax)
{
    if (syntax == ORACLE_TREE || q->kind == ORACLE_WORD ||
        q->kind == ORACLE_PHRASE)
        return true;
    if (q->kind != ORACLE_BOOL &&
        (q->kind != ORACLE_ZONE || q->zone != ORACLE_TITLE))
        return false;
    if (q->kind == ORACLE_BOOL && syntax == ORACLE_WEBSEARCH) {
        const size_t optional = oracle_query_count(q, ORACLE_SHOULD);
        if (optional == 1 || (optional > 1 && optional < q->n))
            return false;
    }
    for (size_t i = 0; i < q->n; i++)
        if (!oracle_query_can_say(q->clauses[i], syntax))
            return false;
    return true;
}

/* ---- smaller queries ---- */

/* Every function takes the number of ways still to skip in *i, and returns
 * the way that is reached at 0. */
static const struct oracle_query *smaller(const struct oracle_query *q,
                                          size_t *i, struct pool *p);

static bool reached(size_t *i)
{
    return (*i)-- == 0;
}

static const struct oracle_query *with_clause(const struct oracle_query *q,
                                              size_t at,
                                              const struct oracle_query *clause,
                                              struct pool *p)
{
    struct oracle_query *const copy = copy_node(p, q);
    struct oracle_query *const child = copy_node(p, clause);
    child->occur = q->clauses[at]->occur;
    copy->clauses[at] = child;
    return copy;
}

static const struct oracle_query *without_clause(const struct oracle_query *q,
                                                 size_t at, struct pool *p)
{
    struct oracle_query *const copy = copy_node(p, q);
    copy->n--;
    for (size_t i = at; i < copy->n; i++)
        copy->clauses[i] = q->clauses[i + 1];
    return copy;
}

static const struct oracle_query *smaller_phrase(const struct oracle_query *q,
                                                 size_t *i, struct pool *p)
{
    for (size_t at = 0; q->n > 1 && at < q->n; at++) {
        if (!reached(i))
            continue;
        struct oracle_query *const copy = copy_node(p, q);
        copy->n--;
        for (size_t w = at; w < copy->n; w++)
            copy->words[w] = q->words[w + 1];
        return copy;
    }
    if (q->n == 1 && reached(i))
        return oracle_query_word(p, q->words[0]);
    return NULL;
}

/* The name may not stand for the whole, nor may who said it be away. */
static const struct oracle_query *smaller_said(const struct oracle_query *q,
                                               size_t *i, struct pool *p)
{
    if (q->n > 1 && reached(i))
        return without_clause(q, 1, p);
    for (size_t at = 0; at < q->n; at++) {
        const struct oracle_query *const less = smaller(q->clauses[at], i, p);
        if (less)
            return with_clause(q, at, less, p);
    }
    return NULL;
}

static const struct oracle_query *smaller(const struct oracle_query *q,
                                          size_t *i, struct pool *p)
{
    if (q->kind == ORACLE_WORD || q->kind == ORACLE_PATTERN ||
        q->kind == ORACLE_FILTER || q->kind == ORACLE_ALL ||
        q->kind == ORACLE_ANYBODY || q->kind == ORACLE_NOBODY)
        return NULL;
    if (q->kind == ORACLE_PHRASE || q->kind == ORACLE_MOVED)
        return smaller_phrase(q, i, p);

    /* A clause in the place of the whole, a clause less, a smaller clause:
     * the big steps first. */
    for (size_t at = q->kind == ORACLE_SAID; at < q->n; at++)
        if (reached(i))
            return q->clauses[at];
    const bool pair = q->kind == ORACLE_NEAR || q->kind == ORACLE_NOT_NEAR;
    if (q->kind == ORACLE_SAID)
        return smaller_said(q, i, p);
    for (size_t at = 0; q->n > 1 && !pair && at < q->n; at++)
        if (reached(i))
            return without_clause(q, at, p);
    for (size_t at = 0; at < q->n; at++) {
        const struct oracle_query *const less = smaller(q->clauses[at], i, p);
        if (less)
            return with_clause(q, at, less, p);
    }
    return NULL;
}

const struct oracle_query *oracle_query_smaller(const struct oracle_query *q,
                                                size_t i, struct pool *p)
{
    return smaller(q, &i, p);
}
