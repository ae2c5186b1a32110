#include "query/plan_maker.h"

#include <string.h>

#include "common/base/ascii.h"
#include "common/segment/postings_cursor.h"
#include "query/parse/skip_boilerplate.h"

enum st plan_no_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the plan of the query");
}

bool plan_list_add(struct plan_list *l, struct arena *a, struct plan_node *n)
{
    if (l->n == l->cap) {
        const size_t cap = l->cap ? 2 * l->cap : 4;
        struct plan_node **const nodes = arena_new(a, struct plan_node *, cap);
        if (!nodes)
            return false;
        if (l->n > 0)
            memcpy(nodes, l->nodes, l->n * sizeof(struct plan_node *));
        l->nodes = nodes;
        l->cap = cap;
    }
    l->nodes[l->n++] = n;
    return true;
}

HOT struct plan_node *plan_node_new(const struct maker *m, enum plan_kind kind)
{
    struct plan_node *const n = arena_new(m->with->arena, struct plan_node, 1);

    if (n) {
        n->kind = kind;
        n->factor = 1;
    }
    return n;
}

enum st plan_notify(struct plan *p, struct arena *a, const char *line,
                    struct err *e)
{
    const char *const before = p->notice ? p->notice : "";
    const size_t n = strlen(before), more = strlen(line);
    char *const text = arena_bytes(a, n + more + 2);

    if (!text)
        return plan_no_memory(e);
    memcpy(text, before, n);
    if (n > 0)
        text[n] = '\n';
    memcpy(text + n + (n > 0), line, more + 1);
    p->notice = text;
    return ST_OK;
}

/* ---- words ---- */

HOT enum st plan_note_word(struct maker *m, const struct plan_term *t,
                           uint32_t phrase, uint32_t place, struct err *e)
{
    struct plan *const p = m->plan;

    if (p->n_words == p->cap_words) {
        const size_t cap = p->cap_words ? 2 * p->cap_words : 8;
        struct query_term *const words =
            arena_alloc(m->with->arena, cap * sizeof(*words));
        if (!words)
            return plan_no_memory(e);
        if (p->n_words > 0)
            memcpy(words, p->words, p->n_words * sizeof(*words));
        p->words = words;
        p->cap_words = cap;
    }
    p->words[p->n_words++] = (struct query_term){.text = t->text,
                                                 .stem = t->stem,
                                                 .phrase = phrase,
                                                 .place = place,
                                                 .df = t->df};
    return ST_OK;
}

/* The list of a word by itself is sure to be read, but where that word is all
 * and counted; those of a phrase may give way to lists of pairs. */
static HOT void prefetch_lists(const struct maker *m, const struct plan_term *t)
{
    const struct index *const ix = m->with->index;

    for (size_t i = 0; i < ix->n; i++)
        postings_prefetch_list(ix->segments[i], &t->entries[i]);
}

/* A node for `n` words. */
static HOT struct plan_node *new_words(const struct maker *m, size_t n,
                                       struct place at)
{
    struct plan_node *const node =
        plan_node_new(m, n == 1 ? PLAN_TERM : PLAN_PHRASE);

    if (!node)
        return NULL;
    node->title = at.title;
    node->factor = at.factor;
    node->terms = arena_new(m->with->arena, struct plan_term *, n);
    return node->terms ? node : NULL;
}

/* Adds a word, or its stem, to the node. */
static HOT enum st add_word(struct maker *m, struct plan_node *node,
                            struct bytes text, bool stem, uint32_t phrase,
                            struct place at, struct err *e)
{
    struct plan_term *term;
    enum st st = plan_term_find_as(&term, m->with, at.prefix, text, stem, e);

    if (st == ST_OK && !at.prohibited)
        st = plan_note_word(m, term, phrase, (uint32_t)node->n_terms, e);
    if (st != ST_OK)
        return st;
    if (term->df == 0)
        node->kind = PLAN_NOTHING;
    node->terms[node->n_terms++] = term;
    return ST_OK;
}

/* A node for a word that is folded. */
static HOT enum st make_word(struct maker *m, struct plan_node **out,
                             struct bytes text, bool exact, struct place at,
                             struct err *e)
{
    const bool stem = !exact && !at.prefix && m->with->stemmer;
    struct plan_node *const node = new_words(m, 1, at);
    bool failed = !node;

    if (stem && !failed)
        text = stem_word(m->with->stemmer, text, &failed);
    if (failed)
        return plan_no_memory(e);
    const enum st st = add_word(m, node, text, stem, 0, at, e);
    if (st != ST_OK)
        return st;
    if (!m->known)
        prefetch_lists(m, node->terms[0]);
    node->weight = (float)((double)node->terms[0]->idf * at.factor);
    *out = node;
    return ST_OK;
}

/* A node for `n` of the tokens in a row, first and those behind it that are
 * no joined compounds. */
static enum st make_row(struct maker *m, struct plan_node **out,
                        const struct token *first, size_t n, struct place at,
                        struct err *e)
{
    const uint32_t phrase = !at.prohibited && !at.loose ? ++m->phrases : 0;
    struct plan_node *const node = new_words(m, n, at);
    double weight = 0;

    if (!node)
        return plan_no_memory(e);
    for (const struct token *t = first; node->n_terms < n; t++) {
        if (t->parts > 1)
            continue;
        const enum st st = add_word(m, node, token_term(m->with->tokens, t),
                                    false, phrase, at, e);
        if (st != ST_OK)
            return st;
        weight += (double)node->terms[node->n_terms - 1]->idf;
    }
    node->weight = (float)(weight * at.factor);
    *out = node;
    return ST_OK;
}

/* A word or quoted text; *out is NULL when there is no word in it. */
static HOT enum st make_words(struct maker *m, struct plan_node **out,
                              struct bytes text, bool exact, struct place at,
                              struct err *e)
{
    struct token_list *const l = m->with->tokens;
    const struct token *joined = NULL;
    struct plan_node *row = NULL;
    size_t plain = 0;

    *out = NULL;
    if (text.n <= TERM_MAX && ascii_is_lower(text))
        return make_word(m, out, text, exact, at, e); /* its own fold */
    token_list_clear(l);
    enum st st = analyzer_run(m->with->analyzer, text, l, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < l->n; i++) {
        if (l->tokens[i].parts == 1)
            plain++;
        else
            joined = &l->tokens[i];
    }
    if (plain == 0)
        return ST_OK;
    if (plain == 1)
        return make_word(m, out, token_term(l, l->tokens), exact, at, e);
    st = make_row(m, &row, l->tokens, plain, at, e);
    if (st != ST_OK || !joined || joined->parts != plain) {
        *out = row;
        return st;
    }

    /* All of it is one compound: its parts in a row, or joined. */
    struct plan_node *one, *const either = plan_node_new(m, PLAN_BOOL);
    if ((st = make_word(m, &one, token_term(l, joined), exact, at, e)) != ST_OK)
        return st;
    if (!either || !plan_list_add(&either->should, m->with->arena, row) ||
        !plan_list_add(&either->should, m->with->arena, one))
        return plan_no_memory(e);
    *out = either;
    return ST_OK;
}

/* ---- the tree ---- */

static enum st make_bool(struct maker *m, struct plan_node **out,
                         const struct ast_node *from, struct place at,
                         struct err *e)
{
    struct plan_node *const n = plan_node_new(m, PLAN_BOOL);

    if (!n)
        return plan_no_memory(e);
    for (const struct ast_node *c = from->first; c; c = c->next) {
        struct place below = at;
        struct plan_node *child;
        struct plan_list *list = &n->should;
        if (c->occur == OCCUR_MUST)
            list = &n->must;
        if (c->occur == OCCUR_MUST_NOT) {
            list = &n->must_not;
            below.prohibited = true;
        }
        const enum st st = plan_make_node(m, &child, c, below, e);
        if (st != ST_OK)
            return st;
        if (child && !plan_list_add(list, m->with->arena, child))
            return plan_no_memory(e);
    }
    *out = n;
    if (n->must.n + n->should.n > 0)
        return ST_OK;
    if (n->must_not.n == 0) {
        *out = NULL;
    } else if (from->negative) {
        struct plan_node *const all = plan_node_new(m, PLAN_ALL);
        if (!all || !plan_list_add(&n->must, m->with->arena, all))
            return plan_no_memory(e);
    } else {
        n->kind = PLAN_NOTHING;
    }
    return ST_OK;
}

/* At least so many of the children. */
static enum st make_quorum(struct maker *m, struct plan_node **out,
                           const struct ast_node *from, struct place at,
                           struct err *e)
{
    struct plan_node *const n = plan_node_new(m, PLAN_QUORUM);

    if (!n)
        return plan_no_memory(e);
    n->count = from->count;
    for (const struct ast_node *c = from->first; c; c = c->next) {
        struct plan_node *child;
        const enum st st = plan_make_node(m, &child, c, at, e);
        if (st != ST_OK)
            return st;
        if (child && !plan_list_add(&n->should, m->with->arena, child))
            return plan_no_memory(e);
    }
    *out = n->should.n > 0 ? n : NULL;
    return ST_OK;
}

/* The child in its place, with the score that is asked for. */
static enum st make_constant(struct maker *m, struct plan_node **out,
                             const struct ast_node *from, struct place at,
                             struct err *e)
{
    struct plan_node *child = NULL;
    enum st st = ST_OK;

    if (from->first)
        st = plan_make_node(m, &child, from->first, at, e);
    if (st != ST_OK || !child)
        return st;
    struct plan_node *const n = plan_node_new(m, PLAN_CONSTANT);
    if (!n || !plan_list_add(&n->must, m->with->arena, child))
        return plan_no_memory(e);
    n->factor = at.factor;
    n->weight = (float)(from->factor * at.factor);
    *out = n;
    return ST_OK;
}

/* A name as typed, or one word of it. */
static enum st make_name(struct maker *m, struct plan_node **out,
                         const struct ast_node *from, struct place at,
                         struct err *e)
{
    struct ast_node *words;

    if (from->kind == AST_NAME && from->exact)
        return at.zones ? plan_make_span(m, out, from, at, e)
                        : plan_make_name(m, out, from, at, e);
    const enum st st = plan_expand_name(m, &words, from, e);
    return st == ST_OK && words ? plan_make_node(m, out, words, at, e) : st;
}

HOT enum st plan_make_node(struct maker *m, struct plan_node **out,
                           const struct ast_node *from, struct place at,
                           struct err *e)
{
    enum st st;

    *out = NULL;
    if (stop_asked(m->with->stop))
        return ST_STOPPED;
    switch (from->kind) {
    case AST_NONE:
        return ST_OK;
    case AST_ALL:
        *out = plan_node_new(m, PLAN_ALL);
        return *out ? ST_OK : plan_no_memory(e);
    case AST_NAME:
        return make_name(m, out, from, at, e);
    case AST_WORD:
        if (plan_is_name(m, from))
            return make_name(m, out, from, at, e);
        if (!at.zones && (st = plan_show_name(m, from, e)) != ST_OK)
            return st;
        return at.zones ? plan_make_span(m, out, from, at, e)
                        : make_words(m, out, from->text, from->exact, at, e);
    case AST_PHRASE:
        return at.zones || from->count > 0
                   ? plan_make_span(m, out, from, at, e)
                   : make_words(m, out, from->text, true, at, e);
    case AST_BOOL:
        return make_bool(m, out, from, at, e);
    case AST_QUORUM:
        return make_quorum(m, out, from, at, e);
    case AST_WILDCARD:
    case AST_REGEX:
    case AST_FUZZY:
        return at.zones ? plan_make_span(m, out, from, at, e)
                        : plan_make_pattern(m, out, from, at, e);
    case AST_NEAR:
    case AST_NOT_NEAR:
    case AST_ROW:
    case AST_AT_LEAST:
    case AST_FIRST:
        return plan_make_span(m, out, from, at, e);
    case AST_FIELD:
        return plan_make_field(m, out, from, at, e);
    case AST_CONSTANT:
        return make_constant(m, out, from, at, e);
    case AST_BOOST:
        at.factor *= from->factor;
        return from->first ? plan_make_node(m, out, from->first, at, e) : ST_OK;
    case AST_FILTER:
        return plan_make_filter(m, out, from, e);
    default:
        break;
    }
    return err_set(e, ST_USAGE, "this operator cannot be searched for");
}

/* The question, with every word in text: where boilerplate is skipped. *out is
 * left alone when the index can answer it. */
static enum st skip(struct maker *m, const struct ast_node **question,
                    struct plan_node **out, struct err *e)
{
    struct err why;

    if (!m->with->skip_boilerplate)
        return ST_OK;
    why = ERR_INIT;
    const enum st st = plan_needs_zones(m, "--boilerplate skip", &why);
    if (st != ST_OK)
        return plan_refuse(m, out, NULL, st, &why, e);
    *question = skip_boilerplate(*question, m->with->arena);
    return *question ? ST_OK : plan_no_memory(e);
}

HOT enum st plan_make(struct plan *out, const struct planner *with,
                      const struct ast_node *question, struct err *e)
{
    const struct place everywhere = {.factor = 1};
    struct maker m = {.with = with,
                      .plan = out,
                      .work = with->max_work,
                      .known = with->unscored && question->kind == AST_WORD};
    struct plan_node *root = NULL;

    *out = (struct plan){.root = NULL};
    enum st st = skip(&m, &question, &root, e);
    if (st == ST_OK && !root)
        st = with->begins ? plan_make_span(&m, &root, question, everywhere, e)
                          : plan_make_node(&m, &root, question, everywhere, e);
    if (st != ST_OK)
        return st;
    if (!root && !(root = plan_node_new(&m, PLAN_NOTHING)))
        return plan_no_memory(e);
    if (!plan_simplify(&root, with->arena))
        return plan_no_memory(e);
    const enum st taken = plan_take_filters(&m, &root, e);
    out->root = root;
    out->unit = 1;
    if (!with->unscored)
        plan_scale(out);
    out->records =
        (struct record_budget){.left = m.work, .lenient = with->lenient};
    return taken;
}
