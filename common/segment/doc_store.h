/*
 * doc_store -- the documents as they came, by number.
 *
 * Records stand in zstd frames of some 64 KiB with a dictionary trained on the
 * corpus; reading one document decompresses its frame. A reader keeps the last
 * frame, so that neighbours cost one decompression.
 *
 *   Lifetime  open/close; fields point into the reader until the next call
 *   Threads   one reader, one thread
 *   Errors    ST_CORRUPT, ST_NOMEM; ST_NOT_FOUND when the index was built with
 *             ids only
 *   Format    FORMAT.md section 9
 */
#ifndef SEGMENT_DOC_STORE_H
#define SEGMENT_DOC_STORE_H

#include "common/segment/record.h"
#include "common/segment/segment.h"

struct doc_reader;

enum st doc_reader_open(struct doc_reader **out, const struct segment *s,
                        struct err *e) MUST_USE;
void doc_reader_close(struct doc_reader *r);

/* The fields of document `doc` (title, body, ... but not the id). */
enum st doc_reader_get(struct doc_reader *r, uint32_t doc,
                       const struct record_fields **out,
                       struct err *e) MUST_USE;

#endif
