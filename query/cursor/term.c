/* The documents of one word or stem group. */
#include "query/cursor/word_leaves.h"

struct term {
    struct cursor base;
    struct cursor_leaf *leaf;
    struct word_leaves *words; /* where the model asks for titles, or NULL */
    struct leaf_scorer scorer;
};

static uint32_t term_next(struct cursor *c)
{
    struct term *const t = (struct term *)c;

    return c->doc = postings_cursor_next(&t->leaf->postings);
}

static uint32_t term_seek(struct cursor *c, uint32_t target)
{
    struct term *const t = (struct term *)c;

    return c->doc = postings_cursor_seek(&t->leaf->postings, target);
}

static uint32_t term_freq(struct cursor *c, uint32_t *in_title)
{
    struct term *const t = (struct term *)c;

    *in_title = t->words ? word_leaves_in_title(t->words) : 0;
    return postings_cursor_freq(&t->leaf->postings);
}

static double term_score(struct cursor *c)
{
    struct term *const t = (struct term *)c;
    uint32_t in_title;
    const uint32_t freq = term_freq(c, &in_title);

    return leaf_scorer_score(&t->scorer, freq, in_title,
                             t->scorer.lengths[c->doc]);
}

static double term_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    const struct term *const t = (const struct term *)c;
    const struct block_bound b =
        postings_cursor_bound(&t->leaf->postings, target);

    *last = b.last_doc;
    return b.last_doc == DOC_END ? 0 : leaf_scorer_bound(&t->scorer, b);
}

static enum st open_leaf(struct term *t, struct cursor_set *set,
                         const struct plan_term *term, struct err *e)
{
    const uint32_t df = term->entries[set->segment_at].df;

    if (set->scores && df > 0 && leaf_scorer_asks_title(&t->scorer)) {
        t->words = arena_new(set->arena, struct word_leaves, 1);
        const enum st st =
            t->words ? word_leaves_open(t->words, set, term, e) : ST_NOMEM;
        if (st != ST_OK)
            return t->words ? st : err_set(e, ST_NOMEM, "out of memory");
        t->leaf = t->words->lead;
        return ST_OK;
    }
    t->leaf = cursor_leaf_open(set, term, false);
    return t->leaf ? ST_OK : err_set(e, ST_NOMEM, "out of memory");
}

enum st cursor_term(struct cursor **out, struct cursor_set *set,
                    const struct plan_node *n, struct err *e)
{
    static const struct cursor_ops ops = {
        .next = term_next,
        .seek = term_seek,
        .score = term_score,
        .freq = term_freq,
        .bound = term_bound,
    };
    const uint32_t df = n->terms[0]->entries[set->segment_at].df;
    struct term *const t = arena_new(set->arena, struct term, 1);

    if (!t ||
        !leaf_scorer_init(&t->scorer, set->model, set->lengths, n, set->arena))
        return err_set(e, ST_NOMEM, "out of memory");
    const enum st st = open_leaf(t, set, n->terms[0], e);
    if (st != ST_OK)
        return st;
    t->base =
        (struct cursor){.ops = &ops, .doc = t->leaf->postings.doc, .cost = df};
    if (set->scores && df > 0)
        t->base.max = leaf_scorer_bound(
            &t->scorer, postings_cursor_list_bound(&t->leaf->postings));
    *out = &t->base;
    return ST_OK;
}
