#include "indexer/parts.h"

#include <pthread.h>

#include "common/base/mem.h"

/* For a part from before it is made until it was taken. */
struct place {
    size_t part;
    enum { PLACE_FREE, PLACE_MAKING, PLACE_MADE } is;
};

struct parts {
    const struct parts_work *work;
    struct place *places;
    unsigned n_places;
    pthread_mutex_t lock;
    pthread_cond_t freed; /* a place, or the work ended         */
    size_t next;          /* part to be made                    */
    size_t turn;          /* part to be taken                   */
    bool taking;          /* a thread takes what has its turn   */
    enum st st;           /* the first failure                  */
    struct err err;
};

struct hand {
    struct parts *parts;
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

static struct place *find_free(const struct parts *p)
{
    for (unsigned i = 0; i < p->n_places; i++)
        if (p->places[i].is == PLACE_FREE)
            return &p->places[i];
    return NULL;
}

/* A place for the next part to be made, NULL when there is none to make; with
 * the lock held. The part whose turn it is has a place, so one becomes free. */
static struct place *next_place(struct parts *p)
{
    while (p->st == ST_OK && p->next < p->work->n) {
        struct place *const free = find_free(p);
        if (free)
            return free;
        pthread_cond_wait(&p->freed, &p->lock);
    }
    return NULL;
}

static unsigned number_of(const struct parts *p, const struct place *at)
{
    return (unsigned)(at - p->places);
}

/* With the lock held, which it gives up meanwhile. */
static void make(struct parts *p, struct place *at)
{
    struct err e = ERR_INIT;
    at->part = p->next++;
    at->is = PLACE_MAKING;
    pthread_mutex_unlock(&p->lock);
    const enum st st =
        p->work->make(p->work->ctx, number_of(p, at), at->part, &e);
    pthread_mutex_lock(&p->lock);
    note(p, st, &e);
    at->is = p->work->take ? PLACE_MADE : PLACE_FREE;
}

/* The same. */
static void take(struct parts *p, struct place *at)
{
    if (p->st == ST_OK) {
        struct err e = ERR_INIT;
        pthread_mutex_unlock(&p->lock);
        const enum st st =
            p->work->take(p->work->ctx, number_of(p, at), at->part, &e);
        pthread_mutex_lock(&p->lock);
        note(p, st, &e);
    }
    at->is = PLACE_FREE;
    p->turn++;
    pthread_cond_broadcast(&p->freed);
}

static struct place *find_turn(const struct parts *p)
{
    for (unsigned i = 0; i < p->n_places; i++)
        if (p->places[i].is == PLACE_MADE && p->places[i].part == p->turn)
            return &p->places[i];
    return NULL;
}

/* Takes all parts whose turn has come, those too that others make meanwhile. */
static void take_made(struct parts *p)
{
    if (p->taking)
        return;
    p->taking = true;
    for (struct place *at; (at = find_turn(p));)
        take(p, at);
    p->taking = false;
}

static void *lend(void *arg)
{
    struct parts *const p = ((const struct hand *)arg)->parts;

    pthread_mutex_lock(&p->lock);
    for (struct place *at; (at = next_place(p));) {
        make(p, at);
        take_made(p);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static void run(struct parts *p, struct hand *hands)
{
    const struct parts_work *const work = p->work;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->freed, NULL);
    for (unsigned i = 0; i < work->threads; i++) {
        hands[i].parts = p;
        if (i > 0 && i < work->n)
            hands[i].started =
                pthread_create(&hands[i].thread, NULL, lend, &hands[i]) == 0;
    }
    (void)lend(&hands[0]);
    for (unsigned i = 1; i < work->threads; i++)
        if (hands[i].started)
            pthread_join(hands[i].thread, NULL);
    pthread_cond_destroy(&p->freed);
    pthread_mutex_destroy(&p->lock);
}

enum st parts_run(const struct parts_work *work, struct err *e)
{
    struct parts p = {.work = work,
                      .n_places = MAX(work->places, work->threads)};
    struct hand *const hands = mem_zalloc(work->threads * sizeof(*hands));
    p.places = mem_zalloc(p.n_places * sizeof(*p.places));
    if (hands && p.places)
        run(&p, hands);
    else
        p.st = err_set(&p.err, ST_NOMEM, "starting threads: out of memory");
    mem_free(hands);
    mem_free(p.places);
    return p.st == ST_OK ? ST_OK : err_set(e, p.st, "%s", p.err.msg);
}
