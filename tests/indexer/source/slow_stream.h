/*
 * slow_stream -- a text given some bytes at a time: whoever reads a stream must
 * not care where a piece ends.
 *
 *   Lifetime  the text is borrowed; closed by stream_close()
 */
#ifndef TESTS_INDEXER_SOURCE_SLOW_STREAM_H
#define TESTS_INDEXER_SOURCE_SLOW_STREAM_H

#include "indexer/source/stream.h"

struct slow_stream {
    struct stream stream;
    struct bytes text;
    size_t at, step;
    bool fails; /* with ST_IO, where the text ends */
};

/* Begins to give `text`, `step` bytes at a time. */
void slow_stream_open(struct slow_stream *s, struct bytes text, size_t step);

/* Appends all that is left of a stream to `out`. */
enum st read_stream(struct stream *s, struct buf *out, struct err *e) MUST_USE;

#endif
