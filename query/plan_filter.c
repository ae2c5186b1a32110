/* What a plan makes of filters. */
#include "query/plan_maker.h"

static enum st needs_repeats(const struct maker *m, struct err *e)
{
    const enum st st = plan_needs_zones(m, "repeated:", e);
    if (st != ST_OK || repeats_are_known(m->with->index))
        return st;
    return err_set(e, ST_USAGE,
                   "repeated: asks for paragraphs that an older program, which "
                   "built some of this index, did not count; build it again");
}

static enum st count_repeats(struct maker *m, struct plan_node **out,
                             struct filter *f, const struct ast_node *from,
                             struct err *e)
{
    struct err why = ERR_INIT;
    const enum st st = needs_repeats(m, &why);
    return st == ST_OK ? repeat_counts_make(&f->repeats, m->with->index,
                                            m->with->arena, e)
                       : plan_refuse(m, out, from, st, &why, e);
}

enum st plan_make_filter(struct maker *m, struct plan_node **out,
                         const struct ast_node *from, struct err *e)
{
    struct filter *const f = arena_new(m->with->arena, struct filter, 1);
    struct plan_node *const n = plan_node_new(m, PLAN_FILTER);

    if (!f || !n)
        return plan_no_memory(e);
    n->filter = f;
    *out = n;
    const enum st st =
        filter_init(f, &from->filter, m->with->analyzer, m->with->arena, e);
    if (!filter_is_column(f))
        m->plan->reads = from;
    return st == ST_OK && f->field == FILTER_REPEATED
               ? count_repeats(m, out, f, from, e)
               : st;
}

/* Moves the filters of columns out of a list. */
static enum st take_from(struct plan *p, struct plan_list *l, bool negated,
                         struct arena *a, struct err *e)
{
    struct exclusion *const v =
        arena_new(a, struct exclusion, p->n_filters + l->n);
    size_t kept = 0;

    if (!v)
        return plan_no_memory(e);
    if (p->n_filters > 0)
        memcpy(v, p->filters, p->n_filters * sizeof(*v));
    p->filters = v;
    for (size_t i = 0; i < l->n; i++) {
        struct plan_node *const n = l->nodes[i];
        if (n->kind == PLAN_FILTER && filter_is_column(n->filter))
            v[p->n_filters++] = (struct exclusion){n->filter, negated};
        else
            l->nodes[kept++] = n;
    }
    l->n = kept;
    return ST_OK;
}

HOT enum st plan_take_filters(struct maker *m, struct plan_node **root,
                              struct err *e)
{
    struct plan *const p = m->plan;
    struct arena *const a = m->with->arena;
    struct plan_node *n = *root;
    enum st st;

    if (n->kind == PLAN_FILTER) { /* as the only clause of a bool */
        struct plan_node *const only = plan_node_new(m, PLAN_BOOL);
        if (!only || !plan_list_add(&only->must, a, n))
            return plan_no_memory(e);
        *root = n = only;
    }
    if (n->kind != PLAN_BOOL)
        return ST_OK;
    const bool required = n->must.n > 0;
    if ((st = take_from(p, &n->must, false, a, e)) != ST_OK ||
        (st = take_from(p, &n->must_not, true, a, e)) != ST_OK)
        return st;
    if (required && n->must.n == 0) {
        struct plan_node *const all = plan_node_new(m, PLAN_ALL);
        if (!all || !plan_list_add(&n->must, a, all))
            return plan_no_memory(e);
    }
    return plan_simplify(root, a) ? ST_OK : plan_no_memory(e);
}
