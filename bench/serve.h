/*
 * serve -- answers benchmark commands, a line each, until the input ends.
 *
 * A line is COMMAND<TAB>query. The answer is one number, or `id:score ...` for
 * RANK_10, or UNSUPPORTED: the line protocol of the search-benchmark-game.
 * Timed, it begins with a line `ready`, and numbers are followed by a tab and
 * the nanoseconds it took (see engine.h).
 *
 *   Errors  ST_IO when input or output fails; a damaged index
 */
#ifndef BENCH_SERVE_H
#define BENCH_SERVE_H

#include <stdbool.h>
#include <stdio.h>

#include "bench/engine.h"

enum st serve(struct engine *g, bool timed, FILE *in, FILE *out,
              struct err *e) MUST_USE;

#endif
