#include "query/rank/conjunction.h"

void conjunction_sort(struct conjunction *c)
{
    for (size_t i = 1; i < c->required; i++) {
        struct term_scorer *const s = c->t[i];
        size_t j = i;
        for (; j > 0 && c->t[j - 1]->df > s->df; j--)
            c->t[j] = c->t[j - 1];
        c->t[j] = s;
    }
}

static uint32_t seek(struct term_scorer *t, uint32_t doc)
{
    struct postings_cursor *const c = &t->postings;

    return c->doc < doc ? postings_cursor_seek(c, doc) : c->doc;
}

/* All required words stand on `doc`. */
static double score_all(const struct conjunction *c, uint32_t doc)
{
    double score = 0;

    for (size_t i = 0; i < c->n; i++) {
        if (i < c->required || seek(c->t[i], doc) == doc)
            score += term_scorer_score(c->t[i]);
    }
    return score;
}

uint64_t conjunction_all(const struct conjunction *c, uint32_t first_doc,
                         struct topk *top)
{
    struct term_scorer *const lead = c->t[0];
    uint32_t doc = lead->postings.doc;
    uint64_t count = 0;

    while (doc != DOC_END) {
        size_t i = 1;
        uint32_t at = doc;
        while (i < c->required && (at = seek(c->t[i], doc)) == doc)
            i++;
        if (at != doc) {
            doc = at == DOC_END ? DOC_END : seek(lead, at);
            continue;
        }
        count++;
        if (top->k > 0) {
            const double score = score_all(c, doc);
            if (topk_wants(top, score))
                topk_put(top, first_doc + doc, score);
        }
        doc = postings_cursor_next(&lead->postings);
    }
    return count;
}

/* rest[i]: the words from i on add no more than this to the score of any
 * document from `doc` to *last, the end of the leading word's block. */
static void bound_rest(const struct conjunction *c, uint32_t doc, double *rest,
                       uint32_t *last)
{
    const double lead = term_scorer_block_bound(c->t[0], doc, last);

    rest[c->n] = 0;
    for (size_t i = c->n - 1; i > 0; i--)
        rest[i] = rest[i + 1] + term_scorer_range_bound(c->t[i], doc, *last);
    rest[0] = rest[1] + lead;
}

/* Scores the document the leading word stands on, and returns where to go on:
 * `doc` itself when nothing is known of the documents behind it. */
static uint32_t try_document(const struct conjunction *c, uint32_t doc,
                             uint32_t first_doc, struct topk *top,
                             const double *rest)
{
    double score = term_scorer_score(c->t[0]);

    for (size_t i = 1; i < c->n; i++) {
        if (!topk_wants(top, score + rest[i]))
            return doc;
        const uint32_t at = seek(c->t[i], doc);
        if (at == doc)
            score += term_scorer_score(c->t[i]);
        else if (i < c->required)
            return at;
    }
    if (topk_wants(top, score))
        topk_put(top, first_doc + doc, score);
    return doc;
}

void conjunction_best(const struct conjunction *c, uint32_t first_doc,
                      struct topk *top, double *rest)
{
    struct term_scorer *const lead = c->t[0];
    uint32_t doc = lead->postings.doc, last = 0;
    bool bounded = false; /* rest[] holds up to `last` */

    while (doc != DOC_END) {
        if (!bounded || doc > last) {
            bound_rest(c, doc, rest, &last);
            bounded = true;
        }
        if (!topk_wants(top, rest[0])) {
            if (last >= DOC_END - 1)
                break;
            doc = postings_cursor_seek(&lead->postings, last + 1);
            continue;
        }
        const uint32_t at = try_document(c, doc, first_doc, top, rest);
        if (at == doc)
            doc = postings_cursor_next(&lead->postings);
        else
            doc = at == DOC_END ? DOC_END : seek(lead, at);
    }
}
