/*
 * bisection -- an order of documents in which those that share terms are near.
 *
 * The documents are cut into halves, again and again. At each cut documents
 * change sides until the terms of each half are as much its own as can be:
 * then the gaps between the documents of a term are small, whichever coder
 * writes them.
 *
 *   Threads   starts its own; the result is the same for any number of them
 *   Memory    30 bytes a document and 12 a term and thread, besides the
 *             forward index
 *   Source    Dhulipala, Kabiljo, Karrer, Ottaviano, Pupyrev, Shalita,
 *             "Compressing graphs and indexes with recursive graph bisection",
 *             KDD 2016; one median of all gains for the swaps of a round:
 *             Mackenzie, Petri, Moffat, "Faster index reordering with
 *             bipartite graph partitioning", SIGIR 2021
 */
#ifndef INDEXER_ORDER_BISECTION_H
#define INDEXER_ORDER_BISECTION_H

#include "indexer/order/forward_index.h"

/* Told from the calling thread, now and then: how much of the work is done, 0
 * to 1. `tell` may be NULL. */
struct order_progress {
    void (*tell)(void *ctx, double done);
    void *ctx;
};

/* Fills rows[0 .. f->n) with all rows of `f` in the new order. Rows that are
 * alike stay in order, empty ones come last. `f` is used up: only release it.
 */
enum st bisection_order(struct forward_index *f, unsigned threads,
                        const struct order_progress *progress, uint32_t *rows,
                        struct err *e) MUST_USE;

#endif
