#include "query/commands/collect.h"

#include "common/base/mem.h"
#include "query/expand/suggestion.h"
#include "query/output/harmless.h"
#include "query/who/quoted_hits.h"

enum {
    HEADLINE_MAX = 300, /* bytes shown; few are over 150 */
    SNIPPET_MAX = 240   /* about two sentences           */
};

void collector_close(struct collector *c)
{
    for (size_t i = 0; c->readers && i < c->index->n; i++)
        doc_reader_close(c->readers[i]);
    mem_free(c->readers);
    snippeter_close(c->snippeter);
    stemmer_close(c->stemmer);
    analyzer_close(c->analyzer);
    word_forms_release(&c->forms);
    release_parts_release(&c->parts);
    buf_release(&c->line);
    *c = (struct collector){.index = NULL};
}

enum st collect_columns(const struct segment *s, uint32_t doc, int32_t *date,
                        struct bytes *source, struct err *e)
{
    const uint64_t at = 4 * (uint64_t)doc;
    if (!segment_date(s, doc, date))
        return chunk_refused(s, CHUNK_DATE, at, e);
    if (!segment_source(s, doc, source))
        return chunk_refused(s, CHUNK_SRCE, at, e);
    return ST_OK;
}

/* ---- texts ---- */

enum st collect_open_analysis(struct collector *c, struct err *e)
{
    enum st st = ST_OK;
    if (!c->analyzer)
        st = analyzer_open(&c->analyzer, e);
    if (st == ST_OK && !c->stemmer)
        st = stemmer_open(&c->stemmer, c->index->manifest.lang, e);
    return st;
}

enum st collect_forms(struct collector *c, const struct word_forms **out,
                      struct err *e)
{
    size_t n;
    const struct query_term *const terms = searcher_terms(c->searcher, &n);
    enum st st = collect_open_analysis(c, e);
    if (st == ST_OK)
        st = word_forms_find(&c->forms, c->index, c->stemmer, terms, n, e);
    *out = c->forms.all ? &c->forms : NULL;
    return st;
}

/* Makes the snippeter ready for the question. */
static enum st ready_snippeter(struct collector *c, struct err *e)
{
    const struct word_forms *forms;
    size_t n;
    enum st st = ST_OK;
    if (!c->snippeter) {
        st = collect_open_analysis(c, e);
        if (st == ST_OK)
            st = snippeter_open(&c->snippeter, c->analyzer, c->stemmer, e);
    }
    if (st != ST_OK || c->asked)
        return st;
    const struct query_term *const terms = searcher_terms(c->searcher, &n);
    st = collect_forms(c, &forms, e);
    if (st == ST_OK)
        st = snippet_ask(c->snippeter, terms, n, forms, e);
    c->asked = st == ST_OK;
    return st;
}

void collector_next(struct collector *c, struct answer *answer)
{
    c->answer = answer;
    c->asked = false;
}

static enum st open_reader(struct collector *c, size_t segment, struct err *e)
{
    if (!c->readers)
        c->readers = mem_zalloc((c->index->n + 1) * sizeof(*c->readers));
    if (!c->readers)
        return err_set(e, ST_NOMEM, "out of memory");
    return c->readers[segment]
               ? ST_OK
               : doc_reader_open(&c->readers[segment],
                                 c->index->segments[segment], e);
}

enum st collect_fields(struct collector *c, uint32_t doc,
                       const struct record_fields **out, struct err *e)
{
    const size_t i = index_segment_of(c->index, doc);
    const enum st st = open_reader(c, i, e);
    return st == ST_OK ? doc_reader_get(c->readers[i],
                                        doc - c->index->first_doc[i], out, e)
                       : st;
}

static enum st copy_bytes(struct arena *arena, struct bytes from,
                          struct bytes *out, struct err *e)
{
    uint8_t *const copy = arena_bytes(arena, from.n);
    if (!copy)
        return err_set(e, ST_NOMEM, "out of memory");
    if (from.n)
        memcpy(copy, from.p, from.n);
    *out = bytes_of(copy, from.n);
    return ST_OK;
}

static enum st mark_text(struct collector *c, struct bytes text, size_t max,
                         struct snippet_size size, struct marked *out,
                         struct err *e)
{
    const struct snippet_options options = {.max_bytes = max,
                                            .max_words = size.words,
                                            .windows = size.windows,
                                            .open = MARK_OPEN,
                                            .close = MARK_CLOSE,
                                            .ellipsis = "…"};
    buf_clear(&c->line);
    const enum st st = snippet_make(c->snippeter, text, &options, &c->line, e);
    if (st != ST_OK)
        return st;
    return marked_from(out, &c->answer->arena, buf_bytes(&c->line), e);
}

/* ---- quotations ---- */

/* A name in one harmless line. */
static enum st copy_name(struct collector *c, struct bytes from,
                         struct bytes *out, struct err *e)
{
    buf_clear(&c->line);
    text_harmless(from, &c->line);
    return c->line.failed
               ? err_set(e, ST_NOMEM, "out of memory")
               : copy_bytes(&c->answer->arena, buf_bytes(&c->line), out, e);
}

static enum st take_speaker(struct collector *c, const struct part_quotation *q,
                            struct answer_hit *out, struct err *e)
{
    struct answer_quotation *const said =
        arena_new(&c->answer->arena, struct answer_quotation, 1);
    if (!said)
        return err_set(e, ST_NOMEM, "out of memory");
    said->sure = q->sure;
    said->sieve = q->sieve;
    enum st st = copy_name(c, q->speaker, &said->speaker, e);
    if (st == ST_OK)
        st = copy_name(c, q->mention, &said->mention, e);
    out->quotation = said;
    return st;
}

/* What the snippet is of: all of the body, without boilerplate where that is
 * skipped, or the quotation that was found. */
static enum st find_passage(struct collector *c, uint32_t doc,
                            const struct record_fields *fields,
                            struct answer_hit *out, struct bytes *text,
                            struct err *e)
{
    const size_t i = index_segment_of(c->index, doc);
    const uint32_t pos =
        c->quotations ? c->quotations[c->answer->n] : NO_QUOTATION;
    *text = record_field(fields, FIELD_BODY);
    if (pos == NO_QUOTATION && !c->skip_boilerplate)
        return ST_OK;
    c->parts.analyzer = c->analyzer;
    const enum st st =
        release_parts_read(&c->parts, c->index->segments[i],
                           doc - c->index->first_doc[i], fields, e);
    const struct part_quotation *const q =
        st == ST_OK ? release_parts_quotation(&c->parts, pos) : NULL;
    if (st == ST_OK && c->skip_boilerplate)
        *text = release_parts_text(&c->parts);
    if (!q)
        return st;
    *text = release_parts_passage(&c->parts, q);
    return take_speaker(c, q, out, e);
}

static enum st collect_texts(struct collector *c, uint32_t doc,
                             struct answer_hit *out, struct err *e)
{
    const struct record_fields *fields;
    enum st st = collect_fields(c, doc, &fields, e);
    if (st == ST_OK)
        st = ready_snippeter(c, e);
    if (st != ST_OK)
        return st;
    const struct bytes title = record_field(fields, FIELD_TITLE);
    struct bytes passage;
    out->stored = true;
    st = copy_bytes(&c->answer->arena, title, &out->title, e);
    if (st == ST_OK)
        st = mark_text(c, title, HEADLINE_MAX, (struct snippet_size){0},
                       &out->headline, e);
    if (st == ST_OK)
        st = find_passage(c, doc, fields, out, &passage, e);
    if (st == ST_OK)
        st = mark_text(c, passage, SNIPPET_MAX, c->snippet, &out->snippet, e);
    return st;
}

/* What the release is a copy of, and how many are. */
static enum st collect_copies(struct collector *c, uint32_t doc,
                              struct answer_hit *out, struct err *e)
{
    const struct stories *const all = c->stories;
    const uint32_t number = all ? stories_of(all, doc) : NO_STORY;
    if (number == NO_STORY)
        return ST_OK;
    const struct story *const story = &all->v[number];
    const size_t i = index_segment_of(c->index, story->leader);
    out->has_copies = true;
    out->cluster_size = story->n;
    for (size_t k = 0; k < story->n; k++)
        if (story->members[k].doc == doc)
            out->similarity = story->members[k].similarity;
    return segment_id(c->index->segments[i],
                      story->leader - c->index->first_doc[i], &out->leader, e);
}

/* Appends the hit to the answer, which has room for it. */
static enum st collect_hit(struct collector *c, const struct hit *hit,
                           struct err *e)
{
    struct answer *const a = c->answer;
    const size_t i = index_segment_of(c->index, hit->doc);
    const struct segment *const s = c->index->segments[i];
    const uint32_t doc = hit->doc - c->index->first_doc[i];
    struct answer_hit out = {.rank = a->offset + a->n + 1, .score = hit->score};

    enum st st = segment_id(s, doc, &out.id, e);
    if (st == ST_OK)
        st = collect_columns(s, doc, &out.date, &out.source, e);
    if (st == ST_OK && c->texts && s->chunks[CHUNK_STOR].p)
        st = collect_texts(c, hit->doc, &out, e);
    if (st == ST_OK)
        st = collect_copies(c, hit->doc, &out, e);
    if (st == ST_OK)
        a->hits[a->n++] = out;
    return st;
}

bool collect_stops(const struct collector *c, size_t i)
{
    return i >= COLLECT_ANYWAY && stop_asked(c->stop);
}

enum st collect_hits(struct collector *c, const struct hit *hits, size_t n,
                     struct err *e)
{
    struct answer *const a = c->answer;
    enum st st = ST_OK;
    a->n = 0;
    a->hits = arena_new(&a->arena, struct answer_hit, n);
    if (!a->hits)
        return err_set(e, ST_NOMEM, "out of memory");
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        if (c->texts && collect_stops(c, i)) {
            a->partial = true;
            break;
        }
        st = collect_hit(c, &hits[i], e);
    }
    return st;
}

/* ---- words ---- */

static bool is_word(const struct ast_node *n)
{
    return n->kind == AST_WORD || n->kind == AST_WILDCARD ||
           n->kind == AST_REGEX || n->kind == AST_FUZZY || n->kind == AST_NAME;
}

/* Whether a release must hold all words of the question, in any order. */
static bool needs_all(const struct ast_node *question,
                      const struct query_term *terms, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (terms[i].phrase)
            return false;
    if (question->kind != AST_BOOL)
        return is_word(question);
    for (const struct ast_node *at = question->first; at; at = at->next)
        if (!is_word(at) || at->occur != OCCUR_MUST)
            return false;
    return true;
}

static bool has_filter(const struct ast_node *n)
{
    bool has = n->kind == AST_FILTER;
    for (n = n->first; n && !has; n = n->next)
        has = has_filter(n);
    return has;
}

/* The word of the query that this term is of, NULL when it is of none. */
static const struct token *find_typed(struct collector *c,
                                      const struct token_list *typed,
                                      const struct query_term *term,
                                      bool *failed)
{
    for (size_t i = 0; i < typed->n; i++) {
        const struct token *const t = &typed->tokens[i];
        const struct bytes word = token_term(typed, t);
        if (bytes_equal(term->text, term->stem
                                        ? stem_word(c->stemmer, word, failed)
                                        : word))
            return t;
    }
    return NULL;
}

static enum st find_nearest(struct collector *c, struct answer_word *word,
                            struct err *e)
{
    const struct vocabulary with = {
        .index = c->index, .analyzer = c->analyzer, .arena = &c->answer->arena};
    struct suggestion found;
    const enum st st =
        suggestion_find(&found, &with, word->text, word->docs, e);
    word->nearest = found.text;
    word->nearest_docs = found.df;
    return st;
}

static enum st add_word(struct collector *c, struct answer_word *words,
                        const struct token_list *typed,
                        const struct query_term *term, struct err *e)
{
    struct answer *const a = c->answer;
    struct answer_word word = {.docs = term->df};
    bool failed = false;
    const struct token *const t = find_typed(c, typed, term, &failed);
    if (failed)
        return err_set(e, ST_NOMEM, "out of memory");
    if (t && t->parts > 1)
        return ST_OK; /* the joined form of a compound: its parts are there */
    const struct bytes text = t ? token_term(typed, t) : term->text;
    for (size_t i = 0; i < a->n_words; i++)
        if (bytes_equal(words[i].text, text))
            return ST_OK;
    enum st st = copy_bytes(&a->arena, text, &word.text, e);
    if (st == ST_OK)
        st = find_nearest(c, &word, e);
    if (st == ST_OK)
        words[a->n_words++] = word;
    return st;
}

static enum st add_pattern(struct collector *c, struct answer_word *words,
                           const struct query_pattern *p, struct err *e)
{
    struct answer *const a = c->answer;
    struct answer_word word = {.docs = p->n_words, .pattern = true};
    const enum st st = copy_bytes(&a->arena, p->text, &word.text, e);
    if (st == ST_OK)
        words[a->n_words++] = word;
    return st;
}

enum st collect_words(struct collector *c, const struct ast_node *question,
                      struct err *e)
{
    size_t n, n_patterns;
    const struct query_term *const terms = searcher_terms(c->searcher, &n);
    const struct query_pattern *const patterns =
        searcher_patterns(c->searcher, &n_patterns);
    struct token_list typed = {.tokens = NULL};
    struct answer_word *const words =
        arena_new(&c->answer->arena, struct answer_word, n + n_patterns + 1);
    enum st st = ST_OK;
    if (!words)
        st = err_set(e, ST_NOMEM, "out of memory");
    if (st == ST_OK)
        st = collect_open_analysis(c, e);
    if (st == ST_OK)
        st = analyzer_run(c->analyzer, c->answer->query, &typed, e);
    c->answer->words = words;
    c->answer->filtered = has_filter(question);
    c->answer->all_needed = needs_all(question, terms, n);
    for (size_t i = 0; st == ST_OK && i < n; i++)
        if (!terms[i].pattern)
            st = add_word(c, words, &typed, &terms[i], e);
    for (size_t i = 0; st == ST_OK && i < n_patterns; i++)
        st = add_pattern(c, words, &patterns[i], e);
    token_list_release(&typed);
    return st;
}
