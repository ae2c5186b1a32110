#include "bench/run.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"

/* One query and its best time. */
struct timing {
    const char *kind;
    uint64_t ns;
    bool unsupported; /* it does not parse */
};

static int compare(const void *a, const void *b)
{
    const struct timing *const x = a, *const y = b;
    const int kinds = strcmp(x->kind, y->kind);

    return kinds ? kinds : (x->ns > y->ns) - (x->ns < y->ns);
}

static enum st one_round(struct engine *g, const struct queries *q,
                         const struct engine_command *command,
                         struct timing *best, struct err *e)
{
    for (size_t i = 0; i < q->n; i++) {
        struct engine_answer a;
        if (best[i].unsupported)
            continue;
        const enum st st = engine_ask(g, command, q->list[i].text, &a, e);
        if (st == ST_SYNTAX || st == ST_USAGE) {
            *e = ERR_INIT;
            best[i].unsupported = true;
            continue;
        }
        if (st != ST_OK)
            return st;
        best[i].ns = MIN(best[i].ns, a.ns);
    }
    return ST_OK;
}

/* The smallest time that `percent` of n sorted times do not exceed, in us. */
static double percentile(const struct timing *t, size_t n, unsigned percent)
{
    const size_t rank = (n * percent + 99) / 100;

    return (double)t[rank ? rank - 1 : 0].ns / 1000;
}

static void print_row(const char *kind, const struct timing *t, size_t n,
                      FILE *out)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += (double)t[i].ns / 1000;
    fprintf(out, "%-24s %8zu %10.1f %10.1f %10.1f %10.1f %10.1f\n", kind, n,
            sum / (double)n, percentile(t, n, 50), percentile(t, n, 90),
            percentile(t, n, 99), (double)t[n - 1].ns / 1000);
}

static void print_table(const char *command, struct timing *t, size_t n,
                        FILE *out)
{
    size_t supported = 0;

    for (size_t i = 0; i < n; i++) {
        if (!t[i].unsupported)
            t[supported++] = t[i];
    }
    qsort(t, supported, sizeof(*t), compare);
    fprintf(out, "%-24s %8s %10s %10s %10s %10s %10s\n", command, "queries",
            "mean us", "p50", "p90", "p99", "max");
    for (size_t from = 0, to; from < supported; from = to) {
        for (to = from; to < supported && !strcmp(t[to].kind, t[from].kind);)
            to++;
        print_row(t[from].kind, t + from, to - from, out);
    }
    if (supported < n)
        fprintf(out, "%zu queries do not parse\n", n - supported);
}

enum st run(struct engine *g, const struct queries *q,
            const struct engine_command *command, unsigned repeat, FILE *out,
            struct err *e)
{
    struct timing *const best = mem_array(q->n, sizeof(*best));
    enum st st = ST_OK;

    if (!best)
        return err_set(e, ST_NOMEM, "out of memory for %zu timings", q->n);
    for (size_t i = 0; i < q->n; i++)
        best[i] = (struct timing){.kind = q->list[i].kind};
    st = one_round(g, q, command, best, e); /* warms up */
    for (size_t i = 0; i < q->n; i++)
        best[i].ns = UINT64_MAX;
    for (unsigned i = 0; i < repeat && st == ST_OK; i++)
        st = one_round(g, q, command, best, e);
    if (st == ST_OK)
        print_table(command->name, best, q->n, out);
    mem_free(best);
    return st;
}
