/* What a plan makes of patterns: the words of the index that they fit. */
#include <inttypes.h>
#include <stdio.h>

#include "common/segment/bm25.h"
#include "query/expand/fitting.h"
#include "query/plan_maker.h"

/* Bytes of a pattern that messages show. */
#define SHOWN(text) (int)MIN((text).n, (size_t)64), (const char *)(text).p

/* ---- words ---- */

/* A word that fits with its postings, which are found by its numbers; or the
 * prefix term of that word. */
static enum st make_term(const struct planner *with, struct plan_term **out,
                         enum prefix prefix, const struct fitting_word *w,
                         struct err *e)
{
    if (prefix)
        return plan_term_find_as(out, with, prefix, w->text, false, e);
    const struct index *const ix = with->index;
    struct plan_term *const t = arena_new(with->arena, struct plan_term, 1);
    struct term_walk walk;

    if (!t || !(t->entries = arena_new(with->arena, struct term_entry, ix->n)))
        return plan_no_memory(e);
    t->text = w->text;
    t->df = w->df;
    t->idf = bm25_idf(ix->counts.with_words, t->df);
    for (size_t i = 0; i < ix->n; i++) {
        const struct term_dict words = term_dict_words(ix->segments[i]);
        if (w->ords[i] == NO_ORD)
            continue;
        const enum st st = term_walk_at(&walk, &words, w->ords[i], e);
        if (st != ST_OK)
            return st;
        t->entries[i] = walk.entry;
        t->cf += walk.entry.cf;
    }
    *out = t;
    return ST_OK;
}

/* Words come so; their prefix terms need not. */
static void put_first_if_most_frequent(struct plan_node *n)
{
    struct plan_term *const last = n->terms[n->n_terms];
    if (last->df > n->terms[0]->df) {
        n->terms[n->n_terms] = n->terms[0];
        n->terms[0] = last;
    }
}

enum st plan_make_union(struct maker *m, struct plan_node **out,
                        const struct fitting *x, struct place at, struct err *e)
{
    struct plan_node *const n = plan_node_new(m, PLAN_UNION);

    if (!n)
        return plan_no_memory(e);
    n->title = at.title;
    n->terms = arena_new(m->with->arena, struct plan_term *, x->n);
    if (!n->terms)
        return plan_no_memory(e);
    for (size_t i = 0; i < x->n; i++) {
        if (stop_asked(m->with->stop))
            return ST_STOPPED;
        struct plan_term **const t = &n->terms[n->n_terms];
        enum st st = make_term(m->with, t, at.prefix, &x->words[i], e);
        if (st == ST_OK && (*t)->df == 0)
            continue; /* a word, but no such term */
        if (st == ST_OK && !at.prohibited)
            st = plan_note_word(m, *t, 0, 0, e);
        if (st != ST_OK)
            return st;
        if (!at.prohibited)
            m->plan->words[m->plan->n_words - 1].pattern = true;
        put_first_if_most_frequent(n);
        n->n_terms++;
    }
    if (n->n_terms < 2)
        n->kind = n->n_terms == 0 ? PLAN_NOTHING : PLAN_TERM;
    /* The most frequent word comes first: it weighs least. */
    n->factor = at.factor;
    n->weight =
        n->n_terms > 0 ? (float)((double)n->terms[0]->idf * at.factor) : 0;
    *out = n;
    return ST_OK;
}

/* ---- what is said of patterns ---- */

/* As it is typed in the native language. */
static enum st spell(const struct maker *m, const struct pattern *p,
                     struct bytes *out, struct err *e)
{
    struct buf text = BUF_INIT;

    if (p->kind == PATTERN_REGEX)
        buf_append_byte(&text, '/');
    buf_append(&text, p->text.p, p->text.n);
    if (p->kind == PATTERN_REGEX)
        buf_append_byte(&text, '/');
    if (p->kind == PATTERN_FUZZY)
        buf_printf(&text, "~%u", p->distance);
    uint8_t *const copy = arena_bytes(m->with->arena, text.n);
    const bool failed = text.failed || !copy;
    if (!failed)
        memcpy(copy, text.p, text.n);
    *out = bytes_of(copy, text.n);
    buf_release(&text);
    return failed ? plan_no_memory(e) : ST_OK;
}

static enum st note_pattern(struct maker *m, struct bytes text, size_t n,
                            struct err *e)
{
    struct plan *const p = m->plan;

    if (p->n_patterns == p->cap_patterns) {
        const size_t cap = p->cap_patterns ? 2 * p->cap_patterns : 4;
        struct query_pattern *const v =
            arena_new(m->with->arena, struct query_pattern, cap);
        if (!v)
            return plan_no_memory(e);
        if (p->n_patterns > 0)
            memcpy(v, p->patterns, p->n_patterns * sizeof(*v));
        p->patterns = v;
        p->cap_patterns = cap;
    }
    p->patterns[p->n_patterns++] = (struct query_pattern){text, n};
    return ST_OK;
}

static enum st over_budget(const struct maker *m, const struct fitting *x,
                           struct bytes text, struct err *e)
{
    if (x->unseen)
        return err_set(e, ST_LIMIT,
                       "looking for the words that %.*s fits is more than "
                       "--max-work %" PRIu64 " allows; write more of the word "
                       "or raise it",
                       SHOWN(text), m->with->max_work);
    return err_set(e, ST_LIMIT,
                   "%.*s fits %zu words, more than --max-work %" PRIu64
                   " allows; write more of the word, or take --max-work "
                   "%" PRIu64,
                   SHOWN(text), x->n_all, m->with->max_work,
                   m->with->max_work - m->work + x->work);
}

/* Says which words of a pattern were looked for and which were not. */
static enum st notify_cut(struct maker *m, const struct fitting *x,
                          uint64_t spent, struct bytes text, struct err *e)
{
    char line[ERR_MSG_MAX];
    const uint64_t all = spent + x->work;

    if (x->unseen)
        snprintf(
            line, sizeof(line),
            "%.*s was looked for among a part of the words only, and found "
            "%zu, of which %zu count: --max-work %" PRIu64 " is spent",
            SHOWN(text), x->n_all, x->n, m->with->max_work);
    else
        snprintf(line, sizeof(line),
                 "%.*s fits %zu words, of which only the %zu most frequent "
                 "count; for all of them take --max-work %" PRIu64,
                 SHOWN(text), x->n_all, x->n, all);
    return plan_notify(m->plan, m->with->arena, line, e);
}

/* ---- nodes ---- */

static enum st expand(struct maker *m, struct plan_node **out,
                      const struct pattern *p, struct place at, struct err *e)
{
    const struct vocabulary with = {.index = m->with->index,
                                    .analyzer = m->with->analyzer,
                                    .arena = m->with->arena,
                                    .stop = m->with->stop};
    const uint64_t spent = m->with->max_work - m->work;
    uint64_t left = m->work;
    struct fitting x;
    struct bytes text;

    enum st st = fitting_find(&x, &with, p, &left, e);
    if (st == ST_OK)
        st = spell(m, p, &text, e);
    if (st != ST_OK)
        return st;
    if (x.unseen || x.n < x.n_all)
        st = m->with->lenient ? notify_cut(m, &x, spent, text, e)
                              : over_budget(m, &x, text, e);
    m->work = left;
    if (st == ST_OK && !at.prohibited)
        st = note_pattern(m, text, x.n, e);
    return st == ST_OK ? plan_make_union(m, out, &x, at, e) : st;
}

enum st plan_make_pattern(struct maker *m, struct plan_node **out,
                          const struct ast_node *from, struct place at,
                          struct err *e)
{
    const struct pattern p = {.kind = from->kind == AST_WILDCARD
                                          ? PATTERN_WILDCARD
                                      : from->kind == AST_REGEX ? PATTERN_REGEX
                                                                : PATTERN_FUZZY,
                              .text = from->text,
                              .distance = from->count};
    struct err why = ERR_INIT;

    *out = NULL;
    const enum st st = expand(m, out, &p, at, &why);
    if (st == ST_OK || st == ST_STOPPED)
        return st;
    /* Whoever must have an answer gets one to the rest of the question. */
    if (st == ST_SYNTAX || st == ST_USAGE || st == ST_LIMIT) {
        if (m->with->lenient)
            return plan_notify(m->plan, m->with->arena, why.msg, e);
        m->plan->blame = from;
    }
    return err_set(e, st, "%s", why.msg);
}
