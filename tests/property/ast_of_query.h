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

/* The number of a day ("2019-05-28"), `none` for "". */
int64_t day_of_date(const char *date, int64_t none);

struct ast_node *ast_of_query(struct arena *a, const struct oracle_query *q,
                              const struct oracle_docs *docs);

#endif
