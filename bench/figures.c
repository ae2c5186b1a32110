#include "bench/figures.h"

#include "common/base/mem.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the figures of a command");
}

struct throughput throughput_of(const struct samples *s)
{
    const double asked = (double)samples_asked(s) * (double)s->rounds;

    if (asked <= 0 || s->wall_ns == 0)
        return (struct throughput){.per_second = 0};
    return (struct throughput){.per_second = asked * 1e9 / (double)s->wall_ns,
                               .cpu_us = (double)s->cpu_ns / 1000 / asked};
}

/* Room for the times of any class. */
struct scratch {
    uint64_t *best, *every, *first;
};

static void scratch_release(struct scratch *t)
{
    mem_free(t->best);
    mem_free(t->every);
    mem_free(t->first);
}

static enum st scratch_init(struct scratch *t, const struct samples *s,
                            struct err *e)
{
    const size_t total = s->n * s->rounds; /* fits: there are so many samples */

    t->best = mem_array(s->n, sizeof(*t->best));
    t->every = mem_array(total, sizeof(*t->every));
    t->first = mem_array(total, sizeof(*t->first));
    return t->best && t->every && t->first ? ST_OK : out_of_memory(e);
}

/* The rounds of one query, put behind those of the queries before it. */
static void take_query(struct class_figures *f, const struct samples *s,
                       size_t query, struct scratch *t)
{
    const struct sample *const rounds = s->list + query * s->rounds;
    const size_t at = f->queries * s->rounds;
    uint64_t best = UINT64_MAX;

    for (size_t r = 0; r < s->rounds; r++) {
        best = MIN(best, rounds[r].ns);
        t->every[at + r] = rounds[r].ns;
        t->first[at + r] = rounds[r].open + rounds[r].ns;
        f->minor_faults += (double)rounds[r].minor_faults;
        f->major_faults += (double)rounds[r].major_faults;
    }
    t->best[f->queries++] = best;
    f->postings += s->postings[query];
}

static void take_class(struct class_figures *f, const struct query_class *class,
                       const struct samples *s, struct scratch *t)
{
    *f = (struct class_figures){.class = class};
    for (size_t i = 0; i < class->n; i++) {
        if (s->asked[class->members[i].query])
            take_query(f, s, class->members[i].query, t);
    }
    const size_t n = f->queries * s->rounds;
    if (n == 0)
        return;
    latency_of(&f->best, t->best, f->queries);
    latency_of(&f->every, t->every, n);
    latency_of(&f->first, t->first, n);
    f->minor_faults /= (double)n;
    f->major_faults /= (double)n;
    if (f->postings)
        f->ns_per_posting =
            f->best.mean_us * 1000 * (double)f->queries / (double)f->postings;
}

enum st figures_of(struct figures *f, const struct classes *classes,
                   const struct samples *s, struct err *e)
{
    struct scratch t = {.best = NULL};

    f->queries = samples_asked(s);
    f->unsupported = s->n - f->queries;
    f->rounds = s->rounds;
    f->list = mem_array(classes->n, sizeof(*f->list));
    enum st st = f->list ? scratch_init(&t, s, e) : out_of_memory(e);
    for (size_t i = 0; i < classes->n && st == ST_OK; i++) {
        take_class(&f->list[f->n], &classes->list[i], s, &t);
        f->n += f->list[f->n].queries > 0;
    }
    scratch_release(&t);
    return st;
}

void figures_release(struct figures *f)
{
    mem_free(f->list);
    *f = (struct figures){.n = 0};
}
