/* The documents of another cursor, each with the same score. */
#include "query/cursor/cursor.h"

struct constant {
    struct cursor base;
    struct cursor *of;
};

static uint32_t constant_next(struct cursor *c)
{
    return c->doc = cursor_next(((struct constant *)c)->of);
}

static uint32_t constant_seek(struct cursor *c, uint32_t target)
{
    return c->doc = cursor_seek(((struct constant *)c)->of, target);
}

static bool constant_matches(struct cursor *c)
{
    return cursor_matches(((struct constant *)c)->of);
}

static double constant_score(struct cursor *c)
{
    return c->max;
}

static double constant_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    (void)target;
    *last = DOC_END;
    return c->max;
}

enum st cursor_constant(struct cursor **out, struct cursor_set *set,
                        const struct plan_node *n, struct err *e)
{
    static const struct cursor_ops exact = {
        .next = constant_next,
        .seek = constant_seek,
        .score = constant_score,
        .bound = constant_bound,
    };
    static const struct cursor_ops verified = {
        .next = constant_next,
        .seek = constant_seek,
        .matches = constant_matches,
        .score = constant_score,
        .bound = constant_bound,
    };
    struct constant *const c = arena_new(set->arena, struct constant, 1);
    const bool scores = set->scores;

    if (!c)
        return err_set(e, ST_NOMEM, "out of memory for a cursor");
    set->scores = false; /* nobody asks for those below */
    const enum st st = cursor_open(&c->of, set, n->must.nodes[0], e);
    set->scores = scores;
    if (st != ST_OK)
        return st;
    c->base = (struct cursor){.ops = c->of->ops->matches ? &verified : &exact,
                              .doc = c->of->doc,
                              .cost = c->of->cost,
                              .max = bm25_quantise_double((double)n->weight)};
    *out = &c->base;
    return ST_OK;
}
