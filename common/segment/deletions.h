/*
 * deletions -- which documents of a segment are deleted.
 *
 * A bitmap in a file beside the segment, made anew by each commit that deletes
 * from it. The segment itself, with its statistics, stays as it is until a
 * merge leaves the documents out.
 *
 *   Lifetime  open/close; NULL stands for "none"
 *   Threads   immutable after open: share it freely
 *   Errors    ST_CORRUPT, ST_VERSION, ST_IO, ST_NOT_FOUND, ST_NOMEM
 *   Format    FORMAT.md section 3.2
 */
#ifndef SEGMENT_DELETIONS_H
#define SEGMENT_DELETIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/file.h"
#include "common/segment/manifest.h"

struct deletions {
    const uint64_t *bits; /* bit d % 64 of number d / 64: document d is deleted;
                             little-endian, up to a multiple of RANK_DOCS */
    uint32_t n; /* documents that are                                */
    struct file_map file;
};

/* Those that `segment` of the index in `folder` has; *out is NULL when it has
 * none. */
enum st deletions_open(struct deletions **out, const char *folder,
                       const struct manifest_segment *segment,
                       struct err *e) MUST_USE;
void deletions_close(struct deletions *d);

/* Bytes of the file for a segment of `docs` documents. */
uint64_t deletions_file_size(uint32_t docs);

static inline bool bits_has(const uint64_t *bits, uint32_t doc)
{
    return bits[doc / 64] >> doc % 64 & 1;
}

static inline bool deletions_has(const struct deletions *d, uint32_t doc)
{
    return d && bits_has(d->bits, doc);
}

#endif
