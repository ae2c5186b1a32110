/*
 * pair_walk -- which of some words stand next to each other, by document.
 *
 *     a pair (first, second): `second` at the position behind one of `first`
 *
 * Walks the postings of up to PAIR_WORDS words side by side. For a document,
 * each position is marked with the words that stand there; a second look at
 * the positions then finds the pairs, without sorting anything.
 *
 *   Lifetime  open/close; borrows the segment
 *   Threads   one walk, one thread
 *   Errors    ST_NOMEM, ST_CORRUPT
 */
#ifndef INDEXER_PAIR_WALK_H
#define INDEXER_PAIR_WALK_H

#include "common/segment/positions.h"
#include "common/segment/term_dict.h"

enum {
    PAIR_WORDS = 64,
    PAIRS_MAX = PAIR_WORDS * PAIR_WORDS,
    PAIR_WORD_SIZE_MAX = (TERM_SIZE_MAX - 1) / 2,
};

struct pair_walk {
    uint32_t doc;    /* the next one that holds any of the words, or DOC_END */
    uint32_t n;      /* pairs of it, ...                                      */
    uint16_t *pairs; /* ... each first * PAIR_WORDS + second, ascending     */
    uint32_t *freqs; /* of pairs[i], how often                              */

    /* Private. */
    uint32_t n_words;
    uint32_t docs[PAIR_WORDS]; /* where each word's cursor stands         */
    struct postings_cursor *cursors;
    struct positions *positions;
    uint64_t *at; /* by position: a bit for each word that stands there     */
    size_t cap_at, end; /* of `at`: where the document's places end         */
};

/* Stands before the first document. */
enum st pair_walk_open(struct pair_walk *w, const struct segment *s,
                       const struct term_entry *words, uint32_t n,
                       struct err *e) MUST_USE;
void pair_walk_close(struct pair_walk *w);

/* Leaves out all documents before `doc`. */
void pair_walk_skip(struct pair_walk *w, uint32_t doc);

/* To the next document that holds any of the words. */
enum st pair_walk_next(struct pair_walk *w, struct err *e) MUST_USE;

#endif
