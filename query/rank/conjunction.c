#include "query/rank/conjunction.h"

void conjunction_sort(struct term_scorer **t, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct term_scorer *const s = t[i];
        size_t j = i;
        for (; j > 0 && t[j - 1]->df > s->df; j--)
            t[j] = t[j - 1];
        t[j] = s;
    }
}

static uint32_t seek(struct term_scorer *t, uint32_t doc)
{
    struct postings_cursor *const c = &t->postings;

    return c->doc < doc ? postings_cursor_seek(c, doc) : c->doc;
}

uint64_t conjunction_all(struct term_scorer **t, size_t n, uint32_t first_doc,
                         struct topk *top)
{
    uint32_t doc = t[0]->postings.doc;
    uint64_t count = 0;

    while (doc != DOC_END) {
        size_t i = 1;
        uint32_t at = doc;
        while (i < n && (at = seek(t[i], doc)) == doc)
            i++;
        if (at != doc) {
            doc = at == DOC_END ? DOC_END : seek(t[0], at);
            continue;
        }
        count++;
        if (top->k > 0) {
            double score = 0;
            for (i = 0; i < n; i++)
                score += term_scorer_score(t[i]);
            if (topk_wants(top, score))
                topk_put(top, first_doc + doc, score);
        }
        doc = postings_cursor_next(&t[0]->postings);
    }
    return count;
}

/* rest[i]: the words from i on add no more than this to the score of any
 * document from `doc` to *last, the end of the leading word's block. */
static void bound_rest(struct term_scorer **t, size_t n, uint32_t doc,
                       double *rest, uint32_t *last)
{
    const double lead = term_scorer_block_bound(t[0], doc, last);

    rest[n] = 0;
    for (size_t i = n - 1; i > 0; i--)
        rest[i] = rest[i + 1] + term_scorer_range_bound(t[i], doc, *last);
    rest[0] = rest[1] + lead;
}

/* Scores the document the leading word stands on, and returns where to go on:
 * `doc` itself when nothing is known of the documents behind it. */
static uint32_t try_document(struct term_scorer **t, size_t n, uint32_t doc,
                             uint32_t first_doc, struct topk *top,
                             const double *rest)
{
    double score = term_scorer_score(t[0]);

    for (size_t i = 1; i < n; i++) {
        if (!topk_wants(top, score + rest[i]))
            return doc;
        const uint32_t at = seek(t[i], doc);
        if (at != doc)
            return at;
        score += term_scorer_score(t[i]);
    }
    if (topk_wants(top, score))
        topk_put(top, first_doc + doc, score);
    return doc;
}

void conjunction_best(struct term_scorer **t, size_t n, uint32_t first_doc,
                      struct topk *top, double *rest)
{
    uint32_t doc = t[0]->postings.doc, last = 0;
    bool bounded = false; /* rest[] holds up to `last` */

    while (doc != DOC_END) {
        if (!bounded || doc > last) {
            bound_rest(t, n, doc, rest, &last);
            bounded = true;
        }
        if (!topk_wants(top, rest[0])) {
            if (last >= DOC_END - 1)
                break;
            doc = postings_cursor_seek(&t[0]->postings, last + 1);
            continue;
        }
        const uint32_t at = try_document(t, n, doc, first_doc, top, rest);
        if (at == doc)
            doc = postings_cursor_next(&t[0]->postings);
        else
            doc = at == DOC_END ? DOC_END : seek(t[0], at);
    }
}
