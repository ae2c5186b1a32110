/* similar -- releases like one that is there, or like a text. */
#include "common/base/clock.h"
#include "common/base/mem.h"
#include "common/text/decode.h"
#include "query/commands/commands.h"
#include "query/commands/look_arguments.h"
#include "query/commands/read_compared.h"
#include "query/copies/near.h"
#include "query/copies/passages.h"
#include "query/feedback/expansion.h"

enum { TERMS_MAX = 25, TEXT_MAX = 1 << 28 };

/* What is looked for: a release of the index, or else a text. */
struct model {
    bool known;
    struct hit release;
    struct bytes text; /* in one of these */
    struct buf raw, decoded;
};

/* ---- what it is to be like ---- */

static enum st read_stdin(struct buf *out, struct err *e)
{
    enum { STEP = 1 << 16 };
    struct file_in in = file_in_stdin();
    size_t got = 1;
    enum st st = ST_OK;
    while (st == ST_OK && got > 0) {
        if (!buf_reserve(out, STEP))
            return err_set(e, ST_NOMEM, "out of memory");
        st = file_in_read(&in, out->p + out->n, STEP, &got, e);
        if (st == ST_OK)
            out->n += got;
        if (out->n > TEXT_MAX)
            return err_set(e, ST_LIMIT, "more than %d bytes", TEXT_MAX);
    }
    return st;
}

/* An id of the index goes before a file of the same name. */
static enum st find_model(const struct similar_command *c,
                          const struct index *ix, struct model *out,
                          struct err *e)
{
    enum encoding ignored;
    const bool input = strcmp(c->like, "-") == 0;
    enum st st = ST_OK;
    out->release = (struct hit){.doc = DOC_END, .score = 1};
    if (!input)
        st = index_find_id(ix, bytes_of_str(c->like), &out->release.doc, e);
    out->known = out->release.doc != DOC_END;
    if (st != ST_OK || out->known)
        return st;
    struct file_info info = {.kind = FILE_NONE};
    if (!input)
        st = file_stat(c->like, true, &info, e);
    if (st == ST_OK && !input && info.kind == FILE_NONE)
        return err_set(e, ST_USAGE,
                       "%s: neither the id of a release nor a file", c->like);
    if (st == ST_OK)
        st = input ? read_stdin(&out->raw, e)
                   : file_read(c->like, TEXT_MAX, &out->raw, e);
    if (st == ST_OK)
        st = decode_text(buf_bytes(&out->raw), &out->decoded, &out->text,
                         &ignored, e);
    if (st != ST_OK)
        err_note(e, "%s", input ? "standard input" : c->like);
    return st;
}

/* ---- the question it makes ---- */

/* "words: oil 8.1, embargo 7.5" */
static void note_words(const struct feedback_term *terms, size_t n,
                       struct buf *notes)
{
    buf_append_str(notes, n ? "words: " : "no word tells it from others");
    for (size_t i = 0; i < n; i++)
        buf_printf(notes, "%s%.*s %.1f", i ? ", " : "", (int)terms[i].text.n,
                   (const char *)terms[i].text.p, terms[i].weight);
    buf_append_byte(notes, '\n');
}

static enum st join_words(const struct feedback_term *terms, size_t n,
                          struct answer *a, struct err *e)
{
    struct buf words = BUF_INIT;
    for (size_t i = 0; i < n; i++) {
        buf_append_str(&words, i ? " " : "");
        buf_append(&words, terms[i].text.p, terms[i].text.n);
    }
    uint8_t *const copy = arena_bytes(&a->arena, words.n);
    if (copy && words.n)
        memcpy(copy, words.p, words.n);
    a->query = bytes_of(copy, words.n);
    const bool failed = words.failed || !copy;
    buf_release(&words);
    return failed ? err_set(e, ST_NOMEM, "out of memory") : ST_OK;
}

static enum st make_question(const struct similar_command *c,
                             const struct index *ix, const struct model *model,
                             struct answer *a, struct ast_node **question,
                             struct reply *reply, struct err *e)
{
    const struct feedback_request request = {
        .kind = EXPAND_TFIDF,
        .stems = !c->question.exact,
        .most = TERMS_MAX,
        .hits = &model->release,
        .n = model->known,
        .text = model->text,
        .least_df = model->known ? 2 : 1, /* its own words find only itself */
    };
    const struct feedback_term *terms;
    struct feedback_terms *t;
    size_t n;
    enum st st = feedback_terms_open(&t, ix, e);
    if (st != ST_OK)
        return st;
    st = feedback_terms_find(t, &request, &terms, &n, e);
    if (st == ST_OK)
        st = feedback_question(question, terms, n, &a->arena, e);
    if (st == ST_OK)
        st = join_words(terms, n, a, e);
    if (st == ST_OK)
        note_words(terms, n, &reply->notes);
    feedback_terms_close(t);
    return st;
}

/* ---- the answer ---- */

/* Takes the release itself out of the hits. */
static uint32_t leave_out(const struct model *model, struct hit *hits,
                          uint32_t n, uint32_t most)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < n && left < most; i++) {
        if (!model->known || hits[i].doc != model->release.doc)
            hits[left++] = hits[i];
    }
    return left;
}

static enum st ask(const struct similar_command *c, const struct index *ix,
                   const struct model *model, const struct ast_node *question,
                   struct answer *a, struct err *e)
{
    const uint32_t k = MIN(c->top + model->known, ix->counts.docs);
    const struct search_options options =
        question_arguments_search(&c->question, k, true);
    struct searcher *searcher = NULL;
    struct collector collector = {.index = ix};
    struct search_result found;
    struct hit *const hits = mem_array(k, sizeof(*hits));

    enum st st = hits ? searcher_open(&searcher, ix, e)
                      : err_set(e, ST_NOMEM, "out of memory");
    if (st == ST_OK)
        st = searcher_run(searcher, question, &options, hits, &found, e);
    if (st == ST_OK) {
        /* It has all of its words. */
        a->total = found.total - (model->known && found.total > 0);
        a->partial = found.stopped;
        collector = (struct collector){.index = ix,
                                       .searcher = searcher,
                                       .answer = a,
                                       .texts = format_reads_texts(c->format),
                                       .stop = options.stop};
        st = collect_hits(&collector, hits,
                          leave_out(model, hits, found.n, c->top), e);
    }
    collector_close(&collector);
    searcher_close(searcher);
    mem_free(hits);
    return st;
}

/* ---- by signature ---- */

static enum st read_stored(void *ctx, uint32_t doc, struct compared *out,
                           struct err *e)
{
    return read_compared(ctx, doc, out, e);
}

static enum st read_model(struct collector *c, const struct model *model,
                          struct compared *out, struct err *e)
{
    return model->known ? read_compared(c, model->release.doc, out, e)
                        : compared_read_text(out, model->text, e);
}

/* Whether the answer has a place for passages. */
static bool shows_passages(const struct similar_command *c)
{
    return c->passages &&
           (c->format == FORMAT_TABLE || format_is_json(c->format));
}

/* What each of the hits shares with the text. */
static enum st find_passages(const struct similar_command *c,
                             struct compared *text, struct collector *collector,
                             const struct hit *hits, struct err *e)
{
    struct answer *const a = collector->answer;
    struct compared other;
    enum st st = compared_open(&other, e);
    for (size_t i = 0; i < a->n && st == ST_OK; i++) {
        struct answer_hit *const h = &a->hits[i];
        struct passage *const v =
            arena_new(&a->arena, struct passage, c->passages);
        h->passages = v;
        st = v ? read_compared(collector, hits[i].doc, &other, e)
               : err_set(e, ST_NOMEM, "out of memory");
        if (st == ST_OK)
            st = passages_find(&other, text, c->passages, &a->arena, v,
                               &h->n_passages, e);
    }
    compared_close(&other);
    return st;
}

static enum st find_near(const struct similar_command *c,
                         const struct index *ix, const struct model *model,
                         struct answer *a, struct err *e)
{
    struct compared text = {.cap_shared = 0};
    struct searcher *none = NULL; /* has no question: nothing is marked */
    struct collector collector = {
        .index = ix, .answer = a, .texts = format_reads_texts(c->format)};
    const bool store = ix->n && ix->segments[0]->chunks[CHUNK_STOR].p;
    const struct text_source texts = {store ? read_stored : NULL, &collector};
    struct hit *const hits = mem_array(c->top, sizeof(*hits));
    uint32_t n = 0;
    enum st st = hits ? ST_OK : err_set(e, ST_NOMEM, "out of memory");
    if (st == ST_OK && !stories_are_known(ix))
        st = err_set(e, ST_USAGE,
                     "%s: there are no signatures; ask --by words, or build it "
                     "again",
                     ix->path);
    if (st == ST_OK)
        st = compared_open(&text, e);
    if (st == ST_OK)
        st = read_model(&collector, model, &text, e);
    if (st == ST_OK)
        st = near_find(&text, ix, model->release.doc, &texts, hits, c->top, &n,
                       e);
    a->total = n;
    if (st == ST_OK)
        st = searcher_open(&none, ix, e);
    collector.searcher = none;
    if (st == ST_OK)
        st = collect_hits(&collector, hits, n, e);
    if (st == ST_OK && store && shows_passages(c))
        st = find_passages(c, &text, &collector, hits, e);
    collector_close(&collector);
    searcher_close(none);
    compared_close(&text);
    mem_free(hits);
    return st;
}

enum st command_similar(const struct similar_command *c, struct reply *reply,
                        struct err *e)
{
    struct answer a = {.total = 0};
    struct model model = {.known = false};
    struct ast_node *question = NULL;
    struct index *ix = NULL;
    struct buf out = BUF_INIT;
    arena_init(&a.arena, 0);

    enum st st = index_open(&ix, c->index, e);
    const uint64_t start = clock_ns();
    if (st == ST_OK)
        st = find_model(c, ix, &model, e);
    if (st == ST_OK && c->by_signature)
        st = find_near(c, ix, &model, &a, e);
    else if (st == ST_OK)
        st = make_question(c, ix, &model, &a, &question, reply, e);
    if (st == ST_OK && !c->by_signature)
        st = ask(c, ix, &model, question, &a, e);
    if (st == ST_OK) {
        a.took_us = (clock_ns() - start) / 1000;
        format_print(c->format, &a, &c->look, "dateline", &out);
        if (a.partial)
            reply_stopped(reply);
        reply->none = a.n == 0;
        st = reply_send(reply, &out, e);
    }
    buf_release(&out);
    buf_release(&model.raw);
    buf_release(&model.decoded);
    index_close(ix);
    arena_release(&a.arena);
    return st;
}

/* ---- the command line ---- */

enum { OPTION_TOP = 1, OPTION_BY, OPTION_PASSAGES, OPTION_FORMAT };

static const struct option_spec OPTIONS[] = {
    {OPTION_TOP, 'n', "top", "N", "Show the N likest releases (default 10)."},
    {OPTION_BY, 0, "by", "words|signature",
     "Like in its most telling words (the default), or in the text itself: the "
     "score is then the share of rows of five words that both have."},
    {OPTION_PASSAGES, 0, "passages", "N",
     "By signature: of each release the N longest stretches that the other "
     "text has word for word, 5 words at least (default 3, at most 20; table "
     "and JSON)."},
    FORMAT_OPTION(OPTION_FORMAT),
    EXACT_OPTION,
    TIMEOUT_OPTION,
    LOOK_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query similar news.idx 2019/state-visit",
     "releases like one of the index"},
    {"pdftotext draft.pdf - | dateline-query similar news.idx -",
     "what was written before of the same"},
};

struct arguments {
    struct similar_command command;
    struct look_arguments look;
    int64_t top, passages;
    int format, by; /* places among the names */
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    enum st st;
    switch (id) {
    case OPTION_TOP:
        return options_int(o, 1, HITS_MAX, &a->top, e);
    case OPTION_BY:
        return options_choice(o, &a->by, e);
    case OPTION_PASSAGES:
        return options_int(o, 0, PASSAGES_MAX, &a->passages, e);
    case OPTION_FORMAT:
        return options_choice(o, &a->format, e);
    default:
        st = question_arguments_take(o, id, &a->command.question, e);
        return st == ST_OK ? look_arguments_take(o, id, &a->look, e) : st;
    }
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct arguments a = {.command = {.question = QUESTION_ARGUMENTS_DEFAULT},
                          .top = 10,
                          .passages = PASSAGES_DEFAULT};
    const enum st st = options_take(o, take, &a, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    struct similar_command *const c = &a.command;
    question_arguments_arm(&c->question);
    c->index = o->operands[0];
    c->like = o->operands[1];
    c->top = (uint32_t)a.top;
    c->by_signature = a.by == 1;
    c->passages = (size_t)a.passages;
    c->format = (enum format)a.format;
    c->look = look_arguments_look(&a.look);
    look_arguments_page(&a.look, reply->out);
    return command_similar(c, reply, e);
}

const struct command SIMILAR_COMMAND = {
    .spec =
        {
            .name = "similar",
            .operands = "INDEX LIKE",
            .summary = "find releases like one, or like a text",
            .details =
                "LIKE is the id of a release, else a file, or - for the "
                "standard input. Its most telling words, at most 25, are asked "
                "for; a release has the more of them, and the rarer, the "
                "better "
                "it is. The release itself is left out. The words, with their "
                "weights, are told on standard error. With --by signature the "
                "texts are compared instead: copies, and what was taken from "
                "it.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
