#include "tests/oracle/oracle.h"

#include <math.h>
#include <stdlib.h>

#include "tests/oracle/length_code.h"
#include "tests/oracle/oracle_span.h"
#include "tests/oracle/oracle_weight.h"
#include "tests/support/need.h"

static double idf_of_count(const struct oracle *o, size_t holders)
{
    const double n = (double)holders;

    return log(1 + (o->with_words - n + 0.5) / (n + 0.5));
}

/* Documents, of `of`, with each word or, where words are `as` others, with any
 * of these; and the idf of that. */
static void count_holders(const struct oracle *o, const struct oracle_doc *of,
                          const uint32_t *as, size_t **holders, double **idf)
{
    const struct oracle_docs *const docs = o->docs;
    /* `counted_in[w]` is one more than the last document counted for w. */
    size_t *const counted_in = need_alloc(docs->n_names, sizeof(*counted_in));

    *holders = need_alloc(docs->n_names, sizeof(**holders));
    *idf = need_alloc(docs->n_names, sizeof(**idf));
    for (size_t i = 0; i < docs->n; i++) {
        const struct oracle_doc *const d = &of[i];
        for (size_t k = 0; k < d->n; k++) {
            const uint32_t w = as ? as[d->words[k]] : d->words[k];
            (*holders)[w] += counted_in[w] != i + 1;
            counted_in[w] = i + 1;
        }
    }
    for (uint32_t w = 0; w < docs->n_names; w++)
        (*idf)[w] = idf_of_count(o, (*holders)[w]);
    free(counted_in);
}

static void count_quotations(struct oracle *o)
{
    for (size_t i = 0; i < o->docs->n; i++) {
        const struct oracle_parts *const p = &o->docs->docs[i].parts;
        bool known = false, unknown = false;
        for (size_t k = 0; k < p->n_quotes; k++) {
            known |= p->quotes[k].sure == ORACLE_SURE_A ||
                     p->quotes[k].sure == ORACLE_SURE_B;
            unknown |= p->quotes[k].sure == ORACLE_NOBODY_KNOWN;
        }
        o->quoting += p->n_quotes > 0;
        o->known += known;
        o->unknown += unknown;
    }
}

static void read_fields(struct oracle *o)
{
    const struct oracle_docs *const docs = o->docs;

    for (int f = ORACLE_PLACE; docs->has_parts && f < ORACLE_FIELDS; f++) {
        o->words[f] = need_alloc(docs->n, sizeof(*o->words[f]));
        for (size_t i = 0; i < docs->n; i++)
            o->words[f][i] =
                oracle_doc_field(&docs->docs[i], (enum oracle_terms)f);
        count_holders(o, o->words[f], NULL, &o->holders[f], &o->idf[f]);
    }
    count_quotations(o);
}

static void release_fields(struct oracle *o)
{
    for (int f = 0; f < ORACLE_FIELDS; f++) {
        for (size_t i = 0; o->words[f] && i < o->docs->n; i++) {
            free(o->words[f][i].words);
            free(o->words[f][i].places);
            free(o->words[f][i].ends);
        }
        free(o->words[f]);
        free(o->holders[f]);
        free(o->idf[f]);
    }
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
    count_holders(o, docs->docs, NULL, &o->holders[0], &o->idf[0]);
    if (docs->stems)
        count_holders(o, docs->docs, docs->stems, &o->stem_holders,
                      &o->stem_idf);
    read_fields(o);
}

void oracle_release(struct oracle *o)
{
    release_fields(o);
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

/* Where in it a part of a question looks. */
struct scope {
    unsigned zones; /* 1 << ORACLE_... */
    enum oracle_terms field;
    bool skip; /* not in boilerplate */
};

/* The document, or the words of it that are of a field. */
static const struct oracle_doc *words_of(const struct reading *r,
                                         enum oracle_terms field)
{
    const struct oracle *const o = r->oracle;

    return o->words[field] ? &o->words[field][r->doc - o->docs->docs] : r->doc;
}

/* Of a word, a phrase or a pattern, in the title or anywhere. */
static size_t occurrences(const struct oracle_query *q,
                          const struct oracle_doc *d, bool in_title)
{
    size_t f = 0;
    for (size_t at = 0; at < (in_title ? d->n_title : d->n); at++)
        f += oracle_query_stands_at(q, d, at);
    return f;
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
                       struct scope in, double *score)
{
    const struct oracle_query word = oracle_query_in_field(q, in.field);
    const size_t f = occurrences(&word, words_of(r, in.field), in.zones != 0);
    return take(r, f,
                f > 0 ? oracle_weight_of_words(r->oracle, q, in.field) : 0,
                score);
}

static bool read_span(const struct reading *r, const struct oracle_query *q,
                      struct scope in, double *score)
{
    struct oracle_view v = {
        .doc = r->doc, .field = in.field, .zones = in.zones, .skip = in.skip};
    for (int f = 0; f <= ORACLE_AGENCY; f++)
        v.words[f] = words_of(r, (enum oracle_terms)f);
    const size_t f = oracle_span_count(q, &v);
    return take(r, f, f > 0 ? oracle_weight_of_span(r->oracle, q, in.field) : 0,
                score);
}

static bool read_query(const struct reading *r, const struct oracle_query *q,
                       struct scope in, double *score);

static bool read_bool(const struct reading *r, const struct oracle_query *q,
                      struct scope in, double *score)
{
    size_t must = 0, should = 0, should_matching = 0;

    *score = 0;
    for (size_t i = 0; i < q->n; i++) {
        const enum oracle_occur occur = q->clauses[i]->occur;
        double s;
        const bool matches = read_query(r, q->clauses[i], in, &s);
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
                        struct scope in, double *score)
{
    size_t matching = 0;

    *score = 0;
    for (size_t i = 0; i < q->n; i++) {
        double s;
        if (!read_query(r, q->clauses[i], in, &s))
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
                          struct scope in, double *score)
{
    if (!read_query(r, q->clauses[0], in, score))
        return false;
    *score = q->kind == ORACLE_BOOST ? *score * q->factor : q->factor;
    return true;
}

static bool read_query(const struct reading *r, const struct oracle_query *q,
                       struct scope in, double *score)
{
    const unsigned title = 1u << ORACLE_TITLE;

    switch (q->kind) {
    case ORACLE_BOOL:
        return read_bool(r, q, in, score);
    case ORACLE_ZONE:
        in.zones |= 1u << q->zone;
        in.skip &= q->zone != ORACLE_BOILERPLATE;
        return read_query(r, q->clauses[0], in, score);
    case ORACLE_FIELD:
        in.field = q->field;
        return read_query(r, q->clauses[0], in, score);
    case ORACLE_QUORUM:
        return read_quorum(r, q, in, score);
    case ORACLE_FILTER:
        *score = 0;
        return read_filter(r, q);
    case ORACLE_ALL:
        *score = 0;
        return true;
    case ORACLE_BOOST:
    case ORACLE_CONSTANT:
        return read_weighted(r, q, in, score);
    case ORACLE_SKIP:
        in.skip = true;
        return read_query(r, q->clauses[0], in, score);
    case ORACLE_WORD:
    case ORACLE_PHRASE:
    case ORACLE_PATTERN:
        if ((in.zones == 0 || in.zones == title) && !in.skip)
            return read_words(r, q, in, score);
        break;
    default:
        break;
    }
    return read_span(r, q, in, score);
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
        const bool matches = read_query(
            &r, q, (struct scope){.field = ORACLE_EVERYWHERE}, &score);
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
