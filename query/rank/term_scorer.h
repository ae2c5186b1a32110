/*
 * term_scorer -- the postings of one word or stem group, with their scores.
 *
 * What the loops of query/rank work on. Documents are handled in batches:
 * first found (by seeking, or in the bitmap of a dense list), then scored by
 * the numbers of their postings. No indirect call is made per document.
 *
 *   Lifetime  borrows the segment and the score model; nothing to release
 *   Threads   one scorer, one thread
 *   Errors    those of its cursor: check postings.st after the loop
 */
#ifndef QUERY_RANK_TERM_SCORER_H
#define QUERY_RANK_TERM_SCORER_H

#include "common/segment/postings_cursor.h"
#include "query/rank/score_model.h"

struct term_scorer {
    struct postings_cursor postings;
    struct bitmap bitmap; /* .bits is NULL for a list that is not dense */
    const struct term_entry *entry;
    const struct score_model *model;
    float weight;
    uint32_t times; /* how often it is asked for              */
    uint32_t df;    /* in this segment                        */
    double max;     /* no document of the segment scores more */

    /* Private to term_scorer.c. */
    struct block_bounds bounds; /* arrays are NULL for a list of one block */
    uint32_t bound_block;       /* where the last range bound began        */
    struct {                    /* what was enough when it was last asked  */
        double rest;
        float threshold;
        uint32_t step;
    } above;
};

/* Stands on the first document. */
void term_scorer_open(struct term_scorer *t, const struct segment *s,
                      const struct term_entry *entry,
                      const struct score_model *model, float weight);

/* Documents without scores, to be excluded: those set in `bits`, an array as
 * a dense list has. */
void term_scorer_open_bits(struct term_scorer *t, const struct segment *s,
                           const struct score_model *model,
                           const uint64_t *bits, uint32_t n);

/* No document of the block scores more. */
double term_scorer_block_bound(const struct term_scorer *t, uint32_t block);

/* The first block from `block` on that may hold a document whose score, and
 * `rest` added, is over `threshold`; n_blocks when there is none. */
uint32_t term_scorer_next_above(struct term_scorer *t, uint32_t block,
                                double rest, float threshold);

/* No document in [from, to] scores more; `from` never goes back from one
 * call to the next. */
double term_scorer_range_bound(struct term_scorer *t, uint32_t from,
                               uint32_t to);

/* The word scores over `score` in no document of at least `length`, a length
 * code, that has it less often than this; at most MAX_FREQ_OPEN. */
uint32_t term_scorer_least_freq(const struct term_scorer *t, double score,
                                uint8_t length);

/* The same for documents of the block the cursor is in. */
uint32_t term_scorer_block_least_freq(const struct term_scorer *t,
                                      double score);

/* The word scores over `score` in no block whose max_score has fewer steps than
 * this; 0 when those do not tell. */
uint32_t term_scorer_least_step(const struct term_scorer *t, double score);

/* A score that at least k documents of the segment reach; 0 when nothing is
 * known. */
double term_scorer_best(const struct term_scorer *t, uint32_t k);

/* A score that some k documents may reach: between two that are known, or some
 * way behind the last one, by the logarithm of k. Not a promise to build on
 * unless it is checked. */
double term_scorer_about(const struct term_scorer *t, uint32_t k);

/* ---- batches of ascending documents ---- */

/* Finds which of n documents are in the list, none of them before the block
 * the cursor is in: places[j] becomes the place of the j-th among docs[], and
 * numbers[j], unless that is NULL, the number of its posting. Returns how many
 * there are. */
uint32_t term_scorer_find(struct term_scorer *t, const uint32_t *docs,
                          uint32_t n, uint32_t *places, uint32_t *numbers);

/* The same, of which only the number is wanted. */
uint32_t term_scorer_count(struct term_scorer *t, const uint32_t *docs,
                           uint32_t n);

/* The scores of documents in the list, by the numbers of their postings and
 * their norms (score_model_norms()). */
void term_scorer_scores(struct term_scorer *t, const uint32_t *numbers,
                        const float *norms, uint32_t n, double *scores);
/* The same by frequencies that are known. */
void term_scorer_scores_of(const struct term_scorer *t, const uint32_t *freqs,
                           const float *norms, uint32_t n, double *scores);

/* The word is asked for once more: it counts twice, and so on. */
void term_scorer_again(struct term_scorer *t);

#endif
