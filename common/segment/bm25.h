/*
 * bm25 -- the score of a word or phrase in a document.
 *
 *     weight - weight / (1 + freq * inverse_norm[length code])
 *     inverse_norm = 1 / (k1 * ((1 - b) + b * length / average length))
 *
 * in float, step by step as Lucene 10 does it, so that scores can be compared
 * digit for digit. Written this way a score never falls when the frequency
 * rises or the length code falls, rounding included: a score computed from the
 * highest frequency and the shortest length of a block bounds all of them.
 *
 * What clauses add up to is summed in double. Each summand is first rounded to
 * a multiple of 2^-42 (below the last bit of any float above 2^-18, so this
 * changes only scores too small to matter). Sums of such numbers below 2048
 * are exact in a double: they do not depend on the order of the clauses, nor
 * on the algorithm that added them, and a sum of bounds bounds the sum. So
 * pruned search can equal exhaustive search bit for bit.
 *
 *   Lifetime  one per question; no memory of its own
 *   Threads   immutable after bm25_init()
 *   Source    Robertson and Zaragoza, "The Probabilistic Relevance Framework:
 *             BM25 and Beyond", 2009; the form without k1 + 1 is Lucene's
 */
#ifndef SEGMENT_BM25_H
#define SEGMENT_BM25_H

#include <stdint.h>

#include "common/base/compiler.h"

/* The parameters the score bounds of an index are made with (FORMAT.md 6.2),
 * and those of a search that names none. */
#define BUILT_K1 0.9f
#define BUILT_B  0.4f

struct bm25 {
    float inverse_norm[256]; /* by length code */
};

/* `words` in `docs` documents: their quotient is the average length. */
void bm25_init(struct bm25 *m, float k1, float b, uint64_t words,
               uint64_t docs);

/* ln(1 + (docs - df + 0.5) / (df + 0.5)), the weight of a word that `df` of
 * `docs` documents hold. */
float bm25_idf(uint64_t docs, uint64_t df);

/* Rounds to a multiple of 2^-42: adding 1.5 * 2^10 pushes the lower bits out
 * of the mantissa. Valid from -511 to 511; monotone. */
static ALWAYS_INLINE double bm25_quantise_double(double score)
{
    return (score + 0x1.8p10) - 0x1.8p10;
}

static ALWAYS_INLINE double bm25_quantise(float score)
{
    return bm25_quantise_double((double)score);
}

static ALWAYS_INLINE double bm25_score(const struct bm25 *m, float weight,
                                       uint32_t freq, uint8_t length)
{
    const float f = (float)freq * m->inverse_norm[length];
    return bm25_quantise(weight - weight / (1.0f + f));
}

#endif
