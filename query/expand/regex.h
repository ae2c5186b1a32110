/*
 * regex -- a regular expression over words.
 *
 *     .  [a-z]  [^aeiou]  \d  \w     one character
 *     ab  a|b  (ab)                  after each other, either, together
 *     *  +  ?  {2}  {2,}  {2,5}      how often what stands before
 *     \.                             the character itself
 *
 * It fits a word as a whole; ^ in front and $ at the end say so again. Letters
 * are folded as words are. There is nothing that would need backtracking: no
 * references, no looking ahead, no choice between greedy and lazy; so any
 * expression takes time in proportion to its length and the words'.
 *
 *   Errors  ST_SYNTAX, whose message names the place, counted in characters
 *           from 1; ST_LIMIT; ST_NOMEM
 */
#ifndef QUERY_EXPAND_REGEX_H
#define QUERY_EXPAND_REGEX_H

#include "common/text/analyzer.h"
#include "query/expand/nfa.h"

enum st regex_compile(struct nfa *n, struct analyzer *a, struct bytes text,
                      struct err *e) MUST_USE;

#endif
