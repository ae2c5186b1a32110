/*
 * utf16_stream -- a stream of UTF-16 as one of UTF-8.
 *
 * Records are cut at bytes of ASCII, so a text in UTF-16 (what Excel calls
 * "Unicode text") becomes UTF-8 before it is cut.
 *
 *   Lifetime  as stream.h; the stream below must stay open; release
 *   Threads   one stream, one thread
 *   Errors    those of the stream below, ST_NOMEM
 */
#ifndef INDEXER_SOURCE_UTF16_STREAM_H
#define INDEXER_SOURCE_UTF16_STREAM_H

#include "indexer/source/stream.h"

struct utf16_stream {
    struct stream stream;

    /* Private to utf16_stream.c. */
    struct stream *from;
    struct buf raw; /* a byte order mark, and units not decoded yet */
    struct buf text;
};

/* True when `text` begins with a byte order mark of UTF-16. */
bool utf16_begins(struct bytes text);

/* Over a stream that begins with the mark. */
enum st utf16_stream_open(struct utf16_stream *u, struct stream *from,
                          struct err *e) MUST_USE;
void utf16_stream_release(struct utf16_stream *u);

#endif
