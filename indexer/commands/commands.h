/*
 * commands -- what dateline-index does, a file each.
 *
 * A file holds the table of a command's options, what takes them, and what is
 * told of the work, which is the library's; main.c lists the commands. What
 * several of them are told has a taker of its own (work_arguments,
 * source_arguments, commit_every, run_report), each with numbers of options
 * that no other has. Part of the program, so they print.
 *
 *   Threads  the main one
 */
#ifndef INDEXER_COMMANDS_COMMANDS_H
#define INDEXER_COMMANDS_COMMANDS_H

#include "common/base/options.h"

struct command {
    struct command_spec spec;
    /* Takes the options; does the work unless something is asked (o->asked).
     * *exit_code is EXIT_HITS, for it to change. */
    enum st (*run)(struct options *o, int *exit_code, struct err *e);
};

extern const struct command ADD_COMMAND, BUILD_COMMAND, COMPACT_COMMAND,
    DELETE_COMMAND, DUMP_COMMAND, MERGE_COMMAND, PEEK_COMMAND, REORDER_COMMAND,
    STATS_COMMAND, UPDATE_COMMAND, VERIFY_COMMAND;

/* The commands' own options are numbered from 1, those they share from: */
enum {
    OPTIONS_OF_WORK = 101,
    OPTIONS_OF_SOURCES = 201,
    OPTIONS_OF_COMMITS = 301,
    OPTIONS_OF_RUNS = 401,
};

#endif
