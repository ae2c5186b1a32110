/* who -- who said something, and how often. */
#include <inttypes.h>

#include "query/commands/commands.h"
#include "query/output/speakers.h"

static void print(const struct who_command *c, struct bytes query,
                  const struct speakers *s, struct buf *out)
{
    switch (c->form) {
    case LIST_TABLE:
        output_speakers_table(s, c->top, &c->look, out);
        break;
    case LIST_CSV:
    case LIST_TSV:
        output_speakers_rows(s, c->top,
                             c->form == LIST_CSV ? ROWS_CSV : ROWS_TSV, out);
        break;
    case LIST_JSON:
        output_speakers_json(query, s, c->top, out);
        break;
    }
}

static enum st find(const struct who_command *c, struct asking *a,
                    struct speakers *out, struct reply *reply, struct err *e)
{
    const struct search_options options =
        question_arguments_search(&c->question, 0, true);
    const struct speakers_question q = {a->index, a->question, &options,
                                        &a->arena};
    struct searcher *matching, *quoting = NULL;
    struct err why = ERR_INIT;
    enum st st = searcher_open(&matching, a->index, e);
    if (st == ST_OK)
        st = searcher_open(&quoting, a->index, e);
    if (st == ST_OK) {
        st = speakers_find(&q, matching, quoting, out, &why);
        st = reply_searched(reply, matching, a->query, st, &why, e);
    }
    searcher_close(matching);
    searcher_close(quoting);
    return st;
}

enum st command_who(const struct who_command *c, struct reply *reply,
                    struct err *e)
{
    struct speakers speakers;
    struct asking asking;
    struct buf out = BUF_INIT;
    enum st st = asking_open(&asking, c->index, &c->question, c->words,
                             c->n_words, reply, e);
    if (st == ST_OK)
        st = find(c, &asking, &speakers, reply, e);
    if (st == ST_OK) {
        print(c, asking.query, &speakers, &out);
        reply->none = speakers.quotations == 0;
        if (speakers.n > c->top && c->form == LIST_TABLE)
            buf_printf(&reply->notes, "%zu more speakers; -n %zu shows all\n",
                       speakers.n - c->top, speakers.n);
        st = reply_send(reply, &out, e);
    }
    buf_release(&out);
    asking_close(&asking);
    return st;
}

/* ---- the command line ---- */

enum { OPTION_TOP = 1, OPTION_FORMAT };

static const struct option_spec OPTIONS[] = {
    {OPTION_TOP, 'n', "top", "N", "The N who said most (default 20)."},
    LIST_FORM_OPTION(OPTION_FORMAT),
    SYNTAX_OPTION,
    EXACT_OPTION,
    MAX_WORK_OPTION,
    SURE_OPTION,
    BOILERPLATE_OPTION,
    TIMEOUT_OPTION,
    LOOK_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query who news.idx sanctions",
     "who speaks of sanctions, in quotation marks"},
    {"dateline-query who news.idx 'quote:(border OR transit) date:2021..'",
     "the same, of a time"},
    {"dateline-query who news.idx 'place:minsk' -n 5 --format csv",
     "who is quoted from Minsk"},
};

struct arguments {
    struct who_command command;
    struct look_arguments look;
    int64_t top;
    int form; /* place among the names */
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    enum st st;
    switch (id) {
    case OPTION_TOP:
        return options_int(o, 1, INT32_MAX, &a->top, e);
    case OPTION_FORMAT:
        return options_choice(o, &a->form, e);
    default:
        st = question_arguments_take(o, id, &a->command.question, e);
        return st == ST_OK ? look_arguments_take(o, id, &a->look, e) : st;
    }
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct arguments a = {.command = {.question = QUESTION_ARGUMENTS_DEFAULT},
                          .top = 20};
    const enum st st = options_take(o, take, &a, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    struct who_command *const c = &a.command;
    c->index = o->operands[0];
    c->words = (const char *const *)o->operands + 1;
    c->n_words = (size_t)o->n_operands - 1;
    c->top = (size_t)a.top;
    question_arguments_arm(&c->question);
    c->form = (enum list_form)a.form;
    c->look = look_arguments_look(&a.look);
    look_arguments_page(&a.look, reply->out);
    return command_who(c, reply, e);
}

const struct command WHO_COMMAND = {
    .spec =
        {
            .name = "who",
            .operands = "INDEX [WORD...]",
            .summary = "list who said something",
            .details =
                "Counts the quotations in which the words of the question "
                "stand, of the releases that match it, by who said them. Words "
                "in quote: and said:, where the question has any, say alone "
                "what a quotation must hold; without words all quotations "
                "count. Sure are those whose speaker is named beside them. "
                "What is told without quotation marks is not seen.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
            .words_after = 1,
        },
    .run = run,
};
