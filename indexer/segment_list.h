/*
 * segment_list -- segments being merged, their documents counted through.
 *
 * Document d of segment i has the number first_doc[i] + d: the order of the
 * sources, whatever the segments are.
 *
 *   Lifetime  borrows both arrays
 *   Threads   immutable
 */
#ifndef INDEXER_SEGMENT_LIST_H
#define INDEXER_SEGMENT_LIST_H

#include "common/segment/segment.h"

struct segment_list {
    struct segment *const *segments;
    const uint32_t *first_doc; /* n + 1: the last is the number of documents */
    size_t n;                  /* at least 1                                 */
};

/* Which segment holds document `doc`, which must be there. */
static inline size_t segment_list_find(const struct segment_list *l,
                                       uint32_t doc)
{
    size_t low = 0, high = l->n; /* first_doc[low] <= doc < first_doc[high] */
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (l->first_doc[middle] <= doc)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Gives back all pages of the segments that were read; those needed again come
 * again, most of them without the disk. */
static inline void segment_list_drop(const struct segment_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct file_map *const file = &l->segments[i]->file;
        file_map_drop(file, 0, file->n);
    }
}

#endif
