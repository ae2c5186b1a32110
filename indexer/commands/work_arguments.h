/*
 * work_arguments -- how much of the machine the work may use.
 *
 *   Threads  pure functions, but for the number of processors
 *   Errors   ST_USAGE names the option and what would be valid
 */
#ifndef INDEXER_COMMANDS_WORK_ARGUMENTS_H
#define INDEXER_COMMANDS_WORK_ARGUMENTS_H

#include "indexer/commands/commands.h"

struct work_arguments {
    uint64_t memory;
    unsigned threads;
};

enum {
    OPTION_MEMORY = OPTIONS_OF_WORK,
    OPTION_THREADS,
};

/* Their entries in a table of options. */
#define WORK_OPTIONS                                                           \
    {OPTION_MEMORY, 'm', "memory", "SIZE",                                     \
     "Memory to use, such as 512M or 4G (default 1G, at least 64M)."},         \
    {                                                                          \
        OPTION_THREADS, 'j', "threads", "N",                                   \
            "Worker threads (default: one a processor)."                       \
    }

struct work_arguments work_arguments_default(void);

/* One a processor. */
unsigned work_threads_default(void);

/* Takes the option at hand; ST_OK when it is none of these. */
enum st work_arguments_take(const struct options *o, int id,
                            struct work_arguments *a, struct err *e) MUST_USE;

#endif
