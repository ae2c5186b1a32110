/*
 * conjunction -- documents that hold all of several words and phrases.
 *
 * Beside what is required there may be words that exclude a document and words
 * that only add to its score: `+a +"b c" -d e`. The rarest list leads, block
 * by block; its documents go through a sieve of the other clauses. Blocks
 * are left out, undecoded, when the bounds of all clauses over the block's
 * documents cannot reach the top.
 *
 * Where all required words are dense their bitmaps are joined 64 documents at
 * a time, and only what is left goes through the sieve.
 *
 *   Lifetime  borrows the sieve and its scorers, which it walks to their end
 *   Threads   none
 *   Errors    those of the scorers: check their status afterwards
 *   Source    block maxima: Ding and Suel, "Faster top-k document retrieval
 *             using block-max indexes", SIGIR 2011; scoring the leading word
 *             before the others are asked: Lucene's BlockMaxConjunction
 */
#ifndef QUERY_RANK_CONJUNCTION_H
#define QUERY_RANK_CONJUNCTION_H

#include "query/rank/sieve.h"

/* Runs all documents of the segment that hold the words of the first
 * `required` >= 1 steps, which are STEP_WORD or STEP_OF_PHRASE with the rarest
 * list first, through the sieve. */
void conjunction_run(struct sieve *p, size_t required);

#endif
