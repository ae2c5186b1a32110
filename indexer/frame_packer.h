/*
 * frame_packer -- records into compressed frames of the store.
 *
 *   Lifetime  open/close
 *   Threads   one packer, one thread
 *   Format    FORMAT.md section 9
 */
#ifndef INDEXER_FRAME_PACKER_H
#define INDEXER_FRAME_PACKER_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/segment/layout.h"
#include "common/segment/record.h"

/* A frame that is full is compressed; it may be up to one record larger. */
static inline bool frame_is_full(size_t n)
{
    return n >= FRAME_SIZE;
}

/* Appends a record to a frame; its place is where the frame ended before. */
enum st frame_add(struct buf *frame, const struct record_fields *fields,
                  struct err *e) MUST_USE;

enum frame_effort {
    FRAME_QUICK, /* while a corpus is read */
    FRAME_SMALL, /* when it is packed for good: a sixth less in many times the
                    time, read as fast */
};

struct frame_packer;

/* `dictionary` may be empty; it is copied. */
enum st frame_packer_open(struct frame_packer **out, enum frame_effort effort,
                          struct bytes dictionary, struct err *e) MUST_USE;
void frame_packer_close(struct frame_packer *p);

/* Appends the frame, compressed, to `out`. */
enum st frame_packer_run(struct frame_packer *p, struct bytes frame,
                         struct buf *out, struct err *e) MUST_USE;

/* Trains a dictionary on the records in `samples`, one behind the other with
 * the given sizes. Replaces `out`; leaves it empty when there is too little to
 * learn from. */
enum st frame_dictionary_train(struct bytes samples, const size_t *sizes,
                               unsigned n, struct buf *out,
                               struct err *e) MUST_USE;

#endif
