/* dateline-bench: flags only. */
#include <stdlib.h>
#include <string.h>

#include "bench/engine.h"
#include "bench/queries.h"
#include "bench/run.h"
#include "bench/serve.h"
#include "common/base/options.h"

enum { COMMAND_SERVE = 1, COMMAND_RUN };
enum { OPT_TIMED = 1, OPT_QUERIES, OPT_COMMANDS, OPT_REPEAT };

static const struct option_spec SERVE_OPTIONS[] = {
    {OPT_TIMED, 0, "timed", NULL,
     "Begin with a line `ready` and put the nanoseconds behind each answer."},
};

static const struct option_spec RUN_OPTIONS[] = {
    {OPT_QUERIES, 'q', "queries", "FILE",
     "The queries, one a line: plain text, or objects with \"query\" and "
     "\"tags\". Required."},
    {OPT_COMMANDS, 0, "cmd", "COMMANDS",
     "What to ask, parted by commas: COUNT, TOP_10, TOP_100, TOP_1000 and the "
     "last three with _COUNT. TOP_10 when not given."},
    {OPT_REPEAT, 'r', "repeat", "N",
     "Rounds over all queries; the best time of each counts. 10 when not "
     "given."},
};

static const struct example_spec SERVE_EXAMPLES[] = {
    {"printf 'COUNT\\t+tax +cut\\n' | dateline-bench serve news.idx",
     "Counts the documents with both words."},
};

static const struct example_spec RUN_EXAMPLES[] = {
    {"dateline-bench run news.idx -q queries.jsonl --cmd TOP_10,COUNT",
     "Times every query, and prints latencies by kind."},
};

static const struct command_spec COMMANDS[] = {
    {.id = COMMAND_SERVE,
     .name = "serve",
     .operands = "INDEX",
     .summary = "answer commands from standard input, a line each",
     .details = "A line is COMMAND, a tab and a query in Lucene's classic "
                "syntax. The answer is one number (or UNSUPPORTED): the line "
                "protocol of the search-benchmark-game. RANK_10 answers with "
                "the ids and scores of the ten best.",
     .options = SERVE_OPTIONS,
     .n_options = COUNT_OF(SERVE_OPTIONS),
     .examples = SERVE_EXAMPLES,
     .n_examples = COUNT_OF(SERVE_EXAMPLES)},
    {.id = COMMAND_RUN,
     .name = "run",
     .operands = "INDEX",
     .summary = "time the queries of a file",
     .details = "Times run from before a query is parsed until its hits stand "
                "in an array, in one thread, with warm caches.",
     .options = RUN_OPTIONS,
     .n_options = COUNT_OF(RUN_OPTIONS),
     .examples = RUN_EXAMPLES,
     .n_examples = COUNT_OF(RUN_EXAMPLES)},
};

static const struct lines_spec EXITS[] = {
    {"0", "Done."},
    {"2", "The command line makes no sense."},
    {"3", "The index is damaged or of another version."},
    {"4", "Input, output or memory failed."},
};

static const struct program_spec PROGRAM = {
    .name = "dateline-bench",
    .summary = "measure the latency of queries",
    .commands = COMMANDS,
    .n_commands = COUNT_OF(COMMANDS),
    .exits = EXITS,
    .n_exits = COUNT_OF(EXITS),
    .see_also = "dateline-index(1), dateline-query(1)",
};

struct settings {
    bool timed;
    const char *queries;
    const char *commands;
    int64_t repeat;
};

static enum st take_option(const struct options *o, int id, struct settings *s,
                           struct err *e)
{
    switch (id) {
    case OPT_TIMED:
        s->timed = true;
        return ST_OK;
    case OPT_QUERIES:
        s->queries = o->value;
        return ST_OK;
    case OPT_COMMANDS:
        s->commands = o->value;
        return ST_OK;
    default:
        return options_int(o, 1, 1000000, &s->repeat, e);
    }
}

static enum st run_commands(struct engine *g, const struct settings *s,
                            const struct queries *q, struct err *e)
{
    const char *rest = s->commands;
    enum st st = ST_OK;

    while (st == ST_OK && *rest) {
        const size_t n = strcspn(rest, ",");
        const struct engine_command *const command =
            engine_command(bytes_of(rest, n));
        if (!command)
            return err_set(e, ST_USAGE, "no command %.*s; there are %s", (int)n,
                           rest, engine_commands());
        st = run(g, q, command, (unsigned)s->repeat, stdout, e);
        rest += n + (rest[n] == ',');
        if (*rest)
            fputc('\n', stdout);
    }
    return st;
}

static enum st carry_out(const struct options *o, const struct settings *s,
                         struct err *e)
{
    struct queries queries = {.n = 0};
    struct engine *engine = NULL;
    struct index *index = NULL;
    enum st st;

    if (o->command->id == COMMAND_RUN) {
        if (!s->queries)
            return err_set(e, ST_USAGE, "run needs the queries: -q FILE");
        if ((st = queries_read(&queries, s->queries, e)) != ST_OK)
            goto done;
    }
    if ((st = index_open(&index, o->operands[0], e)) != ST_OK)
        goto done;
    if ((st = engine_open(&engine, index, e)) != ST_OK)
        goto done;
    if (o->command->id == COMMAND_SERVE)
        st = serve(engine, s->timed, stdin, stdout, e);
    else
        st = run_commands(engine, s, &queries, e);

done:
    engine_close(engine);
    index_close(index);
    queries_release(&queries);
    return st;
}

static enum st main_fallible(struct options *o, int argc, char **argv,
                             struct err *e)
{
    struct settings s = {.commands = "TOP_10", .repeat = 10};
    int id;

    enum st st = options_open(o, &PROGRAM, argc, argv, e);
    while (st == ST_OK && (st = options_next(o, &id, e)) == ST_OK &&
           id != OPTIONS_END)
        st = take_option(o, id, &s, e);
    if (st != ST_OK)
        return st;
    if (o->asked != ASKED_NOTHING)
        return options_answer(o, stdout, e);
    return carry_out(o, &s, e);
}

int main(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct options o = {.program = &PROGRAM};

    const enum st st = main_fallible(&o, argc, argv, &e);
    if (st != ST_OK)
        options_complain(&o, &e, stderr);
    return (int)exit_code_of(st);
}
