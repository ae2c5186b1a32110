/*
 * forward_index -- which terms stand in each document.
 *
 * The postings of segments turned round: row i lists numbers of the terms in
 * the i-th document asked for. Only terms that tell documents apart are in it:
 * rare ones make few gaps, and what nearly every document holds makes none.
 * The most frequent term has number 0, so that what is kept for each term is
 * near at hand where it is asked for most.
 *
 *   Lifetime  make/release; release takes an empty or half-made one
 *   Threads   made by one thread
 *   Memory    8 bytes a document and 4 a posting; terms of low frequency are
 *             left out until the postings fit
 */
#ifndef INDEXER_ORDER_FORWARD_INDEX_H
#define INDEXER_ORDER_FORWARD_INDEX_H

#include "common/base/err.h"
#include "indexer/segment_list.h"

struct forward_index {
    uint32_t n, terms; /* rows; numbers of terms are below `terms` */
    uint64_t *starts;  /* of a row in `list`; n + 1 of them        */
    uint32_t *list;
};

/* Row i is that of docs[i], numbered through `list`; docs ascend. `room`: what
 * the postings may take, in bytes. */
enum st forward_index_make(struct forward_index *f, const uint32_t *docs,
                           uint32_t n, const struct segment_list *list,
                           uint64_t room, struct err *e) MUST_USE;
void forward_index_release(struct forward_index *f);

#endif
