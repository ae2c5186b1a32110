/*
 * digest_texts -- the shingles of documents whose digests are in memory, as the
 * workers kept them.
 *
 *   Lifetime  borrows the rows and what they point to
 *   Threads   each has a reader of its own
 *   Memory    some MiB of pages a thread
 *   Errors    ST_NOMEM, ST_IO
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
    const struct row_ref *rows; /* of each document */
    uint32_t n;
};

/* Text i is document i; `t` must outlive the source. The workers have kept
 * shingles, and keep no more of them. */
enum st digest_texts_source(const struct digest_texts *t,
                            struct shingle_source *out, struct err *e) MUST_USE;

#endif
