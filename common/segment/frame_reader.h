/*
 * frame_reader -- one frame of the store at a time, decompressed.
 *
 *   Lifetime  open/close; records point into the reader until the next load
 *   Threads   one reader, one thread
 *   Errors    ST_CORRUPT, without a message: the caller knows where the bytes
 *             are from; ST_NOMEM
 *   Format    FORMAT.md section 9
 */
#ifndef SEGMENT_FRAME_READER_H
#define SEGMENT_FRAME_READER_H

#include "common/base/bytes.h"
#include "common/base/err.h"

struct frame_reader;

/* The dictionary, of 0 bytes when there is none, is copied. */
enum st frame_reader_open(struct frame_reader **out, struct bytes dictionary,
                          struct err *e) MUST_USE;
void frame_reader_close(struct frame_reader *r);

enum st frame_reader_load(struct frame_reader *r, struct bytes packed,
                          struct err *e) MUST_USE;
/* The record at byte `at` of the frame loaded last. False: there is none. */
bool frame_reader_record(const struct frame_reader *r, uint32_t at,
                         struct bytes *out);

#endif
