/*
 * add -- documents into an index that is there.
 *
 * A document whose id the index has is compared by the hash of its content:
 * unchanged, it costs no more than reading it; changed, it replaces the one
 * there. What is new becomes a segment, and the commit that names it deletes
 * what it replaces. Then segments are merged as the policy finds.
 *
 * A commit may come now and then on the way. Nothing more is needed to go on
 * after an interruption than to add the same sources again.
 *
 *   Threads  starts its own; call it from one
 *   Errors   as ingest and index_folder; ST_NOT_FOUND when there is no index
 */
#ifndef INDEXER_ADD_H
#define INDEXER_ADD_H

#include "indexer/ingest.h"

struct add_options {
    const char *index;
    const char *const *sources;
    size_t n_sources;
    uint64_t memory;  /* bytes, at least INGEST_MEMORY_MIN                 */
    unsigned threads; /* at least 1                                        */
    bool only_known;  /* update: leave out what the index does not have    */
    struct field_map map;
    struct source_options source; /* what is read of them, see ingest.h */
    uint64_t spill_at;       /* as of ingest_options                       */
    uint64_t commit_records; /* likewise, and so all that follows          */
    double commit_seconds;
    const volatile sig_atomic_t *stop;
    struct ingest_watch watch;
};

struct add_result {
    struct ingest_counts read;
    uint64_t added;              /* documents that were not there         */
    uint64_t replaced;           /* documents that were, and have changed */
    uint64_t commits;            /* without those of merges               */
    bool stopped;                /* before the end of the sources         */
    uint32_t documents, deleted; /* of the index now, all of them and those
                                    that are deleted                        */
    double seconds;
};

enum st add_documents(const struct add_options *options,
                      struct add_result *result, struct err *e) MUST_USE;
void add_result_release(struct add_result *r);

#endif
