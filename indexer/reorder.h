/*
 * reorder -- an index rewritten with its documents in another order.
 *
 * All segments become one, in which the documents have the order asked for;
 * answers are the same but for the order of equal scores. As in a build, the
 * old index stays as it is until the commit.
 *
 *   Threads  starts its own; call it from one
 *   Errors   as opening an index and building one; ST_USAGE when some
 *            segments keep their texts and some do not
 */
#ifndef INDEXER_REORDER_H
#define INDEXER_REORDER_H

#include "indexer/order/doc_order.h"

struct reorder_sizes {
    uint64_t total, postings, positions; /* bytes; postings: DOCS and SKIP */
};

struct reorder_result {
    uint32_t documents;
    struct reorder_sizes before, after;
    double seconds;
};

enum st reorder_index(const char *path, const struct doc_order_options *order,
                      struct reorder_result *result, struct err *e) MUST_USE;

#endif
