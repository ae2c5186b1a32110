/*
 * factiva_range -- what Factiva asks of days and lengths.
 *
 *     date from 20190528 to 20190531    date after -7    date 5/28/2019
 *     wc>500    wc < 3000
 *
 *   Errors  ST_SYNTAX with the reader's place set
 *   Source  Factiva Developer's Kit: "Range Searches"
 */
#ifndef QUERY_PARSE_FACTIVA_RANGE_H
#define QUERY_PARSE_FACTIVA_RANGE_H

#include "query/parse/reader.h"

/* What follows the word "date" at [r->at, end); moves r->at behind it. */
enum st factiva_date(struct reader *r, size_t end,
                     struct ast_node **out) MUST_USE;

/* Whether `wc` or another number begins here: a sign follows it. */
bool factiva_compares(const struct reader *r, size_t at);

/* The comparison at `sign` behind "wc" at r->at; moves r->at behind it. */
enum st factiva_length(struct reader *r, size_t sign,
                       struct ast_node **out) MUST_USE;

#endif
