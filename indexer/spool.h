/*
 * spool -- a chunk in the making: bytes in memory, in a temporary file once
 * there are many.
 *
 * A segment's chunks stand one behind the other in one file but grow side by
 * side. Each grows in a spool; the segment writer copies them in turn.
 *
 *   Lifetime  init/release; release removes the temporary file
 *   Threads   one spool, one thread
 */
#ifndef INDEXER_SPOOL_H
#define INDEXER_SPOOL_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/file.h"

enum { SPOOL_MEMORY = 1 << 20 }; /* bytes kept in memory, unless told else */

struct spool {
    uint64_t size; /* bytes appended */
    size_t room;   /* bytes kept in memory; SPOOL_MEMORY after init */

    /* Private. */
    char *path;
    struct buf memory;
    struct file_out file;
    struct file_map map;
};

/* The temporary file will be BASE.NAME.tmp; it must not exist. */
enum st spool_init(struct spool *s, const char *base, const char *name,
                   struct err *e) MUST_USE;
void spool_release(struct spool *s);

/* Empties it, removing the file and keeping the memory. */
void spool_clear(struct spool *s);

enum st spool_append(struct spool *s, const void *p, size_t n,
                     struct err *e) MUST_USE;

/* Appends all bytes of `from`. */
enum st spool_append_spool(struct spool *s, struct spool *from,
                           struct err *e) MUST_USE;

/* All bytes so far, readable until the next append or release; whoever looks
 * again meanwhile, from another thread too, sees them in the same place. */
enum st spool_view(struct spool *s, struct bytes *out, struct err *e) MUST_USE;

/* Tells the kernel that the first `n` bytes of the view are done with. */
void spool_drop(const struct spool *s, uint64_t n);

#endif
