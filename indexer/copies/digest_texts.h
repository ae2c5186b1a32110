/*
 * digest_texts -- the shingles of documents that are still in memory.
 *
 *   Lifetime  borrows the rows and what they point to
 *   Threads   each has a reader of its own
 *   Errors    ST_CORRUPT, ST_NOMEM
 */
#ifndef INDEXER_COPIES_DIGEST_TEXTS_H
#define INDEXER_COPIES_DIGEST_TEXTS_H

#include "indexer/copies/shingle_store.h"
#include "indexer/digest.h"

/* A row of a digest. */
struct row_ref {
    const struct digest *digest;
    uint32_t row;
    uint32_t first_frame; /* of its digest, in the segment */
};

struct digest_texts {
    const struct row_ref *rows; /* of each document    */
    struct bytes dictionary;    /* of the frames       */
};

/* Text i is document i; `t` must outlive the source. */
struct shingle_source digest_texts_source(const struct digest_texts *t);

#endif
