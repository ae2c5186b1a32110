/*
 * sort_order -- answers in the order of a column instead of the score.
 *
 * The first k of all documents that match, exactly. No document is scored to
 * find them: what matches is found as a set, a heap keeps the k first, and only
 * those get their scores, to be shown.
 *
 *   date    of equal ones the first in the index; without a date last, in both
 *           directions
 *   length  words of the document
 *   id      as bytes
 *   score   as searcher_run() does it
 *
 *   Threads  those of the searcher
 *   Errors   ST_USAGE for an unknown order; those of the searcher; ST_CORRUPT
 *            for a damaged column
 */
#ifndef QUERY_SORT_SORT_ORDER_H
#define QUERY_SORT_SORT_ORDER_H

#include "query/searcher.h"

enum sort_key { SORT_SCORE, SORT_DATE, SORT_LENGTH, SORT_ID };

struct sort_order {
    enum sort_key key;
    bool descending; /* of all but the score, which always is */
};

/* "score", "date:desc", "length:asc", "id"; without a direction dates and
 * lengths descend, and ids ascend. */
enum st sort_order_parse(const char *text, struct sort_order *out,
                         struct err *e) MUST_USE;

/* As searcher_run(), in that order, and always with the count of all. */
enum st sorted_run(struct searcher *s, const struct ast_node *question,
                   const struct search_options *options,
                   const struct sort_order *order, struct hit *hits,
                   struct search_result *result, struct err *e) MUST_USE;

#endif
