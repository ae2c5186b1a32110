/*
 * ast_of_query -- the oracle's tree of a question as the engine's.
 *
 *   Lifetime  lives in the arena
 *   Errors    none (tests/support/need.h)
 */
#ifndef TESTS_PROPERTY_AST_OF_QUERY_H
#define TESTS_PROPERTY_AST_OF_QUERY_H

#include "common/base/arena.h"
#include "query/parse/ast.h"
#include "tests/oracle/oracle_query.h"

struct ast_node *ast_of_query(struct arena *a, const struct oracle_query *q,
                              const struct oracle_docs *docs);

#endif
