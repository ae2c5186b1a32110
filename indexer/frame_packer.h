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
#include "common/segment/record.h"

struct frame_packer;

/* `dictionary` may be empty; it is copied. */
enum st frame_packer_open(struct frame_packer **out, struct bytes dictionary,
                          struct err *e) MUST_USE;
void frame_packer_close(struct frame_packer *p);

/* Adds a record; *at is its place in the current frame. */
enum st frame_packer_add(struct frame_packer *p,
                         const struct record_fields *fields, uint32_t *at,
                         struct err *e) MUST_USE;
/* True when the frame has reached its size. */
bool frame_packer_full(const struct frame_packer *p);
bool frame_packer_empty(const struct frame_packer *p);
/* Appends the current frame, compressed, to `out` and begins a new one. */
enum st frame_packer_flush(struct frame_packer *p, struct buf *out,
                           struct err *e) MUST_USE;

/* Trains a dictionary on the records in `samples`, one behind the other with
 * the given sizes. Replaces `out`; leaves it empty when there is too little to
 * learn from. */
enum st frame_dictionary_train(struct bytes samples, const size_t *sizes,
                               unsigned n, struct buf *out,
                               struct err *e) MUST_USE;

#endif
