/*
 * ingest -- documents from sources to segments, on all threads, within a
 * memory budget.
 *
 * What build, add and update share: batches are read, digested by the workers
 * and, when the budget is spent, spilled to temporary segments in the folder
 * of the index. What was read becomes one segment, from memory or by merging
 * the spills: the same bytes for any number of threads and any budget. Reading
 * may be broken off between two batches to commit what there is, and goes on
 * afterwards, in this process or in another.
 *
 *   Lifetime  open/close; borrows the options
 *   Threads   starts its own; call it from one
 *   Errors    ST_USAGE and others for a source that cannot be reached, ST_IO,
 *             ST_NOMEM; documents that cannot be read are no error: they are
 *             counted and listed, unless there are more than allowed
 */
#ifndef INDEXER_INGEST_H
#define INDEXER_INGEST_H

#include <signal.h>

#include "common/segment/manifest.h"
#include "common/segment/segment.h"
#include "common/text/stem.h"
#include "indexer/bad_limit.h"
#include "indexer/extract/extract.h"
#include "indexer/known_docs.h"
#include "indexer/order/doc_order.h"
#include "indexer/progress.h"
#include "indexer/rejects.h"
#include "indexer/source/source.h"

#define INGEST_MEMORY_MIN ((uint64_t)64 << 20)

/* Documents, and what they were read from. */
struct ingest_counts {
    uint64_t documents, replaced, rejected;
    uint64_t unchanged, unknown; /* of an update: known_docs.h    */
    uint64_t met, met_bad;       /* documents so far, and of them rejected
                                    ones: ahead of what was written      */
    uint64_t bytes_read, bytes_found, files_read, files_skipped;
    uint64_t cut_words;
    uint64_t decoded[ENCODINGS]; /* documents by enum encoding   */
    uint64_t mojibake;           /* documents, see mojibake.h    */
    uint64_t spills;             /* segments written on the way  */
    struct rejects rejects;      /* to release; what nobody took */
};

/* Who looks on. Called from the thread of the caller; NULL: nobody. */
struct ingest_watch {
    void *ctx;
    /* Now and then, and at every phase; `done` of it is 0 to 1, below 0 where
     * that is not known. */
    void (*progress)(void *ctx, const struct ingest_counts *so_far,
                     enum progress_phase phase, double done);
    /* Takes what was rejected, in the order of the sources, before what was
     * read with it is written. */
    enum st (*reject)(void *ctx, const struct rejects *r, struct err *e);
    /* Before the first reject, of a build that is resumed: an earlier run told
     * `rejected` of them that still count. */
    enum st (*resumed)(void *ctx, uint64_t rejected, struct err *e);
    struct bad_limit max_bad; /* ST_REJECTS when it is passed */
};

struct ingest_options {
    const char *folder;         /* of the index, which is locked          */
    const char *const *sources; /* folders and files                      */
    size_t n_sources;
    const struct field_map *map;
    /* What is read of them; max_record and map are set here. */
    const struct source_options *source;
    struct stemmer *stemmer; /* whose stems make groups; NULL: none       */
    uint64_t memory;         /* bytes, at least INGEST_MEMORY_MIN         */
    unsigned threads;        /* at least 1                                */
    bool store;              /* keep the texts, not only the ids          */
    bool zones;              /* look for the structure of releases        */
    bool names;              /* keep how words are capitalised            */
    bool dedup;              /* look for copies                           */
    const struct bytes *dictionary; /* of the store; NULL: one is trained */
    uint64_t spill_at;              /* bytes in memory that make a segment be
                                       written; 0: what `memory` allows          */
    unsigned merge_most; /* spills that are merged at once, from 2; 0: 64 */

    /* When reading is broken off: after so many records, or seconds, since it
     * began or was broken off last (0: never), or once *stop is not 0 (NULL:
     * never). */
    uint64_t commit_records;
    double commit_seconds;
    const volatile sig_atomic_t *stop;

    struct ingest_watch watch;
};

/* How far the sources were read: batches, and a hash of all their bytes. */
struct ingest_position {
    uint64_t batches, hash;
};

/* Why reading ended. */
enum ingest_event {
    INGEST_END,     /* of the sources            */
    INGEST_DUE,     /* it is time for a commit   */
    INGEST_STOPPED, /* as *stop asked            */
};

struct ingest;

/* `counts`, which begins zeroed, is kept up to date. */
enum st ingest_open(struct ingest **out, const struct ingest_options *options,
                    struct ingest_counts *counts, struct err *e) MUST_USE;
/* Removes no spills: they are temporary files of the folder. */
void ingest_close(struct ingest *in);

/* Before the first read or behind a write: what is read from now on is compared
 * with `known` (NULL: with nothing). */
void ingest_compare_with(struct ingest *in, struct known_docs *known);

/* Copies of documents of `index` are found too (NULL: of none); as of the next
 * write. */
void ingest_look_in(struct ingest *in, const struct index *index);

/* Before anything else was read: reads up to where an earlier run came, without
 * a look at it. ST_USAGE when the sources held something else then. */
enum st ingest_skip(struct ingest *in, struct ingest_position to,
                    struct err *e) MUST_USE;

enum st ingest_read(struct ingest *in, enum ingest_event *why,
                    struct err *e) MUST_USE;
struct ingest_position ingest_position(const struct ingest *in);

/* Whether no document was read since the last write. */
enum st ingest_is_empty(struct ingest *in, bool *empty, struct err *e) MUST_USE;

/* Instead of a write, when nothing is to be written: counts what was read. */
enum st ingest_forget(struct ingest *in, struct err *e) MUST_USE;

/* Writes what was read since the last write to the file `name` of the folder.
 * Reading may go on. */
enum st ingest_write(struct ingest *in, const char *name,
                     struct manifest_segment *out, struct err *e) MUST_USE;

/* The same, behind the documents of `n` segments written before, and in this
 * order. Afterwards there is nothing to do but close. */
enum st ingest_finish(struct ingest *in, const char *name,
                      struct segment *const *before, size_t n,
                      const struct doc_order_options *order,
                      struct manifest_segment *out, struct err *e) MUST_USE;

#endif
