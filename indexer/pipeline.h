/*
 * pipeline -- batches from one thread to many workers, digests back.
 *
 * The caller fills batches and submits them; worker threads digest them, each
 * with its own worker. The caller watches `memory` and, when it is spent,
 * drains the pipeline and flushes: between drain and the next submit no worker
 * touches anything.
 *
 *   Lifetime  open/close; close waits for the threads
 *   Threads   one caller; the workers are the pipeline's own
 *   Errors    the first failure of a worker is returned by the next call
 */
#ifndef INDEXER_PIPELINE_H
#define INDEXER_PIPELINE_H

#include "indexer/digest.h"

struct pipeline;

enum st pipeline_open(struct pipeline **out, unsigned threads,
                      const struct worker_settings *settings,
                      struct err *e) MUST_USE;
void pipeline_close(struct pipeline *p);

/* A batch to fill; waits while all are under way. */
enum st pipeline_take_batch(struct pipeline *p, struct batch **out,
                            struct err *e) MUST_USE;
/* Hands a filled batch to the workers; its records get the next numbers. */
void pipeline_submit(struct pipeline *p, struct batch *b);
/* Gives an unused batch back. */
void pipeline_return(struct pipeline *p, struct batch *b);

/* Waits until no batch is under way. */
enum st pipeline_drain(struct pipeline *p, struct err *e) MUST_USE;

/* Bytes held by inverters and digests. */
size_t pipeline_memory(struct pipeline *p);

/* Documents met since the last clear, rejected ones among them. */
struct pipeline_pending {
    uint64_t documents, rejected;
};

struct pipeline_pending pipeline_pending(struct pipeline *p);

/* After a drain: what there is to flush. Digests are in order of batches. */
struct pipeline_yield {
    struct digest *digests;
    size_t n_digests;
    struct worker *workers;
    size_t n_workers;
    uint32_t records; /* provisional numbers given out */
};

struct pipeline_yield pipeline_yield(struct pipeline *p);
/* Forgets all that was yielded; numbers begin again at 0. */
enum st pipeline_clear(struct pipeline *p, struct err *e) MUST_USE;

#endif
