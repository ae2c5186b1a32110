/*
 * index_folder -- the one writer's hold on an index.
 *
 * Opening takes the LOCK of the folder and removes what a killed writer left
 * behind: temporary files, and segments and deletions that no manifest names.
 * Commit publishes what the index now consists of; what it no longer names is
 * removed as soon as no reader is about to open it, at the latest by the next
 * writer. Where it is not known what the manifest on the disk says, nothing is
 * removed that it may name: it is damaged, cannot be read, or a commit broke
 * off half way.
 *
 *   Lifetime  open/close; close removes temporary files and gives the lock back
 *   Threads   one writer, one thread
 *   Format    FORMAT.md section 3
 */
#ifndef INDEXER_INDEX_FOLDER_H
#define INDEXER_INDEX_FOLDER_H

#include "common/base/file.h"
#include "common/segment/manifest.h"
#include "common/segment/segment.h"
#include "indexer/checkpoint.h"

struct index_folder {
    const char *path;
    struct manifest manifest; /* as it is; of a new index: generation 0 */
    struct file_lock lock;
    bool sure;       /* a file that the manifest does not name is of no use */
    bool unfinished; /* a build left, or is keeping, a checkpoint: */
    struct checkpoint checkpoint;
};

/* What is about to be done to the index. */
enum index_intent {
    INDEX_CREATE,  /* there must be none; the folder is made                 */
    INDEX_REPLACE, /* there may be one, even a damaged one                   */
    INDEX_RESUME,  /* as create, or with a checkpoint to go on from          */
    INDEX_CHANGE,  /* there must be one: ST_NOT_FOUND                        */
};

enum st index_folder_open(struct index_folder *f, const char *path,
                          enum index_intent intent, struct err *e) MUST_USE;
void index_folder_close(struct index_folder *f);

/* Removes what the index no longer names, as closing does. The caller has no
 * temporary files under way. */
enum st index_folder_clean(struct index_folder *f, struct err *e) MUST_USE;

/* Opens the segment file with this number, written but not committed yet. */
enum st index_folder_open_segment(const struct index_folder *f, uint32_t number,
                                  struct segment **out, struct err *e) MUST_USE;

/* Writes f->checkpoint: what it names stays when the folder is closed, until a
 * later commit names its last segment. */
enum st index_folder_keep(struct index_folder *f, struct err *e) MUST_USE;

/* These `n` segments become the whole index, in the manifest's language. */
enum st index_folder_commit(struct index_folder *f,
                            const struct manifest_segment *segments, size_t n,
                            struct err *e) MUST_USE;

#endif
