/*
 * zipf -- draws the ranks of words, 0 being the most frequent.
 *
 * The first ZIPF_HEAD ranks follow Zipf's law with exponent 1 in Mandelbrot's
 * form, weight 1 / (rank + 2.7). Behind them the exponent is 1.8, down to rank
 * 2^30: such a tail makes the number of different words grow as the power
 * 1 / 1.8 of the number of words, which is Heaps' law as texts show it.
 *
 *   Lifetime  init, nothing to release
 *   Threads   read-only once made
 *   Source    Walker's alias method (ACM TOMS 3, 1977) over the head and over
 *             pieces of the tail; within a piece all ranks are alike
 */
#ifndef CORPUS_GENERATE_ZIPF_H
#define CORPUS_GENERATE_ZIPF_H

#include "corpus/generate/dice.h"

enum {
    ZIPF_HEAD_BITS = 11,
    ZIPF_HEAD = 1 << ZIPF_HEAD_BITS,
    ZIPF_END_BITS = 30, /* ranks are below 2^30 */
    ZIPF_PIECES = 8,    /* of one octave [2^k, 2^(k+1)) of the tail */
    ZIPF_OUTCOMES = ZIPF_HEAD + (ZIPF_END_BITS - ZIPF_HEAD_BITS) * ZIPF_PIECES
};

struct zipf {
    struct {
        uint32_t keep;  /* the outcome itself in `keep` of 2^32 draws, */
        uint32_t alias; /* else this one                              */
    } cells[ZIPF_OUTCOMES];
};

void zipf_init(struct zipf *z);

/* A rank of the tail from outcome ZIPF_HEAD + `piece`. */
uint32_t zipf_tail(struct dice *d, uint32_t piece);

static inline uint32_t zipf_draw(const struct zipf *z, struct dice *d)
{
    const uint64_t roll = dice_roll(d);
    const uint32_t at = (uint32_t)(((roll >> 32) * ZIPF_OUTCOMES) >> 32);
    const uint32_t outcome =
        (uint32_t)roll < z->cells[at].keep ? at : z->cells[at].alias;
    return outcome < ZIPF_HEAD ? outcome : zipf_tail(d, outcome - ZIPF_HEAD);
}

#endif
