/*
 * compact -- merges segments of an index that is there.
 *
 * Deleted documents are left out of what is written. Each merge is a commit of
 * its own: whatever comes between, the index is whole.
 *
 *   Threads  one writer, one thread
 *   Errors   as index_folder and index_merge
 */
#ifndef INDEXER_COMPACT_H
#define INDEXER_COMPACT_H

#include "indexer/index_folder.h"

enum compact_scope {
    COMPACT_TIERS, /* what the merge policy finds                             */
    COMPACT_ALL,   /* all segments into one, unless they are that already     */
};

struct compact_result {
    size_t segments_before, segments_after;
    uint64_t bytes_before, bytes_after;
    uint32_t dropped; /* deleted documents that are gone now */
    double seconds;
};

enum st compact_index(const char *path, enum compact_scope scope,
                      struct compact_result *result, struct err *e) MUST_USE;

/* The same for who has the folder open. */
enum st compact_folder(struct index_folder *folder, enum compact_scope scope,
                       struct err *e) MUST_USE;

#endif
