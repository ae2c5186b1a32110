/* explain -- why a release has the score it has for a question. */
#include "query/explain/explain_json.h"
#include "query/explain/explain_print.h"

#include "common/segment/index.h"
#include "query/commands/commands.h"

/* The document with the id, DOC_END and a note when there is none. */
static enum st find(const struct explain_command *c, const struct index *ix,
                    uint32_t *doc, struct reply *reply, struct err *e)
{
    const struct bytes id = bytes_of_str(c->id);
    const enum st st = index_find_id(ix, id, doc, e);

    if (st != ST_OK || *doc != DOC_END)
        return st;
    reply->none = true;
    buf_printf(&reply->notes, "%s: no release with the id ", c->index);
    output_id(id, false, &reply->notes);
    buf_append_byte(&reply->notes, '\n');
    return ST_OK;
}

static enum st explain(const struct explain_command *c, const struct index *ix,
                       const struct ast_node *question, struct bytes text,
                       struct arena *arena, struct reply *reply, struct err *e)
{
    const struct search_options options =
        question_arguments_search(&c->question, 1, false);
    struct searcher *searcher = NULL;
    struct search_result result;
    struct explanation x;
    struct buf out = BUF_INIT;
    struct err why = ERR_INIT;
    struct hit best;
    uint32_t doc;

    enum st st = find(c, ix, &doc, reply, e);
    if (st != ST_OK || doc == DOC_END)
        return st;
    if ((st = searcher_open(&searcher, ix, e)) != ST_OK)
        return st;
    st = searcher_run(searcher, question, &options, &best, &result, &why);
    st = reply_searched(reply, searcher, text, st, &why, e);
    if (st == ST_OK && result.stopped)
        st = err_set(e, ST_STOPPED, "stopped before the score was known");
    if (st == ST_OK)
        st = searcher_explain(searcher, &options, doc, arena, &x, e);
    if (st == ST_OK) {
        reply->none = !x.matches;
        if (c->format == EXPLAIN_JSON)
            explain_json(&x, text, bytes_of_str(c->id), &out);
        else
            explain_print(&x, &out);
        st = reply_send(reply, &out, e);
    }
    buf_release(&out);
    searcher_close(searcher);
    return st;
}

enum st command_explain(const struct explain_command *c, struct reply *reply,
                        struct err *e)
{
    struct ast_node *question;
    struct index *ix = NULL;
    struct bytes text;
    struct arena arena;

    arena_init(&arena, 0);
    enum st st = parse_words(&question, &text, &arena, c->question.syntax,
                             &c->query, 1, reply, e);
    if (st == ST_OK)
        st = index_open(&ix, c->index, e);
    if (st == ST_OK)
        st = explain(c, ix, question, text, &arena, reply, e);
    index_close(ix);
    arena_release(&arena);
    return st;
}

/* ---- the command line ---- */

enum { OPTION_FORMAT = 1 };

static const struct option_spec OPTIONS[] = {
    {OPTION_FORMAT, 0, "format", "text|json",
     "Text for people (the default), or one JSON object."},
    SYNTAX_OPTION,
    RANKING_OPTIONS,
    MAX_WORK_OPTION,
    SURE_OPTION,
    BOILERPLATE_OPTION,
    TIMEOUT_OPTION,
    NAMES_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query explain news.idx 'state visit' wire/2019-05-28",
     "the score of one release, word by word"},
    {"dateline-query explain news.idx gas r1 --format json | jq .score",
     "what it is, for a program"},
};

struct arguments {
    struct explain_command command;
    int format; /* place among the names */
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;

    if (id == OPTION_FORMAT)
        return options_choice(o, &a->format, e);
    return question_arguments_take(o, id, &a->command.question, e);
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct arguments a = {.command = {.question = QUESTION_ARGUMENTS_DEFAULT}};
    const enum st st = options_take(o, take, &a, e);

    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    struct explain_command *const c = &a.command;
    question_arguments_arm(&c->question);
    c->index = o->operands[0];
    c->query = o->operands[1];
    c->id = o->operands[2];
    c->format = a.format == 1 ? EXPLAIN_JSON : EXPLAIN_TEXT;
    return command_explain(c, reply, e);
}

const struct command EXPLAIN_COMMAND = {
    .spec =
        {
            .name = "explain",
            .operands = "INDEX QUERY ID",
            .summary = "show a score as a sum",
            .details =
                "Prints what each word of the query adds to the score of one "
                "release, with the numbers of the formula: f, how often it is "
                "in the release, n, in how many releases it is, F, how often "
                "in all of them. A stem is marked with ~.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
