/*
 * run -- times every query of a file with each of some commands and prints
 * what that says, by class of query.
 *
 *   Errors  ST_USAGE for an unknown command; as index, queries and measure;
 *           ST_IO when the output does not take it
 */
#ifndef BENCH_RUN_H
#define BENCH_RUN_H

#include <stdbool.h>
#include <stdio.h>

#include "common/base/err.h"

enum run_format { RUN_TABLE, RUN_TSV, RUN_JSON };

struct run_settings {
    const char *index, *queries; /* paths                                  */
    const char *syntax;          /* of the queries; NULL: lucene            */
    const char *commands;        /* "TOP_10,COUNT"                         */
    size_t rounds;               /* 0: 10 when warm, 1 when cold           */
    size_t threads;              /* at least 1; exactly 1 when cold        */
    bool cold;
    bool classes; /* also classes within a kind; JSON has them anyway */
    enum run_format format;
};

enum st run(const struct run_settings *s, FILE *out, struct err *e) MUST_USE;

#endif
