/*
 * commands -- what the commands of dateline-index do, behind their options.
 *
 * Part of the program, so they print; the work is done in the library. The
 * tables of the options are main.c's, but for those of the commands here.
 *
 *   Threads  the main one
 */
#ifndef INDEXER_COMMANDS_COMMANDS_H
#define INDEXER_COMMANDS_COMMANDS_H

#include <signal.h>

#include "common/base/options.h"
#include "indexer/order/doc_order.h"

enum option {
    OPTION_OUTPUT = 1,
    OPTION_LANG,
    OPTION_MEMORY,
    OPTION_THREADS,
    OPTION_STORE,
    OPTION_FORCE,
    OPTION_MAP,
    OPTION_REORDER,
    OPTION_JSON,
    OPTION_QUICK,
    OPTION_BY,
    OPTION_PROGRESS,
    OPTION_FINISH_BY,
    OPTION_REJECTS,
    OPTION_MAX_BAD,
    OPTION_LOG,
    OPTION_COMMIT_EVERY,
    OPTION_RESUME,
    OPTION_IDS,
    OPTION_ALL,
    OPTION_FORMAT,
    OPTION_FILTER,
    OPTION_GLOB,
    OPTION_EXCLUDE,
    OPTION_FOLLOW,
    OPTION_UNPACK,
    OPTION_TOP,
};

/* ---- what they share ---- */

/* Worker threads: one a processor. */
unsigned threads_default(void);

/* Tells a person who watches; a log has no use for it. */
struct order_progress order_progress(void);
/* Clears the line of progress. */
void end_progress(void);

/* The value of --commit-every: "100k" or "250000" documents; "90s", "5min",
 * "2h". */
enum st take_commit_every(const struct options *o, uint64_t *records,
                          double *seconds, struct err *e) MUST_USE;

/* From now on SIGINT and SIGTERM set what is returned, once; a second one ends
 * the program as ever. */
const volatile sig_atomic_t *stop_on_signals(void);

/* ---- the commands: as main.c calls them ---- */

enum st command_reorder(struct options *o, int *exit_code, struct err *e);
enum st command_verify(struct options *o, int *exit_code, struct err *e);
enum st command_stats(struct options *o, int *exit_code, struct err *e);
enum st command_dump(struct options *o, int *exit_code, struct err *e);

#endif
