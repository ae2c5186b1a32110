/*
 * line_reader -- the lines of a file, plain or compressed with zstd.
 *
 * Line ends are LF or CRLF; the last line needs none. A UTF-8 byte order mark
 * before the first line is dropped, blank lines are passed over (but counted).
 * A line over the limit is passed over in bounded memory and told with its
 * size.
 *
 *   Lifetime  a zeroed reader is closed; open, next until LINE_END, close;
 *             buffers are kept for the next file until release
 *   Threads   none
 *   Errors    ST_IO, ST_NOT_FOUND, ST_USAGE as file.h; ST_CORRUPT for what does
 *             not decompress (lines before it were given; `number` tells the
 *             line it happened in) and for UTF-16; ST_LIMIT for a zstd window
 *             over 128 MiB; ST_NOMEM
 */
#ifndef INDEXER_SOURCE_LINE_READER_H
#define INDEXER_SOURCE_LINE_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/file.h"

struct ZSTD_DCtx_s;

struct line_reader {
    uint64_t bytes_read; /* from disk, of all files so far             */
    uint64_t number;     /* of the line last begun, from 1             */
    bool is_open;

    /* Private to line_reader.c. */
    bool compressed, file_ended, frame_ended;
    struct file_in file;
    struct ZSTD_DCtx_s *zstd;
    uint8_t *raw;   /* as on disk                                    */
    uint8_t *plain; /* decompressed; not there before it is needed   */
    size_t raw_at, raw_n;
    const uint8_t *text; /* what lines are cut from: raw or plain    */
    size_t at, n;
};

enum line_kind { LINE_TEXT, LINE_TOO_LONG, LINE_END };

struct line {
    enum line_kind kind;
    uint64_t size; /* bytes of it in the file, without the line feed */
};

enum st line_reader_open(struct line_reader *r, const char *path,
                         bool compressed, struct err *e) MUST_USE;

/* Appends the next line that is not blank to `out`, without its end; a line
 * over `max` bytes leaves `out` as it was. */
enum st line_reader_next(struct line_reader *r, size_t max, struct buf *out,
                         struct line *line, struct err *e) MUST_USE;

void line_reader_close(struct line_reader *r);
void line_reader_release(struct line_reader *r);

#endif
