/*
 * name_automaton -- all words that have one of some keys, as an automaton.
 *
 * The tables of spellings read backwards: where a key wants the class S, any
 * spelling of it may stand (s, sh, sch, cz, ш, ...), once or several times, and
 * any vowels between it and the next. A word is in it when some way of cutting
 * it into spellings gives one of the keys; so letters with two readings cost
 * no table in the index, and the walk through the sorted words passes over all
 * that begin in another way.
 *
 *   Lifetime  lives in the arena of the nfa; the letters live where the caller
 *             puts them, and borrow the table
 *   Errors    those of nfa.h, told by nfa_finish()
 */
#ifndef QUERY_NAMES_NAME_AUTOMATON_H
#define QUERY_NAMES_NAME_AUTOMATON_H

#include "query/expand/nfa.h"
#include "query/names/skeleton.h"

enum {
    NAME_CLASSES = 10, /* of skeletons, vowels among them */
    NAME_OUTPUT_MAX = 6,
    NAME_JOINED_MAX = 64,
};

/* Code points, each for itself. */
struct letter_set {
    struct nfa_range of[SPELLINGS_MAX];
    uint32_t n;
};

/* The table read backwards. */
struct name_letters {
    struct letter_set
        sets[NAME_CLASSES];   /* letters that are one class, by it */
    struct letter_set silent; /* that are nothing: h, soft sign    */
    /* Spellings of several letters that give what these do not one by one, and
     * letters of several classes. */
    struct {
        const struct spelling *spelling;
        char output[NAME_OUTPUT_MAX + 1];
    } joined[NAME_JOINED_MAX];
    uint32_t n_joined;
};

void name_letters_init(struct name_letters *l, const struct spelling_table *t);

/* With `article`, also words that begin with al, el, il or ul. */
void name_automaton_build(struct nfa *n, const struct name_letters *l,
                          const struct skeletons *keys, bool article);

#endif
