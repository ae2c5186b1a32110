/* A plan to cursors over one segment, and what they have in common. */
#include "query/cursor/cursor.h"
#include "query/profile/profile.h"
#include "query/span/span.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the cursors of a query");
}

/* ---- leaves ---- */

struct cursor_leaf *cursor_leaf_open_of(struct cursor_set *set,
                                        const struct plan_term *group,
                                        const struct term_entry *word,
                                        bool positions)
{
    struct cursor_leaf *const l = arena_new(set->arena, struct cursor_leaf, 1);

    if (!l)
        return NULL;
    postings_cursor_open(&l->postings, set->segment, word);
    l->term = group;
    l->read = DOC_END;
    if (positions) {
        l->positions = arena_new(set->arena, struct positions, 1);
        if (!l->positions)
            return NULL;
        positions_init(l->positions, &l->postings);
    }
    l->next = set->leaves;
    set->leaves = l;
    return l;
}

struct cursor_leaf *cursor_leaf_open(struct cursor_set *set,
                                     const struct plan_term *term,
                                     bool positions)
{
    return cursor_leaf_open_of(set, term, &term->entries[set->segment_at],
                               positions);
}

bool cursor_leaf_read(struct cursor_leaf *l)
{
    if (l->postings.st != ST_OK)
        return false;
    if (l->read == l->postings.doc)
        return true;
    if (!positions_read(l->positions))
        return false;
    l->read = l->postings.doc;
    return true;
}

uint32_t cursor_leaf_title_end(struct cursor_leaf *l, uint32_t doc)
{
    uint32_t end;

    if (segment_title_end(l->postings.segment, doc, &end))
        return end;
    l->postings.st = ST_CORRUPT;
    return 0;
}

enum st postings_status(const struct postings_cursor *c,
                        const struct segment *s, struct err *e)
{
    if (c->st == ST_OK)
        return ST_OK;
    if (c->st == ST_NOMEM)
        return err_set(e, ST_NOMEM, "out of memory for positions");
    return err_set(e, c->st,
                   "%s: the postings of a word in the query are damaged; "
                   "`dateline-index verify` tells where",
                   s->path);
}

enum st cursor_set_status(const struct cursor_set *set, struct err *e)
{
    for (const struct cursor_leaf *l = set->leaves; l; l = l->next) {
        const enum st st = postings_status(&l->postings, set->segment, e);
        if (st != ST_OK)
            return st;
    }
    return set->records.st == ST_OK
               ? ST_OK
               : err_set(e, set->records.st, "%s", set->records.err.msg);
}

static void profile_leaves(const struct cursor_set *set)
{
    for (const struct cursor_leaf *l = set->leaves; l; l = l->next)
        profile_list(set->profile, l->term, set->segment_at, &l->postings);
}

void cursor_set_release(struct cursor_set *set)
{
    if (set->profile)
        profile_leaves(set);
    for (struct cursor_leaf *l = set->leaves; l; l = l->next) {
        if (l->positions)
            positions_release(l->positions);
    }
    set->leaves = NULL;
    record_check_release(&set->records);
    for (struct span_tree *t = set->spans; t; t = t->next)
        span_tree_release(t);
    set->spans = NULL;
}

/* ---- plans ---- */

static bool has_all_words(const struct cursor_set *set,
                          const struct plan_node *n)
{
    for (size_t i = 0; i < n->n_terms; i++) {
        if (n->terms[i]->entries[set->segment_at].df == 0)
            return false;
    }
    return true;
}

/* Cursors of a list; with `drop_empty` only of what the segment has. */
static enum st open_list(struct cursor ***out, size_t *n,
                         struct cursor_set *set, const struct plan_list *l,
                         bool drop_empty, struct err *e)
{
    struct cursor **const of = arena_new(set->arena, struct cursor *, l->n);

    *n = 0;
    *out = of;
    if (!of)
        return out_of_memory(e);
    for (size_t i = 0; i < l->n; i++) {
        const enum st st = cursor_open(&of[*n], set, l->nodes[i], e);
        if (st != ST_OK)
            return st;
        if (!drop_empty || of[*n]->doc != DOC_END)
            ++*n;
    }
    return ST_OK;
}

/* *out stays as it was when no clause of the list has a document. */
static enum st open_any(struct cursor **out, struct cursor_set *set,
                        const struct plan_list *l, struct err *e)
{
    struct cursor **of;
    size_t n;

    const enum st st = open_list(&of, &n, set, l, true, e);
    if (st != ST_OK || n == 0)
        return st;
    *out = n == 1 ? of[0] : cursor_or(set, of, n);
    return *out ? ST_OK : out_of_memory(e);
}

static enum st open_bool(struct cursor **out, struct cursor_set *set,
                         const struct plan_node *plan, struct err *e)
{
    struct cursor *positive = NULL, *extra = NULL, *excluded = NULL;
    struct cursor **of;
    size_t n;
    enum st st;

    if (plan->must.n > 0) {
        if ((st = open_list(&of, &n, set, &plan->must, false, e)) != ST_OK)
            return st;
        positive = n == 1 ? of[0] : cursor_and(set, of, n);
        if (plan->should.n > 0 && set->scores && positive)
            st = open_any(&extra, set, &plan->should, e);
        if (extra && positive)
            positive = cursor_optional(set, positive, extra);
    } else {
        positive = cursor_all(set, 0);
        st = open_any(&positive, set, &plan->should, e);
    }
    if (st == ST_OK && plan->must_not.n > 0)
        st = open_any(&excluded, set, &plan->must_not, e);
    if (st != ST_OK)
        return st;
    if (excluded && positive)
        positive = cursor_not(set, positive, excluded);
    *out = positive;
    return positive ? ST_OK : out_of_memory(e);
}

static enum st open_quorum(struct cursor **out, struct cursor_set *set,
                           const struct plan_node *plan, struct err *e)
{
    struct cursor **of;
    size_t n;

    const enum st st = open_list(&of, &n, set, &plan->should, true, e);
    if (st != ST_OK)
        return st;
    if (n < plan->count)
        *out = cursor_all(set, 0);
    else if (n == plan->count)
        *out = cursor_and(set, of, n);
    else
        *out = cursor_quorum(set, of, n, plan->count);
    return *out ? ST_OK : out_of_memory(e);
}

enum st cursor_open(struct cursor **out, struct cursor_set *set,
                    const struct plan_node *plan, struct err *e)
{
    *out = NULL;
    switch (plan->kind) {
    case PLAN_BOOL:
        return open_bool(out, set, plan, e);
    case PLAN_QUORUM:
        return open_quorum(out, set, plan, e);
    case PLAN_SPAN:
        return cursor_span(out, set, plan, e);
    case PLAN_ALL:
        *out = cursor_all(set, set->segment->counts.docs);
        break;
    case PLAN_NOTHING:
        *out = cursor_all(set, 0);
        break;
    case PLAN_TERM:
        if (plan->title && has_all_words(set, plan))
            return cursor_title(out, set, plan, e);
        return cursor_term(out, set, plan, e);
    case PLAN_PHRASE:
        *out = has_all_words(set, plan) ? cursor_phrase(set, plan)
                                        : cursor_all(set, 0);
        break;
    case PLAN_CONSTANT:
        return cursor_constant(out, set, plan, e);
    case PLAN_FILTER:
        return cursor_filter(out, set, plan->filter, e);
    case PLAN_UNION:
        *out = cursor_union(set, plan);
        break;
    }
    return *out ? ST_OK : out_of_memory(e);
}
