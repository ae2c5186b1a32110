/*
 * source -- everything the command line named, as raw records in one order.
 *
 * A SOURCE is a folder (walked recursively, names sorted by bytes; files
 * ending in .txt, .jsonl, .jsonl.zst are read, others counted as skipped), or
 * one file of any of these kinds (a file with another ending is read as text).
 * Symbolic links below a folder are not followed; FIFOs, sockets and devices
 * are never opened for reading. What cannot be read becomes a RECORD_REJECT
 * with its reason and the walk goes on. Of a file of lines the records before
 * the fault are kept.
 *
 *   Lifetime  open/close
 *   Threads   one thread pulls; memory is one read buffer (for .zst a second,
 *             and the window of the file, at most 128 MiB) and the names of
 *             the folders being walked
 *   Errors    only ST_NOMEM, after which there is nothing to do but close; and
 *             ST_USAGE, ST_NOT_FOUND, ST_IO at opening for a SOURCE that is no
 *             file or folder or cannot be reached at all
 */
#ifndef INDEXER_SOURCE_SOURCE_H
#define INDEXER_SOURCE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/err.h"
#include "indexer/batch.h"

struct source_options {
    size_t max_record; /* bytes; a longer file or line is rejected          */
};

/* 64 MiB: longer than any release, short enough for every budget. */
#define SOURCE_OPTIONS_DEFAULT ((struct source_options){64u << 20})

struct source;

/* `paths` must outlive the source. */
enum st source_open(struct source **out, const char *const *paths, size_t n,
                    const struct source_options *options,
                    struct err *e) MUST_USE;

/* Fills `b` (cleared first, numbered) with the next records; b->n is 0 at the
 * end of everything. */
enum st source_next_batch(struct source *s, struct batch *b,
                          struct err *e) MUST_USE;

/* Bytes read from disk so far, and of all files found so far (for progress;
 * a folder is found when it is entered). Files skipped for their ending. */
struct source_progress {
    uint64_t bytes_read, bytes_found, files_read, files_skipped;
};

struct source_progress source_progress(const struct source *s);

void source_close(struct source *s);

#endif
