#include "indexer/pipeline.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"

/* A batch under way. */
struct job {
    struct batch *batch;
    uint32_t first; /* number of its first record */
};

struct crew_member {
    struct pipeline *pipeline;
    pthread_t thread;
    bool started;
    size_t memory; /* of the worker, as of its last batch */
};

struct pipeline {
    pthread_mutex_t lock;
    pthread_cond_t work, progress;

    struct batch *batches; /* all of them */
    struct batch **idle;   /* those nobody has */
    struct job *queue;     /* a ring */
    size_t n_batches, n_idle, head, n_queued, n_busy;

    struct worker *workers;
    struct crew_member *crew;
    size_t n_workers;

    struct digest *digests;
    size_t n_digests, cap_digests;
    size_t digest_bytes;
    struct pipeline_pending pending;
    uint32_t records;

    bool closing;
    enum st st; /* the first failure */
    struct err err;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "indexing documents: out of memory");
}

/* ---- workers ---- */

/* With the lock held. */
static void keep_digest(struct pipeline *p, struct digest *d)
{
    if (!mem_grow(&p->digests, &p->cap_digests, p->n_digests + 1)) {
        digest_release(d);
        if (p->st == ST_OK)
            p->st = out_of_memory(&p->err);
        return;
    }
    p->digests[p->n_digests++] = *d;
    p->digest_bytes += digest_memory(d);
    p->pending.documents += d->n + d->unchanged + d->unknown + d->rejects.n;
    p->pending.rejected += d->rejects.n;
}

static void *work(void *arg)
{
    struct crew_member *const me = arg;
    struct pipeline *const p = me->pipeline;
    struct worker *const w = &p->workers[me - p->crew];

    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (p->n_queued == 0 && !p->closing)
            pthread_cond_wait(&p->work, &p->lock);
        if (p->n_queued == 0)
            break;
        const struct job job = p->queue[p->head];
        p->head = (p->head + 1) % p->n_batches;
        p->n_queued--;
        p->n_busy++;
        const bool skip = p->st != ST_OK;
        pthread_mutex_unlock(&p->lock);

        struct digest d = {.n = 0};
        struct err e = ERR_INIT;
        const enum st st =
            skip ? ST_OK : worker_digest(w, job.batch, job.first, &d, &e);
        batch_clear(job.batch);

        pthread_mutex_lock(&p->lock);
        if (st != ST_OK && p->st == ST_OK) {
            p->st = st;
            p->err = e;
        }
        keep_digest(p, &d);
        me->memory = worker_memory(w);
        p->idle[p->n_idle++] = job.batch;
        p->n_busy--;
        pthread_cond_broadcast(&p->progress);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* ---- lifetime ---- */

static enum st allocate(struct pipeline *p, unsigned threads, struct err *e)
{
    p->n_workers = threads;
    p->n_batches = 2 * (size_t)threads + 2;
    p->batches = mem_zalloc(p->n_batches * sizeof(*p->batches));
    p->idle = mem_array(p->n_batches, sizeof(struct batch *));
    p->queue = mem_array(p->n_batches, sizeof(*p->queue));
    p->workers = mem_zalloc(threads * sizeof(*p->workers));
    p->crew = mem_zalloc(threads * sizeof(*p->crew));
    if (!p->batches || !p->idle || !p->queue || !p->workers || !p->crew)
        return out_of_memory(e);
    for (size_t i = 0; i < p->n_batches; i++)
        p->idle[p->n_idle++] = &p->batches[i];
    return ST_OK;
}

static enum st start_crew(struct pipeline *p,
                          const struct worker_settings *settings, struct err *e)
{
    for (size_t i = 0; i < p->n_workers; i++) {
        const enum st st =
            worker_open(&p->workers[i], settings, (unsigned)i, e);
        if (st != ST_OK)
            return st;
    }
    for (size_t i = 0; i < p->n_workers; i++) {
        p->crew[i].pipeline = p;
        const int failed =
            pthread_create(&p->crew[i].thread, NULL, work, &p->crew[i]);
        if (failed)
            return err_set(e, ST_IO, "cannot start a thread: %s",
                           strerror(failed));
        p->crew[i].started = true;
    }
    return ST_OK;
}

enum st pipeline_open(struct pipeline **out, unsigned threads,
                      const struct worker_settings *settings, struct err *e)
{
    *out = NULL;
    struct pipeline *const p = mem_zalloc(sizeof(*p));
    if (!p)
        return out_of_memory(e);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    pthread_cond_init(&p->progress, NULL);
    enum st st = allocate(p, threads, e);
    if (st == ST_OK)
        st = start_crew(p, settings, e);
    if (st != ST_OK) {
        pipeline_close(p);
        return st;
    }
    *out = p;
    return ST_OK;
}

static void forget_digests(struct pipeline *p)
{
    for (size_t i = 0; i < p->n_digests; i++)
        digest_release(&p->digests[i]);
    p->n_digests = 0;
    p->digest_bytes = 0;
    p->pending = (struct pipeline_pending){.documents = 0};
}

void pipeline_close(struct pipeline *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->closing = true;
    p->n_queued = 0;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
    for (size_t i = 0; p->crew && i < p->n_workers; i++)
        if (p->crew[i].started)
            pthread_join(p->crew[i].thread, NULL);
    for (size_t i = 0; p->workers && i < p->n_workers; i++)
        worker_close(&p->workers[i]);
    for (size_t i = 0; p->batches && i < p->n_batches; i++)
        batch_release(&p->batches[i]);
    forget_digests(p);
    mem_free(p->digests);
    mem_free(p->batches);
    mem_free(p->idle);
    mem_free(p->queue);
    mem_free(p->workers);
    mem_free(p->crew);
    pthread_cond_destroy(&p->progress);
    pthread_cond_destroy(&p->work);
    pthread_mutex_destroy(&p->lock);
    mem_free(p);
}

/* ---- the caller's side ---- */

static enum st failure(const struct pipeline *p, struct err *e)
{
    return p->st == ST_OK ? ST_OK : err_set(e, p->st, "%s", p->err.msg);
}

enum st pipeline_take_batch(struct pipeline *p, struct batch **out,
                            struct err *e)
{
    pthread_mutex_lock(&p->lock);
    while (p->n_idle == 0 && p->st == ST_OK)
        pthread_cond_wait(&p->progress, &p->lock);
    const enum st st = failure(p, e);
    if (st == ST_OK)
        *out = p->idle[--p->n_idle];
    pthread_mutex_unlock(&p->lock);
    return st;
}

void pipeline_submit(struct pipeline *p, struct batch *b)
{
    pthread_mutex_lock(&p->lock);
    const size_t at = (p->head + p->n_queued++) % p->n_batches;
    p->queue[at] = (struct job){b, p->records};
    p->records += (uint32_t)b->n;
    pthread_cond_signal(&p->work);
    pthread_mutex_unlock(&p->lock);
}

void pipeline_return(struct pipeline *p, struct batch *b)
{
    pthread_mutex_lock(&p->lock);
    p->idle[p->n_idle++] = b;
    pthread_mutex_unlock(&p->lock);
}

enum st pipeline_drain(struct pipeline *p, struct err *e)
{
    pthread_mutex_lock(&p->lock);
    while (p->n_queued || p->n_busy)
        pthread_cond_wait(&p->progress, &p->lock);
    const enum st st = failure(p, e);
    pthread_mutex_unlock(&p->lock);
    return st;
}

size_t pipeline_memory(struct pipeline *p)
{
    pthread_mutex_lock(&p->lock);
    size_t sum = p->digest_bytes;
    for (size_t i = 0; i < p->n_workers; i++)
        sum += p->crew[i].memory;
    pthread_mutex_unlock(&p->lock);
    return sum;
}

struct pipeline_pending pipeline_pending(struct pipeline *p)
{
    pthread_mutex_lock(&p->lock);
    const struct pipeline_pending pending = p->pending;
    pthread_mutex_unlock(&p->lock);
    return pending;
}

static int compare_digests(const void *a, const void *b)
{
    const struct digest *const x = a, *const y = b;
    return (x->batch > y->batch) - (x->batch < y->batch);
}

struct pipeline_yield pipeline_yield(struct pipeline *p)
{
    if (p->n_digests)
        qsort(p->digests, p->n_digests, sizeof(*p->digests), compare_digests);
    return (struct pipeline_yield){
        .digests = p->digests,
        .n_digests = p->n_digests,
        .workers = p->workers,
        .n_workers = p->n_workers,
        .records = p->records,
    };
}

enum st pipeline_clear(struct pipeline *p, struct err *e)
{
    enum st st = ST_OK;
    forget_digests(p);
    p->records = 0;
    for (size_t i = 0; i < p->n_workers && st == ST_OK; i++) {
        st = worker_clear(&p->workers[i], e);
        p->crew[i].memory = 0;
    }
    return st;
}
