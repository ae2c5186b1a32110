/*
 * filter -- what a query asks of a release beside its text: the value behind
 * the colon to a node.
 *
 *     date:2019-05..2019-08   date:>=2019   length:500..   length:<500
 *     source:presidency-*     lang:en       id:"a b"
 *     date:?                  has no date; only in our own languages
 *     repeated:>50            likewise: has a paragraph that more than 50
 * others print
 *
 *   Errors  ST_SYNTAX with the reader's place set
 */
#ifndef QUERY_PARSE_FILTER_H
#define QUERY_PARSE_FILTER_H

#include "query/parse/reader.h"

/* `text` is the value without quotes and escapes, [at, at + n) the filter in
 * the query. */
enum st filter_read(struct reader *r, enum filter_field field,
                    struct bytes text, size_t at, size_t n,
                    struct ast_node **out) MUST_USE;

/* The same with date:?. */
enum st filter_read_own(struct reader *r, enum filter_field field,
                        struct bytes text, size_t at, size_t n,
                        struct ast_node **out) MUST_USE;

/* A node for a range of days, words or releases, both ends included. */
struct ast_node *filter_range(struct reader *r, enum filter_field field,
                              int64_t from, int64_t to, size_t at, size_t n);

#endif
