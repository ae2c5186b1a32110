/*
 * find -- which documents of a segment to be are copies, and of which.
 *
 * Each document, in the order of the sources, joins the earliest leader of
 * which it holds, or which holds of it, SIMILARITY_LEAST percent; when there is
 * none, it leads. Leaders of an index that is there come first. What may be a
 * copy is told by the signatures (candidates.h) and decided by the texts; short
 * texts are copies when all words are equal. Where no texts are kept the
 * signatures decide, and have to be more alike to be sure.
 *
 *     a   leads
 *     b   91 % of a      -> a
 *     c   85 % of b, 70 % of a     leads: there are no chains
 *
 *   Threads  texts are read by as many as it may use, the rest is one's
 *   Memory   a share of `memory` for sorting, and some 8 bytes a document
 *   Errors   ST_CORRUPT, ST_NOMEM, ST_IO
 */
#ifndef INDEXER_COPIES_FIND_H
#define INDEXER_COPIES_FIND_H

#include "indexer/copies/cluster_list.h"
#include "indexer/copies/shingle_store.h"

struct index;

/* The documents, numbered in the order of the sources. */
struct copies_texts {
    uint32_t n;
    const uint32_t *rows; /* of each, its number in the segment; NULL: the
                             same                                         */
    struct shingle_source source; /* a zeroed one: no texts are kept      */
};

struct copies_search {
    const struct copies_texts *texts;
    const uint8_t *signatures; /* by number in the segment, each 32 bytes  */
    const uint8_t *keys;       /* likewise, each a u64                     */
    const struct index *index; /* whose documents come before; or NULL     */
    const char *base;          /* of temporary files                       */
    uint64_t memory;           /* all that there is                        */
    unsigned threads;          /* at least 1                               */
    /* Gives back the pages of both that were read. */
    void (*drop)(const void *ctx);
    const void *ctx;
};

/* Fills an empty list. */
enum st copies_find(struct cluster_list *out, const struct copies_search *with,
                    struct err *e) MUST_USE;

#endif
