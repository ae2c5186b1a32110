/* count -- how many releases match, by day, source, speaker and so on. */
#include "query/commands/commands.h"
#include "query/commands/look_arguments.h"
#include "query/facets/facets.h"

static void print(const struct count_command *c, struct bytes query,
                  const struct counts *counts, struct buf *out)
{
    switch (c->form) {
    case LIST_TABLE:
        output_counts_table(counts, &c->look, out);
        break;
    case LIST_JSON:
        output_counts_json(query, counts, out);
        break;
    case LIST_CSV:
    case LIST_TSV:
        output_counts_rows(counts, c->form == LIST_CSV ? ROWS_CSV : ROWS_TSV,
                           out);
        break;
    }
}

static enum st count(const struct count_command *c, struct asking *a,
                     struct counts *out, struct reply *reply, struct err *e)
{
    const struct search_options options =
        question_arguments_search(&c->question, 0, true);
    struct searcher *searcher;
    struct facet_totals total = {0, 0};

    enum st st = searcher_open(&searcher, a->index, e);
    if (st != ST_OK)
        return st;
    const struct facets facets = {.searcher = searcher,
                                  .index = a->index,
                                  .question = a->question,
                                  .options = &options,
                                  .kinds = {{c->by}, c->grouped},
                                  .arena = &a->arena};
    *out = (struct counts){.by = NULL};
    struct err why = ERR_INIT;
    st = facets_count(&facets, out, &total, &why);
    st = reply_searched(reply, searcher, a->query, st, &why, e);
    out->total = total.releases;
    out->folded = options.dup.how == DUP_FOLD;
    out->stories = total.stories;
    searcher_close(searcher);
    return st;
}

enum st command_count(const struct count_command *c, struct reply *reply,
                      struct err *e)
{
    struct counts counts;
    struct asking asking;
    struct buf out = BUF_INIT;
    enum st st = asking_open(&asking, c->index, &c->question, c->words,
                             c->n_words, reply, e);
    if (st == ST_OK)
        st = count(c, &asking, &counts, reply, e);
    if (st == ST_OK) {
        print(c, asking.query, &counts, &out);
        reply->none = counts.total == 0;
        st = reply_send(reply, &out, e);
    }
    buf_release(&out);
    asking_close(&asking);
    return st;
}

/* ---- the command line ---- */

enum { OPTION_BY = 1, OPTION_FORMAT };

static const struct option_spec OPTIONS[] = {
    {OPTION_BY, 0, "by", "year|month|day|source|speaker|place",
     "A count for each of them, not only one of all."},
    LIST_FORM_OPTION(OPTION_FORMAT),
    SYNTAX_OPTION,
    EXACT_OPTION,
    MAX_WORK_OPTION,
    SURE_OPTION,
    BOILERPLATE_OPTION,
    TIMEOUT_OPTION,
    DUP_OPTION,
    NAMES_OPTIONS,
    LOOK_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query count news.idx --by month", "all releases, by month"},
    {"dateline-query count news.idx '\"state visit\"' --by source",
     "who writes of state visits"},
    {"dateline-query count news.idx oil --by year --format csv",
     "a table for a spreadsheet"},
};

struct arguments {
    struct count_command command;
    struct look_arguments look;
    int by, form; /* places among the names */
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    enum st st;
    switch (id) {
    case OPTION_BY:
        a->command.grouped = true;
        return options_choice(o, &a->by, e);
    case OPTION_FORMAT:
        return options_choice(o, &a->form, e);
    default:
        st = question_arguments_take(o, id, &a->command.question, e);
        return st == ST_OK ? look_arguments_take(o, id, &a->look, e) : st;
    }
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    static const enum tally_by by[] = {TALLY_YEAR,    TALLY_MONTH,
                                       TALLY_DAY,     TALLY_SOURCE,
                                       TALLY_SPEAKER, TALLY_PLACE};
    struct arguments a = {.command = {.question = QUESTION_ARGUMENTS_DEFAULT}};
    const enum st st = options_take(o, take, &a, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    struct count_command *const c = &a.command;
    question_arguments_arm(&c->question);
    c->index = o->operands[0];
    c->words = (const char *const *)o->operands + 1;
    c->n_words = (size_t)o->n_operands - 1;
    c->by = by[a.by];
    c->form = (enum list_form)a.form;
    c->look = look_arguments_look(&a.look);
    look_arguments_page(&a.look, reply->out);
    return command_count(c, reply, e);
}

const struct command COUNT_COMMAND = {
    .spec =
        {
            .name = "count",
            .operands = "INDEX [WORD...]",
            .summary = "count the releases that match",
            .details =
                "Counts exactly, however many match; deleted releases are "
                "none. Without a question, or of '*', all are counted. Years, "
                "months and days between the first and the last that have no "
                "release are there with 0; sources, who is quoted and places "
                "of the dateline come with the most frequent first. A release "
                "that quotes several counts for each.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
            .words_after = 1,
        },
    .run = run,
};
