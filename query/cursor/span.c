/*
 * The documents of a positional operator.
 *
 * Candidates hold words enough to match. Where these stand is read of a
 * candidate only when it is asked for.
 */
#include "query/span/span.h"

struct span_cursor {
    struct cursor base;
    struct cursor *docs; /* the candidates */
    struct span_tree *tree;
    uint32_t checked; /* the document `freq` is of */
    uint32_t freq, in_title;
    struct leaf_scorer scorer;
};

static uint32_t span_next(struct cursor *c)
{
    return c->doc = cursor_next(((struct span_cursor *)c)->docs);
}

static uint32_t span_seek(struct cursor *c, uint32_t target)
{
    return c->doc = cursor_seek(((struct span_cursor *)c)->docs, target);
}

/* How many lie within the headline, when the model wants to know. */
static uint32_t count_in_title(const struct span_cursor *s,
                               struct intervals all)
{
    uint32_t end;

    if (all.n == 0 || !leaf_scorer_asks_title(&s->scorer))
        return 0;
    end = cursor_leaf_title_end(s->tree->leaf, s->base.doc);
    return intervals_within(all, (struct bounds){0, end}).n;
}

static bool span_matches(struct cursor *c)
{
    struct span_cursor *const s = (struct span_cursor *)c;

    if (s->checked == c->doc)
        return s->freq > 0;
    s->checked = c->doc;
    const struct intervals all = span_tree_read(s->tree, c->doc);
    s->in_title = count_in_title(s, all);
    s->freq = all.n;
    return s->freq > 0;
}

static bool span_occurs(struct cursor *c)
{
    struct span_cursor *const s = (struct span_cursor *)c;

    return span_tree_matches(s->tree, c->doc);
}

static uint32_t span_freq(struct cursor *c, uint32_t *in_title)
{
    const struct span_cursor *const s = (const struct span_cursor *)c;

    *in_title = s->in_title;
    return s->freq;
}

static double span_score(struct cursor *c)
{
    const struct span_cursor *const s = (const struct span_cursor *)c;

    return leaf_scorer_score(&s->scorer, s->freq, s->in_title,
                             s->scorer.lengths[c->doc]);
}

/* What nothing matches scores nothing. */
static double score_of(const struct span_cursor *s, struct span_bound b)
{
    const struct block_bound as_block = {
        .last_doc = b.last,
        .max_freq = (uint32_t)MIN(b.freq, (uint64_t)UINT32_MAX),
        .min_length = b.length};

    return b.freq > 0 ? leaf_scorer_bound(&s->scorer, as_block) : 0;
}

static double span_ceiling(struct cursor *c)
{
    const struct span_cursor *const s = (const struct span_cursor *)c;
    struct span_bound b = span_tree_doc_bound(s->tree, c->doc);

    b.length = s->scorer.lengths[c->doc];
    return score_of(s, b);
}

static double span_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    const struct span_cursor *const s = (const struct span_cursor *)c;
    const struct span_bound b = span_tree_bound(s->tree, target);

    *last = b.last;
    return score_of(s, b);
}

enum st cursor_span(struct cursor **out, struct cursor_set *set,
                    const struct plan_node *n, struct err *e)
{
    static const struct cursor_ops ops = {
        .next = span_next,
        .seek = span_seek,
        .matches = span_matches,
        .occurs = span_occurs,
        .score = span_score,
        .ceiling = span_ceiling,
        .freq = span_freq,
        .bound = span_bound,
    };
    struct span_cursor *const s = arena_new(set->arena, struct span_cursor, 1);

    if (!s ||
        !leaf_scorer_init(&s->scorer, set->model, set->lengths, n, set->arena))
        return err_set(e, ST_NOMEM, "out of memory");
    enum st st = span_tree_open(&s->tree, set, n->span, e);
    if (st == ST_OK)
        st = span_tree_candidates(&s->docs, s->tree, e);
    if (st != ST_OK)
        return st;
    s->checked = DOC_END;
    s->base = (struct cursor){
        .ops = &ops, .doc = s->docs->doc, .cost = s->docs->cost};
    if (set->scores && s->base.doc != DOC_END)
        s->base.max = score_of(s, span_tree_list_bound(s->tree));
    *out = &s->base;
    return ST_OK;
}
