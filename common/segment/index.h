/*
 * index -- one snapshot of an index: its manifest and open segments.
 *
 * Documents are numbered through all segments: document d of segment i is
 * first_doc[i] + d. A snapshot stays valid whatever a writer does meanwhile:
 * writers add and unlink files, they never change one.
 *
 *   Lifetime  open/close
 *   Threads   immutable after open: share it freely
 *   Errors    as manifest and segment; messages say what to do
 */
#ifndef SEGMENT_INDEX_H
#define SEGMENT_INDEX_H

#include "common/segment/manifest.h"
#include "common/segment/segment.h"

struct index {
    char *path;
    struct manifest manifest;
    struct segment **segments;
    uint32_t *first_doc; /* n + 1 of them: the last is the number of docs   */
    size_t n;
    struct segment_counts counts; /* summed; terms, stems and sources are
                                     upper bounds                           */
};

enum st index_open(struct index **out, const char *path,
                   struct err *e) MUST_USE;
void index_close(struct index *ix);

/* Which segment holds document `doc` (< counts.docs). */
size_t index_segment_of(const struct index *ix, uint32_t doc);

/* The document with this external id, DOC_END when there is none. */
enum st index_find_id(const struct index *ix, struct bytes id, uint32_t *doc,
                      struct err *e) MUST_USE;

#endif
