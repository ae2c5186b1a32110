/*
 * said -- who and what: the two operands of said:.
 *
 *     said:tokayev(trade)    said("kassym-jomart tokayev", trade OR transit)
 *
 * In the tree, AST_FIELD "said" has the name for its first child and what was
 * said, when that is asked for, for its second.
 *
 *   Threads  pure functions
 */
#ifndef QUERY_PARSE_SAID_H
#define QUERY_PARSE_SAID_H

#include "query/parse/ast.h"

/* Whether what was said may still follow: a parenthesis right behind it. */
bool said_takes_more(const struct ast_node *n);

/* The comma that ends the name in a parenthesis opened at byte `open`: the
 * first outside of quotes and of further parentheses; 0 when there is none. */
size_t said_comma(struct bytes text, size_t open);

#endif
