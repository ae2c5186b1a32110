/*
 * fitting -- the words of an index that a pattern fits.
 *
 * The words of every segment are looked through in order, with a wildcard those
 * that begin as it does. From one with a beginning that no word which fits has,
 * the search leaps to the next beginning that may be one, over the blocks in
 * between; where a pattern begins with anything (*ship) it looks at all words.
 * A budget of work bounds the time: looking at a word costs 1, a leap 8, a
 * word that fits what its postings will cost. Words come most frequent
 * first, equals by their bytes; where all would cost too much, those in front
 * are kept, and the caller is told what all of them are.
 *
 *   Lifetime  lives in an arena
 *   Threads   immutable once made
 *   Errors    those of pattern.h; ST_CORRUPT from the dictionary;
 *             ST_STOPPED, without a message
 *   Source    the intersection of an automaton with a sorted dictionary as in
 *             Lucene's AutomatonTermsEnum
 */
#ifndef QUERY_EXPAND_FITTING_H
#define QUERY_EXPAND_FITTING_H

#include "common/base/stop.h"
#include "common/segment/index.h"
#include "query/expand/pattern.h"

/* What a word costs beside its postings: about what opening its list takes. */
enum { WORD_WORK = 256 };

struct fitting_word {
    struct bytes text;
    uint64_t df;    /* of all segments                                     */
    uint32_t *ords; /* its number in each, NO_ORD where it is not          */
};

#define NO_ORD UINT32_MAX

struct fitting {
    struct fitting_word *words;
    size_t n;      /* that the budget has room for                        */
    size_t n_all;  /* that fit                                            */
    uint64_t work; /* what all of them, and looking for them, would cost  */
    bool unseen;   /* the budget ended before all words were looked at:
                      there may be more                                   */
};

/* Where the words come from, and what for. */
struct vocabulary {
    const struct index *index;
    struct analyzer *analyzer;
    struct arena *arena;
    stop_flag stop;
};

/* Takes what it spends from *budget. */
enum st fitting_find(struct fitting *out, const struct vocabulary *with,
                     const struct pattern *p, uint64_t *budget,
                     struct err *e) MUST_USE;

/* Of the words that an automaton fits, those that somebody wants. */
struct choice {
    const struct nfa *nfa; /* finished */
    bool names; /* only of the names, in segments that know them; of these the
                   numbers are not told (NO_ORD)                         */
    bool (*wants)(void *ctx, struct bytes word);
    void *ctx;
};

/* As fitting_find(). */
enum st fitting_choose(struct fitting *out, const struct vocabulary *with,
                       const struct choice *choice, uint64_t *budget,
                       struct err *e) MUST_USE;

/* How often the word is in all documents together. */
enum st fitting_occurrences(const struct fitting_word *w,
                            const struct index *ix, uint64_t *out,
                            struct err *e) MUST_USE;

#endif
