/*
 * names_bench -- how long it takes to find the variants of a name.
 *
 *     names_bench INDEX [N]
 *
 * Asks for N (default 1000) of the index's own words of four letters and more,
 * spread evenly over its dictionary, one after the other, and prints
 * percentiles of the processor's time each took, and how many variants there
 * were.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/base/clock.h"
#include "common/base/mem.h"
#include "common/segment/term_dict.h"
#include "query/names/name_tables.h"

enum { SHORTEST = 4, LONGEST = 24 };

struct asked {
    char (*words)[LONGEST + 1];
    size_t n;
};

struct figures {
    double *ms;
    size_t n, variants;
};

static enum st choose(struct asked *out, const struct index *ix, size_t n,
                      struct err *e)
{
    const struct segment *const s = ix->segments[0];
    const struct term_dict words = term_dict_words(s);
    const uint64_t step = MAX(words.n / n, (uint64_t)1);
    struct term_walk w;

    for (uint64_t ord = 0; ord < words.n && out->n < n; ord += step) {
        const enum st st = term_walk_at(&w, &words, ord, e);
        if (st != ST_OK)
            return st;
        if (w.term.n < SHORTEST || w.term.n > LONGEST || w.term.p[0] < 'a')
            continue;
        memcpy(out->words[out->n], w.term.p, w.term.n);
        out->words[out->n++][w.term.n] = '\0';
    }
    return ST_OK;
}

static enum st measure(const struct asked *asked, const struct index *ix,
                       struct figures *f, struct err *e)
{
    struct name_tables tables = {.rules = NULL};
    struct analyzer *a = NULL;
    struct arena arena;
    arena_init(&arena, 0);
    enum st st = analyzer_open(&a, e);
    if (st == ST_OK)
        st = name_tables_open(&tables, NULL, a, e);
    const struct name_search with = {.words = {ix, a, &arena, NULL},
                                     .rules = tables.rules,
                                     .exonyms = tables.exonyms};
    for (size_t i = 0; i < asked->n && st == ST_OK; i++) {
        struct name_variants v;
        uint64_t budget = UINT64_MAX;
        const uint64_t began = clock_cpu_ns();
        st = name_variants_find(&v, &with, bytes_of_str(asked->words[i]),
                                &budget, e);
        f->ms[f->n++] = (double)(clock_cpu_ns() - began) * 1e-6;
        f->variants += v.n - (v.n > 0);
        arena_clear(&arena);
    }
    name_tables_close(&tables);
    analyzer_close(a);
    arena_release(&arena);
    return st;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print(struct figures *f)
{
    if (f->n == 0) {
        printf("no names\n");
        return;
    }
    qsort(f->ms, f->n, sizeof(*f->ms), ascending);
    printf("%zu names, %.2f variants each\n", f->n,
           (double)f->variants / (double)f->n);
    printf("p50 %.3f ms, p90 %.3f ms, p99 %.3f ms, most %.3f ms\n",
           f->ms[f->n / 2], f->ms[f->n * 9 / 10], f->ms[f->n * 99 / 100],
           f->ms[f->n - 1]);
}

int main(int argc, char **argv)
{
    const size_t n = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) : 1000;
    struct asked asked = {.words = mem_array(n + 1, sizeof(*asked.words))};
    struct figures f = {.ms = mem_array(n + 1, sizeof(*f.ms))};
    struct index *ix = NULL;
    struct err e = ERR_INIT;

    if (argc < 2 || !asked.words || !f.ms) {
        fprintf(stderr, "usage: names_bench INDEX [N]\n");
        return 2;
    }
    enum st st = index_open(&ix, argv[1], &e);
    if (st == ST_OK && ix->n > 0)
        st = choose(&asked, ix, n, &e);
    if (st == ST_OK)
        st = measure(&asked, ix, &f, &e); /* warms up */
    f.n = f.variants = 0;
    if (st == ST_OK)
        st = measure(&asked, ix, &f, &e);
    if (st == ST_OK)
        print(&f);
    else
        fprintf(stderr, "names_bench: %s\n", e.msg);
    index_close(ix);
    mem_free(asked.words);
    mem_free(f.ms);
    return st == ST_OK ? 0 : 1;
}
