/*
 * input -- one file being read, with all that has to be stacked on it.
 *
 *     file -> archive -> member -> archive -> member -> UTF-8 -> records
 *     file -> program                                -> UTF-8 -> records
 *
 * What is not needed of this is left out: most files are cut as they are.
 *
 *   Lifetime  a zeroed struct holds nothing; release
 *   Threads   one input, one thread
 *   Errors    only ST_NOMEM: all else becomes a reject in the batch, and
 *             reading goes on with what is left
 */
#ifndef INDEXER_SOURCE_INPUT_H
#define INDEXER_SOURCE_INPUT_H

#include "indexer/source/archive.h"
#include "indexer/source/records.h"
#include "indexer/source/source.h"
#include "indexer/source/utf16_stream.h"

/* An archive, or a compressed file, whose members are being read. */
struct input_level {
    struct archive_reader archive;
    struct buf path;   /* of the archive                                     */
    struct buf name;   /* its name below the source                          */
    struct buf prefix; /* of the names of its members: "" or ends in a slash */
    struct buf own;    /* the folder that is the archive itself, and a slash */
    size_t unpacked;   /* bytes of `name` without the compression's ending   */
    bool all;          /* a --glob chose the archive, so all that is in it   */
};

struct input {
    const struct source_options *options;
    struct source_progress done;
    uint64_t payload; /* bytes of records in this batch */

    /* Private to input.c. */
    struct file_stream file;
    struct filter_stream filter;
    struct utf16_stream utf16;
    struct input_level levels[SOURCE_DEPTH];
    size_t depth;
    struct records records;
    bool reading, is_utf16;
    struct buf path, name; /* of what `records` are cut from       */
    size_t stem;           /* bytes of `name` without its endings  */
    struct span path_at, name_at, header_at; /* in the batch being filled   */
    bool named; /* they are there already               */
};

/* Begins with the file at `path`, called `name` below its source. "-" is the
 * standard input. A SOURCE itself is read whatever it is. */
enum st input_begin(struct input *in, struct batch *b, const char *path,
                    const char *name, bool is_source, struct err *e) MUST_USE;

/* True while there is something left to read. */
static inline bool input_is_open(const struct input *in)
{
    return in->reading || in->depth;
}

/* Adds the next record or reject, or finds that there is none. */
enum st input_next(struct input *in, struct batch *b, struct err *e) MUST_USE;

/* To be told before another batch is filled. */
void input_new_batch(struct input *in);
void input_release(struct input *in);

/* Adds a reject of the file at `path`. */
enum st reject_file(struct batch *b, const char *path, const char *name,
                    const char *reason, struct err *e) MUST_USE;

#endif
