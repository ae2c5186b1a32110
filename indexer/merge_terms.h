/*
 * merge_terms -- the words of several segments, with their postings, into one.
 *
 * The words are parted, and parts made by several threads: each walks through
 * the dictionaries of all segments from the part's first word on, copies the
 * postings with their new numbers to lists of its own, and they are put behind
 * those of the part before. Where documents change places, the postings of a
 * word are sorted; a word too large for that is read once for each range of
 * new numbers that fits, and the parts are made one after the other.
 *
 *   Threads  starts its own; the same bytes for any number of them
 *   Memory   lists of a part up to postings_writer_room() each, then files; a
 *            quarter of `sort_memory` for sorting; pages of the segments that
 *            were read are given back on the way
 *   Errors   ST_NOMEM, ST_IO, ST_LIMIT, ST_CORRUPT: a segment is damaged
 */
#ifndef INDEXER_MERGE_TERMS_H
#define INDEXER_MERGE_TERMS_H

#include "indexer/doc_map.h"
#include "indexer/segment_builder.h"
#include "indexer/segment_list.h"

struct merge_terms {
    struct segment_builder *builder; /* at its terms */
    const struct segment_list *list;

    /* Of a document of `list` its number in the result, DOC_END: dropped.
     * `moved` where documents change places; else NULL. */
    const struct doc_map *kept;
    const uint32_t *moved;

    bool capitals; /* keep how words are capitalised       */
    bool share;    /* ... as many as postings are kept, where some are not;
                      else all: so that a build gives the same bytes wherever
                      it spilled */
    uint64_t memory, sort_memory;
    unsigned threads;

    /* Told how much is done, 0 to 1, now and then; may be NULL. */
    void (*tell)(void *ctx, double done);
    void *ctx;
};

enum st merge_terms(const struct merge_terms *with, struct err *e) MUST_USE;

#endif
