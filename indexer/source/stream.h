/*
 * stream -- bytes from somewhere, pulled piece by piece.
 *
 * A file, the standard input, a member of an archive, what a compressed file
 * unpacks to, the output of a program, a text in UTF-16: whoever cuts records
 * reads them all through this. The bytes at hand are [p, p + n); a reader steps
 * over what it has used and asks for more when none are left.
 *
 *     while ((st = stream_more(s, e)) == ST_OK && s->n) {
 *         use(s->p, s->n);
 *         stream_skip(s, s->n);
 *     }
 *
 *   Lifetime  a kind of stream embeds the struct as its first member; it is
 *             opened by its own function and closed by stream_close(), after
 *             which it may be opened again. Bytes at hand live until the next
 *             call
 *   Threads   one stream, one thread
 *   Errors    those of what is behind it; the bytes before a fault were given
 */
#ifndef INDEXER_SOURCE_STREAM_H
#define INDEXER_SOURCE_STREAM_H

#include <stdbool.h>

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/file.h"

struct stream;

struct stream_kind {
    /* Puts the next bytes at hand (none are); n stays 0 at the end. */
    enum st (*more)(struct stream *s, struct err *e);
    /* Goes to a place counted from the start; NULL where none can. */
    enum st (*seek)(struct stream *s, uint64_t at, struct err *e);
    void (*close)(struct stream *s);
};

struct stream {
    const uint8_t *p;
    size_t n;
    const struct stream_kind *kind; /* NULL: closed */
    uint64_t given;                 /* bytes put at hand so far */
    uint64_t size;                  /* of a file; 0 when unknown */
    struct buf head;                /* what stream_peek() had to collect */
    struct err late;                /* a fault it met on the way */
};

/* Sees to it that bytes are at hand, unless the stream is at its end. */
enum st stream_more(struct stream *s, struct err *e) MUST_USE;

/* Sees to it that `want` bytes are at hand, or all that are left. A fault
 * behind the first bytes is kept until these are used. */
enum st stream_peek(struct stream *s, size_t want, struct err *e) MUST_USE;

/* Puts bytes back at the front, which come before those at hand: ones that were
 * read and turned out to be another's. They may lie anywhere but in the stream.
 */
enum st stream_return(struct stream *s, struct bytes bytes,
                      struct err *e) MUST_USE;

static inline void stream_skip(struct stream *s, size_t n)
{
    s->p += n;
    s->n -= n;
}

/* For the kinds: begins a stream afresh, keeping what it may keep. */
void stream_begin(struct stream *s, const struct stream_kind *kind);
void stream_close(struct stream *s);

/* ---- files ---- */

struct file_stream {
    struct stream stream;
    uint64_t bytes_read; /* from disk, of all files so far */

    /* Private to stream.c. */
    struct file_in file;
    uint8_t *bytes; /* kept for the next file */
};

enum st file_stream_open(struct file_stream *f, const char *path,
                         struct err *e) MUST_USE;
enum st file_stream_stdin(struct file_stream *f, struct err *e) MUST_USE;
void file_stream_release(struct file_stream *f);

#endif
