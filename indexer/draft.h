/*
 * draft -- a segment in the making, as its readers would see it.
 *
 * Once all words are written their lists stand in spools. What is derived from
 * them, groups and pairs, reads them back through the ordinary readers.
 *
 *   Lifetime  open/close; valid until something is appended to a spool
 *   Threads   one draft, one thread
 */
#ifndef INDEXER_DRAFT_H
#define INDEXER_DRAFT_H

#include "indexer/postings_writer.h"
#include "indexer/term_dict_writer.h"

struct draft {
    struct segment segment;
    _Atomic uint8_t *good; /* every page: nothing was on a disk yet */
};

/* Of words that are all written, in documents `docs`. */
enum st draft_open(struct draft *d, struct term_dict_writer *words,
                   struct postings_writer *postings, uint32_t docs,
                   struct err *e) MUST_USE;
void draft_close(struct draft *d);

#endif
