/* dateline-bench: flags only. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/engine.h"
#include "bench/report.h"
#include "bench/run.h"
#include "bench/serve.h"
#include "common/base/options.h"

enum { COMMAND_SERVE = 1, COMMAND_RUN, COMMAND_REPORT };
enum {
    OPT_TIMED = 1,
    OPT_QUERIES,
    OPT_SYNTAX,
    OPT_COMMANDS,
    OPT_REPEAT,
    OPT_THREADS,
    OPT_COLD,
    OPT_CLASSES,
    OPT_FORMAT,
    OPT_OUTPUT,
};

static const struct option_spec SERVE_OPTIONS[] = {
    {OPT_TIMED, 0, "timed", NULL,
     "Begin with a line `ready` and put the nanoseconds behind each answer."},
};

static const struct option_spec RUN_OPTIONS[] = {
    {OPT_QUERIES, 'q', "queries", "FILE",
     "The queries, one a line: plain text, or objects with \"query\" and "
     "\"tags\", the first of which is the kind. Required."},
    {OPT_SYNTAX, 0, "syntax", "NAME",
     "How they are written: lucene (the default), websearch, native, nexis or "
     "factiva."},
    {OPT_COMMANDS, 0, "cmd", "COMMANDS",
     "What to ask, parted by commas: COUNT, TOP_10, TOP_100, TOP_1000 and the "
     "last three with _COUNT (default TOP_10); READ_10, which reads the "
     "releases of the hits and makes their snippets too, SNIPPETS_10, the time "
     "of that alone; FOLD_10 and FOLD_10_COUNT, the ten best without copies; "
     "and COUNT_BY_MONTH."},
    {OPT_REPEAT, 'r', "repeat", "N",
     "Rounds over all queries (default 10, with --cold 1)."},
    {OPT_THREADS, 'j', "threads", "N",
     "Ask from N threads at once, each with a searcher of its own over the one "
     "mapped index. The same questions are asked by one thread before, and the "
     "answers a second of both are told, with their ratio (default 1)."},
    {OPT_COLD, 0, "cold", NULL,
     "Before each question close the index and have the system forget its "
     "files; then open it and ask. Tells page faults and the time of the first "
     "answer, opening included."},
    {OPT_CLASSES, 0, "classes", NULL,
     "Also the classes within a kind: by number of words, and by the further "
     "tags of the queries. JSON always has them."},
    {OPT_FORMAT, 0, "format", "table|tsv|json",
     "A table for people (the default), lines of tab separated values, or one "
     "object, which also tells processor, kernel, build and index and is what "
     "`report` reads."},
};

static const struct option_spec REPORT_OPTIONS[] = {
    {OPT_OUTPUT, 'o', "output", "FILE",
     "Where the page goes, in the place of a file that is there (default: "
     "standard output)."},
};

static const struct example_spec SERVE_EXAMPLES[] = {
    {"printf 'COUNT\\t+tax +cut\\n' | dateline-bench serve news.idx",
     "Counts the documents with both words."},
};

static const struct example_spec RUN_EXAMPLES[] = {
    {"dateline-bench run news.idx -q queries.jsonl --cmd TOP_10,COUNT",
     "Times every query, and prints latencies by kind."},
    {"dateline-bench run news.idx -q queries.jsonl --threads 16",
     "Tells how much more 16 threads answer than one."},
    {"dateline-bench run news.idx -q queries.jsonl --cold",
     "Times every query as the first after a start of the machine."},
};

static const struct example_spec REPORT_EXAMPLES[] = {
    {"dateline-bench report peers.json run.json -o report.html",
     "Draws both on one page."},
};

static const struct command_spec *const COMMANDS[] = {
    &(const struct command_spec){
        .id = COMMAND_SERVE,
        .name = "serve",
        .operands = "INDEX",
        .summary = "answer commands from standard input, a line each",
        .details =
            "A line is COMMAND, a tab and a query in Lucene's classic "
            "syntax. The answer is one number (or UNSUPPORTED): the line "
            "protocol of the search-benchmark-game. RANK_10 answers with "
            "the ids and scores of the ten best.",
        .options = SERVE_OPTIONS,
        .n_options = COUNT_OF(SERVE_OPTIONS),
        .examples = SERVE_EXAMPLES,
        .n_examples = COUNT_OF(SERVE_EXAMPLES)},
    &(const struct command_spec){
        .id = COMMAND_RUN,
        .name = "run",
        .operands = "INDEX",
        .summary = "time the queries of a file",
        .details =
            "A time runs from before a query is parsed until its hits stand in "
            "an "
            "array, or what the command asks for is made of them. One round "
            "over all queries warms up and is not counted.\n\n"
            "Best: of each query the smallest time of its rounds, which is "
            "what "
            "the program takes when nothing disturbs it; mean and percentiles "
            "are "
            "over the queries. Every: all times of all rounds, which is what "
            "the "
            "machine as it was gave. A percentile is the smallest time that so "
            "many percent do not exceed.\n\n"
            "Answers a second: all questions by the time from the first to the "
            "last answer; CPU is the processor time of all threads for one, "
            "which "
            "other work on the machine hardly touches. ns/posting: the best "
            "times, summed, by the documents that hold each of the words asked "
            "for (excluded ones apart), summed; who skips most of a list has "
            "far "
            "less than one.",
        .options = RUN_OPTIONS,
        .n_options = COUNT_OF(RUN_OPTIONS),
        .examples = RUN_EXAMPLES,
        .n_examples = COUNT_OF(RUN_EXAMPLES)},
    &(const struct command_spec){
        .id = COMMAND_REPORT,
        .name = "report",
        .operands = "FILE...",
        .summary = "draw figures as a page of HTML",
        .details = "A FILE is what `run --format json` printed, or what "
                   "bench/peers/compare.py wrote with `query --json`. The page "
                   "has bars of all engines by class, their ratios, and the "
                   "distribution of latencies; it is one file without scripts "
                   "that fetches nothing, and light or dark as the reader's "
                   "system is.",
        .options = REPORT_OPTIONS,
        .n_options = COUNT_OF(REPORT_OPTIONS),
        .examples = REPORT_EXAMPLES,
        .n_examples = COUNT_OF(REPORT_EXAMPLES)},
};

static const struct lines_spec EXITS[] = {
    {"0", "Done."},
    {"2", "The command line, or a file that it names, makes no sense."},
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
    struct run_settings run;
    const char *output; /* of a report; NULL: stdout */
};

static enum st take_count(const struct options *o, int64_t max, size_t *out,
                          struct err *e)
{
    int64_t n = 0;

    const enum st st = options_int(o, 1, max, &n, e);
    *out = (size_t)n;
    return st;
}

static enum st take_format(const struct options *o, enum run_format *out,
                           struct err *e)
{
    static const enum run_format formats[] = {RUN_TABLE, RUN_TSV, RUN_JSON};
    int place = 0;

    const enum st st = options_choice(o, &place, e);
    *out = formats[place];
    return st;
}

static enum st take_option(const struct options *o, int id, struct settings *s,
                           struct err *e)
{
    switch (id) {
    case OPT_TIMED:
        s->timed = true;
        return ST_OK;
    case OPT_QUERIES:
        s->run.queries = o->value;
        return ST_OK;
    case OPT_SYNTAX:
        s->run.syntax = o->value;
        return ST_OK;
    case OPT_COMMANDS:
        s->run.commands = o->value;
        return ST_OK;
    case OPT_REPEAT:
        return take_count(o, 1000000, &s->run.rounds, e);
    case OPT_THREADS:
        return take_count(o, 1024, &s->run.threads, e);
    case OPT_COLD:
        s->run.cold = true;
        return ST_OK;
    case OPT_OUTPUT:
        s->output = o->value;
        return ST_OK;
    case OPT_CLASSES:
        s->run.classes = true;
        return ST_OK;
    default:
        return take_format(o, &s->run.format, e);
    }
}

static enum st carry_out_run(const char *index, struct settings *s,
                             struct err *e)
{
    if (!s->run.queries)
        return err_set(e, ST_USAGE, "run needs the queries: -q FILE");
    if (s->run.cold && s->run.threads > 1)
        return err_set(e, ST_USAGE, "--cold asks from one thread only");
    s->run.index = index;
    return run(&s->run, stdout, e);
}

static enum st carry_out_serve(const char *path, const struct settings *s,
                               struct err *e)
{
    struct engine *engine = NULL;
    struct index *index = NULL;

    enum st st = index_open(&index, path, e);
    if (st == ST_OK)
        st = engine_open(&engine, index, e);
    if (st == ST_OK)
        st = serve(engine, s->timed, stdin, stdout, e);
    engine_close(engine);
    index_close(index);
    return st;
}

static enum st carry_out_report(const struct options *o,
                                const struct settings *s, struct err *e)
{
    struct buf page = BUF_INIT;

    enum st st = report_make(&page, (const char *const *)o->operands,
                             (size_t)o->n_operands, e);
    if (st == ST_OK && s->output)
        st = report_write(s->output, buf_bytes(&page), e);
    else if (st == ST_OK && (fwrite(page.p, 1, page.n, stdout) != page.n ||
                             fflush(stdout) != 0))
        st = err_set(e, ST_IO, "standard output: %s", strerror(errno));
    buf_release(&page);
    return st;
}

static enum st carry_out(struct options *o, struct settings *s, struct err *e)
{
    switch (o->command->id) {
    case COMMAND_RUN:
        return carry_out_run(o->operands[0], s, e);
    case COMMAND_REPORT:
        return carry_out_report(o, s, e);
    default:
        return carry_out_serve(o->operands[0], s, e);
    }
}

static enum st main_fallible(struct options *o, int argc, char **argv,
                             struct err *e)
{
    struct settings s = {.run = {.commands = "TOP_10", .threads = 1}};
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
