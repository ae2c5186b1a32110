#include "tests/oracle/oracle_check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/need.h"

static bool near(double a, double b, double tolerance)
{
    return fabs(a - b) <= tolerance * fmax(fabs(a), fabs(b));
}

/* Each hit by itself: a document that matches, with its score. */
static bool hit_is_right(const struct oracle_answer *want, struct oracle_hit h,
                         double tolerance, char *why, size_t why_size)
{
    if (h.doc >= want->n_docs) {
        snprintf(why, why_size, "document %u does not exist", h.doc);
        return false;
    }
    const double score = want->scores[h.doc];
    if (isnan(score)) {
        snprintf(why, why_size, "document %u does not match", h.doc);
        return false;
    }
    /* Written so that a NAN from the engine is not near anything. */
    if (!near(h.score, score, tolerance)) {
        snprintf(why, why_size, "document %u scores %.9g instead of %.9g",
                 h.doc, (double)h.score, score);
        return false;
    }
    return true;
}

/* The engine's own order: best first, equal scores by document. */
static bool order_is_right(const struct oracle_found *found, char *why,
                           size_t why_size)
{
    for (size_t i = 1; i < found->n; i++) {
        const struct oracle_hit a = found->hits[i - 1], b = found->hits[i];
        if (a.score > b.score || (a.score == b.score && a.doc < b.doc))
            continue;
        snprintf(why, why_size,
                 "rank %zu (document %u, %.9g) stands before rank %zu "
                 "(document %u, %.9g)",
                 i, a.doc, (double)a.score, i + 1, b.doc, (double)b.score);
        return false;
    }
    return true;
}

/* Rank by rank against the oracle's k best. As every hit is a different
 * matching document, a hit as good as the oracle's at each rank means that
 * nothing better was left out. */
static bool ranks_are_right(const struct oracle_answer *want,
                            const struct oracle_found *found, double tie,
                            char *why, size_t why_size)
{
    for (size_t i = 0; i < found->n; i++) {
        const uint32_t doc = found->hits[i].doc;
        const uint32_t due = want->hits[i].doc;
        const double a = want->scores[doc], b = want->scores[due];
        if (doc == due || near(a, b, tie))
            continue;
        snprintf(why, why_size,
                 "rank %zu is document %u (%.9g) instead of document %u "
                 "(%.9g)",
                 i + 1, doc, a, due, b);
        return false;
    }
    return true;
}

/* The rank of each document, 0 for one not found; NULL when one was found
 * twice. */
static size_t *ranks_of(const struct oracle_answer *want,
                        const struct oracle_found *found, char *why,
                        size_t why_size)
{
    size_t *const ranks = need_alloc(want->n_docs, sizeof(*ranks));
    for (size_t i = 0; i < found->n; i++) {
        const uint32_t doc = found->hits[i].doc;
        if (ranks[doc] != 0) {
            snprintf(why, why_size, "document %u was found twice", doc);
            free(ranks);
            return NULL;
        }
        ranks[doc] = i + 1;
    }
    return ranks;
}

static bool is_tie(const struct oracle_answer *want, uint32_t a, uint32_t b)
{
    return want->scores[a] == want->scores[b] &&
           (want->likeness[a] == want->likeness[b] || want->scores[a] == 0);
}

/* No document that ties with a hit and has a smaller number stands behind it
 * or is missing. Looks only where the order differs from the oracle's. */
static bool ties_are_right(const struct oracle_answer *want,
                           const struct oracle_found *found,
                           const size_t *ranks, char *why, size_t why_size)
{
    for (size_t i = 0; i < found->n; i++) {
        const uint32_t doc = found->hits[i].doc;
        if (doc == want->hits[i].doc)
            continue;
        for (uint32_t before = 0; before < doc; before++) {
            if (!is_tie(want, before, doc) ||
                (ranks[before] != 0 && ranks[before] <= i))
                continue;
            snprintf(why, why_size,
                     "documents %u (rank %zu) and %u tie at %.9g, and the "
                     "smaller number does not come first",
                     doc, i + 1, before, want->scores[doc]);
            return false;
        }
    }
    return true;
}

bool oracle_agrees(const struct oracle_answer *want, size_t k,
                   const struct oracle_found *found,
                   struct oracle_tolerance tolerance, char *why,
                   size_t why_size)
{
    const size_t due = want->count < k ? want->count : k;

    if (found->count != ORACLE_NOT_COUNTED && found->count != want->count) {
        snprintf(why, why_size, "%zu documents match, counted were %zu",
                 want->count, found->count);
        return false;
    }
    for (size_t i = 0; i < found->n && i < ORACLE_TOP_MAX; i++)
        if (!hit_is_right(want, found->hits[i], tolerance.score, why, why_size))
            return false;
    if (found->n != due) {
        snprintf(why, why_size, "%zu hits are due, there are %zu", due,
                 found->n);
        return false;
    }
    size_t *const ranks = ranks_of(want, found, why, why_size);
    const bool agrees =
        ranks && order_is_right(found, why, why_size) &&
        ranks_are_right(want, found, tolerance.tie, why, why_size) &&
        (!tolerance.exact_ties ||
         ties_are_right(want, found, ranks, why, why_size));
    free(ranks);
    return agrees;
}
