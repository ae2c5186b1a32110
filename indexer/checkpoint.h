/*
 * checkpoint -- how far a build came, so that another run can go on.
 *
 * Names the segments that hold all documents up to a place in the sources, and
 * says what was counted so far. A build that ends removes it; one that was
 * killed leaves the last. Also of an index that is being replaced: then its
 * MANIFEST stays that of the old one until the end.
 *
 *   Lifetime  a zeroed struct is empty; release it
 *   Errors    ST_NOT_FOUND when there is none, ST_CORRUPT, ST_VERSION, ST_IO
 *   Format    FORMAT.md section 3.6
 */
#ifndef INDEXER_CHECKPOINT_H
#define INDEXER_CHECKPOINT_H

#include "indexer/ingest.h"

#define CHECKPOINT_NAME "CHECKPOINT"

struct checkpoint {
    uint32_t number;  /* of the segment that the build will end with        */
    bool published;   /* the segments are in MANIFEST: nothing was replaced */
    uint64_t options; /* hash of what the bytes depend on                   */
    struct ingest_position position;
    struct ingest_counts counts;
    struct manifest segments; /* only its array is used */
};

enum st checkpoint_read(struct checkpoint *c, const char *folder,
                        struct err *e) MUST_USE;
enum st checkpoint_write(const struct checkpoint *c, const char *folder,
                         struct err *e) MUST_USE;
void checkpoint_release(struct checkpoint *c);

#endif
