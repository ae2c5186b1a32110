/*
 * doc_order -- which number each document gets in a merge.
 *
 * Neighbours that share words make small gaps in the postings, and blocks that
 * a query can skip. Every order keeps documents that are alike to it in the
 * order of the sources, so the result is the same on every run.
 *
 *   Threads  starts its own for a bisection; call it from one
 *   Memory   some 16 bytes a document; for a bisection some 50 and, within
 *            `memory`, as many of the postings as fit (forward_index.h), so
 *            that less memory may give another order
 */
#ifndef INDEXER_ORDER_DOC_ORDER_H
#define INDEXER_ORDER_DOC_ORDER_H

#include "common/base/err.h"
#include "indexer/order/bisection.h"
#include "indexer/segment_list.h"

enum doc_order {
    DOC_ORDER_NONE,   /* as the sources gave them        */
    DOC_ORDER_BP,     /* recursive graph bisection       */
    DOC_ORDER_SOURCE, /* by the source's name, then date */
    DOC_ORDER_DATE,   /* by date; those without one last */
};

struct doc_order_options {
    enum doc_order by;
    uint64_t memory;  /* bytes the merge may use */
    unsigned threads; /* at least 1              */
    struct order_progress progress;
};

/* docs[0 .. n) are those that stay, ascending. Puts them in the order wanted:
 * docs[new number] = number in `list`. */
enum st doc_order_find(uint32_t *docs, uint32_t n,
                       const struct segment_list *list,
                       const struct doc_order_options *o,
                       struct err *e) MUST_USE;

#endif
