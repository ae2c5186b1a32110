#include "indexer/parts.h"

#include <pthread.h>

#include "common/base/mem.h"

struct parts {
    const struct parts_work *work;
    pthread_mutex_t lock;
    pthread_cond_t turned;
    size_t next; /* part to be made                      */
    size_t turn; /* part to be taken                     */
    enum st st;  /* the first failure                    */
    struct err err;
};

struct hand {
    struct parts *parts;
    unsigned number;
    pthread_t thread;
    bool started;
};

/* With the lock held. */
static void note(struct parts *p, enum st st, const struct err *e)
{
    if (st == ST_OK || p->st != ST_OK)
        return;
    p->st = st;
    p->err = *e;
}

/* Takes its part when it is its turn; with the lock held. Nobody waits where
 * nothing is taken. */
static void take(struct parts *p, unsigned thread, size_t part)
{
    if (!p->work->take)
        return;
    while (p->turn != part)
        pthread_cond_wait(&p->turned, &p->lock);
    if (p->st == ST_OK) {
        struct err e = ERR_INIT;
        pthread_mutex_unlock(&p->lock);
        const enum st st = p->work->take(p->work->ctx, thread, part, &e);
        pthread_mutex_lock(&p->lock);
        note(p, st, &e);
    }
    p->turn++;
    pthread_cond_broadcast(&p->turned);
}

static void *lend(void *arg)
{
    const struct hand *const h = arg;
    struct parts *const p = h->parts;

    pthread_mutex_lock(&p->lock);
    while (p->st == ST_OK && p->next < p->work->n) {
        struct err e = ERR_INIT;
        const size_t part = p->next++;
        pthread_mutex_unlock(&p->lock);
        const enum st st = p->work->make(p->work->ctx, h->number, part, &e);
        pthread_mutex_lock(&p->lock);
        note(p, st, &e);
        take(p, h->number, part);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

enum st parts_run(const struct parts_work *work, struct err *e)
{
    struct parts p = {.work = work, .st = ST_OK};
    struct hand *const hands = mem_zalloc(work->threads * sizeof(*hands));
    if (!hands)
        return err_set(e, ST_NOMEM, "starting threads: out of memory");
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.turned, NULL);
    for (unsigned i = 0; i < work->threads; i++) {
        hands[i].parts = &p;
        hands[i].number = i;
        if (i > 0 && i < work->n)
            hands[i].started =
                pthread_create(&hands[i].thread, NULL, lend, &hands[i]) == 0;
    }
    (void)lend(&hands[0]);
    for (unsigned i = 1; i < work->threads; i++)
        if (hands[i].started)
            pthread_join(hands[i].thread, NULL);
    pthread_cond_destroy(&p.turned);
    pthread_mutex_destroy(&p.lock);
    mem_free(hands);
    return p.st == ST_OK ? ST_OK : err_set(e, p.st, "%s", p.err.msg);
}
