/*
 * positions -- where in a document a word stands.
 *
 * Reads the positions of any posting of a list by its number. Those of a block
 * of documents are packed 128 at a time; the pack last read is kept unpacked,
 * so that documents that come in order cost little each.
 *
 *   Lifetime  init/release; borrows the cursor, which need not move
 *   Threads   one reader, one thread
 *   Errors    a read returns false and sets the cursor's `st`: ST_NOMEM or
 *             ST_CORRUPT
 *   Format    FORMAT.md 6.3
 */
#ifndef SEGMENT_POSITIONS_H
#define SEGMENT_POSITIONS_H

#include "common/segment/postings_cursor.h"

struct positions {
    struct postings_cursor *cursor; /* over a word: groups have none         */
    uint32_t *pos; /* those last read, ascending; n of them, and behind them
                      POSITIONS_PAD more that are no position                */
    uint32_t n;

    /* Private. */
    size_t cap;
    uint32_t block;  /* number of the block whose first[] is known          */
    uint32_t n_docs; /* postings in it                                      */
    uint64_t at;     /* of its positions in POSI                            */
    uint64_t size;
    uint32_t pack;    /* the one unpacked; packs: none yet                   */
    uint32_t packs;   /* in the block                                        */
    uint64_t pack_at; /* where the next pack begins, from `at`               */
    uint32_t first[DOCS_PER_BLOCK + 1]; /* running sum of frequencies        */
    uint32_t gaps[BITPACK_BLOCK];       /* of the pack                       */
};

enum { POSITIONS_PAD = 16 };
#define POSITION_NONE UINT32_MAX

void positions_init(struct positions *p, struct postings_cursor *c);
void positions_release(struct positions *p);

/* Fills pos and n for the posting with this number. */
bool positions_read_number(struct positions *p, uint32_t number) MUST_USE;
/* The same for the document the cursor stands on. */
bool positions_read(struct positions *p) MUST_USE;
/* The same, but pos[i] stays as it is stored: the distance from the position
 * before, less one (the first counts from the document's start). */
bool positions_read_gaps(struct positions *p) MUST_USE;

#endif
