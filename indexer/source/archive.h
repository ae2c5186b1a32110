/*
 * archive -- the files in a tar or zip, or the one in a compressed file.
 *
 * Wraps libarchive: tar and zip, each plain or in gzip, xz, bzip2 or zstd, and
 * nothing else. Members come in the order of the archive and are never written
 * anywhere. Names that lead out of the archive ("../x", "/x"), links, devices
 * and encrypted members are told with a reason.
 *
 * What comes out is bounded, since it costs time whatever we do with it:
 * ARCHIVE_RATIO times what goes in (bombs pack a thousand times and more, press
 * texts some ten times; counted from ARCHIVE_RATIO_FROM bytes on, for a small
 * file may well hold one letter many times), a number of bytes that the caller
 * sets, and ARCHIVE_MEMBERS. Memory is a buffer and what the format needs: for
 * zstd a window of at most 128 MiB, for xz its dictionary.
 *
 *   Lifetime  open over a stream, which stays at the same place and open until
 *             close; a member lives until the next call
 *   Threads   one archive, one thread
 *   Errors    ST_CORRUPT for what does not unpack, ST_LIMIT for what is over a
 *             bound, those of the stream, ST_NOMEM. After an error of
 *             archive_next() there are no more members
 */
#ifndef INDEXER_SOURCE_ARCHIVE_H
#define INDEXER_SOURCE_ARCHIVE_H

#include "indexer/source/input_format.h"
#include "indexer/source/stream.h"

#define ARCHIVE_RATIO      250
#define ARCHIVE_RATIO_FROM ((uint64_t)64 << 20)
#define ARCHIVE_MEMBERS    ((uint64_t)100 * 1000 * 1000)
/* 1 TiB: a night's work. */
#define ARCHIVE_BYTES_DEFAULT ((uint64_t)1 << 40)

struct archive_reader {
    struct stream member; /* the bytes of the one last given */

    /* Private to archive.c. */
    struct archive *handle;
    struct stream *from;
    uint64_t from_at; /* what `from` had given before */
    uint64_t bytes, max_bytes, members;
    bool whole_file; /* one compressed file, no archive */
    bool ended;
    uint8_t *out;
    struct err why; /* of the stream below */
};

enum archive_kind {
    ARCHIVE_MEMBER,  /* a file, to be read from `member`             */
    ARCHIVE_REFUSED, /* told with a reason                           */
    ARCHIVE_FILE,    /* what a compressed file holds; it has no name */
    ARCHIVE_END,
};

struct archive_item {
    enum archive_kind kind;
    const char *name;   /* without "./" in front; "" when it has none */
    const char *reason; /* of ARCHIVE_REFUSED                         */
};

/* `packing` says what to expect. */
enum st archive_reader_open(struct archive_reader *a, struct stream *from,
                            enum packing packing, uint64_t max_bytes,
                            struct err *e) MUST_USE;
/* Folders are passed over. */
enum st archive_next(struct archive_reader *a, struct archive_item *out,
                     struct err *e) MUST_USE;
void archive_reader_close(struct archive_reader *a);

/* True when bytes begin like a compressed file or an archive. */
bool archive_begins(struct bytes text);
enum { ARCHIVE_BEGINS = 512 }; /* bytes that tell */

#endif
