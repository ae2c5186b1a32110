/*
 * How fast is the structure of releases read? Reads the sources named on the
 * command line, on one thread, and times each pass over their bodies.
 *
 *     release_bench /data/senate.jsonl
 *
 * MB/s of bodies: median of RUNS runs (slowest .. fastest), by the clock on the
 * wall, and of all three by CPU time too, which other programs disturb less.
 * Bodies are held in memory, BODIES_MAX bytes of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "common/base/buf.h"
#include "common/base/clock.h"
#include "common/base/mem.h"
#include "indexer/extract/extract.h"
#include "indexer/release/boilerplate.h"
#include "indexer/release/opening.h"
#include "indexer/source/source.h"

enum { RUNS = 9, BODIES_MAX = 256 << 20 };

struct document {
    size_t title, title_size, body, body_size; /* in `text` */
};

struct bodies {
    struct buf text;
    struct document *v;
    size_t n, cap;
};

static enum st keep(struct bodies *b, const struct release *r, struct err *e)
{
    if (!mem_grow(&b->v, &b->cap, b->n + 1))
        return err_set(e, ST_NOMEM, "out of memory");
    b->v[b->n++] = (struct document){b->text.n, r->title.n,
                                     b->text.n + r->title.n, r->body.n};
    if (!buf_append(&b->text, r->title.p, r->title.n) ||
        !buf_append(&b->text, r->body.p, r->body.n))
        return err_set(e, ST_NOMEM, "out of memory");
    return ST_OK;
}

static enum st read_bodies(struct bodies *out, const char *const *paths,
                           size_t n, struct err *e)
{
    const struct source_options options = SOURCE_OPTIONS_DEFAULT;
    const struct field_map map = field_map_default();
    struct batch b = {.number = 0};
    struct extractor *x = NULL;
    struct source *s = NULL;
    enum st st = extractor_open(&x, &map, e);
    if (st == ST_OK)
        st = source_open(&s, paths, n, &options, e);
    while (st == ST_OK && out->text.n < BODIES_MAX &&
           (st = source_next_batch(s, &b, e)) == ST_OK && b.n)
        for (size_t i = 0; i < b.n && st == ST_OK; i++) {
            struct release r;
            st = extract_record(x, &b, &b.records[i], &r, e);
            if (st == ST_OK && !r.reject)
                st = keep(out, &r, e);
        }
    source_close(s);
    extractor_close(x);
    batch_release(&b);
    return st;
}

enum pass { LINES, OPENING, BOILERPLATE, PASSES };
enum { ALL = PASSES, CPU, RATES };

/* Seconds of each pass over all bodies. */
static enum st run(const struct bodies *b, double seconds[PASSES],
                   size_t *zones, struct err *e)
{
    struct lines l = {.n = 0};
    struct anatomy a = {.n_zones = 0};
    enum st st = ST_OK;
    *zones = 0;
    for (size_t i = 0; i < b->n && st == ST_OK; i++) {
        const struct document *const d = &b->v[i];
        const struct bytes title =
            bytes_of(b->text.p + d->title, d->title_size);
        const struct bytes body = bytes_of(b->text.p + d->body, d->body_size);
        size_t first_text = 0;
        anatomy_clear(&a);
        const double t0 = clock_seconds();
        st = lines_read(&l, body, e);
        const double t1 = clock_seconds();
        if (st == ST_OK)
            st = opening_read(title, body, &l, &a, &first_text, e);
        const double t2 = clock_seconds();
        if (st == ST_OK)
            st = boilerplate_read(body, &l, first_text, &a, e);
        seconds[LINES] += t1 - t0;
        seconds[OPENING] += t2 - t1;
        seconds[BOILERPLATE] += clock_seconds() - t2;
        *zones += a.n_zones;
    }
    lines_release(&l);
    anatomy_release(&a);
    return st;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print(const char *what, double *rates)
{
    qsort(rates, RUNS, sizeof(rates[0]), compare);
    printf("%-12s %7.0f MB/s (%.0f .. %.0f)\n", what, rates[RUNS / 2], rates[0],
           rates[RUNS - 1]);
}

static enum st measure(const struct bodies *b, struct err *e)
{
    static const char *const names[] = {"lines", "opening", "boilerplate",
                                        "all three", "... of CPU"};
    double rates[RATES][RUNS];
    size_t zones = 0;
    for (int i = 0; i < RUNS; i++) {
        double seconds[PASSES] = {0}, all = 0;
        const clock_t begin = clock();
        const enum st st = run(b, seconds, &zones, e);
        const clock_t end = clock();
        if (st != ST_OK)
            return st;
        for (int k = 0; k < PASSES; k++) {
            rates[k][i] = (double)b->text.n / 1e6 / seconds[k];
            all += seconds[k];
        }
        rates[ALL][i] = (double)b->text.n / 1e6 / all;
        rates[CPU][i] =
            (double)b->text.n / 1e6 / ((double)(end - begin) / CLOCKS_PER_SEC);
    }
    printf("%zu releases, %.1f MB, %zu zones\n", b->n, (double)b->text.n / 1e6,
           zones);
    for (int k = 0; k < RATES; k++)
        print(names[k], rates[k]);
    return ST_OK;
}

int main(int argc, char **argv)
{
    struct bodies b = {.n = 0};
    struct err e = ERR_INIT;
    if (argc < 2) {
        fprintf(stderr, "usage: release_bench SOURCE...\n");
        return EXIT_USAGE;
    }
    enum st st =
        read_bodies(&b, (const char *const *)(argv + 1), (size_t)argc - 1, &e);
    if (st == ST_OK)
        st = measure(&b, &e);
    if (st != ST_OK)
        fprintf(stderr, "release_bench: %s\n", e.msg);
    buf_release(&b.text);
    mem_free(b.v);
    return (int)exit_code_of(st);
}
