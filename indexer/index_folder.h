/*
 * index_folder -- the one writer's hold on an index.
 *
 * Opening makes the folder, takes its LOCK, refuses an index that is there
 * unless it may be replaced, and removes what a killed writer left behind:
 * temporary files and segments that no manifest names. Commit publishes one
 * segment as the new content; closing then removes the old ones. Where it is
 * not known what the manifest on the disk says, no segment is removed: it is
 * damaged, cannot be read, or a commit broke off half way.
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

struct index_folder {
    const char *path;
    struct manifest manifest; /* as it is; of a new index: generation 0 */
    struct file_lock lock;
    bool sure; /* a segment that the manifest does not name is of no use */
};

enum st index_folder_open(struct index_folder *f, const char *path,
                          bool replace, struct err *e) MUST_USE;
void index_folder_close(struct index_folder *f);

/* Opens the segment file with this number, written but not committed yet. */
enum st index_folder_open_segment(const struct index_folder *f, uint32_t number,
                                  struct segment **out, struct err *e) MUST_USE;

/* `segment` becomes the whole index, in the manifest's language. */
enum st index_folder_commit(struct index_folder *f,
                            const struct manifest_segment *segment,
                            struct err *e) MUST_USE;

#endif
