/*
 * ingest -- documents from sources to segments, on all threads, within a
 * memory budget.
 *
 * What build, add and update share: batches are read, digested by the workers
 * and, when the budget is spent, spilled to temporary segments in the folder
 * of the index. What was read becomes one segment, from memory or by merging
 * the spills: the same bytes for any number of threads and any budget.
 *
 *   Lifetime  open/close; borrows the options
 *   Threads   starts its own; call it from one
 *   Errors    ST_USAGE and others for a source that cannot be reached, ST_IO,
 *             ST_NOMEM; documents that cannot be read are no error: they are
 *             counted and listed
 */
#ifndef INDEXER_INGEST_H
#define INDEXER_INGEST_H

#include "common/segment/manifest.h"
#include "common/segment/segment.h"
#include "common/text/stem.h"
#include "indexer/extract/extract.h"
#include "indexer/order/doc_order.h"
#include "indexer/rejects.h"

#define INGEST_MEMORY_MIN ((uint64_t)64 << 20)

/* Documents, and what they were read from. */
struct ingest_counts {
    uint64_t documents, replaced, rejected;
    uint64_t bytes_read, files_read, files_skipped;
    uint64_t cut_words;
    uint64_t decoded[3];    /* documents by enum encoding   */
    uint64_t spills;        /* segments written on the way  */
    struct rejects rejects; /* to release                   */
};

struct ingest_options {
    const char *folder;         /* of the index, which is locked          */
    const char *const *sources; /* folders and files                      */
    size_t n_sources;
    const struct field_map *map;
    struct stemmer *stemmer; /* whose stems make groups; NULL: none       */
    uint64_t memory;         /* bytes, at least INGEST_MEMORY_MIN         */
    unsigned threads;        /* at least 1                                */
    bool store;              /* keep the texts, not only the ids          */
    uint64_t spill_at;       /* bytes in memory that make a segment be
                                written; 0: what `memory` allows          */

    /* Called now and then from the calling thread; may be NULL. */
    void (*progress)(void *ctx, const struct ingest_counts *so_far);
    void *progress_ctx;
};

struct ingest;

/* `counts`, which begins zeroed, is kept up to date. */
enum st ingest_open(struct ingest **out, const struct ingest_options *options,
                    struct ingest_counts *counts, struct err *e) MUST_USE;
/* Removes no spills: they are temporary files of the folder. */
void ingest_close(struct ingest *in);

/* Reads the sources to their end. */
enum st ingest_read(struct ingest *in, struct err *e) MUST_USE;

/* Writes all that was read to the file `name` of the folder, in this order.
 * Afterwards there is nothing to do but close. */
enum st ingest_finish(struct ingest *in, const char *name,
                      const struct doc_order_options *order,
                      struct manifest_segment *out, struct err *e) MUST_USE;

#endif
