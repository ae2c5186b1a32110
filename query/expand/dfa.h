/*
 * dfa -- a pattern run over words, each code point one look into a table.
 *
 * The states are sets of nodes of the nfa, made when a word first comes to
 * them. When there are more than fit, all are forgotten and made anew as they
 * are needed: so any pattern takes bounded memory, and for each code point time
 * in proportion to the pattern at most. `epoch` tells who remembers states that
 * they are gone.
 *
 *   Lifetime  open/close; borrows the nfa
 *   Threads   one dfa, one thread
 *   Errors    ST_NOMEM at opening; running cannot fail
 *   Source    Cox, Regular Expression Matching: the Virtual Machine Approach,
 *             2009, and RE2
 */
#ifndef QUERY_EXPAND_DFA_H
#define QUERY_EXPAND_DFA_H

#include "query/expand/nfa.h"

enum {
    DFA_DEAD = 0, /* the state from which nothing fits any more */
    DFA_UNKNOWN = UINT16_MAX,
};

struct dfa {
    const struct nfa *nfa;
    uint16_t *next; /* of state s by class c: [s * n_classes + c] */
    uint8_t *fits;  /* a word that ends in this state             */
    uint32_t epoch; /* how often states were forgotten            */
    uint64_t work;  /* nodes looked at to make states             */

    /* Private to dfa.c: the nodes of each state, ascending, one after the
     * other, and a hash table of states. */
    uint32_t n_states, max_states;
    uint16_t *pool;
    uint32_t *begin; /* of state s: pool[begin[s] .. begin[s + 1]) */
    uint32_t pool_size;
    uint16_t *table;
    uint64_t *reached; /* nodes that the state being made has */
    uint16_t *todo;
};

enum st dfa_open(struct dfa *d, const struct nfa *n, struct err *e) MUST_USE;
void dfa_close(struct dfa *d);

uint32_t dfa_start(struct dfa *d);
/* Finds or makes the state; it may forget all others. */
uint32_t dfa_make(struct dfa *d, uint32_t from, uint32_t class);

/* The least code point behind `c` that may lead on from the state, into *out:
 * none before it does. False when there is none. It may forget states. */
bool dfa_next_alive(struct dfa *d, uint32_t from, uint32_t c, uint32_t *out);

static inline uint32_t dfa_step(struct dfa *d, uint32_t from, uint32_t c)
{
    const uint32_t class = nfa_class(d->nfa, c);
    const uint32_t to = d->next[(size_t)from * d->nfa->n_classes + class];
    return to != DFA_UNKNOWN ? to : dfa_make(d, from, class);
}

#endif
