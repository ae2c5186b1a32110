/* Every document there is, or none. */
#include "query/cursor/cursor.h"

struct all {
    struct cursor base;
    uint32_t docs;
};

static uint32_t all_seek(struct cursor *c, uint32_t target)
{
    const struct all *const a = (const struct all *)c;

    return c->doc = target < a->docs ? target : DOC_END;
}

static uint32_t all_next(struct cursor *c)
{
    return all_seek(c, c->doc + 1);
}

static double all_score(struct cursor *c)
{
    (void)c;
    return 0;
}

static double all_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    (void)c;
    (void)target;
    *last = DOC_END;
    return 0;
}

struct cursor *cursor_all(struct cursor_set *set, uint32_t docs)
{
    static const struct cursor_ops ops = {
        .next = all_next,
        .seek = all_seek,
        .score = all_score,
        .bound = all_bound,
    };
    struct all *const a = arena_new(set->arena, struct all, 1);

    if (!a)
        return NULL;
    a->docs = docs;
    a->base =
        (struct cursor){.ops = &ops, .doc = docs ? 0 : DOC_END, .cost = docs};
    return &a->base;
}
