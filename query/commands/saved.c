/* saved -- questions that are kept under a name, and run again. */
#include <limits.h>
#include <string.h>

#include "common/base/mem.h"
#include "query/commands/commands.h"
#include "query/commands/saved_options.h"
#include "query/saved/saved_folder.h"
#include "query/saved/saved_query.h"

/* ---- add ---- */

static enum st count_now(const struct saved_add_command *c, uint64_t *total,
                         struct reply *reply, struct err *e)
{
    struct search_arguments a = SEARCH_ARGUMENTS_DEFAULT;
    struct arena arena;
    arena_init(&arena, 0);
    enum st st = saved_options_take(&a, c->options, &arena, e);
    if (st == ST_OK)
        st = search_arguments_finish(&a, e);
    if (st == ST_OK) {
        a.command.index = c->index;
        a.command.words = c->words;
        a.command.n_words = c->n_words;
        a.command.question.stop = NULL;
        st = search_total(&a.command, total, reply, e);
    }
    arena_release(&arena);
    return st;
}

/* The words as one text, as the question has them. */
static void join(const struct saved_add_command *c, struct buf *out)
{
    for (size_t i = 0; i < c->n_words; i++) {
        buf_append_str(out, i ? " " : "");
        buf_append_str(out, c->words[i]);
    }
}

static enum st save(const struct saved_add_command *c, struct err *e)
{
    struct buf query = BUF_INIT;
    char *index = NULL;
    enum st st = file_absolute(c->index, &index, e);
    join(c, &query);
    const char *const text = buf_str(&query);
    if (st == ST_OK && query.failed)
        st = err_set(e, ST_NOMEM, "out of memory");
    if (st == ST_OK)
        st = saved_folder_make(c->folder, e);
    const struct saved_query q = {
        .index = index, .query = text, .options = c->options};
    if (st == ST_OK)
        st = saved_query_write(&q, c->folder, c->name, c->replace, e);
    mem_free(index);
    buf_release(&query);
    return st;
}

enum st command_saved_add(const struct saved_add_command *c,
                          struct reply *reply, struct err *e)
{
    struct buf out = BUF_INIT;
    uint64_t total = 0;
    enum st st = saved_name_check(c->name, e);
    if (st == ST_OK)
        st = count_now(c, &total, reply, e);
    if (st == ST_OK)
        st = save(c, e);
    if (st != ST_OK)
        return st;
    buf_printf(&out, "%s is saved; ", c->name);
    output_number(total, &out);
    buf_append_str(&out, total == 1 ? " release matches now\n"
                                    : " releases match now\n");
    st = reply_send(reply, &out, e);
    buf_release(&out);
    return st;
}

/* ---- the command line ---- */

enum action { ADD, LIST, RUN, SHOW, REMOVE, ACTIONS };

static const char *const ACTION_NAMES[ACTIONS] = {"add", "list", "run", "show",
                                                  "remove"};

enum { OPTION_SINCE = 1, OPTION_ALL, OPTION_KEEP, OPTION_REPLACE };

static const struct option_spec OPTIONS[] = {
    {OPTION_SINCE, 0, "since", "last",
     "run: Show only what is new since the last run: releases that did not "
     "match then, or that were changed."},
    {OPTION_ALL, 0, "all", NULL, "run: All queries that are saved."},
    {OPTION_KEEP, 0, "keep", NULL,
     "run: Do not count this as a run: what is new now is new the next time "
     "too."},
    {OPTION_REPLACE, 0, "replace", NULL,
     "add: In the place of the query that has the name."},
    SEARCH_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query saved add minsk news.idx 'minsk visit' --sort date",
     "a question gets a name"},
    {"dateline-query saved run minsk --since last",
     "what is new since it was last run"},
    {"dateline-query saved run --all --since last --format lines",
     "every morning"},
};

struct arguments {
    bool since, all, keep, replace;
    struct buf options; /* of the search, as saved_options.h has them */
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    switch (id) {
    case OPTION_SINCE:
        if (strcmp(o->value, "last") != 0)
            return err_set(e, ST_USAGE,
                           "--since %s: it is --since last; a day is part of "
                           "the question, as date:>=2019-05-28",
                           o->value);
        a->since = true;
        return ST_OK;
    case OPTION_ALL:
        a->all = true;
        return ST_OK;
    case OPTION_KEEP:
        a->keep = true;
        return ST_OK;
    case OPTION_REPLACE:
        a->replace = true;
        return ST_OK;
    default:
        return saved_options_append(&a->options, o, e);
    }
}

static enum st check_action(const char *word, enum action *out, struct err *e)
{
    for (int i = 0; i < ACTIONS; i++) {
        if (strcmp(word, ACTION_NAMES[i]) != 0)
            continue;
        *out = (enum action)i;
        return ST_OK;
    }
    return err_set(e, ST_USAGE,
                   "saved %s: it is saved add, list, run, show or remove",
                   word);
}

/* Options and operands belong to their actions. */
static enum st check(struct arguments *a, enum action action, int operands,
                     struct err *e)
{
    static const struct {
        int least, most;
        const char *form;
    } forms[ACTIONS] = {{3, INT_MAX, "add NAME INDEX WORD..."},
                        {0, 0, "list"},
                        {1, INT_MAX, "run NAME..."},
                        {1, 1, "show NAME"},
                        {1, INT_MAX, "remove NAME..."}};
    const bool all = a->all && action == RUN;
    const int least = all ? 0 : forms[action].least;
    const int most = all ? 0 : forms[action].most;
    if ((a->since || a->all || a->keep) && action != RUN)
        return err_set(e, ST_USAGE,
                       "--since, --all and --keep are for saved run");
    if (a->replace && action != ADD)
        return err_set(e, ST_USAGE, "--replace is for saved add");
    if (a->options.n && action != RUN && action != ADD)
        return err_set(e, ST_USAGE, "saved %s takes no %s",
                       ACTION_NAMES[action], buf_str(&a->options));
    if (operands < least || operands > most)
        return err_set(e, ST_USAGE, "it is dateline-query saved %s",
                       all ? "run NAME..., or saved run --all"
                           : forms[action].form);
    return ST_OK;
}

static enum st add(const struct arguments *a, const char *folder,
                   const char *options, const char *const *operands, size_t n,
                   struct reply *reply, struct err *e)
{
    const struct saved_add_command c = {.folder = folder,
                                        .name = operands[0],
                                        .index = operands[1],
                                        .words = operands + 2,
                                        .n_words = n - 2,
                                        .options = options,
                                        .replace = a->replace};
    return command_saved_add(&c, reply, e);
}

static enum st run_names(const struct arguments *a, const char *folder,
                         const char *options, const char *const *operands,
                         size_t n, struct reply *reply, struct err *e)
{
    struct saved_run_command c = {.folder = folder,
                                  .names = operands,
                                  .n = n,
                                  .options = options,
                                  .since = a->since,
                                  .keep = a->keep};
    struct file_list names = {.names = NULL};
    if (a->all) {
        const enum st st = saved_names(folder, &names, e);
        if (st != ST_OK)
            return st;
        if (names.n == 0)
            buf_printf(&reply->notes, "no query is saved in %s\n", folder);
        c.names = (const char *const *)names.names;
        c.n = names.n;
    }
    const enum st st = command_saved_run(&c, reply, e);
    file_list_release(&names);
    return st;
}

static enum st act(const struct arguments *a, enum action action,
                   const char *options, const char *const *operands, size_t n,
                   struct reply *reply, struct err *e)
{
    char *folder;
    enum st st = saved_folder_find(&folder, e);
    if (st != ST_OK)
        return st;
    switch (action) {
    case ADD:
        st = add(a, folder, options, operands, n, reply, e);
        break;
    case LIST:
        st = command_saved_list(folder, reply, e);
        break;
    case RUN:
        st = run_names(a, folder, options, operands, n, reply, e);
        break;
    case SHOW:
        st = command_saved_show(folder, operands[0], reply, e);
        break;
    case REMOVE:
        for (size_t i = 0; st == ST_OK && i < n; i++)
            st = saved_query_remove(folder, operands[i], e);
        break;
    case ACTIONS:
        break;
    }
    mem_free(folder);
    return st;
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct arguments a = {.since = false};
    enum action action = LIST;
    enum st st = options_take(o, take, &a, e);
    if (st == ST_OK && o->asked == ASKED_NOTHING) {
        const char *const options = buf_str(&a.options);
        if (a.options.failed)
            st = err_set(e, ST_NOMEM, "out of memory");
        if (st == ST_OK)
            st = check_action(o->operands[0], &action, e);
        if (st == ST_OK)
            st = check(&a, action, o->n_operands - 1, e);
        if (st == ST_OK)
            st = act(&a, action, options, (const char *const *)o->operands + 1,
                     (size_t)o->n_operands - 1, reply, e);
    }
    buf_release(&a.options);
    return st;
}

const struct command SAVED_COMMAND = {
    .spec =
        {
            .name = "saved",
            .operands = "add|list|run|show|remove [NAME...]",
            .summary = "keep a question under a name, and see what is new",
            .details =
                "add NAME INDEX WORD... keeps a question and the options of "
                "its search; run NAME... asks it again, where options of the "
                "command line go before those that are kept; list, show NAME "
                "and remove NAME... do what they say.\n\n"
                "Each run records which releases matched, and run --since last "
                "shows only those that did not, or were other then, whatever "
                "became of the index: it may be added to, merged, reordered or "
                "built again. Order, -n and counts are of what is new. A run "
                "counts once all it printed was taken; what a reader of a pipe "
                "did not take is new the next time too.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
            .words_after = 3,
            .names = "dateline-query saved list",
        },
    .run = run,
};
