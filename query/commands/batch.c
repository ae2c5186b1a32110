/* batch -- the topics of a retrieval experiment, to a run for trec_eval. */
#include <stdlib.h>

#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/segment/index.h"
#include "query/commands/commands.h"
#include "query/searcher.h"

enum { TOPICS_MAX = 1 << 28 }; /* bytes of the file */

struct topic {
    struct bytes id, query; /* point into the file's text */
    size_t line;            /* counted from 1             */
};

struct topics {
    struct buf text;
    struct topic *v;
    size_t n, cap;
};

static void topics_release(struct topics *t)
{
    buf_release(&t->text);
    mem_free(t->v);
}

/* ---- reading ---- */

static bool is_one_word(struct bytes id)
{
    for (size_t at = 0; at < id.n;) {
        const struct utf8_char c = utf8_at(id, at);
        if (c.c == UTF8_INVALID || utf8_is_space(c.c))
            return false;
        at += c.size;
    }
    return id.n > 0;
}

static enum st add_topic(struct topics *t, const char *path, struct bytes line,
                         size_t number, struct err *e)
{
    const uint8_t *const tab = memchr(line.p, '\t', line.n);
    if (!tab)
        return err_set(e, ST_USAGE,
                       "%s:%zu: no tab: a line is a topic's id, a tab, its "
                       "question",
                       path, number);
    const size_t n = (size_t)(tab - line.p);
    const struct topic topic = {bytes_of(line.p, n),
                                bytes_of(tab + 1, line.n - n - 1), number};
    if (!is_one_word(topic.id))
        return err_set(e, ST_USAGE,
                       "%s:%zu: a topic's id is one word, without blanks", path,
                       number);
    if (!mem_grow(&t->v, &t->cap, t->n + 1))
        return err_set(e, ST_NOMEM, "out of memory");
    t->v[t->n++] = topic;
    return ST_OK;
}

static int by_id(const void *a, const void *b)
{
    const struct topic *const x = a, *const y = b;
    const int c = bytes_compare(x->id, y->id);
    return c ? c : (x->line > y->line) - (x->line < y->line);
}

static int by_line(const void *a, const void *b)
{
    const struct topic *const x = a, *const y = b;
    return (x->line > y->line) - (x->line < y->line);
}

/* Two topics of one id would be one topic for trec_eval. */
static enum st check_unique(struct topics *t, const char *path, struct err *e)
{
    enum st st = ST_OK;
    if (t->n == 0)
        return ST_OK;
    qsort(t->v, t->n, sizeof(*t->v), by_id);
    for (size_t i = 1; st == ST_OK && i < t->n; i++)
        if (bytes_equal(t->v[i - 1].id, t->v[i].id))
            st = err_set(e, ST_USAGE, "%s:%zu: topic %.*s stood in line %zu",
                         path, t->v[i].line, (int)MIN(t->v[i].id.n, 100),
                         (const char *)t->v[i].id.p, t->v[i - 1].line);
    qsort(t->v, t->n, sizeof(*t->v), by_line);
    return st;
}

static enum st read_topics(struct topics *t, const char *path, struct err *e)
{
    static const char bom[] = "\xEF\xBB\xBF";
    enum st st = file_read(path, TOPICS_MAX, &t->text, e);
    struct bytes rest = buf_bytes(&t->text);
    if (rest.n >= 3 && memcmp(rest.p, bom, 3) == 0)
        rest = bytes_of(rest.p + 3, rest.n - 3);
    for (size_t number = 1; st == ST_OK && rest.n > 0; number++) {
        const uint8_t *const end = memchr(rest.p, '\n', rest.n);
        const size_t size = end ? (size_t)(end - rest.p) : rest.n;
        struct bytes line = bytes_of(rest.p, size);
        rest = bytes_of(rest.p + size + (end != NULL),
                        rest.n - size - (end != NULL));
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (line.n)
            st = add_topic(t, path, line, number, e);
    }
    return st == ST_OK ? check_unique(t, path, e) : st;
}

/* ---- answering ---- */

struct batch_run {
    const struct batch_command *command;
    const struct index *index;
    struct searcher *searcher;
    struct expander *expander;
    struct search_options options;
    struct hit *hits;
    struct arena arena; /* of one topic */
    struct buf out;
};

static enum st run_topic(struct batch_run *r, const struct topic *topic,
                         uint32_t *found, struct err *e)
{
    const struct index *const ix = r->index;
    struct ast_node *question;
    struct parse_place place;
    struct search_result result;
    const struct expansion_request expansion = {
        .options = &r->command->question.expand,
        .search = &r->options,
        .any = true,
        .arena = &r->arena};
    arena_clear(&r->arena);
    enum st st = parse_query(&question, &r->arena,
                             &(struct parse_options){.syntax = SYNTAX_BAG},
                             topic->query, &place, e);
    if (st == ST_OK)
        st = expander_run(r->expander, question, &expansion, &question, e);
    if (st == ST_OK)
        st = searcher_run(r->searcher, question, &r->options, r->hits, &result,
                          e);
    if (st != ST_OK)
        return st;
    for (uint32_t i = 0; st == ST_OK && i < result.n; i++) {
        const struct hit *const h = &r->hits[i];
        const size_t at = index_segment_of(ix, h->doc);
        struct bytes id;
        st = segment_id(ix->segments[at], h->doc - ix->first_doc[at], &id, e);
        if (st == ST_OK)
            output_trec_line(topic->id, id, (uint64_t)i + 1, h->score,
                             r->command->tag, &r->out);
    }
    *found = result.n;
    return st;
}

static enum st run_topics(struct batch_run *r, const struct topics *t,
                          struct reply *reply, struct err *e)
{
    const struct batch_command *const c = r->command;
    const uint32_t k = MIN(c->top, r->index->counts.docs);
    r->options = question_arguments_search(&c->question, k, false);
    r->hits = mem_array(k, sizeof(*r->hits));
    if (!r->hits)
        return err_set(e, ST_NOMEM, "out of memory");
    enum st st = searcher_open(&r->searcher, r->index, e);
    if (st == ST_OK)
        st = expander_open(&r->expander, r->searcher, e);
    reply->none = true;
    for (size_t i = 0; st == ST_OK && !reply->out->closed && i < t->n; i++) {
        uint32_t found = 0;
        st = run_topic(r, &t->v[i], &found, e);
        if (st == ST_OK && found)
            reply->none = false;
        if (st == ST_OK)
            st = reply_send(reply, &r->out, e);
    }
    return st;
}

enum st command_batch(const struct batch_command *c, struct reply *reply,
                      struct err *e)
{
    struct topics topics = {.text = BUF_INIT};
    struct index *ix = NULL;
    struct batch_run r = {.command = c};
    arena_init(&r.arena, 0);

    enum st st = read_topics(&topics, c->topics, e);
    if (st == ST_OK)
        st = index_open(&ix, c->index, e);
    r.index = ix;
    if (st == ST_OK)
        st = run_topics(&r, &topics, reply, e);

    buf_release(&r.out);
    arena_release(&r.arena);
    mem_free(r.hits);
    expander_close(r.expander);
    searcher_close(r.searcher);
    index_close(ix);
    topics_release(&topics);
    return st;
}

/* ---- the command line ---- */

enum {
    OPTION_TOP = 1,
    OPTION_TOPICS,
    OPTION_OUTPUT,
    OPTION_TAG,
};

static const struct option_spec OPTIONS[] = {
    {OPTION_TOPICS, 'q', "topics", "FILE",
     "The topics: a line each, its id, a tab, and its words."},
    {OPTION_TOP, 'n', "top", "N", "The N best for each topic (default 1000)."},
    {OPTION_OUTPUT, 'o', "output", "FILE",
     "Write the run to FILE, which appears when it is complete."},
    RANKING_OPTIONS,
    EXPAND_OPTIONS,
    TAG_OPTION(OPTION_TAG),
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query batch news.idx -q topics.tsv -o run.txt",
     "a run for trec_eval"},
};

struct arguments {
    struct batch_command command;
    const char *output;
    int64_t top;
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    switch (id) {
    case OPTION_TOPICS:
        a->command.topics = o->value;
        return ST_OK;
    case OPTION_TOP:
        return options_int(o, 1, HITS_MAX, &a->top, e);
    case OPTION_OUTPUT:
        a->output = o->value;
        return ST_OK;
    case OPTION_TAG:
        return tag_take(o, &a->command.tag, e);
    default:
        return question_arguments_take(o, id, &a->command.question, e);
    }
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct arguments a = {
        .command = {.question = QUESTION_ARGUMENTS_DEFAULT, .tag = "dateline"},
        .top = 1000,
    };
    enum st st = options_take(o, take, &a, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    if (!a.command.topics)
        return err_set(e, ST_USAGE, "batch: name the file of topics with -q");
    a.command.index = o->operands[0];
    a.command.top = (uint32_t)a.top;
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
                "id, rank, score, tag.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
