/*
 * wildcard -- a word with * for any characters and ? for one.
 *
 * What stands between them is folded as words are, so that Tokay* finds tokayev
 * and KÖNIG* konigin; hyphens go, as they do where a compound is joined. A
 * backslash takes its meaning from what follows it.
 *
 *   Errors  ST_NOMEM; ST_SYNTAX for a pattern of nothing but * and ?, which
 *           would fit every word
 */
#ifndef QUERY_EXPAND_WILDCARD_H
#define QUERY_EXPAND_WILDCARD_H

#include "common/text/analyzer.h"
#include "query/expand/pattern.h"

enum st wildcard_compile(struct nfa *n, struct analyzer *a, struct bytes text,
                         struct pattern_ends *ends, struct err *e) MUST_USE;

#endif
