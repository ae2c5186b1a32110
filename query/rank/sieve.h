/*
 * sieve -- takes documents, 128 at a time, through the clauses of a query.
 *
 * Each step finds which documents of the batch are in one list and keeps those
 * that are, or are not, or only adds their scores. Between two steps those are
 * dropped whose score cannot reach the top whatever the steps to come add. So
 * the work of a step is one list's and its loops are short; no indirect call
 * is made per document. What passes all steps is counted and offered.
 *
 *   Lifetime  borrows the scorers
 *   Threads   none
 *   Errors    those of the scorers: check their status afterwards
 */
#ifndef QUERY_RANK_SIEVE_H
#define QUERY_RANK_SIEVE_H

#include <math.h>
#include <stddef.h>

#include "common/base/stop.h"
#include "query/rank/phrase_scorer.h"
#include "query/rank/topk.h"

enum step_kind {
    STEP_WORD,      /* required                                           */
    STEP_OF_PHRASE, /* required, a word of a phrase: adds nothing itself  */
    STEP_WITHOUT,   /* excluded                                           */
    STEP_OPTIONAL,  /* adds to the score                                  */
    STEP_PHRASE,    /* behind all words of the phrase: are they in a row? */
};

struct step {
    enum step_kind kind;
    struct term_scorer *term;     /* all but STEP_PHRASE                   */
    uint32_t *numbers;            /* of the batch's postings, for the phrase
                                     or when they are known: else NULL     */
    struct phrase_scorer *phrase; /* STEP_PHRASE                           */
    double reach; /* the same for the range that conjunction.c looks at     */
    double rest;  /* it and all behind it add at most this to the documents
                     at hand; only read when pruning                        */
};

struct batch {
    uint32_t n;
    uint32_t docs[BATCH_DOCS];  /* ascending */
    double scores[BATCH_DOCS];  /* so far    */
    float norms[BATCH_DOCS];    /* of their lengths; only when scoring */
    uint32_t freqs[BATCH_DOCS]; /* of what is gathered                */
};

struct sieve {
    struct step *steps; /* n of them, and behind them one with rest = 0 */
    size_t n;
    size_t known; /* the batch is known to have passed the steps before */
    struct batch batch;
    struct topk *top;
    uint32_t first_doc; /* the number of the segment's document 0 in hits */
    const struct score_model *model;
    bool scores; /* false: steps only count                        */
    bool prune;  /* drop what cannot get into `top`                */
    uint32_t tried, dropped; /* phrases, before their positions were read */
    stop_flag stop; /* looked at block by block                       */
    uint64_t count; /* of documents that passed                       */
};

/* Whether there is a score to reach yet. */
static inline bool sieve_prunes(const struct sieve *p)
{
    return p->prune && p->top->threshold > -INFINITY;
}

/* Takes the batch through the steps from `at` on and spends it. The documents
 * are known to be in the lists of the steps before `known`: in a bitmap, or
 * with their numbers there. */
void sieve_run(struct sieve *p, size_t at, size_t known);

/* Says that the caller has put n documents without a score into the batch, or,
 * with `scored`, with scores. */
void sieve_filled(struct sieve *p, uint32_t n, bool scored);

/* Fills the batch with postings [from, to) of the block `t` is in, scored
 * unless `scored` is false, in which case they have none yet. */
void sieve_load(struct sieve *p, struct term_scorer *t, uint32_t from,
                uint32_t to, bool scored);

/* The same, scored, but for postings that cannot get in, by how often the word
 * is there, when other clauses add at most `rest`. */
void sieve_load_best(struct sieve *p, struct term_scorer *t, uint32_t from,
                     uint32_t to, double rest);

/* Adds the `n` postings at `places` of the block `t` is in; the batch has room
 * for them. When all are there, sieve_gathered() scores them. */
void sieve_gather(struct sieve *p, struct term_scorer *t,
                  const uint32_t *places, uint32_t n);
void sieve_gathered(struct sieve *p, const struct term_scorer *t);

#endif
