/*
 * change -- the commands that change an index: add, update, delete, merge,
 * compact.
 *
 *   Threads  the main one
 */
#ifndef INDEXER_COMMANDS_CHANGE_H
#define INDEXER_COMMANDS_CHANGE_H

#include "indexer/commands/commands.h"
#include "indexer/commands/run_report.h"
#include "indexer/commands/source_arguments.h"

enum {
    ADD_OPTIONS_N = 4 + SOURCE_OPTIONS_N + RUN_OPTIONS_N,
    DELETE_OPTIONS_N = 1,
    MERGE_OPTIONS_N = 1
};

extern const struct option_spec ADD_OPTIONS[ADD_OPTIONS_N];
extern const struct option_spec DELETE_OPTIONS[DELETE_OPTIONS_N];
extern const struct option_spec MERGE_OPTIONS[MERGE_OPTIONS_N];

enum st command_add(struct options *o, int *exit_code, struct err *e);
enum st command_update(struct options *o, int *exit_code, struct err *e);
enum st command_delete(struct options *o, int *exit_code, struct err *e);
enum st command_merge(struct options *o, int *exit_code, struct err *e);
enum st command_compact(struct options *o, int *exit_code, struct err *e);

#endif
