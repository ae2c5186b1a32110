/*
 * report_data -- the figures of a file of JSON, as a report draws them.
 *
 * Two kinds of file are known: that of `dateline-bench run --format json` and
 * that of `bench/peers/compare.py query --json`. A number that is missing,
 * negative or beyond all measure is NAN; a text that is missing is "".
 *
 *   Lifetime  texts and arrays live in the arena given
 *   Errors    ST_IO, ST_NOT_FOUND, ST_NOMEM; ST_USAGE for a file of neither
 *             kind
 */
#ifndef BENCH_REPORT_DATA_H
#define BENCH_REPORT_DATA_H

#include <stdbool.h>

#include "bench/latency.h"
#include "common/base/arena.h"
#include "common/base/err.h"

/* ---- engines side by side ---- */

struct peers_cell {
    size_t command; /* place among the commands */
    const char *tag;
    double queries, ratio;
    double *mean_us; /* one an engine */
};

struct peers_data {
    const char *queries;
    double disagreements;
    const char **engines, **commands, **tags; /* as they first come */
    size_t n_engines, n_commands, n_tags;
    struct peers_cell *cells;
    size_t n_cells;
};

/* ---- a run ---- */

struct run_times {
    double mean_us, p50_us, p90_us, p99_us, p999_us, max_us;
    double *curve_us; /* n_curve of them */
    size_t n_curve;
};

struct run_class {
    const char *group, *name;
    double queries, ns_per_posting, minor_faults, major_faults;
    struct run_times best, every, first;
};

struct run_command {
    const char *name;
    double queries, unsupported, rounds, threads;
    bool cold;
    double per_second, cpu_us, per_second_one, cpu_us_one;
    struct run_class *classes;
    size_t n_classes;
};

struct run_data {
    const char *cpu, *kernel, *version, *commit, *build;
    const char *index, *queries;
    double cores, documents, segments, bytes;
    struct run_command *commands;
    size_t n_commands;
};

/* One of the two, the other NULL. */
struct report_data {
    const char *path;
    struct peers_data *peers;
    struct run_data *run;
};

enum st report_data_read(struct report_data *out, const char *path,
                         struct arena *a, struct err *e) MUST_USE;

#endif
