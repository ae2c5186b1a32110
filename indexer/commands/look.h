/*
 * look -- the command peek: sources as they would be read.
 *
 *   Threads  the main one
 */
#ifndef INDEXER_COMMANDS_LOOK_H
#define INDEXER_COMMANDS_LOOK_H

#include "indexer/commands/source_arguments.h"

enum { PEEK_OPTIONS_N = 2 + SOURCE_OPTIONS_N };

extern const struct option_spec PEEK_OPTIONS[PEEK_OPTIONS_N];

enum st command_peek(struct options *o, int *exit_code, struct err *e);

#endif
