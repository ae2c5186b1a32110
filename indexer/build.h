/*
 * build -- a new index from sources.
 *
 * Reads everything the sources hold (indexer/ingest.h), writes it as one
 * segment and commits. The result is the same bytes for any number of threads
 * and any budget, broken off and resumed or not. Until the commit an index that
 * was there before stays as it is.
 *
 * On the way, or when it is told to stop, it leaves checkpoints: what was read
 * by then is kept and, unless an index is being replaced, can be searched.
 *
 *   Threads  starts its own; call it from one
 *   Errors   ST_USAGE (bad language, target holds an index), ST_LOCKED, ST_IO,
 *            ST_NOMEM; documents that cannot be read are no error: they are
 *            counted and listed
 */
#ifndef INDEXER_BUILD_H
#define INDEXER_BUILD_H

#include "indexer/ingest.h"

#define BUILD_MEMORY_MIN INGEST_MEMORY_MIN

struct build_options {
    const char *index;          /* folder of the index                    */
    const char *const *sources; /* folders and files                      */
    size_t n_sources;
    const char *lang;     /* "none" or a language libstemmer has          */
    uint64_t memory;      /* bytes, at least BUILD_MEMORY_MIN             */
    unsigned threads;     /* at least 1                                   */
    bool store;           /* keep the texts, not only the ids             */
    bool zones;           /* look for the structure of releases           */
    bool names;           /* keep how words are capitalised               */
    bool dedup;           /* look for copies                              */
    bool force;           /* replace an index that is there               */
    bool resume;          /* go on from a checkpoint, when there is one   */
    enum doc_order order; /* of the documents                             */
    struct order_progress order_progress;
    struct field_map map; /* which JSON key holds which field             */
    struct source_options source; /* what is read of them, see ingest.h   */
    uint64_t spill_at;   /* bytes in memory that make a segment be written;
                            0: what `memory` allows. Tests make it small  */
    unsigned merge_most; /* as of ingest_options; likewise              */

    uint64_t commit_records; /* checkpoints: as of ingest_options, all three */
    double commit_seconds;
    const volatile sig_atomic_t *stop;

    struct ingest_watch watch;
};

struct build_result {
    struct ingest_counts read;
    bool stopped; /* before the end of the sources, with a checkpoint */
    uint64_t words, terms;
    uint64_t bytes_total, bytes_store, bytes_positions;
    double seconds_index, seconds_merge;
};

enum st build_index(const struct build_options *options,
                    struct build_result *result, struct err *e) MUST_USE;
void build_result_release(struct build_result *r);

#endif
