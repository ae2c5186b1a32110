/* dateline-query: flags and messages; the work is done in the library. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/options.h"
#include "common/base/terminal.h"
#include "query/commands/commands.h"
#include "query/searcher.h"

enum command {
    COMMAND_SEARCH = 1,
    COMMAND_SHOW,
    COMMAND_BATCH,
    COMMAND_PARSE,
};

enum option {
    OPTION_TOP = 1,
    OPTION_OFFSET,
    OPTION_COUNT,
    OPTION_FORMAT,
    OPTION_SYNTAX,
    OPTION_EXACT,
    OPTION_K1,
    OPTION_B,
    OPTION_TAG,
    OPTION_COLOR,
    OPTION_TOPICS,
    OPTION_OUTPUT,
};

/* ---- tables ---- */

#define EXACT_OPTION                                                           \
    {                                                                          \
        OPTION_EXACT, 0, "exact", NULL,                                        \
            "Bare words mean themselves, not every form of the word."          \
    }
#define K1_OPTION                                                              \
    {                                                                          \
        OPTION_K1, 0, "k1", "NUMBER",                                          \
            "BM25: how soon more of a word counts no more (default 0.9)."      \
    }
#define B_OPTION                                                               \
    {                                                                          \
        OPTION_B, 0, "b", "NUMBER",                                            \
            "BM25: how much length counts, 0 to 1 (default 0.4)."              \
    }
#define SYNTAX_OPTION                                                          \
    {                                                                          \
        OPTION_SYNTAX, 0, "syntax", "websearch|lucene",                        \
            "How the words are read: as in a search box (the default; "        \
            "nothing is an "                                                   \
            "error), or as Lucene's classic query syntax."                     \
    }
#define TAG_OPTION                                                             \
    {                                                                          \
        OPTION_TAG, 0, "tag", "NAME",                                          \
            "Name of the run, its last column (default dateline)."             \
    }
#define COLOR_OPTION                                                           \
    {                                                                          \
        OPTION_COLOR, 0, "color", "auto|always|never",                         \
            "Colours; auto, the default, means on a terminal where NO_COLOR "  \
            "is not "                                                          \
            "set."                                                             \
    }

static const struct option_spec SEARCH_OPTIONS[] = {
    {OPTION_TOP, 'n', "top", "N", "Show the N best releases (default 10)."},
    {OPTION_OFFSET, 0, "offset", "N", "Leave out the N best: the next page."},
    {OPTION_COUNT, 0, "count", NULL, "Print only how many releases match."},
    {OPTION_FORMAT, 0, "format", "table|json|trec|ids",
     "A table for people (the default), one JSON object, lines for trec_eval, "
     "or one id a line."},
    SYNTAX_OPTION,
    EXACT_OPTION,
    K1_OPTION,
    B_OPTION,
    TAG_OPTION,
    COLOR_OPTION,
};

static const struct option_spec SHOW_OPTIONS[] = {
    {OPTION_FORMAT, 0, "format", "text|json",
     "Text for people (the default), or one JSON object a line."},
    COLOR_OPTION,
};

static const struct option_spec BATCH_OPTIONS[] = {
    {OPTION_TOPICS, 'q', "topics", "FILE",
     "The topics: a line each, its id, a tab, and its words."},
    {OPTION_TOP, 'n', "top", "N", "The N best for each topic (default 1000)."},
    {OPTION_OUTPUT, 'o', "output", "FILE",
     "Write the run to FILE, which appears when it is complete."},
    EXACT_OPTION,
    K1_OPTION,
    B_OPTION,
    TAG_OPTION,
};

static const struct option_spec PARSE_OPTIONS[] = {SYNTAX_OPTION};

static const struct example_spec SEARCH_EXAMPLES[] = {
    {"dateline-query news.idx kassym-jomart tokayev",
     "releases with both names, the best first"},
    {"dateline-query news.idx '\"state visit\" (minsk OR astana) -sport'",
     "a phrase, either of two words, and not a third"},
    {"dateline-query news.idx title:budget --format ids -n 100",
     "ids of a hundred releases with the word in the headline"},
};

static const struct example_spec BATCH_EXAMPLES[] = {
    {"dateline-query batch news.idx -q topics.tsv -o run.txt",
     "a run for trec_eval"},
};

static const struct command_spec COMMANDS[] = {
    {
        .id = COMMAND_SEARCH,
        .operands = "INDEX WORD...",
        .summary = "search an index for releases",
        .details =
            "Prints the releases that match all the words, the best first. "
            "Words may be quoted phrases, excluded with a dash, joined by OR, "
            "grouped by parentheses (quote those from the shell) or looked "
            "for in the headline only, as title:word. A word means all its "
            "forms where the index was built for a language; =word and "
            "phrases mean what is written.",
        .options = SEARCH_OPTIONS,
        .n_options = COUNT_OF(SEARCH_OPTIONS),
        .examples = SEARCH_EXAMPLES,
        .n_examples = COUNT_OF(SEARCH_EXAMPLES),
        .words_after = 1,
    },
    {
        .id = COMMAND_SHOW,
        .name = "show",
        .operands = "INDEX ID...",
        .summary = "print stored releases",
        .options = SHOW_OPTIONS,
        .n_options = COUNT_OF(SHOW_OPTIONS),
        .words_after = 1,
    },
    {
        .id = COMMAND_BATCH,
        .name = "batch",
        .operands = "-q FILE INDEX",
        .summary = "answer a file of topics, for trec_eval",
        .details =
            "Each topic is read as a bag of words, of which any may match; "
            "nothing in it is an operator. Each hit is a line: topic, Q0, id, "
            "rank, score, tag.",
        .options = BATCH_OPTIONS,
        .n_options = COUNT_OF(BATCH_OPTIONS),
        .examples = BATCH_EXAMPLES,
        .n_examples = COUNT_OF(BATCH_EXAMPLES),
    },
    {
        .id = COMMAND_PARSE,
        .name = "parse",
        .operands = "WORD...",
        .summary = "print a question as it is understood",
        .details = "Prints the words as a fully bracketed query.",
        .options = PARSE_OPTIONS,
        .n_options = COUNT_OF(PARSE_OPTIONS),
        .words_after = 1,
    },
};

static const struct lines_spec EXITS[] = {
    {"0", "something was found"},
    {"1", "nothing was found"},
    {"2", "the command line or the query makes no sense"},
    {"3", "the index is damaged or of another version"},
    {"4", "input or output failed, or memory ran out"},
};

static const struct lines_spec ENVIRONMENT[] = {
    {"COLUMNS", "width of the output, where it is not the terminal's"},
    {"NO_COLOR", "when set and not empty, no colours by themselves"},
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

/* ---- flags ---- */

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* What any of the commands may be told. */
struct settings {
    enum syntax syntax;
    int64_t top, offset;
    double k1, b;
    bool exact, count;
    int format; /* place among the command's own */
    int color;
    const char *tag, *topics, *output;
};

/* The name of a run is a column among others. */
static enum st take_tag(const struct options *o, struct settings *s,
                        struct err *e)
{
    for (const char *at = o->value; *at; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7F)
            return err_set(e, ST_USAGE, "--tag: one word, without blanks");
    if (!*o->value)
        return err_set(e, ST_USAGE, "--tag: one word, not none");
    s->tag = o->value;
    return ST_OK;
}

static enum st take_option(const struct options *o, int id, struct settings *s,
                           struct err *e)
{
    int choice = 0;
    enum st st = ST_OK;
    switch ((enum option)id) {
    case OPTION_TOP:
        return options_int(o, 1, HITS_MAX, &s->top, e);
    case OPTION_OFFSET:
        return options_int(o, 0, HITS_MAX, &s->offset, e);
    case OPTION_COUNT:
        s->count = true;
        break;
    case OPTION_FORMAT:
        return options_choice(o, &s->format, e);
    case OPTION_SYNTAX:
        st = options_choice(o, &choice, e);
        s->syntax = choice == 0 ? SYNTAX_WEBSEARCH : SYNTAX_LUCENE;
        break;
    case OPTION_EXACT:
        s->exact = true;
        break;
    case OPTION_K1:
        return options_double(o, 0, 1000, &s->k1, e);
    case OPTION_B:
        return options_double(o, 0, 1, &s->b, e);
    case OPTION_TAG:
        return take_tag(o, s, e);
    case OPTION_COLOR:
        return options_choice(o, &s->color, e);
    case OPTION_TOPICS:
        s->topics = o->value;
        break;
    case OPTION_OUTPUT:
        s->output = o->value;
        break;
    }
    return st;
}

static enum st take_options(struct options *o, struct settings *s,
                            struct err *e)
{
    enum st st;
    int id;
    while ((st = options_next(o, &id, e)) == ST_OK && id != OPTIONS_END)
        if ((st = take_option(o, id, s, e)) != ST_OK)
            return st;
    if (st == ST_OK && s->top + s->offset > HITS_MAX)
        return err_set(e, ST_USAGE, "--offset and --top: together at most %d",
                       HITS_MAX);
    return st;
}

/* ---- the terminal ---- */

static struct table_look look_of(const struct settings *s)
{
    const char *const no_color = getenv("NO_COLOR");
    const bool wanted = !(no_color && *no_color) && isatty(STDOUT_FILENO);
    return (struct table_look){
        .columns = terminal_columns(STDOUT_FILENO),
        .color = s->color == COLOR_ALWAYS || (s->color == COLOR_AUTO && wanted),
    };
}

/* ---- commands ---- */

static enum st search(const struct options *o, const struct settings *s,
                      struct reply *reply, struct err *e)
{
    static const enum search_format formats[] = {FORMAT_TABLE, FORMAT_JSON,
                                                 FORMAT_TREC, FORMAT_IDS};
    const struct search_command c = {
        .index = o->operands[0],
        .words = (const char *const *)o->operands + 1,
        .n_words = (size_t)o->n_operands - 1,
        .syntax = s->syntax,
        .top = (uint32_t)s->top,
        .offset = (uint32_t)s->offset,
        .k1 = (float)s->k1,
        .b = (float)s->b,
        .exact = s->exact,
        .count = s->count,
        .format = formats[s->format],
        .tag = s->tag,
        .look = look_of(s),
    };
    return command_search(&c, reply, e);
}

static enum st show(const struct options *o, const struct settings *s,
                    struct reply *reply, struct err *e)
{
    const struct show_command c = {
        .index = o->operands[0],
        .ids = (const char *const *)o->operands + 1,
        .n_ids = (size_t)o->n_operands - 1,
        .format = s->format == 0 ? SHOW_TEXT : SHOW_JSON,
        .look = look_of(s),
    };
    return command_show(&c, reply, e);
}

static enum st batch(const struct options *o, const struct settings *s,
                     struct reply *reply, struct err *e)
{
    const struct batch_command c = {
        .index = o->operands[0],
        .topics = s->topics,
        .top = (uint32_t)s->top,
        .k1 = (float)s->k1,
        .b = (float)s->b,
        .exact = s->exact,
        .tag = s->tag,
    };
    if (!s->topics)
        return err_set(e, ST_USAGE, "batch: name the file of topics with -q");
    return command_batch(&c, reply, e);
}

static enum st parse(const struct options *o, const struct settings *s,
                     struct reply *reply, struct err *e)
{
    const struct parse_command c = {
        .words = (const char *const *)o->operands,
        .n_words = (size_t)o->n_operands,
        .syntax = s->syntax,
    };
    return command_parse(&c, reply, e);
}

static enum st run_command(const struct options *o, const struct settings *s,
                           struct reply *reply, struct err *e)
{
    switch ((enum command)o->command->id) {
    case COMMAND_SEARCH:
        return search(o, s, reply, e);
    case COMMAND_SHOW:
        return show(o, s, reply, e);
    case COMMAND_BATCH:
        return batch(o, s, reply, e);
    case COMMAND_PARSE:
        return parse(o, s, reply, e);
    }
    return ST_OK;
}

static enum st run(struct options *o, int argc, char **argv,
                   struct reply *reply, struct err *e)
{
    const struct search_options standard = SEARCH_OPTIONS_DEFAULT;
    struct settings s = {.syntax = SYNTAX_WEBSEARCH,
                         .k1 = (double)standard.k1,
                         .b = (double)standard.b,
                         .tag = "dateline"};
    enum st st = options_open(o, &PROGRAM, argc, argv, e);
    if (st == ST_OK && o->command) {
        s.top = o->command->id == COMMAND_BATCH ? 1000 : 10;
        st = take_options(o, &s, e);
    }
    if (st != ST_OK)
        return st;
    if (o->asked != ASKED_NOTHING)
        return options_answer(o, stdout, e);
    signal(SIGPIPE, SIG_IGN); /* who has seen enough, is no failure: sink.h */
    if (s.output)
        st = sink_open_file(reply->out, s.output, e);
    if (st == ST_OK)
        st = run_command(o, &s, reply, e);
    return st == ST_OK ? sink_finish(reply->out, e) : st;
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
    if (st == ST_OK)
        return reply->none ? EXIT_NO_HITS : EXIT_HITS;
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
    buf_release(&reply.notes);
    return exit_code;
}
