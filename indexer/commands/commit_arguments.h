/*
 * commit_arguments -- when what was read is to be safe before all of it is:
 * every so often, or as soon as somebody wants to stop.
 *
 *   Threads  the main one
 *   Errors   ST_USAGE says what would be valid
 */
#ifndef INDEXER_COMMANDS_COMMIT_ARGUMENTS_H
#define INDEXER_COMMANDS_COMMIT_ARGUMENTS_H

#include <signal.h>

#include "indexer/commands/commands.h"

struct commit_arguments {
    uint64_t records; /* read between two commits; 0 for any number */
    double seconds;   /* likewise                                   */
};

enum { OPTION_COMMIT_EVERY = OPTIONS_OF_COMMITS };

/* Its entry in a table of options. */
#define COMMIT_OPTION(help)                                                    \
    {                                                                          \
        OPTION_COMMIT_EVERY, 0, "commit-every", "EVERY", help                  \
    }

/* Takes the option at hand, "100k" or "250000" documents, "90s", "5min" or
 * "2h"; ST_OK when it is another. */
enum st commit_arguments_take(const struct options *o, int id,
                              struct commit_arguments *a,
                              struct err *e) MUST_USE;

/* From now on SIGINT and SIGTERM set what is returned, once; a second one ends
 * the program as ever. */
const volatile sig_atomic_t *stop_on_signals(void);

#endif
