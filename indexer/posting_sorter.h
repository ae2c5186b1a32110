/*
 * posting_sorter -- postings of one term, put in the order of their documents.
 *
 * A merge that renumbers documents meets the postings of a term out of order.
 * They are collected here; then their numbers are sorted and they are written
 * in the new order. Positions stay where they were put: only numbers move.
 *
 *   Lifetime  a zeroed sorter is empty; release
 *   Threads   one sorter, one thread
 *   Memory    posting_sorter_cost() bytes, kept from one term to the next
 */
#ifndef INDEXER_POSTING_SORTER_H
#define INDEXER_POSTING_SORTER_H

#include "indexer/postings_writer.h"

struct posting_sorter {
    /* Private. */
    uint64_t *keys, *spare; /* document << 32 | place in `starts`       */
    uint32_t *starts;       /* of a posting's positions in `gaps`       */
    uint32_t *gaps;
    size_t n, n_gaps;
    size_t cap_keys, cap_spare, cap_starts, cap_gaps;
};

void posting_sorter_release(struct posting_sorter *s);

/* What `df` postings with `cf` positions take. */
static inline uint64_t posting_sorter_cost(uint64_t df, uint64_t cf)
{
    return 20 * df + 4 * cf;
}

/* Adds a posting, of any document that was not added yet. */
enum st posting_sorter_add(struct posting_sorter *s, uint32_t doc,
                           uint32_t freq, const uint32_t *gaps,
                           struct err *e) MUST_USE;
/* Adds all to `w` by ascending documents, which are below 1 << doc_bits;
 * the sorter is then empty. */
enum st posting_sorter_write(struct posting_sorter *s, unsigned doc_bits,
                             struct postings_writer *w, struct err *e) MUST_USE;

#endif
