/* search -- the default command: one question, its best hits. */
#include <inttypes.h>

#include "common/base/clock.h"
#include "common/base/mem.h"
#include "query/commands/collect.h"
#include "query/commands/commands.h"
#include "query/commands/search_arguments.h"
#include "query/output/snippet.h"
#include "query/parse/skip_boilerplate.h"
#include "query/profile/profile_print.h"
#include "query/saved/matched.h"
#include "query/searcher.h"
#include "query/who/quoted_hits.h"

/* ---- the work ---- */

/* How many of the best are needed to show the page that was asked for. */
static uint32_t hits_needed(const struct search_command *c,
                            const struct index *ix)
{
    return c->count ? 0 : MIN(c->offset + c->top, ix->counts.docs);
}

/* Turns the hits of the page into an answer. */
static enum st collect(const struct search_command *c,
                       const struct ast_node *question,
                       const struct search_options *options,
                       struct collector *collector, const struct hit *hits,
                       uint32_t n, struct err *e)
{
    const uint32_t from = MIN(c->offset, n);
    struct answer *const a = collector->answer;
    enum st st = ST_OK;
    if (collector->texts)
        st =
            quoted_hits_find(&collector->quotations, collector->index, question,
                             options, hits + from, n - from, &a->arena, e);
    if (st == ST_OK)
        st = collect_hits(collector, hits + from, n - from, e);
    const bool why = a->total == 0 && !a->partial &&
                     format_tells_why(c->format) && !c->count &&
                     !(a->since && a->since->matching > 0);
    if (st == ST_OK && why)
        st = collect_words(collector, question, e);
    return st;
}

/* Runs it, and says what there is to say. */
static enum st run_question(struct searcher *s, const struct ast_node *question,
                            const struct search_options *options,
                            const struct sort_order *order, struct hit *hits,
                            struct search_result *result, struct answer *a,
                            struct reply *reply, struct err *e)
{
    struct err why = ERR_INIT;
    enum st st = sorted_run(s, question, options, order, hits, result, &why);

    st = reply_searched(reply, s, a->query, st, &why, e);
    if (st != ST_OK || !searcher_notice(s))
        return st;
    a->notice = arena_strndup(&a->arena, searcher_notice(s),
                              strlen(searcher_notice(s)));
    return a->notice ? ST_OK : err_set(e, ST_NOMEM, "out of memory");
}

/* ---- saved queries ---- */

/* All that matches, to be seen; of what was seen at the last run the options
 * then say that it is left out. Not complete when it was stopped. */
static enum st note_matches(struct saved_search *saved, struct searcher *s,
                            const struct ast_node *question,
                            struct search_options *options, struct answer *a,
                            struct reply *reply, struct err *e)
{
    struct err why = ERR_INIT;
    struct matched m = {.last = saved->since ? saved->last : NULL,
                        .now = &saved->now,
                        .arena = &a->arena};
    const enum st st = matched_find(&m, s, question, options, &why);

    if (st == ST_USAGE && stop_asked(options->stop))
        return ST_OK;
    if (st != ST_OK)
        return reply_searched(reply, s, a->query, st, &why, e);
    saved->complete = true;
    options->left_out = m.left_out;
    if (!saved->since)
        return ST_OK;
    struct answer_since *const since =
        arena_new(&a->arena, struct answer_since, 1);
    if (!since)
        return err_set(e, ST_NOMEM, "out of memory");
    *since = (struct answer_since){.first = !saved->last,
                                   .when = saved->last ? saved->last->when : 0,
                                   .matching = m.total};
    a->since = since;
    return ST_OK;
}

/* Runs the question; that of a saved query among what is new, or with a note of
 * all that matches. */
static enum st run_saved(const struct search_command *c, struct searcher *s,
                         const struct ast_node *question,
                         struct search_options *options, struct hit *hits,
                         struct search_result *result, struct answer *a,
                         struct reply *reply, struct err *e)
{
    struct saved_search *const saved = c->saved;
    enum st st = ST_OK;

    *result = (struct search_result){.n = 0};
    if (saved && saved->since) {
        st = note_matches(saved, s, question, options, a, reply, e);
        result->stopped = !saved->complete;
    }
    if (st != ST_OK || result->stopped)
        return st;
    st = run_question(s, question, options, &c->order, hits, result, a, reply,
                      e);
    if (st == ST_OK && saved && !saved->since && !result->stopped)
        st = note_matches(saved, s, question, options, a, reply, e);
    return st;
}

/* ---- what else is asked ---- */

/* Says what was added to the question: "added: gas 0.31, pipeline 0.2". */
static void note_added(const struct expander *x, struct buf *notes)
{
    size_t n;
    const struct feedback_term *const added = expander_added(x, &n);

    for (size_t i = 0; i < n; i++)
        buf_printf(notes, "%s%.*s %.2g",
                   i ? ", " : "added: ", (int)added[i].text.n,
                   (const char *)added[i].text.p, added[i].weight);
    if (n > 0)
        buf_append_byte(notes, '\n');
}

/* Adds the words of --expand to the question. */
static enum st expand(const struct search_command *c, struct searcher *searcher,
                      const struct expansion_request *r,
                      struct ast_node **question, struct bytes query,
                      struct reply *reply, struct err *e)
{
    struct expander *x;

    if (c->question.expand.kind == EXPAND_NONE)
        return ST_OK;
    enum st st = expander_open(&x, searcher, e);
    if (st != ST_OK)
        return st;
    struct err why = ERR_INIT;
    st = expander_run(x, *question, r, question, &why);
    if (st != ST_OK)
        st = reply_searched(reply, searcher, query, st, &why, e);
    else
        note_added(x, &reply->notes);
    expander_close(x);
    return st;
}

/* Values of a facet that are shown. */
enum { FACET_VALUES = 10 };

/* Counts all matches by what was asked for. */
static enum st count_facets(const struct search_command *c,
                            struct searcher *searcher, const struct index *ix,
                            const struct ast_node *question,
                            const struct search_options *asked,
                            struct answer *a, struct err *e)
{
    struct search_options options =
        question_arguments_search(&c->question, 0, true);
    options.left_out = asked->left_out;
    options.profile = asked->profile;
    const struct facets facets = {.searcher = searcher,
                                  .index = ix,
                                  .question = question,
                                  .options = &options,
                                  .kinds = c->facets,
                                  .most = FACET_VALUES,
                                  .arena = &a->arena};
    struct facet_totals total;
    struct err why = ERR_INIT;
    if (c->facets.n == 0)
        return ST_OK;
    struct counts *const counts =
        arena_new(&a->arena, struct counts, c->facets.n);
    if (!counts)
        return err_set(e, ST_NOMEM, "out of memory");
    const enum st st = facets_count(&facets, counts, &total, &why);
    if (st == ST_STOPPED) {
        a->partial = true; /* a part of the counts would be none */
        return ST_OK;
    }
    a->facets = counts;
    a->n_facets = c->facets.n;
    return st == ST_OK ? ST_OK : err_set(e, st, "%s", why.msg);
}

/* Opens what is told of copies: in JSON always, elsewhere of folded hits; and
 * for a person counts those that could be folded. */
static enum st look_at_copies(const struct search_command *c,
                              struct searcher *searcher,
                              const struct search_options *options,
                              struct reply *reply, struct err *e)
{
    const bool json = c->format == FORMAT_JSON || c->format == FORMAT_JSONL;
    uint64_t copies = 0;
    enum st st = ST_OK;
    if (options->dup.how == DUP_SHOW && c->format == FORMAT_TABLE && !c->count)
        st = searcher_copies(searcher, options, &copies, e);
    else if (options->dup.how == DUP_SHOW && json)
        st = searcher_know_stories(searcher, options->dup.least, e);
    if (st == ST_OK && copies)
        buf_printf(&reply->notes, "%" PRIu64 " of these %s: --dup=fold\n",
                   copies,
                   copies == 1 ? "is a version of another one"
                               : "are versions of others");
    return st;
}

/* Answers the question from an open index. */
static enum st ask(const struct search_command *c, const struct index *ix,
                   struct ast_node *question, struct answer *a,
                   struct profile *profile, struct reply *reply, struct err *e)
{
    const uint32_t k = hits_needed(c, ix);
    struct search_options options =
        question_arguments_search(&c->question, k, true);
    const struct expansion_request expansion = {
        .options = &c->question.expand, .search = &options, .arena = &a->arena};
    const uint64_t start = clock_ns() / 1000;
    options.profile = profile;
    struct searcher *searcher = NULL;
    struct collector collector = {.index = ix};
    struct search_result result;
    enum st st = ST_OK;

    struct hit *const hits = mem_array(k, sizeof(*hits));
    if (!hits) {
        st = err_set(e, ST_NOMEM, "out of memory");
        goto done;
    }
    if ((st = searcher_open(&searcher, ix, e)) != ST_OK)
        goto done;
    if (c->question.expand.kind != EXPAND_NONE)
        profile_enter(profile, PHASE_EXPAND);
    st = expand(c, searcher, &expansion, &question, a->query, reply, e);
    if (st != ST_OK)
        goto done;
    profile_enter(profile, PHASE_MATCH);
    st = run_saved(c, searcher, question, &options, hits, &result, a, reply, e);
    if (st != ST_OK)
        goto done;
    if (c->facets.n > 0)
        profile_enter(profile, PHASE_FACETS);
    a->partial = result.stopped;
    if (!a->partial &&
        (st = count_facets(c, searcher, ix, question, &options, a, e)) != ST_OK)
        goto done;
    if (!a->partial &&
        (st = look_at_copies(c, searcher, &options, reply, e)) != ST_OK)
        goto done;
    a->folded = options.dup.how == DUP_FOLD && !a->partial;
    a->stories = result.stories;
    profile_enter(profile, PHASE_READ);
    a->total = result.total;
    a->offset = c->offset;
    collector = (struct collector){
        .index = ix,
        .searcher = searcher,
        .answer = a,
        .stories = searcher_stories(searcher),
        .texts = format_reads_texts(c->format),
        .snippet = c->snippet,
        .skip_boilerplate =
            c->question.skip_boilerplate && !asks_for_boilerplate(question),
        .stop = options.stop,
    };
    st = collect(c, question, &options, &collector, hits, result.n, e);
    if (a->partial)
        reply_stopped(reply);
    a->took_us = clock_ns() / 1000 - start;

done:
    collector_close(&collector);
    searcher_close(searcher);
    mem_free(hits);
    return st;
}

static void print(const struct search_command *c, const struct answer *a,
                  struct reply *reply, struct buf *out)
{
    if (c->count && a->folded) {
        output_releases(a->total, true, a->stories, out);
        buf_append_byte(out, '\n');
        return;
    }
    if (c->count) {
        buf_printf(out, "%" PRIu64 "\n", a->total);
        return;
    }
    const struct saved_search *const saved = c->saved;
    if (saved && saved->heading && a->n > 0 && format_is_for_people(c->format))
        buf_printf(out, "%s%s:\n", saved->again ? "\n" : "", saved->name);
    format_print(c->format, a, &c->look, c->tag, out);
    if (a->total == 0 && !a->partial && format_tells_why(c->format) &&
        c->format != FORMAT_JSON)
        output_nothing(a, &reply->notes);
}

/* Behind the answer, or in it: then it is printed once more. */
static enum st print_profile(const struct search_command *c, struct profile *p,
                             const struct index *ix, struct answer *a,
                             struct reply *reply, struct buf *out,
                             struct err *e)
{
    if (!p)
        return ST_OK;
    const enum st st = profile_finish(p, ix, e);
    if (st != ST_OK)
        return st;
    p->matched = a->total;
    if (!format_is_json(c->format) || c->count) {
        profile_print(p, &reply->profile);
        return reply->profile.failed ? err_set(e, ST_NOMEM, "out of memory")
                                     : ST_OK;
    }
    a->profile = p;
    buf_clear(out);
    format_print(c->format, a, &c->look, c->tag, out);
    return ST_OK;
}

/* The answer, and the index it points into. */
static enum st find(const struct search_command *c, struct index **ix,
                    struct answer *a, struct profile *profile,
                    struct reply *reply, struct err *e)
{
    struct ast_node *question;

    enum st st =
        parse_words(&question, &a->query, &a->arena, c->question.syntax,
                    c->words, c->n_words, reply, e);
    profile_enter(profile, PHASE_OPEN);
    if (st == ST_OK)
        st = index_open(ix, c->index, e);
    return st == ST_OK ? ask(c, *ix, question, a, profile, reply, e) : st;
}

enum st search_total(const struct search_command *c, uint64_t *total,
                     struct reply *reply, struct err *e)
{
    struct search_command counting = *c;
    struct answer a = {.total = 0};
    struct index *ix = NULL;
    arena_init(&a.arena, 0);
    counting.count = true;
    const enum st st = find(&counting, &ix, &a, NULL, reply, e);
    *total = a.total;
    index_close(ix);
    arena_release(&a.arena);
    return st;
}

enum st command_search(const struct search_command *c, struct reply *reply,
                       struct err *e)
{
    struct profile profile, *const asked = c->profile ? &profile : NULL;
    struct answer a = {.saved = c->saved ? c->saved->name : NULL};
    struct index *ix = NULL;
    struct buf out = BUF_INIT;
    arena_init(&a.arena, 0);
    profile_init(&profile, PHASE_PARSE);

    enum st st = find(c, &ix, &a, asked, reply, e);
    if (st == ST_OK) {
        profile_enter(asked, PHASE_PRINT);
        print(c, &a, reply, &out);
        st = print_profile(c, asked, ix, &a, reply, &out, e);
    }
    if (st == ST_OK) {
        reply->none = c->count ? a.total == 0 : a.n == 0;
        st = reply_send(reply, &out, e);
    }
    profile_release(&profile);
    buf_release(&out);
    index_close(ix);
    arena_release(&a.arena);
    return st;
}

/* ---- the command line ---- */

static const struct option_spec OPTIONS[] = {SEARCH_OPTIONS};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query news.idx kassym-jomart tokayev",
     "releases with both names, the best first"},
    {"dateline-query news.idx '\"state visit\" (minsk OR astana) -sport'",
     "a phrase, either of two words, and not a third"},
    {"dateline-query news.idx title:budget --format ids -n 100",
     "ids of a hundred releases with the word in the headline"},
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    return search_arguments_take(o, id, settings, e);
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct search_arguments a = SEARCH_ARGUMENTS_DEFAULT;
    struct search_command *const c = &a.command;
    enum st st = options_take(o, take, &a, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    if ((st = search_arguments_finish(&a, e)) != ST_OK)
        return st;
    c->index = o->operands[0];
    c->words = (const char *const *)o->operands + 1;
    c->n_words = (size_t)o->n_operands - 1;
    look_arguments_page(&a.look, reply->out);
    return command_search(c, reply, e);
}

const struct command SEARCH_COMMAND = {
    .spec =
        {
            .operands = "INDEX WORD...",
            .summary = "search an index for releases",
            .details =
                "Prints the releases that match all the words, the best first. "
                "Words may be quoted phrases, excluded with a dash, joined by "
                "OR, grouped by parentheses (quote those from the shell) or "
                "looked for in the headline only, as title:word. A word means "
                "all its forms where the index was built for a language; "
                "=word and phrases mean what is written.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
            .words_after = 1,
        },
    .run = run,
};
