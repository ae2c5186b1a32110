/*
 * parts -- work in parts, made by several threads and taken in order.
 *
 *     thread 0   make 0   take 0   make 2            take 2   ...
 *     thread 1   make 1            take 1   make 3            ...
 *
 * What comes of it is the same for any number of threads, and of no more parts
 * than there are threads is anything held at a time.
 *
 *   Threads  starts its own, and works on the calling one too; where no more
 *            can be started it makes do with those it has
 *   Errors   the first that make or take returns; no part is made behind it
 */
#ifndef INDEXER_PARTS_H
#define INDEXER_PARTS_H

#include <stddef.h>

#include "common/base/err.h"

struct parts_work {
    void *ctx;
    unsigned threads; /* at least 1 */
    size_t n;
    /* `thread` is below `threads`, and one at a time has it: a place for what
     * make leaves to take. */
    enum st (*make)(void *ctx, unsigned thread, size_t part, struct err *e);
    /* Called for one part at a time, 0 to n - 1; may be NULL. */
    enum st (*take)(void *ctx, unsigned thread, size_t part, struct err *e);
};

enum st parts_run(const struct parts_work *work, struct err *e) MUST_USE;

#endif
