/* batch -- the topics of a retrieval experiment, to a run for trec_eval.
 *
 * Topics are answered in rounds of some per thread: each takes the next topic,
 * and what it printed waits until those before it are sent. So the run is the
 * same whatever the number of threads, and memory is that of a round. */
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/index.h"
#include "query/commands/commands.h"
#include "query/commands/time_watch.h"
#include "query/output/rows.h"
#include "query/profile/profile_print.h"
#include "query/searcher.h"

enum { TOPICS_PER_ROUND = 64 }; /* and thread */

/* What one topic came to. */
struct slot {
    struct buf out, notes; /* notes: of ST_SYNTAX, the explanation */
    uint32_t found;
    uint64_t ns;  /* it took        */
    bool stopped; /* before its end */
    enum st st;
    struct err e;
};

/* What the threads share. */
struct crew {
    const struct batch_command *command;
    const struct index *index;
    const struct topics *topics;
    struct search_options options;
    int32_t today;
    struct slot *slots; /* of the topics from `from` on */
    size_t from, to;
    atomic_size_t next;
    struct time_watch *watch; /* NULL: each may take as long as it will */
    struct profile *profile;  /* gets what all took, or NULL            */
    size_t slowest;           /* topic, and ...                         */
    uint64_t slowest_ns;      /* ... what it took; 0: none yet          */
};

struct worker {
    struct crew *crew;
    size_t number;
    struct search_options options; /* the crew's, with its own stop */
    pthread_t thread;
    bool started;
    struct searcher *searcher;
    struct expander *expander;
    struct hit *hits;
    struct arena arena;          /* of one topic */
    struct profile profile, sum; /* of one topic, of all; if ...  */
    struct profile *asked;       /* ... this is not NULL: the one */
};

/* ---- one topic ---- */

static void print_hit(const struct batch_command *c, const struct topic *topic,
                      struct bytes id, const struct hit *h, uint32_t rank,
                      struct buf *out)
{
    if (c->format == BATCH_TREC) {
        output_trec_line(topic->id, id, rank, h->score, c->tag, out);
        return;
    }
    struct rows r = rows_of(ROWS_CSV, out);
    struct buf score = BUF_INIT;
    output_score(h->score, 6, &score);
    rows_text(&r, topic->id);
    rows_plain(&r, "%u", rank);
    rows_text(&r, id);
    rows_plain(&r, "%s", buf_str(&score));
    rows_end(&r);
    out->failed |= score.failed;
    buf_release(&score);
}

static enum st print_hits(const struct worker *w, const struct topic *topic,
                          uint32_t n, struct buf *out, struct err *e)
{
    const struct index *const ix = w->crew->index;

    for (uint32_t i = 0; i < n; i++) {
        const struct hit *const h = &w->hits[i];
        const size_t at = index_segment_of(ix, h->doc);
        struct bytes id;
        const enum st st =
            segment_id(ix->segments[at], h->doc - ix->first_doc[at], &id, e);
        if (st != ST_OK)
            return st;
        print_hit(w->crew->command, topic, id, h, i + 1, out);
    }
    return out->failed ? err_set(e, ST_NOMEM, "out of memory") : ST_OK;
}

static void name_topic(const struct topic *topic, struct buf *notes)
{
    buf_printf(notes, "topic %.*s: ", (int)topic->id.n,
               (const char *)topic->id.p);
}

/* Which topic it is, and where in it the mistake. */
static enum st explain(const struct topic *topic, struct parse_place place,
                       struct slot *slot)
{
    name_topic(topic, &slot->notes);
    return parse_explain(topic->text, place, &slot->e, &slot->notes)
               ? ST_SYNTAX
               : err_set(&slot->e, ST_NOMEM, "out of memory");
}

static enum st parse_topic(struct worker *w, const struct topic *topic,
                           struct ast_node **question, struct slot *slot)
{
    const struct parse_options options = {
        .syntax = w->crew->command->question.syntax, .today = w->crew->today};
    struct parse_place place;

    arena_clear(&w->arena);
    const enum st st = parse_query(question, &w->arena, &options, topic->text,
                                   &place, &slot->e);
    return st == ST_SYNTAX ? explain(topic, place, slot) : st;
}

/* Asks it, expanded where that is wanted. */
static enum st ask(struct worker *w, struct ast_node *question,
                   struct search_result *result, struct err *e)
{
    const struct crew *const c = w->crew;
    const struct expansion_request expansion = {
        .options = &c->command->question.expand,
        .search = &w->options,
        .any = c->command->question.syntax == SYNTAX_BAG,
        .arena = &w->arena};

    if (expansion.options->kind != EXPAND_NONE)
        profile_enter(w->asked, PHASE_EXPAND);
    const enum st st =
        expander_run(w->expander, question, &expansion, &question, e);
    profile_enter(w->asked, PHASE_MATCH);
    return st == ST_OK ? searcher_run(w->searcher, question, &w->options,
                                      w->hits, result, e)
                       : st;
}

/* What a person has to know of the answer. */
static void note(const struct worker *w, const struct topic *topic,
                 struct buf *notes)
{
    const char *const notice = searcher_notice(w->searcher);

    if (!notice)
        return;
    name_topic(topic, notes);
    buf_append_str(notes, notice);
    buf_append_byte(notes, '\n');
}

static void note_stopped(const struct topic *topic, struct slot *slot)
{
    slot->stopped = true;
    name_topic(topic, &slot->notes);
    buf_append_str(&slot->notes,
                   "stopped before the end: there may be better releases\n");
}

static enum st answer(struct worker *w, const struct topic *topic,
                      struct slot *slot)
{
    struct ast_node *question;
    struct search_result result;

    enum st st = parse_topic(w, topic, &question, slot);
    if (st != ST_OK)
        return st;
    st = ask(w, question, &result, &slot->e);
    profile_enter(w->asked, PHASE_PRINT);
    const struct ast_node *const blame = searcher_blame(w->searcher);
    if (st != ST_OK && blame)
        return explain(
            topic, (struct parse_place){.at = blame->at, .n = blame->n}, slot);
    if (st != ST_OK)
        return st;
    slot->found = result.n;
    note(w, topic, &slot->notes);
    if (result.stopped)
        note_stopped(topic, slot);
    return print_hits(w, topic, result.n, &slot->out, &slot->e);
}

/* ---- threads ---- */

static void profile_begin(struct worker *w)
{
    if (w->asked)
        profile_init(w->asked, PHASE_PARSE);
}

/* Returns how long the topic took; 0 when nobody asked. */
static uint64_t profile_end(struct worker *w)
{
    uint64_t ns = 0;

    if (!w->asked)
        return 0;
    profile_pause(w->asked);
    for (size_t i = 0; i < PHASES; i++)
        ns += w->asked->ns[i];
    profile_add(&w->sum, w->asked);
    profile_release(w->asked);
    return ns;
}

static void *work(void *arg)
{
    struct worker *const w = arg;
    struct crew *const c = w->crew;

    for (;;) {
        const size_t i = atomic_fetch_add(&c->next, 1);
        if (i >= c->to)
            return NULL;
        struct slot *const slot = &c->slots[i - c->from];
        if (c->watch)
            time_watch_begin(c->watch, w->number);
        profile_begin(w);
        slot->st = answer(w, &c->topics->v[i], slot);
        slot->ns = profile_end(w);
    }
}

static enum st worker_open(struct worker *w, struct crew *c, size_t number,
                           struct err *e)
{
    w->crew = c;
    w->number = number;
    w->options = c->options;
    if (c->watch)
        w->options.stop = time_watch_flag(c->watch, number);
    if (c->profile) {
        w->asked = w->options.profile = &w->profile;
        profile_init(&w->sum, PHASE_PARSE);
        profile_pause(&w->sum);
    }
    arena_init(&w->arena, 0);
    w->hits = mem_array(c->options.k, sizeof(*w->hits));
    if (!w->hits)
        return err_set(e, ST_NOMEM, "out of memory");
    const enum st st = searcher_open(&w->searcher, c->index, e);
    return st == ST_OK ? expander_open(&w->expander, w->searcher, e) : st;
}

static void worker_close(struct worker *w)
{
    expander_close(w->expander);
    searcher_close(w->searcher);
    mem_free(w->hits);
    arena_release(&w->arena);
    profile_release(&w->sum);
}

/* Answers the topics [from, to); the caller's thread is worker 0. A thread that
 * cannot be had is one less. */
static void run_round(struct crew *c, struct worker *workers, size_t threads)
{
    atomic_store(&c->next, c->from);
    for (size_t i = 1; i < threads; i++)
        workers[i].started =
            pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
    work(&workers[0]);
    for (size_t i = 1; i < threads; i++)
        if (workers[i].started)
            pthread_join(workers[i].thread, NULL);
}

/* Sends what the topics of a round printed, up to one that failed. */
static enum st send_round(struct crew *c, struct reply *reply, struct err *e)
{
    enum st st = ST_OK;

    for (size_t i = 0; i < c->to - c->from; i++) {
        struct slot *const slot = &c->slots[i];
        if (st == ST_OK) {
            buf_append(&reply->notes, slot->notes.p, slot->notes.n);
            if (slot->st != ST_OK)
                st = err_set(e, slot->st, "%s", slot->e.msg);
        }
        if (st == ST_OK && slot->found)
            reply->none = false;
        if (st == ST_OK && slot->stopped)
            reply->partial = true;
        if (slot->ns > c->slowest_ns) {
            c->slowest = c->from + i;
            c->slowest_ns = slot->ns;
        }
        if (st == ST_OK)
            st = reply_send(reply, &slot->out, e);
        buf_release(&slot->out);
        buf_release(&slot->notes);
        *slot = (struct slot){.st = ST_OK};
    }
    return st;
}

static enum st run_rounds(struct crew *c, struct worker *workers,
                          size_t threads, struct reply *reply, struct err *e)
{
    const size_t n = c->topics->n;
    const size_t step = threads > 1 ? threads * TOPICS_PER_ROUND : 1;
    enum st st = ST_OK;

    c->slots = mem_zalloc(step * sizeof(*c->slots));
    if (!c->slots)
        return err_set(e, ST_NOMEM, "out of memory");
    for (c->from = 0; st == ST_OK && !reply->out->closed && c->from < n;
         c->from = c->to) {
        c->to = MIN(c->from + step, n);
        run_round(c, workers, threads);
        st = send_round(c, reply, e);
    }
    mem_free(c->slots);
    return st;
}

static enum st send_head(const struct batch_command *c, struct reply *reply,
                         struct err *e)
{
    static const char *const names[] = {"topic", "rank", "id", "score"};
    struct buf out = BUF_INIT;
    struct rows r = rows_of(ROWS_CSV, &out);

    if (c->format != BATCH_CSV)
        return ST_OK;
    rows_head(&r, names, COUNT_OF(names));
    const enum st st = reply_send(reply, &out, e);
    buf_release(&out);
    return st;
}

static enum st run_topics(struct crew *c, struct reply *reply, struct err *e)
{
    const struct batch_command *const command = c->command;
    const size_t threads = MIN((size_t)command->threads, c->topics->n);
    struct worker *const workers = mem_zalloc((threads + 1) * sizeof(*workers));
    enum st st = send_head(command, reply, e);

    c->options = question_arguments_search(
        &command->question, MIN(command->top, c->index->counts.docs), false);
    reply->none = true;
    if (!workers)
        st = err_set(e, ST_NOMEM, "out of memory");
    if (st == ST_OK && command->question.timeout)
        st = time_watch_open(&c->watch, threads, command->question.timeout, e);
    for (size_t i = 0; st == ST_OK && i < threads; i++)
        st = worker_open(&workers[i], c, i, e);
    if (st == ST_OK && threads > 0)
        st = run_rounds(c, workers, threads, reply, e);
    for (size_t i = 0; workers && i < threads; i++) {
        if (workers[i].asked)
            profile_add(c->profile, &workers[i].sum);
        worker_close(&workers[i]);
    }
    time_watch_close(c->watch);
    mem_free(workers);
    return st;
}

/* What all topics took together. */
static enum st print_profile(const struct crew *c, struct reply *reply,
                             struct err *e)
{
    struct buf *const out = &reply->profile;

    if (!c->profile)
        return ST_OK;
    const enum st st = profile_finish(c->profile, c->index, e);
    if (st != ST_OK)
        return st;
    c->profile->matched = MATCHED_UNKNOWN;
    buf_printf(out, "topics: %zu", c->topics->n);
    if (c->slowest_ns) {
        buf_append_str(out, ", the slowest ");
        output_id(c->topics->v[c->slowest].id, false, out);
        buf_printf(out, " with %.3f ms", (double)c->slowest_ns / 1e6);
    }
    buf_append_byte(out, '\n');
    profile_print(c->profile, out);
    return out->failed ? err_set(e, ST_NOMEM, "out of memory") : ST_OK;
}

enum st command_batch(const struct batch_command *c, struct reply *reply,
                      struct err *e)
{
    struct topics topics;
    struct profile profile;
    struct index *ix = NULL;

    profile_init(&profile, PHASE_OPEN);
    enum st st = topics_read(&topics, c->topics, &c->form, e);
    if (st != ST_OK)
        return st;
    if ((st = index_open(&ix, c->index, e)) == ST_OK) {
        struct crew crew = {.command = c,
                            .index = ix,
                            .topics = &topics,
                            .today = question_today(),
                            .profile = c->profile ? &profile : NULL};
        profile_pause(&profile);
        st = run_topics(&crew, reply, e);
        if (st == ST_OK)
            st = print_profile(&crew, reply, e);
    }
    profile_release(&profile);
    index_close(ix);
    topics_release(&topics);
    return st;
}

/* ---- the command line ---- */

enum {
    OPTION_TOP = 1,
    OPTION_TOPICS,
    OPTION_FORM,
    OPTION_PARTS,
    OPTION_TOPIC_SYNTAX,
    OPTION_FORMAT,
    OPTION_OUTPUT,
    OPTION_THREADS,
    OPTION_TAG,
    OPTION_PROFILE,
};

static const struct option_spec OPTIONS[] = {
    {OPTION_TOPICS, 'q', "topics", "FILE",
     "The topics: lines of an id, a tab and words; JSON objects a line, as "
     "BEIR has them; or TREC's, <top> ... </top> or <topic number=...> ... "
     "</topic>."},
    {OPTION_FORM, 0, "topics-format", "auto|tsv|jsonl|trec",
     "Which of these they are (default: by the first character)."},
    {OPTION_PARTS, 0, "parts", "PART,...",
     "What of a topic is asked: title or query (title, the default), "
     "description or question (desc), narrative (narr)."},
    {OPTION_TOPIC_SYNTAX, 0, "syntax", "bag|SYNTAX",
     "How topics are read: as a bag of words, of which any may match (the "
     "default; nothing is an operator), or in a syntax of searches."},
    {OPTION_TOP, 'n', "top", "N", "The N best for each topic (default 1000)."},
    {OPTION_FORMAT, 0, "format", "trec|csv",
     "Lines for trec_eval (the default), or CSV with a head."},
    {OPTION_OUTPUT, 'o', "output", "FILE",
     "Write the run to FILE, which appears when it is complete."},
    {OPTION_THREADS, 'j', "threads", "N", "Threads (default 1)."},
    RANKING_OPTIONS,
    MAX_WORK_OPTION,
    SURE_OPTION,
    BOILERPLATE_OPTION,
    {OPTION_TIMEOUT, 0, "timeout", "MS",
     "Stop each topic after so many milliseconds, and print what was found by "
     "then; the exit code is then 5."},
    DUP_OPTION,
    NAMES_OPTIONS,
    EXPAND_OPTIONS,
    TAG_OPTION(OPTION_TAG),
    {OPTION_PROFILE, 0, "profile", NULL,
     "Tell on standard error what all topics took, in all threads together: "
     "the time of each phase, the releases that were scored, the pages that "
     "were checked, and of each list of postings the blocks that were read and "
     "skipped; and which topic was the slowest."},
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query batch news.idx -q topics.tsv -o run.txt",
     "a run for trec_eval"},
    {"dateline-query batch news.idx -q topics --parts title,desc -j 8 "
     "--expand rm3",
     "TREC's topics, two parts of each, expanded, on eight threads"},
};

enum { THREADS_MAX = 1024 };

struct arguments {
    struct batch_command command;
    const char *output;
    int64_t top, threads;
};

static enum st take_syntax(const struct options *o, enum syntax *out,
                           struct err *e)
{
    if (strcmp(o->value, "bag") == 0)
        *out = SYNTAX_BAG;
    else if (!syntax_from_name(o->value, out))
        return err_set(e, ST_USAGE, "--syntax: there is no syntax %.64s",
                       o->value);
    return ST_OK;
}

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    int choice = 0;
    enum st st;
    switch (id) {
    case OPTION_TOPICS:
        a->command.topics = o->value;
        return ST_OK;
    case OPTION_FORM:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->command.form.form = (enum topics_form)choice;
        return st;
    case OPTION_PARTS:
        return topics_parts_parse(o->value, &a->command.form, e);
    case OPTION_TOPIC_SYNTAX:
        return take_syntax(o, &a->command.question.syntax, e);
    case OPTION_FORMAT:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->command.format = (enum batch_format)choice;
        return st;
    case OPTION_TOP:
        return options_int(o, 1, HITS_MAX, &a->top, e);
    case OPTION_THREADS:
        return options_int(o, 1, THREADS_MAX, &a->threads, e);
    case OPTION_OUTPUT:
        a->output = o->value;
        return ST_OK;
    case OPTION_TAG:
        return tag_take(o, &a->command.tag, e);
    case OPTION_PROFILE:
        a->command.profile = true;
        return ST_OK;
    default:
        return question_arguments_take(o, id, &a->command.question, e);
    }
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct arguments a = {
        .command = {.question = QUESTION_ARGUMENTS_DEFAULT,
                    .form = TOPICS_OPTIONS_DEFAULT,
                    .tag = "dateline"},
        .top = 1000,
        .threads = 1,
    };
    a.command.question.syntax = SYNTAX_BAG;
    enum st st = options_take(o, take, &a, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    if (!a.command.topics)
        return err_set(e, ST_USAGE, "batch: name the file of topics with -q");
    a.command.index = o->operands[0];
    a.command.top = (uint32_t)a.top;
    a.command.threads = (uint32_t)a.threads;
    if (a.output)
        st = sink_open_file(reply->out, a.output, e);
    return st == ST_OK ? command_batch(&a.command, reply, e) : st;
}

const struct command BATCH_COMMAND = {
    .spec =
        {
            .name = "batch",
            .operands = "-q FILE INDEX",
            .summary = "answer a file of topics, for trec_eval",
            .details =
                "Each topic is read as a bag of words, of which any may match; "
                "nothing in it is an operator. Each hit is a line: topic, Q0, "
                "id, rank, score, tag. The order is that of the topics, "
                "whatever the threads.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
