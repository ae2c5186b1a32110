/*
 * disjunction -- documents that hold any of several words.
 *
 * Evaluated a window of documents at a time. For the best ones, the words are
 * ordered by what they can add in the window at most: a document with none but
 * the least of them cannot get in, so only the documents of the others, the
 * essential words, are looked at, and the rest are asked about survivors. One
 * essential word leads block by block, over a stretch of several windows; the
 * scores of several are added up in the window, word by word, so that a posting
 * costs the same however many words there are. Excluded words are asked last.
 *
 *   Lifetime  borrows the scorers, which it walks to their end; the window is
 *             scratch that may serve for ever
 *   Threads   none
 *   Errors    those of the scorers: check their status afterwards
 *   Source    Turtle and Flood, "Query evaluation: strategies and
 *             optimizations", 1995 (MaxScore), here with the bounds of each
 *             window's blocks; windows: Lucene's MaxScoreBulkScorer
 */
#ifndef QUERY_RANK_DISJUNCTION_H
#define QUERY_RANK_DISJUNCTION_H

#include "query/rank/sieve.h"

enum { WINDOW_DOCS = 16384 }; /* at most */

/* Where a bit is not set the score is 0, so a window is never cleared. */
struct window {
    double scores[WINDOW_DOCS];
    uint64_t bits[WINDOW_DOCS / 64]; /* documents that have a word */
};

/* What a word may add in the window at hand. */
struct window_word {
    struct term_scorer *t;
    double bound;    /* it adds no more than this                       */
    double up_to_it; /* it and all before it: sum of their bounds       */
};

struct disjunction {
    struct term_scorer **t, **without; /* n >= 1 words, n_without excluded */
    size_t n, n_without;
    struct window *window;
    uint32_t window_docs;      /* it has: a power of two         */
    struct window_word *words; /* room for n                     */
    struct sieve *sieve;       /* with room for n + n_without + 1 steps */
};

/* How many documents hold any of the words. */
uint64_t disjunction_count(const struct disjunction *d);

/* Offers those that can be among the hits to d->sieve->top. */
void disjunction_best(struct disjunction *d);

#endif
