/*
 * fuzzy -- words at most a few slips away from one.
 *
 * A slip is a letter left out, put in, or taken for another, or two neighbours
 * changed (Damerau's distance, each place changed once). The word is folded as
 * words are, so that case and accents are no slips.
 *
 *   Errors  ST_NOMEM; ST_USAGE for a distance over FUZZY_MAX; ST_LIMIT
 *   Source  Schulz and Mihov, Fast string correction with Levenshtein automata.
 *           IJDAR 5(1), 2002; here the automaton is made deterministic as words
 *           need it
 */
#ifndef QUERY_EXPAND_FUZZY_H
#define QUERY_EXPAND_FUZZY_H

#include "common/text/analyzer.h"
#include "query/expand/nfa.h"

enum { FUZZY_MAX = 2 };

enum st fuzzy_compile(struct nfa *n, struct analyzer *a, struct bytes word,
                      uint32_t distance, struct err *e) MUST_USE;

#endif
