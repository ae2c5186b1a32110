/* kwic -- every place that matches, a line each, with the words around it. */
#include <inttypes.h>
#include <stdlib.h>

#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "query/commands/collect.h"
#include "query/commands/commands.h"
#include "query/commands/look_arguments.h"
#include "query/output/harmless.h"
#include "query/output/kwic.h"
#include "query/output/marked_text.h"
#include "query/parse/skip_boilerplate.h"
#include "query/parts/release_parts.h"

/* What lines are made with, and they. */
struct maker {
    const struct kwic_command *command;
    struct collector collector;
    struct marked_text text;
    struct arena *arena; /* of all that lines hold */
    struct kwic_line *lines;
    size_t n;
    struct buf scratch;
    /* Of the release at hand, where matches in boilerplate are left out. */
    struct release_parts parts;
    bool skip;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for lines");
}

/* ---- one line ---- */

/* Whether the character before, or else the one at byte `at` is white space. */
static bool is_space(struct bytes text, size_t at, bool before)
{
    if (before && at > 0)
        at = whole_characters(text, at - 1);
    else if (before)
        return false;
    const struct utf8_char c = utf8_at(text, at);
    return c.size > 0 && utf8_is_space(c.c);
}

/* A piece of the text, harmless, in the arena. Of white space between it and
 * the match, which begins or ends at `match`, one blank stays. */
static enum st take_piece(struct maker *m, size_t from, size_t to, size_t match,
                          struct bytes *out, struct err *e)
{
    const struct bytes text = m->text.text;
    buf_clear(&m->scratch);
    if (match == from && from < to && is_space(text, from, false))
        buf_append_byte(&m->scratch, ' ');
    text_harmless(bytes_of(text.p + from, to - from), &m->scratch);
    if (match == to && from < to && is_space(text, to, true) && m->scratch.n)
        buf_append_byte(&m->scratch, ' ');
    if (m->scratch.failed)
        return out_of_memory(e);
    uint8_t *const copy = arena_bytes(m->arena, m->scratch.n);
    if (!copy)
        return out_of_memory(e);
    if (m->scratch.n)
        memcpy(copy, m->scratch.p, m->scratch.n);
    *out = bytes_of(copy, m->scratch.n);
    return ST_OK;
}

/* Appends a folded word to a key. */
static void add_to_key(struct maker *m, const struct token *t)
{
    const struct bytes word = token_term(&m->text.tokens, t);
    buf_append(&m->scratch, word.p, word.n);
    buf_append_byte(&m->scratch, 0); /* sorts before all letters */
}

/* The folded words behind the match, or those before it, the nearest first. */
static enum st make_key(struct maker *m, size_t from, size_t to,
                        struct kwic_line *line, struct err *e)
{
    const struct token_list *const l = &m->text.tokens;
    const enum kwic_sort sort = m->command->sort;
    buf_clear(&m->scratch);
    for (size_t i = 0; sort == KWIC_RIGHT && i < l->n; i++) {
        const struct token *const t = &l->tokens[i];
        if (t->parts == 1 && t->start >= from && t->start < to)
            add_to_key(m, t);
    }
    for (size_t i = l->n; sort == KWIC_LEFT && i-- > 0;) {
        const struct token *const t = &l->tokens[i];
        if (t->parts == 1 && t->start >= from && t->start < to)
            add_to_key(m, t);
    }
    uint8_t *const copy = arena_bytes(m->arena, m->scratch.n);
    if (!copy || m->scratch.failed)
        return out_of_memory(e);
    if (m->scratch.n)
        memcpy(copy, m->scratch.p, m->scratch.n);
    line->key = bytes_of(copy, m->scratch.n);
    return ST_OK;
}

/* The line of the match at bytes [start, end). */
static enum st add_line(struct maker *m, const struct kwic_line *base,
                        size_t start, size_t end, struct err *e)
{
    const struct marked_text *const t = &m->text;
    const size_t around = m->command->around;
    const size_t first = marked_text_words_before(t, start);
    const size_t behind = marked_text_words_before(t, end);
    const size_t from = first > around ? t->words[first - around].start : 0;
    const size_t last = MIN(behind + around, t->n_words);
    const size_t to = last == t->n_words ? t->text.n
                      : last > behind    ? t->words[last - 1].end
                                         : end;
    struct kwic_line line = *base;
    line.place = m->n;
    line.cut_left = from > 0;
    line.cut_right = to < t->text.n;
    enum st st = take_piece(m, from, start, start, &line.left, e);
    if (st == ST_OK)
        st = take_piece(m, start, end, SIZE_MAX, &line.match, e);
    if (st == ST_OK)
        st = take_piece(m, end, to, end, &line.right, e);
    if (st == ST_OK && m->command->sort == KWIC_LEFT)
        st = make_key(m, from, start, &line, e);
    if (st == ST_OK && m->command->sort == KWIC_RIGHT)
        st = make_key(m, end, to, &line, e);
    if (st == ST_OK)
        m->lines[m->n++] = line;
    return st;
}

/* ---- all lines ---- */

static enum st add_text(struct maker *m, const struct kwic_line *base,
                        struct bytes text, struct err *e)
{
    enum st st = marked_text_cut(&m->text, text, e);
    const struct marks *const marks = &m->text.marks;
    for (size_t i = 0; st == ST_OK && i < marks->n && m->n < m->command->most;
         i++) {
        const size_t start = marks->found[i].start;
        size_t end = marks->found[i].end;
        /* Matches that overlap are one. */
        for (; i + 1 < marks->n && marks->found[i + 1].start < end; i++)
            end = MAX(end, (size_t)marks->found[i + 1].end);
        if (m->skip && !base->title &&
            release_parts_touch(&m->parts, ZONE_BOILERPLATE, start, end))
            continue;
        st = add_line(m, base, start, end, e);
    }
    return st;
}

static enum st add_release(struct maker *m, const struct hit *hit,
                           uint64_t rank, struct err *e)
{
    const struct index *const ix = m->collector.index;
    const size_t i = index_segment_of(ix, hit->doc);
    const uint32_t doc = hit->doc - ix->first_doc[i];
    const struct record_fields *fields;
    struct kwic_line base = {.rank = rank};
    enum st st = segment_id(ix->segments[i], doc, &base.id, e);
    if (st == ST_OK)
        st = collect_columns(ix->segments[i], doc, &base.date, &base.source, e);
    if (st == ST_OK)
        st = collect_fields(&m->collector, hit->doc, &fields, e);
    if (st == ST_OK && m->skip)
        st = release_parts_read(&m->parts, ix->segments[i], doc, fields, e);
    if (st != ST_OK)
        return st == ST_NOT_FOUND ? ST_USAGE : st;
    base.title = true;
    st = add_text(m, &base, record_field(fields, FIELD_TITLE), e);
    base.title = false;
    if (st == ST_OK)
        st = add_text(m, &base, record_field(fields, FIELD_BODY), e);
    return st;
}

static int by_key(const void *a, const void *b)
{
    const struct kwic_line *const x = a, *const y = b;
    const int c = bytes_compare(x->key, y->key);
    if (c)
        return c;
    return (x->place > y->place) - (x->place < y->place);
}

static int newest_first(const void *a, const void *b)
{
    const struct kwic_line *const x = a, *const y = b;
    if (x->date != y->date)
        return x->date < y->date ? 1 : -1;
    return (x->place > y->place) - (x->place < y->place);
}

static void sort_lines(struct maker *m)
{
    if (m->n == 0 || m->command->sort == KWIC_RANK)
        return;
    qsort(m->lines, m->n, sizeof(*m->lines),
          m->command->sort == KWIC_DATE ? newest_first : by_key);
}

static enum st make_lines(struct maker *m, const struct hit *hits,
                          const struct search_result *found, struct kwic *out,
                          struct reply *reply, struct err *e)
{
    uint32_t looked_at = 0;
    size_t n;
    const struct query_term *const terms =
        searcher_terms(m->collector.searcher, &n);
    enum st st = collect_open_analysis(&m->collector, e);
    if (st != ST_OK)
        return st;
    m->text.analyzer = m->collector.analyzer;
    m->text.stemmer = m->collector.stemmer;
    m->parts.analyzer = m->collector.analyzer;
    m->lines = arena_new(m->arena, struct kwic_line, m->command->most);
    if (!m->lines)
        return out_of_memory(e);
    const struct word_forms *forms;
    st = collect_forms(&m->collector, &forms, e);
    if (st == ST_OK)
        st = marked_text_ask(&m->text, terms, n, forms, e);
    bool stopped = found->stopped;
    for (; st == ST_OK && looked_at < found->n && m->n < m->command->most;
         looked_at++) {
        if (collect_stops(&m->collector, looked_at)) {
            stopped = true;
            break;
        }
        st = add_release(m, &hits[looked_at], (uint64_t)looked_at + 1, e);
    }
    if (stopped)
        reply_stopped(reply);
    sort_lines(m);
    out->lines = m->lines;
    out->n = m->n;
    if (st == ST_OK && looked_at < found->total)
        buf_printf(&reply->notes,
                   "%zu line%s of the %" PRIu32 " best of %" PRIu64
                   " releases; -n shows more\n",
                   m->n, m->n == 1 ? "" : "s", looked_at, found->total);
    return st;
}

/* The question is out->query as typed. */
static enum st ask(const struct kwic_command *c, const struct index *ix,
                   const struct ast_node *question, struct arena *arena,
                   struct kwic *out, struct reply *reply, struct err *e)
{
    const uint32_t k = (uint32_t)MIN(c->most, (size_t)ix->counts.docs);
    const struct search_options options =
        question_arguments_search(&c->question, k, true);
    struct maker m = {.command = c,
                      .arena = arena,
                      .skip = options.skip_boilerplate &&
                              !asks_for_boilerplate(question)};
    struct searcher *searcher = NULL;
    struct search_result found;
    struct hit *const hits = mem_array(k, sizeof(*hits));

    enum st st = hits ? searcher_open(&searcher, ix, e) : out_of_memory(e);
    if (st == ST_OK) {
        struct err why = ERR_INIT;
        st = searcher_run(searcher, question, &options, hits, &found, &why);
        st = reply_searched(reply, searcher, out->query, st, &why, e);
    }
    if (st == ST_OK) {
        m.collector = (struct collector){
            .index = ix, .searcher = searcher, .stop = options.stop};
        out->total = found.total;
        st = make_lines(&m, hits, &found, out, reply, e);
    }
    marked_text_release(&m.text);
    release_parts_release(&m.parts);
    buf_release(&m.scratch);
    if (m.collector.index)
        collector_close(&m.collector);
    searcher_close(searcher);
    mem_free(hits);
    return st;
}

static void print(const struct kwic_command *c, const struct kwic *k,
                  struct buf *out)
{
    switch (c->form) {
    case KWIC_LINES:
        output_kwic_lines(k, &c->look, out);
        break;
    case KWIC_CSV:
    case KWIC_TSV:
        output_kwic_rows(k, c->form == KWIC_CSV ? ROWS_CSV : ROWS_TSV, out);
        break;
    case KWIC_JSON:
        output_kwic_json(k, out);
        break;
    }
}

enum st command_kwic(const struct kwic_command *c, struct reply *reply,
                     struct err *e)
{
    struct kwic k = {.n = 0};
    struct index *ix = NULL;
    struct ast_node *question;
    struct arena arena;
    struct buf out = BUF_INIT;
    arena_init(&arena, 0);

    enum st st = parse_words(&question, &k.query, &arena, c->question.syntax,
                             c->words, c->n_words, reply, e);
    if (st == ST_OK)
        st = index_open(&ix, c->index, e);
    if (st == ST_OK)
        st = ask(c, ix, question, &arena, &k, reply, e);
    if (st == ST_OK) {
        print(c, &k, &out);
        reply->none = k.n == 0;
        st = reply_send(reply, &out, e);
    }
    buf_release(&out);
    index_close(ix);
    arena_release(&arena);
    return st;
}

/* ---- the command line ---- */

enum { OPTION_LINES = 1, OPTION_AROUND, OPTION_SORT, OPTION_FORMAT };
enum { LINES_MAX = 1000000, AROUND_MAX = 1000 };

static const struct option_spec OPTIONS[] = {
    {OPTION_LINES, 'n', "top", "N",
     "Lines at most, those of the best releases (default 100)."},
    {OPTION_AROUND, 'w', "words", "N",
     "Words shown on either side, as far as there is room (default 8)."},
    {OPTION_SORT, 0, "sort", "rank|left|right|date",
     "The order of these lines: as the releases are ranked (the default), by "
     "the words before or behind the match, or the newest first."},
    {OPTION_FORMAT, 0, "format", "lines|csv|tsv|json",
     "Lines for people (the default), or rows or one JSON object for "
     "programs."},
    SYNTAX_OPTION,
    RANKING_OPTIONS,
    MAX_WORK_OPTION,
    SURE_OPTION,
    BOILERPLATE_OPTION,
    TIMEOUT_OPTION,
    NAMES_OPTIONS,
    LOOK_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query kwic news.idx sanctions --sort right",
     "what is said of sanctions, alike beside alike"},
    {"dateline-query kwic news.idx '\"prime minister\"' -w 20 --format csv",
     "every place with twenty words around it"},
};

struct arguments {
    struct kwic_command command;
    struct look_arguments look;
    int64_t lines, around;
    int sort, form; /* places among the names */
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    enum st st;
    switch (id) {
    case OPTION_LINES:
        return options_int(o, 1, LINES_MAX, &a->lines, e);
    case OPTION_AROUND:
        return options_int(o, 0, AROUND_MAX, &a->around, e);
    case OPTION_SORT:
        return options_choice(o, &a->sort, e);
    case OPTION_FORMAT:
        return options_choice(o, &a->form, e);
    default:
        st = question_arguments_take(o, id, &a->command.question, e);
        return st == ST_OK ? look_arguments_take(o, id, &a->look, e) : st;
    }
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    static const enum kwic_form forms[] = {KWIC_LINES, KWIC_CSV, KWIC_TSV,
                                           KWIC_JSON};
    static const enum kwic_sort sorts[] = {KWIC_RANK, KWIC_LEFT, KWIC_RIGHT,
                                           KWIC_DATE};
    struct arguments a = {.command = {.question = QUESTION_ARGUMENTS_DEFAULT},
                          .lines = 100,
                          .around = 8};
    const enum st st = options_take(o, take, &a, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    struct kwic_command *const c = &a.command;
    question_arguments_arm(&c->question);
    c->index = o->operands[0];
    c->words = (const char *const *)o->operands + 1;
    c->n_words = (size_t)o->n_operands - 1;
    c->most = (size_t)a.lines;
    c->around = (size_t)a.around;
    c->sort = sorts[a.sort];
    c->form = forms[a.form];
    c->look = look_arguments_look(&a.look);
    look_arguments_page(&a.look, reply->out);
    return command_kwic(c, reply, e);
}

const struct command KWIC_COMMAND = {
    .spec =
        {
            .name = "kwic",
            .operands = "INDEX WORD...",
            .summary = "show every match with the words around it",
            .details =
                "Prints a line for each place of a headline or text that "
                "matches, aligned on what matched. The best releases are read "
                "one after the other until there are as many lines as asked "
                "for; these are then sorted.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
            .words_after = 1,
        },
    .run = run,
};
