/*
 * doc_score -- what a document itself, not its words, does to its score.
 *
 *     score = (words + weight * part[length code]) * 0.5^(age / half-life)
 *
 * The first is the part of lm that all words of the question have in every
 * document; the second recency decay: age is in days, that of a document with
 * a date ahead 0, that of one without a date infinite.
 *
 *   Lifetime  borrows everything
 *   Threads   one, for its status
 *   Errors    `st` turns ST_CORRUPT when the date of a document is damaged:
 *             ask after the loop
 */
#ifndef QUERY_RANK_DOC_SCORE_H
#define QUERY_RANK_DOC_SCORE_H

#include "common/segment/segment.h"

/* Recency decay, as a question asks for it. */
struct decay {
    double half_life; /* days; 0: no decay    */
    int32_t today;    /* what an age counts from */
};

struct doc_score {
    const struct segment *segment;
    const uint8_t *lengths;
    const double *part; /* by length code, not positive; NULL: none */
    double weight;      /* how often it counts                      */
    struct decay decay;
    enum st st;
};

/* Whether it does anything. */
static inline bool doc_score_is_used(const struct doc_score *d)
{
    return d->part != NULL || d->decay.half_life > 0;
}

double doc_score_of(struct doc_score *d, uint32_t doc, double words);

/* No document whose words score at most `words` scores more. */
double doc_score_bound(const struct doc_score *d, double words);

/* 0.5^(age / half-life) for a date, which may be DATE_NONE. */
double decay_of(const struct decay *d, int32_t date);

#endif
