/*
 * run_print -- the figures of a run as text: a table for people, lines of tab
 * separated values, one JSON object.
 *
 *   Errors  the buf's `failed`
 *   Format  of the TSV: its first line names the columns; of the JSON:
 *           bench/README.md
 */
#ifndef BENCH_RUN_PRINT_H
#define BENCH_RUN_PRINT_H

#include "bench/figures.h"
#include "bench/machine.h"
#include "common/base/buf.h"

/* What is the same for all commands of a run. */
struct run_facts {
    const char *index, *queries; /* paths */
    uint32_t documents;
    size_t segments;
    uint64_t bytes;
    struct machine machine;
};

/* One command; `classes`: also those within a kind. */
void run_print_table(const struct figures *f, bool classes, struct buf *out);

void run_print_tsv_head(struct buf *out);
void run_print_tsv(const struct figures *f, bool classes, struct buf *out);

/* All commands at once. */
void run_print_json(const struct run_facts *facts, const struct figures *list,
                    size_t n, struct buf *out);

#endif
