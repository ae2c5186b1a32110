/* saved run -- questions that are saved, and what they find anew. */
#include <string.h>
#include <time.h>

#include "common/base/mem.h"
#include "query/commands/commands.h"
#include "query/commands/saved_options.h"
#include "query/saved/saved_folder.h"
#include "query/saved/saved_query.h"

/* A query on its way. */
struct run {
    const char *name;
    bool first; /* nothing was written yet             */
    bool again; /* hits of another stand above its own */
    struct saved_query query;
    struct search_arguments search;
    uint64_t question; /* a hash of what is asked         */
    bool own;          /* that is what was saved          */
    struct seen last;  /* of the run before               */
    bool known;        /* there was one, of this question */
    bool begun;        /* it came to a search             */
    struct seen now;
    bool complete; /* and `now` has all that matches, to be kept */
};

/* ---- what is asked ---- */

/* The options of the command line go over those in the file. */
static enum st read_question(struct run *r, const struct saved_run_command *c,
                             struct arena *arena, struct err *e)
{
    enum st st = saved_query_read(&r->query, arena, c->folder, r->name, e);
    r->search = SEARCH_ARGUMENTS_DEFAULT;
    if (st != ST_OK)
        return st;
    const struct saved_query *const q = &r->query;
    st = saved_options_take(&r->search, q->options, arena, e);
    if (st != ST_OK) {
        err_note(e, "%s/%s" SAVED_QUERY, c->folder, r->name);
        return st;
    }
    r->question =
        saved_question_hash(q->index, q->query, &r->search.command.question);
    st = saved_options_take(&r->search, c->options, arena, e);
    r->own = r->question == saved_question_hash(q->index, q->query,
                                                &r->search.command.question);
    return st;
}

static enum st check_question(const struct run *r,
                              const struct saved_run_command *c, struct err *e)
{
    const enum format f = (enum format)r->search.format;
    if (c->since && !r->own)
        return err_set(e, ST_USAGE,
                       "--since last is about the question that is saved; with "
                       "%s it is another, which can have a name of its own",
                       c->options);
    if (c->n > 1 && (f == FORMAT_CSV || f == FORMAT_TSV))
        return err_set(e, ST_USAGE,
                       "the rows of several queries are no table; run one of "
                       "them, or --format jsonl");
    return ST_OK;
}

static enum st read_last(struct run *r, const struct saved_run_command *c,
                         struct reply *reply, struct err *e)
{
    bool found;
    if (!c->since)
        return ST_OK;
    const enum st st = seen_read(&r->last, &found, c->folder, r->name, e);
    if (st != ST_OK)
        return st;
    r->known = found && r->last.question == r->question;
    if (!r->known)
        buf_printf(&reply->notes, "everything is new: %s\n",
                   found ? "the question was changed since the last run"
                         : "this is the first run");
    return ST_OK;
}

/* ---- the answer ---- */

static enum st prepare(struct run *r, const struct saved_run_command *c,
                       struct arena *arena, struct reply *reply, struct err *e)
{
    enum st st = read_question(r, c, arena, e);
    if (st == ST_OK)
        st = check_question(r, c, e);
    if (st == ST_OK)
        st = read_last(r, c, reply, e);
    return st == ST_OK ? search_arguments_finish(&r->search, e) : st;
}

static enum st answer(struct run *r, const struct saved_run_command *c,
                      struct arena *arena, struct reply *reply, struct err *e)
{
    struct saved_search saved = {.name = r->name,
                                 .heading = c->n > 1,
                                 .again = r->again,
                                 .since = c->since};
    struct search_command *const search = &r->search.command;
    enum st st = prepare(r, c, arena, reply, e);
    if (st != ST_OK)
        return st;
    saved.last = r->known ? &r->last : NULL;
    search->index = r->query.index;
    search->words = &r->query.query;
    search->n_words = 1;
    search->saved = &saved;
    if (r->first)
        look_arguments_page(&r->search.look, reply->out);
    r->begun = true;
    st = command_search(search, reply, e);
    r->now = saved.now;
    r->now.question = r->question;
    r->now.when = (int64_t)time(NULL);
    r->complete = st == ST_OK && saved.complete && r->own;
    return st;
}

/* Lines about one query among those of others. */
static void name_notes(const char *name, struct buf *notes, struct buf *out)
{
    const char *line = buf_str(notes);
    for (const char *end; (end = strchr(line, '\n')); line = end + 1)
        buf_printf(out, "%s: %.*s\n", name, (int)(end - line), line);
    out->failed = out->failed || notes->failed;
}

/* One of several: its failure is told, and its notes bear its name. */
static enum st answer_one(struct run *r, const struct saved_run_command *c,
                          struct arena *arena, struct reply *reply,
                          struct err *e)
{
    struct reply own = {.out = reply->out};
    struct err why = ERR_INIT;
    enum st st = answer(r, c, arena, &own, &why);
    if (st != ST_OK && st != ST_SYNTAX) /* which the notes explain */
        buf_printf(&own.notes, "%s\n", why.msg);
    name_notes(r->name, &own.notes, &reply->notes);
    reply->none = reply->none && own.none;
    reply->partial = reply->partial || own.partial;
    buf_release(&own.notes);
    if (reply->notes.failed)
        st = ST_NOMEM;
    return st == ST_OK
               ? st
               : err_set(e, st == ST_SYNTAX ? ST_USAGE : st,
                         "not every query that is saved could be answered");
}

/* ---- what was seen ---- */

static enum st keep_seen(const struct saved_run_command *c,
                         const struct run *runs, struct err *e)
{
    struct file_lock lock = {.held = false};
    enum st st = saved_folder_lock(&lock, c->folder, e);
    for (size_t i = 0; st == ST_OK && i < c->n; i++)
        if (runs[i].complete)
            st = seen_write(&runs[i].now, c->folder, runs[i].name, e);
    file_lock_release(&lock);
    return st;
}

static bool any_complete(const struct run *runs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (runs[i].complete)
            return true;
    return false;
}

/* What reached nobody was not found: whoever closed the pipe or quit the pager
 * before the end gets it again. */
static enum st conclude(const struct saved_run_command *c,
                        const struct run *runs, struct reply *reply,
                        struct err *e)
{
    const enum st st = sink_finish(reply->out, e);
    if (st != ST_OK || c->keep || !any_complete(runs, c->n))
        return st;
    if (!reply->out->closed)
        return keep_seen(c, runs, e);
    buf_append_str(&reply->notes,
                   "not all of it was read, so this counts as no run\n");
    return ST_OK;
}

enum st command_saved_run(const struct saved_run_command *c,
                          struct reply *reply, struct err *e)
{
    struct run *const runs = mem_zalloc((c->n + 1) * sizeof(*runs));
    struct arena arena;
    enum st st = ST_OK;
    bool begun = false;
    arena_init(&arena, 0);
    if (!runs)
        return err_set(e, ST_NOMEM, "out of memory");
    reply->none = true;
    for (size_t i = 0; i < c->n; i++) {
        runs[i].name = c->names[i];
        runs[i].first = !begun;
        runs[i].again = !reply->none;
        const enum st one = c->n == 1
                                ? answer(&runs[i], c, &arena, reply, e)
                                : answer_one(&runs[i], c, &arena, reply, e);
        st = st == ST_OK ? one : st;
        begun = begun || runs[i].begun;
    }
    const enum st told = conclude(c, runs, reply, st == ST_OK ? e : NULL);
    st = st == ST_OK ? told : st;
    for (size_t i = 0; i < c->n; i++) {
        seen_release(&runs[i].last);
        seen_release(&runs[i].now);
    }
    arena_release(&arena);
    mem_free(runs);
    return st;
}
