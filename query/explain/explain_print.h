/*
 * explain_print -- an explanation for people, who can check the sum by hand.
 *
 * Above the sum stands what the model takes for all words; each part has the
 * numbers that its formula (query/rank/rank_model.h) needs.
 *
 *   Errors  the buf's `failed`
 */
#ifndef QUERY_EXPLAIN_EXPLAIN_PRINT_H
#define QUERY_EXPLAIN_EXPLAIN_PRINT_H

#include "query/explain/explanation.h"

void explain_print(const struct explanation *x, struct buf *out);

#endif
