/*
 * segment_texts -- the shingles of documents that are in segments.
 *
 *   Lifetime  a zeroed struct is closed; open/close; borrows the segments
 *   Threads   one struct, one thread
 *   Memory    some 300 KB: one segment is open at a time, and pages that were
 *             read are given back as it goes on
 *   Errors    ST_CORRUPT, ST_NOMEM; ST_NOT_FOUND where no texts are kept
 */
#ifndef INDEXER_COPIES_SEGMENT_TEXTS_H
#define INDEXER_COPIES_SEGMENT_TEXTS_H

#include "common/segment/doc_store.h"
#include "common/segment/left_out.h"
#include "common/text/release_words.h"

struct segment_texts {
    struct segment *const *segments;

    /* Private. */
    struct release_words words;
    struct structure structure;
    struct left_out left_out;
    struct doc_reader *reader; /* of the segment last read */
    size_t reader_of;
    uint32_t read; /* since pages were given back */
};

enum st segment_texts_open(struct segment_texts *t,
                           struct segment *const *segments,
                           struct err *e) MUST_USE;
void segment_texts_close(struct segment_texts *t);

/* Cheapest when documents ascend. */
enum st segment_texts_read(struct segment_texts *t, size_t segment,
                           uint32_t doc, struct shingles *out,
                           struct err *e) MUST_USE;

#endif
