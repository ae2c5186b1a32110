/*
 * The documents that match all of several cursors.
 *
 * The rarest leads: the others are asked to seek its candidates. Only when all
 * stand on one document are those asked that need positions to tell.
 */
#include "query/cursor/cursor.h"

struct and
{
    struct cursor base;
    struct cursor **of; /* rarest first */
    size_t n;
};

/* From `doc`, where the first cursor stands, to the next candidate of all. */
static uint32_t align(struct and*a, uint32_t doc)
{
    if (doc == DOC_END)
        return a->base.doc = DOC_END;
    for (size_t i = 1; i < a->n;) {
        const uint32_t at = cursor_seek(a->of[i], doc);
        if (at == doc) {
            i++;
            continue;
        }
        if (at == DOC_END || (doc = cursor_seek(a->of[0], at)) == DOC_END)
            return a->base.doc = DOC_END;
        i = 1;
    }
    return a->base.doc = doc;
}

static uint32_t and_next(struct cursor *c)
{
    struct and*const a = (struct and *)c;

    return align(a, cursor_next(a->of[0]));
}

static uint32_t and_seek(struct cursor *c, uint32_t target)
{
    struct and*const a = (struct and *)c;

    return align(a, cursor_seek(a->of[0], target));
}

static bool and_matches(struct cursor *c)
{
    const struct and*const a = (const struct and*)c;

    for (size_t i = 0; i < a->n; i++) {
        if (!cursor_matches(a->of[i]))
            return false;
    }
    return true;
}

static bool and_occurs(struct cursor *c)
{
    const struct and*const a = (const struct and*)c;

    for (size_t i = 0; i < a->n; i++) {
        if (!cursor_occurs(a->of[i]))
            return false;
    }
    return true;
}

static double and_score(struct cursor *c)
{
    const struct and*const a = (const struct and*)c;
    double sum = 0;

    for (size_t i = 0; i < a->n; i++)
        sum += cursor_score(a->of[i]);
    return sum;
}

static double and_ceiling(struct cursor *c)
{
    const struct and*const a = (const struct and*)c;
    double sum = 0;

    for (size_t i = 0; i < a->n; i++)
        sum += cursor_ceiling(a->of[i]);
    return sum;
}

static double and_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    const struct and*const a = (const struct and*)c;
    double sum = 0;

    *last = DOC_END;
    for (size_t i = 0; i < a->n; i++) {
        uint32_t its_last;
        sum += cursor_bound(a->of[i], target, &its_last);
        *last = MIN(*last, its_last);
    }
    return sum;
}

static void sort_by_cost(struct cursor **of, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct cursor *const c = of[i];
        size_t j = i;
        for (; j > 0 && of[j - 1]->cost > c->cost; j--)
            of[j] = of[j - 1];
        of[j] = c;
    }
}

struct cursor *cursor_and(struct cursor_set *set, struct cursor **of, size_t n)
{
    static const struct cursor_ops exact = {
        .next = and_next,
        .seek = and_seek,
        .score = and_score,
        .bound = and_bound,
    };
    static const struct cursor_ops verified = {
        .next = and_next,
        .seek = and_seek,
        .matches = and_matches,
        .occurs = and_occurs,
        .score = and_score,
        .ceiling = and_ceiling,
        .bound = and_bound,
    };
    struct and*const a = arena_new(set->arena, struct and, 1);

    if (!a)
        return NULL;
    sort_by_cost(of, n);
    *a = (struct and){
        .base = {.ops = &exact, .cost = of[0]->cost}, .of = of, .n = n};
    for (size_t i = 0; i < n; i++) {
        a->base.max += of[i]->max;
        if (of[i]->ops->matches)
            a->base.ops = &verified;
    }
    align(a, of[0]->doc);
    return &a->base;
}
