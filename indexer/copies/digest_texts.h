/*
 * digest_texts -- the shingles of documents that are still in memory.
 *
 *   Lifetime  a zeroed struct is closed; open/close; borrows the rows
 *   Threads   one struct, one thread
 *   Errors    ST_CORRUPT, ST_NOMEM
 */
#ifndef INDEXER_COPIES_DIGEST_TEXTS_H
#define INDEXER_COPIES_DIGEST_TEXTS_H

#include "common/segment/frame_reader.h"
#include "common/text/release_words.h"
#include "indexer/digest.h"

/* A row of a digest. */
struct row_ref {
    const struct digest *digest;
    uint32_t row;
    uint32_t first_frame; /* of its digest, in the segment */
};

struct digest_texts {
    const struct row_ref *rows; /* of each document */

    /* Private. */
    struct release_words words;
    struct structure structure;
    struct left_out left_out;
    struct frame_reader *reader;
    const struct digest *digest; /* whose frame is loaded */
    uint32_t frame;
    struct record_fields fields;
};

enum st digest_texts_open(struct digest_texts *t, const struct row_ref *rows,
                          struct bytes dictionary, struct err *e) MUST_USE;
void digest_texts_close(struct digest_texts *t);

/* Of document `doc`; cheapest when documents ascend. `ctx` is a digest_texts.
 */
enum st digest_texts_read(void *ctx, uint32_t doc, struct shingles *out,
                          struct err *e) MUST_USE;

#endif
