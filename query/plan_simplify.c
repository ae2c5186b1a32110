/* Making a plan small without changing what it finds or how that scores. */
#include "query/plan.h"

static void remove_kind(struct plan_list *l, enum plan_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < l->n; i++) {
        if (l->nodes[i]->kind != kind)
            l->nodes[n++] = l->nodes[i];
    }
    l->n = n;
}

static bool has_kind(const struct plan_list *l, enum plan_kind kind)
{
    for (size_t i = 0; i < l->n; i++) {
        if (l->nodes[i]->kind == kind)
            return true;
    }
    return false;
}

static bool add_all(struct plan_list *l, struct arena *a,
                    const struct plan_list *more)
{
    for (size_t i = 0; i < more->n; i++) {
        if (!plan_list_add(l, a, more->nodes[i]))
            return false;
    }
    return true;
}

/* a AND (b AND c NOT d) is a AND b AND c NOT d: a required bool that has
 * required clauses of its own gives all its clauses to its parent. */
static bool splice_must(struct plan_node *n, struct arena *a)
{
    const struct plan_list old = n->must;

    n->must = (struct plan_list){.n = 0};
    for (size_t i = 0; i < old.n; i++) {
        struct plan_node *const c = old.nodes[i];
        if (c->kind == PLAN_BOOL && c->must.n > 0) {
            if (!add_all(&n->must, a, &c->must) ||
                !add_all(&n->should, a, &c->should) ||
                !add_all(&n->must_not, a, &c->must_not))
                return false;
        } else if (!plan_list_add(&n->must, a, c)) {
            return false;
        }
    }
    return true;
}

/* a OR (b OR c) is a OR b OR c, and NOT (a OR b) is NOT a, NOT b: a bool of
 * nothing but optional clauses gives them to such a list of its parent. */
static bool splice_any(struct plan_list *l, struct arena *a)
{
    const struct plan_list old = *l;

    *l = (struct plan_list){.n = 0};
    for (size_t i = 0; i < old.n; i++) {
        struct plan_node *const c = old.nodes[i];
        const bool any =
            c->kind == PLAN_BOOL && c->must.n == 0 && c->must_not.n == 0;
        if (any ? !add_all(l, a, &c->should) : !plan_list_add(l, a, c))
            return false;
    }
    return true;
}

/* Children are simple already. */
static bool simplify_bool(struct plan_node **node, struct arena *a)
{
    struct plan_node *const n = *node;
    const bool impossible = has_kind(&n->must, PLAN_NOTHING);

    remove_kind(&n->should, PLAN_NOTHING);
    remove_kind(&n->must_not, PLAN_NOTHING);
    if (!splice_must(n, a) || !splice_any(&n->should, a) ||
        !splice_any(&n->must_not, a))
        return false;

    if (has_kind(&n->must, PLAN_ALL)) { /* it adds nothing to a score */
        struct plan_node *all = NULL;
        for (size_t i = 0; i < n->must.n; i++) {
            if (n->must.nodes[i]->kind == PLAN_ALL)
                all = n->must.nodes[i];
        }
        remove_kind(&n->must, PLAN_ALL);
        if (n->must.n == 0 && !plan_list_add(&n->must, a, all))
            return false;
    }
    if (n->must.n == 0 && n->should.n == 1) {
        n->must = n->should;
        n->should = (struct plan_list){.n = 0};
    }
    if (impossible || n->must.n + n->should.n == 0 ||
        has_kind(&n->must_not, PLAN_ALL))
        n->kind = PLAN_NOTHING;
    else if (n->must.n == 1 && n->should.n + n->must_not.n == 0)
        *node = n->must.nodes[0];
    return true;
}

static bool simplify_list(struct plan_list *l, struct arena *a)
{
    for (size_t i = 0; i < l->n; i++) {
        if (!plan_simplify(&l->nodes[i], a))
            return false;
    }
    return true;
}

/* A quorum that may be one, or must be all, is a bool. */
static bool simplify_quorum(struct plan_node **node, struct arena *a)
{
    struct plan_node *const n = *node;

    if (!simplify_list(&n->should, a))
        return false;
    remove_kind(&n->should, PLAN_NOTHING);
    if (n->count > n->should.n || n->should.n == 0) {
        n->kind = PLAN_NOTHING;
        return true;
    }
    if (n->count > 1 && n->count < n->should.n)
        return true;
    n->kind = PLAN_BOOL;
    if (n->count > 1) {
        n->must = n->should;
        n->should = (struct plan_list){.n = 0};
    }
    return simplify_bool(node, a);
}

HOT bool plan_simplify(struct plan_node **node, struct arena *a)
{
    struct plan_node *const n = *node;

    if (n->kind == PLAN_QUORUM)
        return simplify_quorum(node, a);
    if (n->kind == PLAN_CONSTANT) {
        if (!plan_simplify(&n->must.nodes[0], a))
            return false;
        if (n->must.nodes[0]->kind == PLAN_NOTHING)
            *node = n->must.nodes[0];
    }
    if (n->kind != PLAN_BOOL)
        return true;
    if (!simplify_list(&n->must, a) || !simplify_list(&n->should, a) ||
        !simplify_list(&n->must_not, a))
        return false;
    return simplify_bool(node, a);
}
