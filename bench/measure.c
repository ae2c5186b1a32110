#include "bench/measure.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/resource.h>

#include "common/base/clock.h"
#include "common/base/file.h"
#include "common/base/mem.h"

/* ---- samples ---- */

static enum st samples_init(struct samples *s, size_t n, size_t rounds,
                            struct err *e)
{
    size_t total = 0;

    *s = (struct samples){.n = n, .rounds = rounds};
    if (!__builtin_mul_overflow(n, rounds, &total)) {
        s->list = mem_array(total, sizeof(*s->list));
        s->postings = mem_array(n, sizeof(*s->postings));
        s->asked = mem_array(n, sizeof(*s->asked));
    }
    if (!s->list || !s->postings || !s->asked)
        return err_set(e, ST_NOMEM, "out of memory for %zu rounds of %zu times",
                       rounds, n);
    memset(s->list, 0, total * sizeof(*s->list));
    memset(s->postings, 0, n * sizeof(*s->postings));
    memset(s->asked, 0, n * sizeof(*s->asked));
    return ST_OK;
}

void samples_release(struct samples *s)
{
    mem_free(s->list);
    mem_free(s->postings);
    mem_free(s->asked);
    *s = (struct samples){.n = 0};
}

size_t samples_asked(const struct samples *s)
{
    size_t asked = 0;

    for (size_t i = 0; i < s->n; i++)
        asked += s->asked[i];
    return asked;
}

/* ---- one question ---- */

/* As engine_ask(), but a query that cannot be asked is no failure. */
static enum st ask_if_sound(struct engine *g,
                            const struct engine_command *command,
                            struct engine_query query,
                            struct engine_answer *out, bool *asked,
                            struct err *e)
{
    struct err why = ERR_INIT;

    const enum st st = engine_ask(g, command, query, out, &why);
    *asked = st == ST_OK;
    if (st == ST_OK || st == ST_SYNTAX || st == ST_USAGE)
        return ST_OK;
    return err_set(e, st, "%s", why.msg);
}

/* ---- warm ---- */

/* What the threads of one measurement share. */
struct crew {
    const struct queries *queries;
    const struct engine_command *command;
    struct samples *samples;
    atomic_size_t next; /* question of the supply */
    atomic_bool stop;   /* one has failed         */
};

struct worker {
    struct crew *crew;
    struct engine *engine;
    pthread_t thread;
    bool started;
    enum st st;
    struct err e;
};

/* Finds out what can be asked, and warms this worker's scratch. */
static enum st warm_up(struct worker *w, struct err *e)
{
    const struct crew *const c = w->crew;
    struct samples *const s = c->samples;
    enum st st = ST_OK;

    for (size_t i = 0; i < s->n && st == ST_OK; i++) {
        struct engine_answer a = {.ns = 0};
        st = ask_if_sound(w->engine, c->command, queries_at(c->queries, i), &a,
                          &s->asked[i], e);
        s->postings[i] = a.postings;
    }
    return st;
}

/* Takes questions from the supply until it ends: round after round, so that
 * noise meets all queries alike. */
static void *work(void *arg)
{
    struct worker *const w = arg;
    struct crew *const c = w->crew;
    struct samples *const s = c->samples;
    const size_t supply = s->n * s->rounds;

    while (!atomic_load_explicit(&c->stop, memory_order_relaxed)) {
        const size_t question =
            atomic_fetch_add_explicit(&c->next, 1, memory_order_relaxed);
        if (question >= supply)
            break;
        const size_t i = question % s->n, round = question / s->n;
        struct engine_answer a;
        if (!s->asked[i])
            continue;
        w->st = engine_ask(w->engine, c->command, queries_at(c->queries, i), &a,
                           &w->e);
        if (w->st != ST_OK) {
            atomic_store(&c->stop, true);
            break;
        }
        s->list[i * s->rounds + round].ns = a.ns;
    }
    return NULL;
}

/* The caller's thread is worker 0. */
static enum st work_all(struct crew *c, struct worker *workers, size_t n,
                        struct err *e)
{
    enum st st = ST_OK;

    const uint64_t start = clock_ns(), cpu = clock_cpu_ns();
    for (size_t i = 1; i < n && st == ST_OK; i++) {
        const int error =
            pthread_create(&workers[i].thread, NULL, work, &workers[i]);
        workers[i].started = error == 0;
        if (error) {
            st = err_set(e, ST_NOMEM, "thread %zu: %s", i + 1, strerror(error));
            atomic_store(&c->stop, true);
        }
    }
    work(&workers[0]);
    for (size_t i = 1; i < n; i++) {
        if (workers[i].started)
            pthread_join(workers[i].thread, NULL);
    }
    c->samples->wall_ns = clock_ns() - start;
    c->samples->cpu_ns = clock_cpu_ns() - cpu;
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        if (workers[i].st != ST_OK)
            st = err_set(e, workers[i].st, "%s", workers[i].e.msg);
    }
    return st;
}

enum st measure_warm(struct samples *out, const struct index *ix,
                     const struct queries *q,
                     const struct engine_command *command, size_t rounds,
                     size_t threads, struct err *e)
{
    struct crew crew = {.queries = q, .command = command, .samples = out};
    struct worker *workers = NULL;

    enum st st = samples_init(out, q->n, rounds, e);
    if (st != ST_OK)
        goto done;
    workers = mem_array(threads, sizeof(*workers));
    if (!workers) {
        st = err_set(e, ST_NOMEM, "out of memory for %zu threads", threads);
        goto done;
    }
    memset(workers, 0, threads * sizeof(*workers));
    for (size_t i = 0; i < threads && st == ST_OK; i++) {
        workers[i].crew = &crew;
        st = engine_open(&workers[i].engine, ix, e);
        if (st == ST_OK)
            st = warm_up(&workers[i], e);
    }
    if (st == ST_OK)
        st = work_all(&crew, workers, threads, e);

done:
    for (size_t i = 0; workers && i < threads; i++)
        engine_close(workers[i].engine);
    mem_free(workers);
    return st;
}

/* ---- cold ---- */

static enum st evict(const char *index, struct err *e)
{
    struct file_list files;
    enum st st = file_list_folder(index, &files, e);

    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < files.n && st == ST_OK; i++) {
        char *const path = file_join(index, files.names[i]);
        st = path
                 ? file_evict(path, e)
                 : err_set(e, ST_NOMEM, "out of memory for the path of a file");
        mem_free(path);
    }
    file_list_release(&files);
    return st;
}

/* The first question of a reader that has just come. */
static enum st ask_cold(struct sample *s, const char *path,
                        const struct engine_command *command,
                        struct engine_query query, struct engine_answer *a,
                        bool *asked, struct err *e)
{
    struct engine *engine = NULL;
    struct index *index = NULL;
    struct rusage before, after;

    enum st st = evict(path, e);
    getrusage(RUSAGE_THREAD, &before);
    const uint64_t start = clock_ns();
    if (st == ST_OK)
        st = index_open(&index, path, e);
    if (st == ST_OK)
        st = engine_open(&engine, index, e);
    s->open = clock_ns() - start;
    if (st == ST_OK)
        st = ask_if_sound(engine, command, query, a, asked, e);
    getrusage(RUSAGE_THREAD, &after);
    s->ns = a->ns;
    s->minor_faults = (uint64_t)(after.ru_minflt - before.ru_minflt);
    s->major_faults = (uint64_t)(after.ru_majflt - before.ru_majflt);
    engine_close(engine);
    index_close(index);
    return st;
}

enum st measure_cold(struct samples *out, const char *index,
                     const struct queries *q,
                     const struct engine_command *command, size_t rounds,
                     struct err *e)
{
    enum st st = samples_init(out, q->n, rounds, e);

    for (size_t r = 0; r < rounds; r++) {
        for (size_t i = 0; i < q->n && st == ST_OK; i++) {
            struct engine_answer a = {.ns = 0};
            if (r > 0 && !out->asked[i])
                continue;
            st = ask_cold(&out->list[i * rounds + r], index, command,
                          queries_at(q, i), &a, &out->asked[i], e);
            out->postings[i] = a.postings;
        }
    }
    return st;
}
