/* Positional operators: from the tree of a question to that of a plan. */
#include "query/plan_span.h"

#include <string.h>

struct plan_span *plan_span_new(const struct maker *m, enum span_kind kind)
{
    struct plan_span *const n = arena_new(m->with->arena, struct plan_span, 1);

    if (n)
        n->kind = kind;
    return n;
}

struct plan_span *plan_span_over(const struct maker *m, enum span_kind kind,
                                 struct plan_span **of, uint32_t n)
{
    struct plan_span *const over = plan_span_new(m, kind);

    if (!over || !(over->of = arena_new(m->with->arena, struct plan_span *, n)))
        return NULL;
    memcpy(over->of, of, n * sizeof(struct plan_span *));
    over->n = n;
    return over;
}

static bool is_nothing(const struct plan_span *s)
{
    return s->kind == SPAN_NOTHING;
}

/* ---- words ---- */

/* One word. */
static struct plan_span *span_of_term(const struct maker *m,
                                      struct plan_term **term)
{
    struct plan_span *const word = plan_span_new(m, SPAN_WORDS);

    if (word) {
        word->terms = word->scored = term;
        word->n_terms = word->n_scored = 1;
        word->weight = (double)term[0]->idf;
    }
    return word;
}

/* Words that fit a pattern: as in PLAN_UNION, the first one, which is the most
 * frequent, says what they weigh. */
static struct plan_span *span_of_union(const struct maker *m,
                                       const struct plan_node *n)
{
    struct plan_span *const words = span_of_term(m, n->terms);

    if (words)
        words->n_terms = (uint32_t)n->n_terms;
    return words;
}

/* Words in a row, or, with `slop`, moved from there. */
static struct plan_span *
span_of_phrase(const struct maker *m, const struct plan_node *n, uint32_t slop)
{
    struct arena *const a = m->with->arena;
    struct plan_span **const of = arena_new(a, struct plan_span *, n->n_terms);

    if (!of)
        return NULL;
    for (size_t i = 0; i < n->n_terms; i++) {
        if (!(of[i] = span_of_term(m, n->terms + i)))
            return NULL;
    }
    struct plan_span *const row = plan_span_over(
        m, slop > 0 ? SPAN_MOVED : SPAN_ROW, of, (uint32_t)n->n_terms);
    if (!row || !(row->gaps = arena_new(a, struct span_gap, n->n_terms)))
        return NULL;
    row->count = slop;
    return row;
}

static enum st take_words(struct maker *m, struct plan_span **out,
                          const struct plan_node *n, uint32_t slop,
                          struct err *e)
{
    if (n->kind == PLAN_TERM)
        *out = span_of_term(m, n->terms);
    else if (n->kind == PLAN_UNION)
        *out = span_of_union(m, n);
    else if (n->kind == PLAN_PHRASE)
        *out = span_of_phrase(m, n, slop);
    else
        *out = plan_span_new(m, SPAN_NOTHING);
    return *out ? ST_OK : plan_no_memory(e);
}

enum st plan_span_of_node(struct maker *m, struct plan_span **out,
                          const struct plan_node *n, struct err *e)
{
    return take_words(m, out, n, 0, e);
}

/* What a word or quoted text means: that, or for a compound (should: parts and
 * joined) either. */
static enum st make_words(struct maker *m, struct plan_span **out,
                          const struct ast_node *from, struct place at,
                          struct err *e)
{
    const uint32_t slop = from->kind == AST_PHRASE ? from->count : 0;
    struct ast_node in_a_row = *from;
    struct plan_node *n;
    struct plan_span *of[2];

    if (from->kind == AST_PHRASE)
        in_a_row.count = 0;
    at.loose = slop > 0;
    enum st st = plan_make_node(m, &n, &in_a_row, at, e);
    if (st != ST_OK || !n)
        return st;
    if (n->kind != PLAN_BOOL)
        return take_words(m, out, n, slop, e);
    for (size_t i = 0; i < 2; i++) {
        st = take_words(m, &of[i], n->should.nodes[i], slop, e);
        if (st != ST_OK)
            return st;
    }
    if (is_nothing(of[0]) || is_nothing(of[1]))
        *out = of[is_nothing(of[0])];
    else
        *out = plan_span_over(m, SPAN_COMPOUND, of, 2);
    return *out ? ST_OK : plan_no_memory(e);
}

/* ---- operators ---- */

static enum st make_span(struct maker *m, struct plan_span **out,
                         const struct ast_node *from, struct place at,
                         struct err *e);

/* Children that mean something, with their gaps; some may match nothing. */
struct operands {
    struct plan_span **of;
    struct span_gap *gaps;
    uint32_t n;
};

static uint32_t add_up(uint32_t a, uint32_t b)
{
    return a > UINT32_MAX - b ? UINT32_MAX : a + b;
}

/* With `required`, of a group only the clauses that are. */
static enum st make_operands(struct maker *m, struct operands *o,
                             const struct ast_node *from, bool required,
                             struct place at, struct err *e)
{
    struct arena *const a = m->with->arena;
    struct span_gap gap = {0, 0};
    size_t n = 0;

    for (const struct ast_node *c = from->first; c; c = c->next)
        n++;
    *o = (struct operands){.of = arena_new(a, struct plan_span *, n),
                           .gaps = arena_new(a, struct span_gap, n)};
    if (!o->of || !o->gaps)
        return plan_no_memory(e);
    for (const struct ast_node *c = from->first; c; c = c->next) {
        struct place below = at;
        struct plan_span *child = NULL;
        if (c->kind == AST_GAP) {
            gap.least = add_up(gap.least, c->least);
            gap.most = add_up(gap.most, c->count);
            continue;
        }
        if (required && c->occur != OCCUR_MUST)
            continue;
        below.prohibited |= from->kind == AST_NOT_NEAR && c != from->first;
        const enum st st = make_span(m, &child, c, below, e);
        if (st != ST_OK)
            return st;
        if (!child)
            continue;
        /* Before the first there is nothing that words could be between. */
        if (o->n > 0)
            o->gaps[o->n] = gap;
        gap = (struct span_gap){0, 0};
        o->of[o->n++] = child;
    }
    return ST_OK;
}

/* Words of which any will do, with room for all of `o`. */
static struct plan_span *any_words(const struct maker *m,
                                   const struct operands *o)
{
    struct arena *const a = m->with->arena;
    struct plan_span *const words = plan_span_new(m, SPAN_WORDS);
    size_t n = 0;

    for (uint32_t i = 0; i < o->n; i++)
        n += o->of[i]->n_terms;
    if (!words || !(words->terms = arena_new(a, struct plan_term *, n)) ||
        !(words->scored = arena_new(a, struct plan_term *, n)))
        return NULL;
    return words;
}

static void add_words(struct plan_span *words, const struct plan_span *more)
{
    memcpy(words->terms + words->n_terms, more->terms,
           more->n_terms * sizeof(struct plan_term *));
    memcpy(words->scored + words->n_scored, more->scored,
           more->n_scored * sizeof(struct plan_term *));
    words->n_terms += more->n_terms;
    words->n_scored += more->n_scored;
    words->weight += more->weight;
}

/* `count` of the operands. Words of which any will do are one list of words. */
static enum st cover(struct maker *m, struct plan_span **out,
                     const struct operands *o, uint32_t count, struct err *e)
{
    struct plan_span *words = NULL;
    uint32_t n = 0;

    for (uint32_t i = 0; i < o->n; i++) {
        struct plan_span *const c = o->of[i];
        if (is_nothing(c))
            continue;
        if (count > 1 || c->kind != SPAN_WORDS) {
            o->of[n++] = c;
            continue;
        }
        if (!words) {
            if (!(words = any_words(m, o)))
                return plan_no_memory(e);
            o->of[n++] = words;
        }
        add_words(words, c);
    }
    if (n < count || n == 0)
        *out = plan_span_new(m, SPAN_NOTHING);
    else if (n == 1)
        *out = o->of[0];
    else if ((*out = plan_span_over(m, SPAN_COVER, o->of, n)))
        (*out)->count = count > 0 ? count : 1;
    return *out ? ST_OK : plan_no_memory(e);
}

/* The clauses of a group that have to be there: those that are required, or,
 * where none is, any. */
static enum st make_group(struct maker *m, struct plan_span **out,
                          const struct ast_node *from, struct place at,
                          struct err *e)
{
    struct operands o;
    bool required = false;

    for (const struct ast_node *c = from->first; c; c = c->next) {
        if (c->occur == OCCUR_MUST_NOT)
            return err_set(e, ST_USAGE,
                           "NOT has no place within NEAR, /s, /p and the like; "
                           "put it outside, or use NOT NEAR");
        required |= c->occur == OCCUR_MUST;
    }
    const enum st st = make_operands(m, &o, from, required, at, e);
    if (st != ST_OK || o.n == 0)
        return st;
    return cover(m, out, &o, required ? o.n : 1, e);
}

/* Operators that need all their children. */
static enum st make_all(struct maker *m, struct plan_span **out,
                        const struct ast_node *from, struct place at,
                        struct err *e)
{
    static const enum span_kind kinds[] = {[AST_NEAR] = SPAN_NEAR,
                                           [AST_NOT_NEAR] = SPAN_NOT_NEAR,
                                           [AST_ROW] = SPAN_ROW};
    const bool negative = from->kind == AST_NOT_NEAR;
    struct operands o;

    const enum st st = make_operands(m, &o, from, false, at, e);
    if (st != ST_OK || o.n == 0)
        return st;
    *out = o.of[0];
    for (uint32_t i = 1; i < o.n && !negative; i++) {
        if (is_nothing(o.of[i]))
            *out = o.of[i];
    }
    if (o.n == 1 || is_nothing(*out) || (negative && is_nothing(o.of[1])))
        return ST_OK;
    if (!(*out = plan_span_over(m, kinds[from->kind], o.of, o.n)))
        return plan_no_memory(e);
    (*out)->count = from->count;
    (*out)->ordered = from->ordered;
    (*out)->unit = from->unit;
    (*out)->gaps = o.gaps;
    return ST_OK;
}

/* An operator over the one child it has. */
static enum st make_over(struct maker *m, struct plan_span **out,
                         enum span_kind kind, uint32_t number,
                         const struct ast_node *child, struct place at,
                         struct err *e)
{
    struct plan_span *of = NULL;
    const enum st st = child ? make_span(m, &of, child, at, e) : ST_OK;

    if (st != ST_OK || !of)
        return st;
    *out = of;
    if (is_nothing(of) || (kind == SPAN_RUN && number <= 1))
        return ST_OK;
    if (!(*out = plan_span_over(m, kind, &of, 1)))
        return plan_no_memory(e);
    if (kind == SPAN_ZONE)
        (*out)->zone = (enum plan_zone)number;
    else
        (*out)->count = number;
    return ST_OK;
}

static enum st make_field(struct maker *m, struct plan_span **out,
                          const struct ast_node *from, struct place at,
                          struct err *e)
{
    struct field_use use;
    const enum st st = plan_field_use(m, &use, from->text, e);
    if (st != ST_OK || !from->first)
        return st;
    switch (use.kind) {
    case FIELD_ZONE:
        return make_over(m, out, SPAN_ZONE, use.zone, from->first, at, e);
    case FIELD_PREFIX:
        at.prefix = use.prefix;
        return make_span(m, out, from->first, at, e);
    case FIELD_QUOTE:
        return plan_make_quote(m, out, from, at, e);
    case FIELD_SAID:
        break;
    }
    return plan_make_said(m, out, from, at, e);
}

/* A name as typed: its words where they stand together. */
static enum st make_name(struct maker *m, struct plan_span **out,
                         const struct ast_node *from, struct place at,
                         struct err *e)
{
    struct ast_node *words;

    const enum st st = plan_expand_name(m, &words, from, e);
    return st == ST_OK && words ? make_span(m, out, words, at, e) : st;
}

static enum st make_span(struct maker *m, struct plan_span **out,
                         const struct ast_node *from, struct place at,
                         struct err *e)
{
    struct operands o;
    enum st st;

    *out = NULL;
    switch (from->kind) {
    case AST_NONE:
    case AST_GAP:
        return ST_OK;
    case AST_NAME:
        if (!from->exact)
            return make_name(m, out, from, at, e);
        return make_words(m, out, from, at, e);
    case AST_WORD:
        if (plan_is_name(m, from))
            return make_name(m, out, from, at, e);
        return make_words(m, out, from, at, e);
    case AST_PHRASE:
    case AST_WILDCARD:
    case AST_REGEX:
    case AST_FUZZY:
        return make_words(m, out, from, at, e);
    case AST_BOOL:
        return make_group(m, out, from, at, e);
    case AST_QUORUM:
        st = make_operands(m, &o, from, false, at, e);
        return st != ST_OK || o.n == 0 ? st : cover(m, out, &o, from->count, e);
    case AST_NEAR:
    case AST_NOT_NEAR:
    case AST_ROW:
        return make_all(m, out, from, at, e);
    case AST_AT_LEAST:
        return make_over(m, out, SPAN_RUN, from->count, from->first, at, e);
    case AST_FIRST:
        return make_over(m, out, SPAN_FIRST, from->count, from->first, at, e);
    case AST_FIELD:
        return make_field(m, out, from, at, e);
    default:
        break;
    }
    return err_set(e, ST_USAGE,
                   "an operand of NEAR, /s, /p and the like must be words; put "
                   "filters, boosts and scores outside");
}

enum st plan_make_operand(struct maker *m, struct plan_span **out,
                          const struct ast_node *from, struct place at,
                          struct err *e)
{
    return make_span(m, out, from, at, e);
}

enum st plan_span_any(struct maker *m, struct plan_span **out,
                      struct plan_span **of, uint32_t n, struct err *e)
{
    const struct operands o = {.of = of, .n = n};
    return cover(m, out, &o, 1, e);
}

/* ---- the node ---- */

/* Words that have a part in a match: not those that something else must not be
 * near, and of a compound its parts. Without `terms` they are only counted. */
static size_t collect(const struct plan_span *s, struct plan_term **terms,
                      double *weight)
{
    const bool first = s->kind == SPAN_NOT_NEAR || s->kind == SPAN_COMPOUND;
    size_t n = 0;

    for (; n < s->n_scored; n++) {
        if (terms)
            terms[n] = s->scored[n];
    }
    *weight += s->weight;
    for (uint32_t i = 0; i < (first ? 1 : s->n); i++)
        n += collect(s->of[i], terms ? terms + n : NULL, weight);
    return n;
}

static enum st make_plan_node(struct maker *m, struct plan_node **out,
                              const struct plan_span *span, double factor,
                              struct err *e)
{
    /* A name alone is found as a word is. */
    const bool word =
        span->kind == SPAN_WORDS && span->n_terms == 1 && !m->with->begins;
    struct plan_node *const n = plan_node_new(m, is_nothing(span) ? PLAN_NOTHING
                                                 : word           ? PLAN_TERM
                                                                  : PLAN_SPAN);
    double weight = 0;

    if (!n)
        return plan_no_memory(e);
    n->terms = arena_new(m->with->arena, struct plan_term *,
                         collect(span, NULL, &weight));
    if (!n->terms)
        return plan_no_memory(e);
    weight = 0;
    n->n_terms = collect(span, n->terms, &weight);
    n->span = span;
    n->factor = factor;
    n->weight = (float)(weight * factor);
    *out = n;
    return ST_OK;
}

enum st plan_make_span(struct maker *m, struct plan_node **out,
                       const struct ast_node *from, struct place at,
                       struct err *e)
{
    const struct place within = {
        .prefix = at.prefix, .prohibited = at.prohibited, .factor = 1};
    const unsigned zones = at.zones | (at.title ? 1u << IN_TITLE : 0);
    struct plan_span *span;

    *out = NULL;
    const enum st st = make_span(m, &span, from, within, e);
    if (st != ST_OK || !span)
        return st;
    for (unsigned zone = 0; zone < PLAN_ZONES && !is_nothing(span); zone++) {
        if ((zones & 1u << zone) == 0)
            continue;
        if (!(span = plan_span_over(m, SPAN_ZONE, &span, 1)))
            return plan_no_memory(e);
        span->zone = (enum plan_zone)zone;
    }
    return make_plan_node(m, out, span, at.factor, e);
}
