/*
 * source -- everything the command line named, as raw records in one order.
 *
 * A SOURCE is a folder, a file, an archive, or "-", the standard input. Folders
 * are walked recursively, names sorted by bytes (folder_walk.h); selection.h
 * says which files are read, input_format.h what their names say of them,
 * records.h how they are cut. A file that is a SOURCE itself is read whatever
 * its name is; what that does not tell, its first bytes do (detect.h).
 *
 * A name is the path below the source without its ending: the id of a document
 * that gives none. An archive counts as the folder it holds. Named as a SOURCE
 * it gives the names that the folder would; found below one, its own name
 * without its ending stands in front, as if it were unpacked there. When the
 * paths in an archive begin with a folder of the archive's own name, that is
 * the folder: "senate.tar" with "senate/2019/x.txt" gives 2019/x, as does
 * "senate/". Members come in the order of the archive: it is that of the folder
 * when the archive was made with tar --sort=name. Archives nest SOURCE_DEPTH
 * deep.
 *
 * A path, for people, is the argument with what is below it; within an archive
 * it goes on behind "!/".
 *
 * Symbolic links below a folder are not followed unless asked; FIFOs, sockets
 * and devices are never opened. What cannot be read becomes a RECORD_REJECT
 * with its reason and the walk goes on. Of a file of many records those before
 * the fault are kept.
 *
 *   Lifetime  open/close
 *   Threads   one thread pulls; memory is a read buffer for every level, what
 *             unpacking takes (archive.h), and the names of the folders being
 *             walked
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
#include "indexer/extract/extract.h"
#include "indexer/source/selection.h"

/* An archive, and an archive or compressed file in it. */
enum { SOURCE_DEPTH = 2 };

struct source_options {
    size_t max_record;   /* bytes; a longer file or line is rejected        */
    uint64_t max_unpack; /* bytes that an archive may hold; 0: the default  */
    bool follow;         /* symbolic links below a folder                   */
    struct selection selection;
    /* Refuses tables without a column for a title or a body; may be NULL. */
    const struct field_map *map;
    /* Told of what is not selected; may be NULL. */
    void (*skipped)(void *ctx, const char *path);
    void *skipped_ctx;
};

/* 64 MiB: longer than any release, short enough for every budget. */
#define SOURCE_OPTIONS_DEFAULT                                                 \
    ((struct source_options){.max_record = 64u << 20})

struct source;

/* `paths`, and what the options point to, must outlive the source. */
enum st source_open(struct source **out, const char *const *paths, size_t n,
                    const struct source_options *options,
                    struct err *e) MUST_USE;

/* Fills `b` (cleared first, numbered) with the next records; b->n is 0 at the
 * end of everything. */
enum st source_next_batch(struct source *s, struct batch *b,
                          struct err *e) MUST_USE;

/* Bytes read from disk so far, and of all files found so far (for progress;
 * a folder is found when it is entered). Files read count members of archives;
 * files skipped were not selected. */
struct source_progress {
    uint64_t bytes_read, bytes_found, files_read, files_skipped;
    uint64_t formats[INPUT_FORMATS]; /* files read, by format */
};

struct source_progress source_progress(const struct source *s);

void source_close(struct source *s);

#endif
