/*
 * frequent -- which documents hold a dense word often enough.
 *
 * Where dense words meet, most documents have each of them once or twice and
 * no chance. Frequencies are unpacked a block of 128 at a time for less than it
 * takes to look up three, so the block is compared with the least frequency
 * that can still win; the marks, one for each posting, are dealt out to the
 * bits of its bitmap, 64 documents at a time.
 *
 *   Lifetime  borrows the scorer, which has a bitmap
 *   Threads   none
 *   Errors    those of the scorer: check its status afterwards
 */
#ifndef QUERY_RANK_FREQUENT_H
#define QUERY_RANK_FREQUENT_H

#include "query/rank/term_scorer.h"

/* Words of the bits of RANK_DOCS documents, a window. */
enum { WINDOW_WORDS = RANK_DOCS / 64, BLOCK_MARKS = DOCS_PER_BLOCK / 64 };

struct frequent {
    struct term_scorer *term;
    uint32_t least; /* wanted in the windows at hand; 1: any will do */

    /* Private to frequent.c. */
    uint32_t least_step; /* of a block's max_score                   */
    uint32_t block;      /* the one marked last                      */
    uint64_t marks[BLOCK_MARKS];
};

void frequent_init(struct frequent *f, struct term_scorer *term);

/* From now on documents of `windows` windows from `window` on are asked about,
 * in which the word must score over `score`. */
void frequent_want(struct frequent *f, size_t window, size_t windows,
                   double score);

/* Clears of `words`, bits of documents of the window that all have the word,
 * those where it is not frequent enough; returns how many are left. */
uint32_t frequent_keep(struct frequent *f, size_t window,
                       uint64_t words[static WINDOW_WORDS]);

#endif
