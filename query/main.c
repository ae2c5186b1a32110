/* dateline-query: its commands, and what it says when one fails. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "common/base/options.h"
#include "query/commands/commands.h"

/* clang-format off */
static const struct command_spec *const COMMANDS[] = {
    &SEARCH_COMMAND.spec,
    &SHOW_COMMAND.spec,
    &COUNT_COMMAND.spec,
    &WHO_COMMAND.spec,
    &KWIC_COMMAND.spec,
    &SIMILAR_COMMAND.spec,
    &VERSIONS_COMMAND.spec,
    &SAVED_COMMAND.spec,
    &REPL_COMMAND.spec,
    &TERMS_COMMAND.spec,
    &NAMES_COMMAND.spec,
    &BATCH_COMMAND.spec,
    &EVAL_COMMAND.spec,
    &EXPLAIN_COMMAND.spec,
    &PARSE_COMMAND.spec,
};
/* clang-format on */

static const struct lines_spec EXITS[] = {
    {"0", "something was found"},
    {"1", "nothing was found"},
    {"2", "the command line or the query makes no sense"},
    {"3", "the index, or a saved query, is damaged or of another version"},
    {"4", "input or output failed, or memory ran out"},
    {"5", "the time was up: what is shown, if anything, is a part"},
};

static const struct lines_spec ENVIRONMENT[] = {
    {"COLUMNS", "width of the output, where it is not the terminal's"},
    {"DATELINE_PAGER, PAGER",
     "what shows more than a screen (less, where there is one); empty or cat: "
     "nothing does"},
    {"DATELINE_SAVED",
     "the folder of saved queries; else $XDG_DATA_HOME/dateline/saved, where "
     "XDG_DATA_HOME is ~/.local/share when not set"},
    {"LINES", "height of the screen, where it is not the terminal's"},
    {"NO_COLOR", "when set and not empty, no colours by themselves"},
    {"LC_ALL, LC_CTYPE, LANG",
     "bars are drawn with more than ASCII where the first that is set says "
     "UTF-8"},
};

static const struct program_spec PROGRAM = {
    .name = "dateline-query",
    .summary = "search an index of press releases",
    .details = "The first word is the index, unless it is one of the commands; "
               "./show is a folder of that name.",
    .commands = COMMANDS,
    .n_commands = COUNT_OF(COMMANDS),
    .exits = EXITS,
    .n_exits = COUNT_OF(EXITS),
    .environment = ENVIRONMENT,
    .n_environment = COUNT_OF(ENVIRONMENT),
    .see_also = "dateline-index(1), dateline-bench(1)",
};

/* The command that a table of it is in. */
static const struct command *command_of(const struct command_spec *spec)
{
    return (const struct command *)((const char *)spec -
                                    offsetof(struct command, spec));
}

static enum st run(struct options *o, int argc, char **argv,
                   struct reply *reply, struct err *e)
{
    signal(SIGPIPE, SIG_IGN); /* who has seen enough, is no failure: sink.h */
    enum st st = options_open(o, &PROGRAM, argc, argv, e);
    if (st == ST_OK && o->command)
        st = command_of(o->command)->run(o, reply, e);
    if (st != ST_OK)
        return st;
    return o->asked != ASKED_NOTHING ? options_answer(o, stdout, e)
                                     : sink_finish(reply->out, e);
}

/* ---- messages ---- */

/* Our name before each line of the notes. */
static void print_notes(struct buf *notes)
{
    char *line = (char *)(uintptr_t)buf_str(notes);
    for (char *end; (end = strchr(line, '\n')); line = end + 1)
        fprintf(stderr, "%s: %.*s\n", PROGRAM.name, (int)(end - line), line);
}

static int complain(const struct options *o, struct reply *reply, enum st st,
                    const struct err *e)
{
    if (st == ST_SYNTAX)
        fprintf(stderr, "%s: %s", PROGRAM.name, buf_str(&reply->notes));
    else
        print_notes(&reply->notes);
    fputs(buf_str(&reply->profile), stderr);
    if (st == ST_OK)
        return reply->partial ? EXIT_PARTIAL
               : reply->none  ? EXIT_NO_HITS
                              : EXIT_HITS;
    if (st != ST_SYNTAX)
        options_complain(o, e, stderr);
    return (int)exit_code_of(st);
}

int main(int argc, char **argv)
{
    struct options o = {.program = &PROGRAM};
    struct err e = ERR_INIT;
    struct sink out = sink_of(stdout);
    struct reply reply = {.out = &out};

    const enum st st = run(&o, argc, argv, &reply, &e);
    const int exit_code = complain(&o, &reply, st, &e);
    sink_close(&out);
    buf_release(&reply.profile);
    buf_release(&reply.notes);
    return exit_code;
}
