/*
 * manifest -- which segments are the index, and as of which generation.
 *
 * A small text file with a checksum in its last line, replaced atomically by
 * each commit. An index is the folder that holds it.
 *
 *   Lifetime  a zeroed struct is an empty manifest; release it
 *   Errors    ST_NOT_FOUND (no index there), ST_CORRUPT, ST_VERSION, ST_IO
 *   Format    FORMAT.md section 3
 */
#ifndef SEGMENT_MANIFEST_H
#define SEGMENT_MANIFEST_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/err.h"

enum { MANIFEST_LANG = 16 };

struct manifest_segment {
    uint32_t number;   /* file 000001.seg                                   */
    uint64_t size;     /* bytes of the file                                 */
    uint64_t toc_hash; /* of its table of chunks, and so of all its bytes   */
    uint32_t docs;

    /* Documents deleted from it; when there are, the file 000001.G.del says
     * which, with G the commit that made it. */
    uint32_t deleted;
    uint64_t deleted_in;
    uint64_t deleted_hash; /* of that file */
};

struct manifest {
    uint64_t generation;      /* 1 with the first commit                      */
    uint32_t next_segment;    /* number the next segment will get             */
    char lang[MANIFEST_LANG]; /* "none", "en", ...: whose stems make groups */
    uint32_t zones;           /* version of the rules that found the zones of
                                 the releases (structure.h); 0: none found  */
    struct manifest_segment *segments;
    size_t n, cap;
};

enum st manifest_read(struct manifest *m, const char *folder,
                      struct err *e) MUST_USE;
/* Writes it as the new commit: when this returns ST_OK it is on the disk. */
enum st manifest_write(const struct manifest *m, const char *folder,
                       struct err *e) MUST_USE;
enum st manifest_add(struct manifest *m, const struct manifest_segment *s,
                     struct err *e) MUST_USE;
void manifest_release(struct manifest *m);

enum { SEGMENT_NAME = 24 };
/* "000001.seg" into `out`; returns `out`. */
const char *segment_name(uint32_t number, char out[static SEGMENT_NAME]);

enum { DELETIONS_NAME = 48 };
/* "000001.3.del", of a segment with deletions; likewise. */
const char *deletions_name(const struct manifest_segment *s,
                           char out[static DELETIONS_NAME]);

#endif
