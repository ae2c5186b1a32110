/* The documents of one cursor that another does not match. The candidates are
 * all of the first; the second is only asked about those that match it. */
#include "query/cursor/cursor.h"

struct not
{
    struct cursor base;
    struct cursor *required, *excluded;
};

static uint32_t not_next(struct cursor *c)
{
    struct not *const n = (struct not *)c;

    return c->doc = cursor_next(n->required);
}

static uint32_t not_seek(struct cursor *c, uint32_t target)
{
    struct not *const n = (struct not *)c;

    return c->doc = cursor_seek(n->required, target);
}

static bool is_excluded(struct not *n)
{
    const uint32_t doc = n->base.doc;

    return cursor_seek(n->excluded, doc) == doc && cursor_occurs(n->excluded);
}

static bool not_matches(struct cursor *c)
{
    struct not *const n = (struct not *)c;

    return !is_excluded(n) && cursor_matches(n->required);
}

static bool not_occurs(struct cursor *c)
{
    struct not *const n = (struct not *)c;

    return !is_excluded(n) && cursor_occurs(n->required);
}

static double not_score(struct cursor *c)
{
    return cursor_score(((struct not *)c)->required);
}

static double not_ceiling(struct cursor *c)
{
    return cursor_ceiling(((struct not *)c)->required);
}

static double not_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    return cursor_bound(((struct not *)c)->required, target, last);
}

struct cursor *cursor_not(struct cursor_set *set, struct cursor *required,
                          struct cursor *excluded)
{
    static const struct cursor_ops ops = {
        .next = not_next,
        .seek = not_seek,
        .matches = not_matches,
        .occurs = not_occurs,
        .score = not_score,
        .ceiling = not_ceiling,
        .bound = not_bound,
    };
    struct not *const n = arena_new(set->arena, struct not, 1);

    if (!n)
        return NULL;
    *n = (struct not ){.base = {.ops = &ops,
                                .doc = required->doc,
                                .cost = required->cost,
                                .max = required->max},
                       .required = required,
                       .excluded = excluded};
    return &n->base;
}
