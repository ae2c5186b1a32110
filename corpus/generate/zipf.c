#include "corpus/generate/zipf.h"

enum {
    WEIGHT_ONE_BITS = 28,
    /* From one octave of the tail to the next: 2^-0.8 in 16 bits. With
     * exponent 1 an octave would weigh as much as the one before it. */
    OCTAVE_RATIO = 37641
};

/* The weights of all outcomes; their sum is below 2^28. */
static uint64_t weigh(uint64_t weights[static ZIPF_OUTCOMES])
{
    uint64_t sum = 0;
    for (uint32_t rank = 0; rank < ZIPF_HEAD; rank++) {
        weights[rank] =
            (UINT64_C(10) << (WEIGHT_ONE_BITS - 4)) / (10 * rank + 27);
        sum += weights[rank];
    }

    /* The first octave behind the head: its ranks fall from the weight of the
     * last rank of the head to 2^-1.8 of it, 0.53 of the head's last on
     * average. */
    uint64_t octave = weights[ZIPF_HEAD - 1] * ZIPF_HEAD * 53 / 100;
    uint32_t at = ZIPF_HEAD;
    while (at < ZIPF_OUTCOMES) {
        /* Equally wide pieces of an octave weigh nearly as 1/8 : 1/9 : ... :
         * 1/15, which sum up to 0.7254. */
        for (uint32_t piece = 0; piece < ZIPF_PIECES; piece++) {
            weights[at] = octave * 10000 / 7254 / (ZIPF_PIECES + piece);
            sum += weights[at++];
        }
        octave = octave * OCTAVE_RATIO >> 16;
    }
    return sum;
}

/* Vose's way of filling Walker's table: outcomes that weigh less than the
 * average hand the rest of their cell to one that weighs more. */
void zipf_init(struct zipf *z)
{
    uint64_t weights[ZIPF_OUTCOMES];
    uint32_t light[ZIPF_OUTCOMES], heavy[ZIPF_OUTCOMES];
    uint32_t n_light = 0, n_heavy = 0;

    const uint64_t sum = weigh(weights);
    for (uint32_t i = 0; i < ZIPF_OUTCOMES; i++) {
        weights[i] *= ZIPF_OUTCOMES; /* the average is now `sum` */
        if (weights[i] < sum)
            light[n_light++] = i;
        else
            heavy[n_heavy++] = i;
    }
    while (n_light > 0 && n_heavy > 0) {
        const uint32_t small = light[--n_light], big = heavy[n_heavy - 1];
        z->cells[small].keep = (uint32_t)((weights[small] << 32) / sum);
        z->cells[small].alias = big;
        weights[big] -= sum - weights[small];
        if (weights[big] < sum) {
            n_heavy--;
            light[n_light++] = big;
        }
    }
    /* What is left weighs the average; an alias to oneself is exact. */
    while (n_light > 0)
        heavy[n_heavy++] = light[--n_light];
    while (n_heavy > 0) {
        const uint32_t i = heavy[--n_heavy];
        z->cells[i].keep = UINT32_MAX;
        z->cells[i].alias = i;
    }
}

uint32_t zipf_tail(struct dice *d, uint32_t piece)
{
    const uint32_t bits = ZIPF_HEAD_BITS + piece / ZIPF_PIECES;
    const uint32_t width = (UINT32_C(1) << bits) / ZIPF_PIECES;
    return (UINT32_C(1) << bits) + piece % ZIPF_PIECES * width +
           dice_below(d, width);
}
