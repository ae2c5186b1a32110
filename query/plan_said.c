/* quote: and said: -- what stands in a quotation, and who said it. */
#include <string.h>

#include "query/plan_span.h"

/* Of where quotations begin, those that are as sure: who said them is known. */
static enum st as_sure(struct maker *m, struct plan_span **out,
                       enum sureness sure, struct err *e)
{
    if ((*out)->kind == SPAN_NOTHING)
        return ST_OK;
    struct plan_span *const over = plan_span_over(m, SPAN_QUOTED, out, 1);
    if (!over)
        return plan_no_memory(e);
    over->sure = sure;
    *out = over;
    return ST_OK;
}

/* The terms of a name are of A and B: only A alone takes a look at each. */
static enum st as_sure_as_asked(struct maker *m, struct plan_span **out,
                                struct err *e)
{
    return m->with->sure == SURE_A ? as_sure(m, out, SURE_A, e) : ST_OK;
}

/* One word of a name, as those terms: they stand where quotations begin. */
static enum st name_word(struct maker *m, struct plan_span **out,
                         struct bytes word, struct place at, struct err *e)
{
    const bool maybe = m->with->sure == SURE_C;
    struct plan_span *const s = plan_span_new(m, SPAN_WORDS);
    if (!s || !(s->terms = s->scored =
                    arena_new(m->with->arena, struct plan_term *, 2)))
        return plan_no_memory(e);
    static const enum prefix prefixes[] = {PREFIX_SAID, PREFIX_MAYBE};
    for (size_t i = 0; i < 1 + (size_t)maybe; i++) {
        struct plan_term *t;
        enum st st =
            plan_term_find_as(&t, m->with, prefixes[i], word, false, e);
        if (st == ST_OK && !at.prohibited && i == 0)
            st = plan_note_word(m, t, 0, 0, e);
        if (st != ST_OK)
            return st;
        if (t->df > 0)
            s->terms[s->n_terms++] = t;
    }
    *out = s;
    if (s->n_terms == 0) {
        s->kind = SPAN_NOTHING;
        return ST_OK;
    }
    s->n_scored = 1;
    s->weight = (double)s->terms[0]->idf;
    return as_sure_as_asked(m, out, e);
}

/* Any quotation, one of somebody known, one of nobody known; what is asked for
 * by name scores. */
static enum st every(struct maker *m, struct plan_span **out,
                     enum prefix prefix, bool named, struct err *e)
{
    struct plan_span *const s = plan_span_new(m, SPAN_WORDS);
    if (!s || !(s->terms = arena_new(m->with->arena, struct plan_term *, 1)))
        return plan_no_memory(e);
    const enum st st =
        plan_term_find_as(&s->terms[0], m->with, prefix, BYTES_NONE, false, e);
    if (st != ST_OK)
        return st;
    s->n_terms = 1;
    if (s->terms[0]->df == 0)
        s->kind = SPAN_NOTHING;
    if (named) {
        s->scored = s->terms;
        s->n_scored = 1;
        s->weight = (double)s->terms[0]->idf;
    }
    *out = s;
    return ST_OK;
}

/* By somebody known, as surely as is asked; C has no term of its own. */
static enum st anybody(struct maker *m, struct plan_span **out, struct err *e)
{
    const bool maybe = m->with->sure == SURE_C;
    const enum st st =
        every(m, out, maybe ? PREFIX_QUOTED : PREFIX_KNOWN, true, e);
    if (st != ST_OK)
        return st;
    return maybe ? as_sure(m, out, SURE_C, e) : as_sure_as_asked(m, out, e);
}

/* All of them begin at one place: that of one quotation. */
static enum st together(struct maker *m, struct plan_span **out,
                        struct plan_span **of, uint32_t n, struct err *e)
{
    for (uint32_t i = 0; i < n; i++) {
        *out = of[i];
        if (of[i]->kind == SPAN_NOTHING)
            return ST_OK;
    }
    if (n > 1 && !(*out = plan_span_over(m, SPAN_SAME, of, n)))
        return plan_no_memory(e);
    return ST_OK;
}

/* The words of a name as typed; compounds by their parts. */
static enum st name_words(struct maker *m, struct plan_span **out,
                          struct bytes text, struct place at, struct err *e)
{
    struct token_list *const l = m->with->tokens;
    uint32_t n = 0;
    token_list_clear(l);
    enum st st = analyzer_run(m->with->analyzer, text, l, e);
    struct plan_span **const of =
        arena_new(m->with->arena, struct plan_span *, l->n);
    if (st == ST_OK && !of)
        st = plan_no_memory(e);
    for (size_t i = 0; i < l->n && st == ST_OK; i++) {
        if (l->tokens[i].parts == 1)
            st = name_word(m, &of[n++], token_term(l, &l->tokens[i]), at, e);
    }
    return st == ST_OK && n > 0 ? together(m, out, of, n, e) : st;
}

static enum st make_name(struct maker *m, struct plan_span **out,
                         const struct ast_node *from, struct place at,
                         struct err *e);

/* Names that are all of one speaker, or any of several speakers. */
static enum st make_names(struct maker *m, struct plan_span **out,
                          const struct ast_node *from, struct place at,
                          struct err *e)
{
    struct plan_span **of;
    uint32_t n = 0, n_of = 0;
    bool required = false;
    for (const struct ast_node *c = from->first; c; c = c->next) {
        if (c->occur == OCCUR_MUST_NOT)
            return err_set(e, ST_USAGE,
                           "who said it is a name: NOT has no place in it");
        required |= c->occur == OCCUR_MUST;
        n++;
    }
    if (!(of = arena_new(m->with->arena, struct plan_span *, n)))
        return plan_no_memory(e);
    for (const struct ast_node *c = from->first; c; c = c->next) {
        if (required && c->occur != OCCUR_MUST)
            continue;
        const enum st st = make_name(m, &of[n_of], c, at, e);
        if (st != ST_OK)
            return st;
        n_of += of[n_of] != NULL;
    }
    if (n_of == 0)
        return ST_OK;
    return required ? together(m, out, of, n_of, e)
                    : plan_span_any(m, out, of, n_of, e);
}

/* Every word that a pattern fits and that is such a term; *out is NULL when the
 * pattern was not taken. */
static enum st words_that_fit(struct maker *m, struct plan_span **out,
                              const struct ast_node *from, enum prefix prefix,
                              struct place at, struct err *e)
{
    struct plan_node *n;
    at.prefix = prefix;
    *out = NULL;
    const enum st st = plan_make_pattern(m, &n, from, at, e);
    if (st != ST_OK || !n)
        return st;
    return plan_span_of_node(m, out, n, e);
}

/* Terms of both; what they weigh the first says. */
static enum st join_words(struct maker *m, struct plan_span *first,
                          const struct plan_span *more, struct err *e)
{
    const size_t n = first->n_terms + more->n_terms;
    struct plan_term **const terms =
        arena_new(m->with->arena, struct plan_term *, n);
    if (!terms)
        return plan_no_memory(e);
    memcpy(terms, first->terms, first->n_terms * sizeof(struct plan_term *));
    memcpy(terms + first->n_terms, more->terms,
           more->n_terms * sizeof(struct plan_term *));
    first->terms = terms;
    first->n_terms = (uint32_t)n;
    return ST_OK;
}

/* Every word that a pattern fits and that is one of a speaker's name. */
static enum st name_pattern(struct maker *m, struct plan_span **out,
                            const struct ast_node *from, struct place at,
                            struct err *e)
{
    struct plan_span *maybe;
    enum st st = words_that_fit(m, out, from, PREFIX_SAID, at, e);
    if (st != ST_OK || !*out)
        return st;
    if (m->with->sure != SURE_C)
        return as_sure_as_asked(m, out, e);
    at.prohibited = true; /* its words are noted */
    st = words_that_fit(m, &maybe, from, PREFIX_MAYBE, at, e);
    if (st != ST_OK || !maybe || maybe->kind == SPAN_NOTHING)
        return st;
    if ((*out)->kind != SPAN_NOTHING)
        return join_words(m, *out, maybe, e);
    *out = maybe;
    return ST_OK;
}

/* name(...) in all its spellings: the words of it are all of one speaker. */
static enum st name_spelled(struct maker *m, struct plan_span **out,
                            const struct ast_node *from, struct place at,
                            struct err *e)
{
    struct ast_node *words;
    struct plan_span *of[2];
    struct plan_node *n;
    enum st st;

    if (from->kind == AST_NEAR) {
        st = make_name(m, &of[0], from->first, at, e);
        if (st == ST_OK)
            st = make_name(m, &of[1], from->last, at, e);
        return st == ST_OK ? together(m, out, of, 2, e) : st;
    }
    if (!from->exact) {
        st = plan_expand_name(m, &words, from, e);
        return st == ST_OK && words ? make_name(m, out, words, at, e) : st;
    }
    at.prefix = PREFIX_SAID;
    st = plan_make_name(m, &n, from, at, e);
    return st == ST_OK ? plan_span_of_node(m, out, n, e) : st;
}

/* *out is NULL when it holds no word. */
static enum st make_name(struct maker *m, struct plan_span **out,
                         const struct ast_node *from, struct place at,
                         struct err *e)
{
    *out = NULL;
    switch (from->kind) {
    case AST_WORD:
        if (!from->exact && bytes_equal_str(from->text, "any"))
            return anybody(m, out, e);
        if (!from->exact && bytes_equal_str(from->text, "none"))
            return every(m, out, PREFIX_UNKNOWN, true, e);
        return name_words(m, out, from->text, at, e);
    case AST_PHRASE:
        return name_words(m, out, from->text, at, e);
    case AST_WILDCARD:
    case AST_REGEX:
    case AST_FUZZY:
        return name_pattern(m, out, from, at, e);
    case AST_NAME:
        return name_spelled(m, out, from, at, e);
    case AST_NEAR:
        if (from->exact)
            return name_spelled(m, out, from, at, e);
        break;
    case AST_BOOL:
        return make_names(m, out, from, at, e);
    default:
        break;
    }
    return err_set(e, ST_USAGE,
                   "who said it is a name: said:lukashenko, said:\"alexander "
                   "lukashenko\", said:(tokayev OR tokaev), said:any");
}

/* `what` within a quotation that begins where `who` has a place. */
static enum st within(struct maker *m, struct plan_span **out,
                      struct plan_span *who, struct plan_span *what,
                      struct err *e)
{
    struct plan_span *of[] = {who, what};
    *out = who;
    if (who->kind == SPAN_NOTHING)
        return ST_OK;
    if (what->kind == SPAN_NOTHING) {
        *out = what;
        return ST_OK;
    }
    if (!(*out = plan_span_over(m, SPAN_QUOTED, of, 2)))
        return plan_no_memory(e);
    (*out)->begins = m->with->begins;
    return ST_OK;
}

enum st plan_make_quote(struct maker *m, struct plan_span **out,
                        const struct ast_node *from, struct place at,
                        struct err *e)
{
    struct plan_span *who = NULL, *what = NULL;
    if (from->first->kind == AST_ALL)
        return every(m, out, PREFIX_QUOTED, true, e);
    enum st st = plan_make_operand(m, &what, from->first, at, e);
    if (st == ST_OK && what)
        st = every(m, &who, PREFIX_QUOTED, false, e);
    return st == ST_OK && what ? within(m, out, who, what, e) : st;
}

enum st plan_make_said(struct maker *m, struct plan_span **out,
                       const struct ast_node *from, struct place at,
                       struct err *e)
{
    const struct ast_node *const content = from->first->next;
    struct plan_span *who, *what = NULL;
    enum st st = make_name(m, &who, from->first, at, e);
    if (st == ST_OK && who && content)
        st = plan_make_operand(m, &what, content, at, e);
    if (st != ST_OK || !who)
        return st;
    if (what)
        return within(m, out, who, what, e);
    *out = who;
    return ST_OK;
}
