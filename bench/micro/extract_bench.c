/*
 * How fast do documents come in? Reads the sources named on the command line,
 * on one thread: once only cut into records, once extracted too.
 *
 *     extract_bench /data/senate.jsonl
 *
 * MB/s of source bytes: median of RUNS runs (slowest .. fastest), after a run
 * that warms the page cache.
 */
#include <stdio.h>
#include <stdlib.h>

#include "common/base/clock.h"
#include "indexer/extract/extract.h"
#include "indexer/source/source.h"

enum { RUNS = 9 };

struct totals {
    uint64_t bytes_read, records, rejects, dated, text_bytes;
};

static enum st extract_batch(struct extractor *x, const struct batch *b,
                             struct totals *t, struct err *e)
{
    for (size_t i = 0; i < b->n; i++) {
        struct release r;
        const enum st st = extract_record(x, b, &b->records[i], &r, e);
        if (st != ST_OK)
            return st;
        t->rejects += r.reject != NULL;
        t->dated += r.date != INT32_MIN;
        t->text_bytes += r.title.n + r.body.n;
    }
    return ST_OK;
}

/* One pass over everything; with `x` NULL records are only cut. */
static enum st pass(const char *const *paths, size_t n, struct extractor *x,
                    struct totals *t, struct err *e)
{
    const struct source_options options = SOURCE_OPTIONS_DEFAULT;
    struct batch b = {.number = 0};
    struct source *s;

    *t = (struct totals){0};
    enum st st = source_open(&s, paths, n, &options, e);
    while (st == ST_OK && (st = source_next_batch(s, &b, e)) == ST_OK && b.n) {
        t->records += b.n;
        if (x)
            st = extract_batch(x, &b, t, e);
    }
    if (s)
        t->bytes_read = source_progress(s).bytes_read;
    source_close(s);
    batch_release(&b);
    return st;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static enum st measure(const char *what, const char *const *paths, size_t n,
                       struct extractor *x, struct err *e)
{
    struct totals t;
    double rates[RUNS];
    enum st st = pass(paths, n, x, &t, e);
    for (int i = 0; i < RUNS && st == ST_OK; i++) {
        const double begin = clock_seconds();
        st = pass(paths, n, x, &t, e);
        rates[i] = (double)t.bytes_read / 1e6 / (clock_seconds() - begin);
    }
    if (st != ST_OK)
        return st;
    qsort(rates, RUNS, sizeof(rates[0]), compare);
    printf("%-16s %7.0f MB/s (%.0f .. %.0f)  %llu records", what,
           rates[RUNS / 2], rates[0], rates[RUNS - 1],
           (unsigned long long)t.records);
    if (x)
        printf(", %llu rejected, %llu dated, %llu bytes of text",
               (unsigned long long)t.rejects, (unsigned long long)t.dated,
               (unsigned long long)t.text_bytes);
    putchar('\n');
    return ST_OK;
}

int main(int argc, char **argv)
{
    const struct field_map map = field_map_default();
    const char *const *const paths = (const char *const *)(argv + 1);
    struct extractor *x = NULL;
    struct err e = ERR_INIT;

    if (argc < 2) {
        fprintf(stderr, "usage: extract_bench SOURCE...\n");
        return EXIT_USAGE;
    }
    const size_t n = (size_t)argc - 1;
    enum st st = extractor_open(&x, &map, &e);
    if (st == ST_OK)
        st = measure("source", paths, n, NULL, &e);
    if (st == ST_OK)
        st = measure("source + extract", paths, n, x, &e);
    extractor_close(x);
    if (st != ST_OK)
        fprintf(stderr, "extract_bench: %s\n", e.msg);
    return (int)exit_code_of(st);
}
