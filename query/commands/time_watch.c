#include "query/commands/time_watch.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "common/base/clock.h"
#include "common/base/mem.h"

enum { LOOKS = 20, LOOK_MS_MAX = 100, NS_PER_MS = 1000000 };

struct watched {
    volatile sig_atomic_t stopped;
    uint64_t until; /* by clock_ns(); 0: its time has not begun */
};

struct time_watch {
    pthread_mutex_t lock; /* of what is below, apart from reading `stopped` */
    pthread_cond_t over_told;
    bool over;
    pthread_t thread;
    uint64_t ns;
    size_t n;
    struct watched *workers;
};

static void look(struct time_watch *w)
{
    const uint64_t now = clock_ns();

    for (size_t i = 0; i < w->n; i++) {
        struct watched *const at = &w->workers[i];
        if (at->until != 0 && now >= at->until)
            __atomic_store_n(&at->stopped, 1, __ATOMIC_RELAXED);
    }
}

/* Waits to be told that all is over, for so long at most. */
static void wait_over(struct time_watch *w, uint64_t ns)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    const uint64_t sum = (uint64_t)until.tv_nsec + ns;
    until.tv_sec += (time_t)(sum / (1000 * NS_PER_MS));
    until.tv_nsec = (long)(sum % (1000 * NS_PER_MS));
    pthread_cond_timedwait(&w->over_told, &w->lock, &until);
}

static void *watch(void *arg)
{
    struct time_watch *const w = arg;
    const uint64_t pause =
        MIN(w->ns / LOOKS, (uint64_t)LOOK_MS_MAX * NS_PER_MS);

    pthread_mutex_lock(&w->lock);
    while (!w->over) {
        wait_over(w, pause);
        look(w);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

static int start(struct time_watch *w)
{
    pthread_condattr_t monotonic;

    pthread_mutex_init(&w->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&w->over_told, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return pthread_create(&w->thread, NULL, watch, w);
}

static void release(struct time_watch *w)
{
    pthread_cond_destroy(&w->over_told);
    pthread_mutex_destroy(&w->lock);
    mem_free(w->workers);
    mem_free(w);
}

enum st time_watch_open(struct time_watch **out, size_t n, int64_t ms,
                        struct err *e)
{
    struct time_watch *const w = mem_zalloc(sizeof(*w));

    *out = NULL;
    if (!w || !(w->workers = mem_zalloc((n + 1) * sizeof(*w->workers)))) {
        mem_free(w);
        return err_set(e, ST_NOMEM, "out of memory");
    }
    w->n = n;
    w->ns = (uint64_t)ms * NS_PER_MS;
    const int failed = start(w);
    if (failed) {
        release(w);
        return err_set(e, ST_NOMEM, "a thread that watches the time: %s",
                       strerror(failed));
    }
    *out = w;
    return ST_OK;
}

void time_watch_close(struct time_watch *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->over = true;
    pthread_cond_signal(&w->over_told);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    release(w);
}

stop_flag time_watch_flag(const struct time_watch *w, size_t i)
{
    return &w->workers[i].stopped;
}

void time_watch_begin(struct time_watch *w, size_t i)
{
    pthread_mutex_lock(&w->lock);
    __atomic_store_n(&w->workers[i].stopped, 0, __ATOMIC_RELAXED);
    w->workers[i].until = clock_ns() + w->ns;
    pthread_mutex_unlock(&w->lock);
}
