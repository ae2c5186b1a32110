/*
 * index -- one snapshot of an index: its manifest and open segments.
 *
 * Documents are numbered through all segments: document d of segment i is
 * first_doc[i] + d, deleted ones included. A snapshot stays valid whatever a
 * writer does meanwhile: writers add and unlink files, they never change one.
 *
 *   Lifetime  open/close
 *   Threads   immutable after open: share it freely
 *   Errors    as manifest and segment; messages say what to do
 */
#ifndef SEGMENT_INDEX_H
#define SEGMENT_INDEX_H

#include "common/segment/deletions.h"
#include "common/segment/manifest.h"
#include "common/segment/segment.h"

struct index {
    char *path;
    struct manifest manifest;
    struct segment **segments;
    struct deletions **deletions; /* of each segment; NULL: none            */
    uint32_t *first_doc; /* n + 1 of them: the last is the number of docs   */
    size_t n;
    struct segment_counts counts; /* summed; terms, stems and sources are
                                     upper bounds, and deleted documents
                                     are in all of them                     */
    uint32_t deleted;             /* documents                              */
};

enum st index_open(struct index **out, const char *path,
                   struct err *e) MUST_USE;
/* The same of segments that are not, or not yet, what MANIFEST says: of
 * `manifest`, which is taken over. */
enum st index_open_as(struct index **out, const char *path,
                      struct manifest *manifest, struct err *e) MUST_USE;
void index_close(struct index *ix);

/* Whether all segments [from, to) have something. */
bool index_all_have(const struct index *ix, size_t from, size_t to,
                    bool (*have)(const struct segment *s));

/* Which segment holds document `doc` (< counts.docs). */
size_t index_segment_of(const struct index *ix, uint32_t doc);

/* The document with this external id that is not deleted, DOC_END when there
 * is none. */
enum st index_find_id(const struct index *ix, struct bytes id, uint32_t *doc,
                      struct err *e) MUST_USE;

#endif
