/* The documents of one cursor, scoring more where another matches too. */
#include "query/cursor/cursor.h"

struct optional {
    struct cursor base;
    struct cursor *required, *extra;
};

static uint32_t optional_next(struct cursor *c)
{
    struct optional *const o = (struct optional *)c;

    return c->doc = cursor_next(o->required);
}

static uint32_t optional_seek(struct cursor *c, uint32_t target)
{
    struct optional *const o = (struct optional *)c;

    return c->doc = cursor_seek(o->required, target);
}

static bool optional_matches(struct cursor *c)
{
    return cursor_matches(((struct optional *)c)->required);
}

static bool optional_occurs(struct cursor *c)
{
    return cursor_occurs(((struct optional *)c)->required);
}

static double optional_score(struct cursor *c)
{
    struct optional *const o = (struct optional *)c;
    double score = cursor_score(o->required);

    if (cursor_seek(o->extra, c->doc) == c->doc && cursor_matches(o->extra))
        score += cursor_score(o->extra);
    return score;
}

static double optional_ceiling(struct cursor *c)
{
    const struct optional *const o = (const struct optional *)c;

    return cursor_ceiling(o->required) + o->extra->max;
}

static double optional_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    struct optional *const o = (struct optional *)c;
    uint32_t extra_last;
    const double bound = cursor_bound(o->required, target, last);

    if (o->extra->doc == DOC_END)
        return bound;
    const double extra =
        cursor_bound(o->extra, MAX(target, o->extra->doc), &extra_last);
    *last = MIN(*last, extra_last);
    return bound + extra;
}

struct cursor *cursor_optional(struct cursor_set *set, struct cursor *required,
                               struct cursor *extra)
{
    static const struct cursor_ops exact = {
        .next = optional_next,
        .seek = optional_seek,
        .score = optional_score,
        .bound = optional_bound,
    };
    static const struct cursor_ops verified = {
        .next = optional_next,
        .seek = optional_seek,
        .matches = optional_matches,
        .occurs = optional_occurs,
        .score = optional_score,
        .ceiling = optional_ceiling,
        .bound = optional_bound,
    };
    struct optional *const o = arena_new(set->arena, struct optional, 1);

    if (!o)
        return NULL;
    *o = (struct optional){
        .base = {.ops = required->ops->matches ? &verified : &exact,
                 .doc = required->doc,
                 .cost = required->cost,
                 .max = required->max + extra->max},
        .required = required,
        .extra = extra};
    return &o->base;
}
