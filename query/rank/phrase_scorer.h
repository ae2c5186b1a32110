/*
 * phrase_scorer -- words in a row: whether, and how often, a document has them.
 *
 * The documents that hold all the words are found first, by others; asked
 * about one of them, positions are read word by word, the rarest first, and
 * only as long as a place is left where the phrase may begin.
 *
 *   Lifetime  lives in an arena, but for the positions: release
 *   Threads   one scorer, one thread
 *   Errors    those of its words' cursors: check their status afterwards
 */
#ifndef QUERY_RANK_PHRASE_SCORER_H
#define QUERY_RANK_PHRASE_SCORER_H

#include "query/rank/term_scorer.h"

struct phrase_word {
    struct term_scorer *term;
    uint32_t offset;   /* of the word in the phrase                          */
    uint32_t *numbers; /* of its postings in the documents of a batch; the
                          caller fills them                                  */
    struct positions positions;
};

struct phrase_scorer {
    struct phrase_word *words; /* rarest first */
    uint32_t n;
    float weight;
};

/* How often document `i` of the batch has the phrase. */
uint32_t phrase_scorer_freq(struct phrase_scorer *p, uint32_t i);

/* No document in [from, to] scores more. */
double phrase_scorer_range_bound(struct phrase_scorer *p, uint32_t from,
                                 uint32_t to);

void phrase_scorer_release(struct phrase_scorer *p);

#endif
