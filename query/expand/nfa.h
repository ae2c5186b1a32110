/*
 * nfa -- a pattern over words, as a nondeterministic finite automaton.
 *
 * What wildcards, regular expressions and misspellings have in common: each is
 * built back to front, a node at a time, from what comes after it to what comes
 * first. A word fits when its code points lead from the start to a match.
 *
 *     const uint32_t end = nfa_match(&n);
 *     n.start = nfa_char(&n, 'a', nfa_any_number(&n, end));      a*
 *
 *   Lifetime  lives in an arena
 *   Threads   built by one, then immutable
 *   Errors    sticky, told by nfa_finish(): ST_NOMEM, ST_LIMIT for a pattern
 *             of more nodes or sets than fit
 *   Source    Thompson, Regular Expression Search Algorithm. CACM 11(6), 1968
 */
#ifndef QUERY_EXPAND_NFA_H
#define QUERY_EXPAND_NFA_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/err.h"

enum {
    NFA_NODES_MAX = 8192,
    NFA_CLASSES_MAX = 1024,
    NFA_ASCII = 128,
    NFA_LAST = 0x10ffff, /* the last code point */
};

enum nfa_kind {
    NFA_SET,   /* one code point of the set, then to `out` */
    NFA_SPLIT, /* to `out`, or to `other`                  */
    NFA_MATCH,
};

struct nfa_node {
    enum nfa_kind kind;
    uint32_t set, out, other;
};

/* Code points, both included. */
struct nfa_range {
    uint32_t from, to;
};

/* Ranges in any order, which may overlap. */
struct nfa_set {
    const struct nfa_range *ranges;
    uint32_t n;
};

struct nfa {
    struct arena *arena;
    struct nfa_node *nodes;
    uint32_t n, cap;
    struct nfa_set *sets;
    uint32_t n_sets, cap_sets;
    enum st st;
    uint32_t start; /* set by who builds it */

    /* Made by nfa_finish(): code points that no set tells apart are one class.
     * Those from bounds[i - 1] to bounds[i] - 1 are class i. */
    uint32_t *bounds, n_classes;
    uint16_t ascii[NFA_ASCII]; /* class of each */
    uint8_t *members;          /* of set s class c: [s * n_classes + c] */
};

void nfa_init(struct nfa *n, struct arena *a);

/* ---- nodes; each returns its number ---- */

uint32_t nfa_match(struct nfa *n);
uint32_t nfa_char(struct nfa *n, uint32_t c, uint32_t out);
uint32_t nfa_any(struct nfa *n, uint32_t out);
/* One code point of `set`; its ranges live in the arena. */
uint32_t nfa_set(struct nfa *n, struct nfa_set set, uint32_t out);
/* A set that several nodes share: its number, and a node of it. */
uint32_t nfa_define(struct nfa *n, struct nfa_set set);
uint32_t nfa_defined(struct nfa *n, uint32_t set, uint32_t out);
uint32_t nfa_split(struct nfa *n, uint32_t out, uint32_t other);
/* Gives a split that was made before what it leads to its two ways. */
void nfa_lead(struct nfa *n, uint32_t split, uint32_t out, uint32_t other);
/* Any code points, none too. */
uint32_t nfa_any_number(struct nfa *n, uint32_t out);

/* Tells the classes apart; the automaton may then be run. */
enum st nfa_finish(struct nfa *n, struct err *e) MUST_USE;

uint32_t nfa_class_slow(const struct nfa *n, uint32_t c);

static inline uint32_t nfa_class(const struct nfa *n, uint32_t c)
{
    return c < NFA_ASCII ? n->ascii[c] : nfa_class_slow(n, c);
}

static inline bool nfa_set_has(const struct nfa *n, uint32_t set,
                               uint32_t class)
{
    return n->members[(size_t)set * n->n_classes + class];
}

#endif
