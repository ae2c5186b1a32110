/* repl -- question after question, at a prompt. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/mem.h"
#include "common/text/analyzer.h"
#include "query/commands/commands.h"
#include "query/commands/line_reader.h"
#include "query/commands/look_arguments.h"
#include "query/commands/stopper.h"
#include "query/complete.h"

enum { WORDS_SHOWN = 12 };

struct session {
    struct search_command search; /* what the next question is asked with */
    struct look_arguments look;
    struct reply *reply;
    struct index *index; /* for its words */
    struct analyzer *analyzer;
    bool over;
};

/* ---- completion ---- */

/* How long all of the words begin alike, to a whole character. */
static size_t common_beginning(const struct completion *words, size_t n)
{
    const struct bytes first = words[0].word;
    size_t common = first.n;
    for (size_t i = 1; i < n; i++) {
        const struct bytes word = words[i].word;
        size_t k = 0;
        while (k < MIN(common, word.n) && word.p[k] == first.p[k])
            k++;
        common = k;
    }
    while (common > 0 && common < first.n && (first.p[common] & 0xC0) == 0x80)
        common--;
    return common;
}

static void complete(void *ctx, struct bytes typed, struct buf *out,
                     struct buf *list)
{
    struct session *const s = ctx;
    struct completion *words;
    struct arena arena;
    struct buf folded = BUF_INIT;
    size_t n = 0;
    arena_init(&arena, 0);
    if (analyzer_fold(s->analyzer, typed, &folded, NULL) == ST_OK &&
        folded.n > 0 &&
        complete_word(s->index, buf_bytes(&folded), COMPLETE_LOOKED_AT, &arena,
                      &words, &n, NULL) == ST_OK &&
        n > 0) {
        const size_t common = common_beginning(words, n);
        /* As it was typed, capitals and all, when there is no more to say. */
        if (common > folded.n || n == 1)
            buf_append(out, words[0].word.p, n == 1 ? words[0].word.n : common);
        for (size_t i = 0; n > 1 && i < MIN(n, (size_t)WORDS_SHOWN); i++)
            buf_printf(list, "%s%.*s", i ? "  " : "", (int)words[i].word.n,
                       (const char *)words[i].word.p);
        if (n > WORDS_SHOWN)
            buf_printf(list, "  and %zu more", n - WORDS_SHOWN);
    }
    buf_release(&folded);
    arena_release(&arena);
}

/* ---- commands ---- */

static const char HELP[] = "Type a question, or one of\n"
                           "  \\top N        how many releases are shown\n"
                           "  \\format NAME  table, lines, json, csv, ...\n"
                           "  \\syntax NAME  websearch, native, lucene, ...\n"
                           "  \\help         this\n"
                           "  \\quit         end, as ^D does\n"
                           "Tab completes a word, ^R searches what was asked "
                           "before, ^C stops a search "
                           "or drops the line.\n";

/* The place of `name` among "a|b|c"; -1: nowhere. */
static int find_name(const char *names, const char *name)
{
    int place = 0;
    for (const char *at = names;; place++) {
        const size_t n = strcspn(at, "|");
        if (strlen(name) == n && memcmp(at, name, n) == 0)
            return place;
        if (!at[n])
            return -1;
        at += n + 1;
    }
}

static void set_top(struct session *s, const char *value, struct buf *out)
{
    char *end;
    const long top = strtol(value, &end, 10);
    if (*value && !*end && top >= 1 && top <= HITS_MAX)
        s->search.top = (uint32_t)top;
    else
        buf_printf(out, "\\top: a number from 1 to %d\n", HITS_MAX);
}

static void set_format(struct session *s, const char *value, struct buf *out)
{
    const int place = find_name(FORMAT_NAMES, value);
    if (place >= 0)
        s->search.format = (enum format)place;
    else
        buf_append_str(out, "\\format: one of " FORMAT_NAMES "\n");
}

static void set_syntax(struct session *s, const char *value, struct buf *out)
{
    enum syntax syntax;
    if (syntax_from_name(value, &syntax))
        s->search.question.syntax = syntax;
    else
        buf_append_str(out, "\\syntax: there is none of this name\n");
}

/* "\top 5" */
static void run_command(struct session *s, const char *line, struct buf *out)
{
    const size_t n = strcspn(line, " ");
    const char *const value = line + n + strspn(line + n, " ");
    const struct bytes name = bytes_of(line, n);
    if (bytes_equal_str(name, "\\help"))
        buf_append_str(out, HELP);
    else if (bytes_equal_str(name, "\\quit"))
        s->over = true;
    else if (bytes_equal_str(name, "\\top"))
        set_top(s, value, out);
    else if (bytes_equal_str(name, "\\format"))
        set_format(s, value, out);
    else if (bytes_equal_str(name, "\\syntax"))
        set_syntax(s, value, out);
    else
        buf_append_str(out, "there is no such command; \\help tells which\n");
}

/* ---- questions ---- */

/* What went wrong with a question ends that question alone. */
static enum st ask(struct session *s, const char *line, struct buf *out,
                   struct err *e)
{
    struct err why = ERR_INIT;
    struct reply *const reply = s->reply;
    s->search.words = &line;
    s->search.n_words = 1;
    s->search.look = look_arguments_look(&s->look);
    stopper_clear();
    const enum st st = command_search(&s->search, reply, &why);
    stopper_clear();
    buf_append(out, reply->notes.p, reply->notes.n);
    if (st != ST_OK && st != ST_SYNTAX)
        buf_printf(out, "%s\n", why.msg);
    buf_clear(&reply->notes);
    reply->none = reply->partial = false;
    return st == ST_NOMEM || st == ST_IO ? err_set(e, st, "%s", why.msg)
                                         : ST_OK;
}

static enum st take_line(struct session *s, struct line_reader *reader,
                         struct bytes line, struct err *e)
{
    struct buf out = BUF_INIT;
    const char *const text = (const char *)line.p;
    const char *const first = text + strspn(text, " \t");
    enum st st = ST_OK;
    if (*first)
        st = line_reader_remember(reader, line, e);
    if (st == ST_OK && *first == '\\')
        run_command(s, first, &out);
    else if (st == ST_OK && *first)
        st = ask(s, text, &out, e);
    if (st == ST_OK)
        st = reply_send(s->reply, &out, e);
    if (st == ST_OK)
        st = sink_flush(s->reply->out, e);
    buf_release(&out);
    return st;
}

enum st command_repl(const struct repl_command *c, struct reply *reply,
                     struct err *e)
{
    struct session s = {.reply = reply,
                        .look = c->look,
                        .search = {.index = c->index,
                                   .question = c->question,
                                   .top = c->top,
                                   .format = c->format,
                                   .tag = "dateline"}};
    s.search.question.stop = stopper_on_interrupt();
    const struct line_options options = {.prompt = "dateline> ",
                                         .history = c->history,
                                         .interrupt = s.search.question.stop,
                                         .complete = complete,
                                         .ctx = &s};
    struct line_reader *reader = NULL;
    struct bytes line;

    enum st st = index_open(&s.index, c->index, e);
    if (st == ST_OK)
        st = analyzer_open(&s.analyzer, e);
    if (st == ST_OK)
        st = line_reader_open(&reader, &options, e);
    while (st == ST_OK && !s.over) {
        const enum line_end end = line_reader_next(reader, &line);
        stopper_clear();
        if (end == LINE_NONE)
            break;
        if (end == LINE_READ)
            st = take_line(&s, reader, line, e);
        else
            putchar('\n');
    }
    if (isatty(STDIN_FILENO) && !s.over)
        putchar('\n'); /* behind the prompt */
    line_reader_close(reader);
    analyzer_close(s.analyzer);
    index_close(s.index);
    return st;
}

/* ---- the command line ---- */

enum { OPTION_TOP = 1, OPTION_FORMAT, OPTION_HISTORY };

static const struct option_spec OPTIONS[] = {
    {OPTION_TOP, 'n', "top", "N", "Show the N best releases (default 10)."},
    FORMAT_OPTION(OPTION_FORMAT),
    {OPTION_HISTORY, 0, "history", "FILE",
     "Where what was asked is kept; none without it and without HOME (default "
     "~/.dateline_history)."},
    SYNTAX_OPTION,
    RANKING_OPTIONS,
    MAX_WORK_OPTION,
    SURE_OPTION,
    BOILERPLATE_OPTION,
    NAMES_OPTIONS,
    LOOK_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query repl news.idx --format lines -n 20",
     "a line for each of the twenty best, question after question"},
};

struct arguments {
    struct repl_command command;
    int64_t top;
    int format; /* place among the names */
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    enum st st;
    switch (id) {
    case OPTION_TOP:
        return options_int(o, 1, HITS_MAX, &a->top, e);
    case OPTION_FORMAT:
        return options_choice(o, &a->format, e);
    case OPTION_HISTORY:
        a->command.history = o->value;
        return ST_OK;
    default:
        st = question_arguments_take(o, id, &a->command.question, e);
        return st == ST_OK ? look_arguments_take(o, id, &a->command.look, e)
                           : st;
    }
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct arguments a = {.command = {.question = QUESTION_ARGUMENTS_DEFAULT},
                          .top = 10};
    const char *const home = getenv("HOME");
    enum st st = options_take(o, take, &a, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    struct repl_command *const c = &a.command;
    char *own = NULL;
    if (!c->history && home && *home) {
        c->history = own = file_join(home, ".dateline_history");
        if (!own)
            return err_set(e, ST_NOMEM, "out of memory");
    }
    c->index = o->operands[0];
    c->top = (uint32_t)a.top;
    c->format = (enum format)a.format;
    st = command_repl(c, reply, e);
    mem_free(own);
    return st;
}

const struct command REPL_COMMAND = {
    .spec =
        {
            .name = "repl",
            .operands = "INDEX",
            .summary = "ask question after question",
            .details =
                "Reads questions at a prompt, with editing, history and "
                "completion of words from the index. A line that begins with a "
                "backslash is a command; \\\\help lists them. ^C stops a "
                "search, "
                "what was found by then is shown; ^D ends.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
