#include "tests/oracle/oracle.h"

#include <math.h>
#include <stdlib.h>

#include "tests/oracle/length_code.h"
#include "tests/oracle/oracle_span.h"
#include "tests/support/need.h"

/* Documents with each word or, where words are `as` others, with any of these;
 * and the idf of that. */
static void count_holders(const struct oracle *o, const uint32_t *as,
                          size_t **holders, double **idf)
{
    const struct oracle_docs *const docs = o->docs;
    /* `counted_in[w]` is one more than the last document counted for w. */
    size_t *const counted_in = need_alloc(docs->n_names, sizeof(*counted_in));

    *holders = need_alloc(docs->n_names, sizeof(**holders));
    *idf = need_alloc(docs->n_names, sizeof(**idf));
    for (size_t i = 0; i < docs->n; i++) {
        const struct oracle_doc *const d = &docs->docs[i];
        for (size_t k = 0; k < d->n; k++) {
            const uint32_t w = as ? as[d->words[k]] : d->words[k];
            (*holders)[w] += counted_in[w] != i + 1;
            counted_in[w] = i + 1;
        }
    }
    for (uint32_t w = 0; w < docs->n_names; w++) {
        const double n = (double)(*holders)[w];
        (*idf)[w] = log(1 + (o->with_words - n + 0.5) / (n + 0.5));
    }
    free(counted_in);
}

void oracle_init(struct oracle *o, const struct oracle_docs *docs)
{
    *o = (struct oracle){.docs = docs};
    o->lengths = need_alloc(docs->n, sizeof(*o->lengths));
    uint64_t words = 0;
    for (size_t i = 0; i < docs->n; i++) {
        const uint32_t length = docs->docs[i].length;
        o->lengths[i] = length_of_code(length_code(length));
        o->with_words += length > 0;
        words += length;
    }
    if (o->with_words)
        o->average = (double)words / o->with_words;
    count_holders(o, NULL, &o->holders, &o->idf);
    if (docs->stems)
        count_holders(o, docs->stems, &o->stem_holders, &o->stem_idf);
}

void oracle_release(struct oracle *o)
{
    free(o->idf);
    free(o->holders);
    free(o->stem_idf);
    free(o->stem_holders);
    free(o->lengths);
    *o = (struct oracle){0};
}

/* One document being read for one query. */
struct reading {
    const struct oracle *oracle;
    enum oracle_syntax syntax;
    struct oracle_bm25 bm25;
    const struct oracle_doc *doc;
    uint32_t length;
    uint64_t *likeness; /* of the document; goes over what is counted in it */
};

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

/* Of a word, a phrase or a pattern, in the first `n` words. */
static size_t occurrences(const struct oracle_query *q,
                          const struct oracle_doc *d, size_t n)
{
    size_t f = 0;
    for (size_t at = 0; at < n; at++)
        f += oracle_query_stands_at(q, d, at);
    return f;
}

static bool is_leaf(const struct oracle_query *q)
{
    return q->kind == ORACLE_WORD || q->kind == ORACLE_PHRASE ||
           q->kind == ORACLE_MOVED || q->kind == ORACLE_PATTERN;
}

/* Documents with word i of a leaf. */
static size_t holders_of(const struct oracle *o, const struct oracle_query *q,
                         size_t i)
{
    size_t most = 0;

    if (q->kind != ORACLE_PATTERN)
        return q->fits ? o->stem_holders[o->docs->stems[q->words[i]]]
                       : o->holders[q->words[i]];
    for (uint32_t w = 0; w < o->docs->n_names; w++)
        if (q->fits[w] && o->holders[w] > most)
            most = o->holders[w];
    return most;
}

/* What a leaf weighs: the idf of each of its words. */
static double idf_of(const struct oracle *o, const struct oracle_query *q)
{
    double sum = 0;

    if (q->kind == ORACLE_PATTERN) {
        sum = INFINITY;
        for (uint32_t w = 0; w < o->docs->n_names; w++)
            if (q->fits[w] && o->idf[w] < sum)
                sum = o->idf[w];
        return sum;
    }
    if (q->fits)
        return o->stem_idf[o->docs->stems[q->words[0]]];
    for (size_t i = 0; i < q->n; i++)
        sum += o->idf[q->words[i]];
    return sum;
}

/* As often as it stands there, weighing `idf`. */
static bool take(const struct reading *r, size_t f, double idf, double *score)
{
    *r->likeness = mix(*r->likeness, f);
    if (f == 0)
        return false;
    const double k1 = r->bm25.k1, b = r->bm25.b;
    const double norm = k1 * (1 - b + b * r->length / r->oracle->average);
    *score = idf * (double)f / ((double)f + norm);
    return true;
}

static bool read_words(const struct reading *r, const struct oracle_query *q,
                       bool in_title, double *score)
{
    const size_t f =
        occurrences(q, r->doc, in_title ? r->doc->n_title : r->doc->n);
    return take(r, f, f > 0 ? idf_of(r->oracle, q) : 0, score);
}

/* ---- places ---- */

/* Whether any document could have the words: what could not weighs nothing. */
static bool is_possible(const struct oracle *o, const struct oracle_query *q)
{
    size_t n = 0, must = 0, must_possible = 0;

    switch (q->kind) {
    case ORACLE_WORD:
    case ORACLE_PHRASE:
    case ORACLE_MOVED:
    case ORACLE_PATTERN:
        for (size_t i = 0; i < q->n; i++)
            n += holders_of(o, q, i) > 0;
        return n == q->n;
    case ORACLE_NOT_NEAR:
        return is_possible(o, q->clauses[0]);
    default:
        break;
    }
    for (size_t i = 0; i < q->n; i++) {
        const bool possible = is_possible(o, q->clauses[i]);
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

/* The idf of all words that have a part in a match. */
static double weight_of(const struct oracle *o, const struct oracle_query *q)
{
    double sum = 0;
    size_t must = 0;

    if (!is_possible(o, q))
        return 0;
    if (is_leaf(q))
        return idf_of(o, q);
    if (q->kind == ORACLE_NOT_NEAR)
        return weight_of(o, q->clauses[0]);
    for (size_t i = 0; q->kind == ORACLE_BOOL && i < q->n; i++)
        must += q->clauses[i]->occur == ORACLE_MUST;
    for (size_t i = 0; i < q->n; i++) {
        if (must == 0 || q->clauses[i]->occur == ORACLE_MUST)
            sum += weight_of(o, q->clauses[i]);
    }
    return sum;
}

static bool read_span(const struct reading *r, const struct oracle_query *q,
                      unsigned zones, double *score)
{
    const size_t f = oracle_span_count(q, r->doc, zones);
    return take(r, f, f > 0 ? weight_of(r->oracle, q) : 0, score);
}

static bool read_query(const struct reading *r, const struct oracle_query *q,
                       unsigned zones, double *score);

static bool read_bool(const struct reading *r, const struct oracle_query *q,
                      unsigned zones, double *score)
{
    size_t must = 0, should = 0, should_matching = 0;

    *score = 0;
    for (size_t i = 0; i < q->n; i++) {
        const enum oracle_occur occur = q->clauses[i]->occur;
        double s;
        const bool matches = read_query(r, q->clauses[i], zones, &s);
        if (matches == (occur == ORACLE_MUST_NOT) && occur != ORACLE_SHOULD)
            return false;
        must += occur == ORACLE_MUST;
        should += occur == ORACLE_SHOULD;
        should_matching += occur == ORACLE_SHOULD && matches;
        if (matches)
            *score += s;
    }
    if (must == 0 && should == 0)
        return r->syntax == ORACLE_WEBSEARCH || r->syntax == ORACLE_TREE;
    return must > 0 || should_matching > 0;
}

static bool read_quorum(const struct reading *r, const struct oracle_query *q,
                        unsigned zones, double *score)
{
    size_t matching = 0;

    *score = 0;
    for (size_t i = 0; i < q->n; i++) {
        double s;
        if (!read_query(r, q->clauses[i], zones, &s))
            continue;
        matching++;
        *score += s;
    }
    return matching >= q->count;
}

static bool read_filter(const struct reading *r, const struct oracle_query *q)
{
    const bool passes = oracle_filter_passes(&q->filter, r->doc);

    *r->likeness = mix(*r->likeness, passes);
    return passes;
}

/* The clause, with another score. */
static bool read_weighted(const struct reading *r, const struct oracle_query *q,
                          unsigned zones, double *score)
{
    if (!read_query(r, q->clauses[0], zones, score))
        return false;
    *score = q->kind == ORACLE_BOOST ? *score * q->factor : q->factor;
    return true;
}

static bool read_query(const struct reading *r, const struct oracle_query *q,
                       unsigned zones, double *score)
{
    const unsigned title = 1u << ORACLE_TITLE;

    switch (q->kind) {
    case ORACLE_BOOL:
        return read_bool(r, q, zones, score);
    case ORACLE_ZONE:
        return read_query(r, q->clauses[0], zones | 1u << q->zone, score);
    case ORACLE_QUORUM:
        return read_quorum(r, q, zones, score);
    case ORACLE_FILTER:
        *score = 0;
        return read_filter(r, q);
    case ORACLE_ALL:
        *score = 0;
        return true;
    case ORACLE_BOOST:
    case ORACLE_CONSTANT:
        return read_weighted(r, q, zones, score);
    case ORACLE_WORD:
    case ORACLE_PHRASE:
    case ORACLE_PATTERN:
        if (zones == 0 || zones == title)
            return read_words(r, q, zones == title, score);
        break;
    default:
        break;
    }
    return read_span(r, q, zones, score);
}

static int better_first(const void *a, const void *b)
{
    const struct oracle_hit *const x = a, *const y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

void oracle_search(const struct oracle *o, const struct oracle_query *q,
                   enum oracle_syntax syntax, struct oracle_bm25 bm25,
                   struct oracle_answer *out)
{
    *out = (struct oracle_answer){.n_docs = o->docs->n};
    out->scores = need_alloc(out->n_docs, sizeof(*out->scores));
    out->likeness = need_alloc(out->n_docs, sizeof(*out->likeness));
    out->hits = need_alloc(out->n_docs, sizeof(*out->hits));

    struct reading r = {.oracle = o, .syntax = syntax, .bm25 = bm25};
    for (size_t i = 0; i < out->n_docs; i++) {
        double score = 0;
        r.doc = &o->docs->docs[i];
        r.length = o->lengths[i];
        r.likeness = &out->likeness[i];
        *r.likeness = mix(1, r.length);
        const bool matches = read_query(&r, q, 0, &score);
        out->scores[i] = matches ? score : NAN;
        if (matches)
            out->hits[out->count++] =
                (struct oracle_hit){(uint32_t)i, (float)score};
    }
    qsort(out->hits, out->count, sizeof(*out->hits), better_first);
}

void oracle_answer_release(struct oracle_answer *a)
{
    free(a->hits);
    free(a->scores);
    free(a->likeness);
    *a = (struct oracle_answer){0};
}
