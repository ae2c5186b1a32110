/*
 * run -- times every query of a file and prints latencies by kind.
 *
 * One round over all queries warms caches up and is not counted; of the others
 * the best time of each query counts, so that a busy machine does not blur
 * what is compared. Percentiles are over queries.
 */
#ifndef BENCH_RUN_H
#define BENCH_RUN_H

#include <stdio.h>

#include "bench/engine.h"
#include "bench/queries.h"

/* Prints one table for `command`. */
enum st run(struct engine *g, const struct queries *q,
            const struct engine_command *command, unsigned repeat, FILE *out,
            struct err *e) MUST_USE;

#endif
