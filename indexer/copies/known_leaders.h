/*
 * known_leaders -- leaders of an index that new documents may be copies of.
 *
 * Each document that is no copy itself leads; where the leader of copies is
 * gone, the first of them does, under its key. Deleted ones are still there: a
 * document that replaces another one takes its place among the copies of that.
 * Only those are taken that have a sample in common with a new document.
 *
 *   Lifetime  open/close; borrows the index
 *   Threads   one object, one thread
 *   Memory    2 MiB while opening, and 56 bytes a leader taken
 *   Errors    ST_CORRUPT, ST_NOMEM
 */
#ifndef INDEXER_COPIES_KNOWN_LEADERS_H
#define INDEXER_COPIES_KNOWN_LEADERS_H

#include "common/segment/clusters.h"
#include "common/segment/index.h"

struct known_leader {
    struct signature signature;
    uint64_t key; /* 0: that of the document, not looked at yet */
    uint32_t segment, doc;
};

struct known_leaders {
    struct known_leader *v; /* in the order of the index */
    size_t n, cap;
};

/* `index` may be NULL: there is none. The new documents' `n` signatures stand
 * one behind the other. */
enum st known_leaders_open(struct known_leaders *k, const struct index *index,
                           const uint8_t *signatures, uint32_t n,
                           struct err *e) MUST_USE;
/* Takes a zeroed struct. */
void known_leaders_close(struct known_leaders *k);

#endif
