/*
 * folder_walk -- every file below a folder, depth first, names in byte order.
 *
 * Whatever is no file we could read is told with a reason instead: a symbolic
 * link, a FIFO, socket or device, a folder that cannot be listed, what vanished
 * after its folder was listed. Asked to, the walk follows links; a folder that
 * is one of those above it, or was entered by way of a link before, is refused,
 * so it ends. In a folder that holds corpus.jsonl, the queries.jsonl and qrels
 * beside it are no documents (BEIR) and skipped.
 *
 *   Lifetime  a zeroed walk stands on nothing; begin, next until WALK_END,
 *             release. An item lives until the next call
 *   Threads   none
 *   Errors    only ST_NOMEM: the rest are items
 */
#ifndef INDEXER_SOURCE_FOLDER_WALK_H
#define INDEXER_SOURCE_FOLDER_WALK_H

#include <stdint.h>

#include "common/base/err.h"
#include "common/base/file.h"
#include "indexer/source/selection.h"

struct walk_level;
struct walk_place;

struct walk_options {
    const struct selection *selection;
    bool follow; /* symbolic links */
    /* Told of every file and folder that is not selected; may be NULL. */
    void (*skipped)(void *ctx, const char *path);
    void *skipped_ctx;
};

struct folder_walk {
    uint64_t bytes_found;   /* of files to read, in folders entered so far */
    uint64_t files_skipped; /* that are not selected                       */

    /* Private to folder_walk.c. */
    struct walk_level *levels; /* the folder being walked is the last */
    size_t n, cap;
    size_t below; /* where in a path the part below the root begins */
    char *path;   /* of the item last given                         */
    bool root_refused;
    struct err why; /* of what was refused */
    struct walk_options options;
    struct walk_place *linked; /* folders entered by way of a link */
    size_t n_linked, cap_linked;
};

enum walk_kind { WALK_FILE, WALK_REFUSED, WALK_END };

struct walk_item {
    enum walk_kind kind;
    const char *path;   /* the root joined with what is below it           */
    const char *name;   /* what is below it: the end of `path`             */
    const char *reason; /* of WALK_REFUSED                                 */
};

/* A root that cannot be listed becomes the first item. */
enum st folder_walk_begin(struct folder_walk *w, const char *root,
                          const struct walk_options *options,
                          struct err *e) MUST_USE;
enum st folder_walk_next(struct folder_walk *w, struct walk_item *out,
                         struct err *e) MUST_USE;
void folder_walk_release(struct folder_walk *w);

/* The message of `e` without the path that file.h puts in front of it. */
const char *reason_without_path(const struct err *e, const char *path);

#endif
