/*
 * digest_texts -- the shingles of documents whose digests are in memory, as the
 * workers kept them.
 *
 *   Lifetime  open; borrows the rows and the workers; nothing to release
 *   Threads   one struct, one thread
 *   Memory    some MiB of pages
 *   Errors    ST_IO
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
    struct worker *workers;     /* that digested them */
    size_t n_workers;
};

/* Text i is document i; `t` must outlive the source. The workers have kept
 * shingles, and keep no more of them. */
enum st digest_texts_source(const struct digest_texts *t,
                            struct shingle_source *out, struct err *e) MUST_USE;

#endif
