/*
 * parts -- work in parts, made by several threads and taken in order.
 *
 *     thread 0   make 0 .............  take 0  take 1  take 2   make 4   ...
 *     thread 1   make 1   make 2   make 3                take 3   make 5   ...
 *
 * What comes of it is the same for any number of threads. A part that is made
 * before its turn waits in its place while its thread makes the next one: no
 * more parts than there are places are held at a time.
 *
 *   Threads  starts its own, and works on the calling one too; where no more
 *            can be started it makes do with those it has
 *   Errors   the first that make or take returns; no part is made behind it
 */
#ifndef INDEXER_PARTS_H
#define INDEXER_PARTS_H

#include <stddef.h>

#include "common/base/err.h"

/* Places for each thread, where some parts take as long as many others. */
enum { PARTS_AHEAD = 4 };

struct parts_work {
    void *ctx;
    unsigned threads; /* at least 1                                         */
    unsigned places;  /* no fewer; 0: as many. More where parts are unequal */
    size_t n;
    /* `place` is below `places`, and one part at a time has it: for what make
     * leaves to take. */
    enum st (*make)(void *ctx, unsigned place, size_t part, struct err *e);
    /* Called for one part at a time, 0 to n - 1; may be NULL. */
    enum st (*take)(void *ctx, unsigned place, size_t part, struct err *e);
};

enum st parts_run(const struct parts_work *work, struct err *e) MUST_USE;

#endif
