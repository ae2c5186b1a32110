/* dateline-index: its commands, and what it says when one fails. */
#include <malloc.h>
#include <stdio.h>

#include "indexer/commands/commands.h"
#include "indexer/commands/run_report.h"

static const struct command_spec *const COMMANDS[] = {
    &PEEK_COMMAND.spec,    &BUILD_COMMAND.spec,   &ADD_COMMAND.spec,
    &UPDATE_COMMAND.spec,  &DELETE_COMMAND.spec,  &MERGE_COMMAND.spec,
    &COMPACT_COMMAND.spec, &REORDER_COMMAND.spec, &VERIFY_COMMAND.spec,
    &STATS_COMMAND.spec,   &DUMP_COMMAND.spec,
};

static const struct lines_spec EXITS[] = {
    {"0", "done"},
    {"1", "done, but documents were rejected, ids were not there, or a signal "
          "came"},
    {"2", "the command line makes no sense, or the target holds an index"},
    {"3", "the index is damaged or of another version"},
    {"4", "input or output failed, or memory ran out"},
    {"5", "more documents were rejected than --max-bad allows"},
    {"6", "another process is writing this index"},
};

static const struct program_spec PROGRAM = {
    .name = "dateline-index",
    .summary = "build and look after an index of press releases",
    .commands = COMMANDS,
    .n_commands = COUNT_OF(COMMANDS),
    .exits = EXITS,
    .n_exits = COUNT_OF(EXITS),
    .see_also = "dateline-query(1), dateline-bench(1)",
};

/* The command that a table of it is in. */
static const struct command *command_of(const struct command_spec *spec)
{
    return (const struct command *)((const char *)spec -
                                    offsetof(struct command, spec));
}

static enum st run(struct options *o, int argc, char **argv, int *exit_code,
                   struct err *e)
{
    enum st st = options_open(o, &PROGRAM, argc, argv, e);
    if (st == ST_OK && o->command)
        st = command_of(o->command)->run(o, exit_code, e);
    if (st == ST_OK && o->asked != ASKED_NOTHING)
        st = options_answer(o, stdout, e);
    if (st == ST_OK && fflush(stdout) != 0)
        st = err_set(e, ST_IO, "cannot write the output");
    return st;
}

int main(int argc, char **argv)
{
    struct options o = {.program = &PROGRAM};
    struct err e = ERR_INIT;
    int exit_code = EXIT_HITS;
    keep_command_line(argc, argv);

    /* Memory freed by one phase must reach the next one or the system: large
     * blocks always come from mmap, and threads share two heaps. */
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
    mallopt(M_ARENA_MAX, 2);

    const enum st st = run(&o, argc, argv, &exit_code, &e);
    if (st == ST_OK)
        return exit_code;
    options_complain(&o, &e, stderr);
    return (int)exit_code_of(st);
}
