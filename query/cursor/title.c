/* The documents with a word, or one of a stem group, in their title. All that
 * have it anywhere are candidates. */
#include "query/cursor/word_leaves.h"

struct title {
    struct cursor base;
    struct word_leaves words;
    uint32_t checked; /* the document `freq` is of */
    uint32_t freq;
    struct leaf_scorer scorer;
};

static uint32_t title_next(struct cursor *c)
{
    struct title *const t = (struct title *)c;

    return c->doc = postings_cursor_next(&t->words.lead->postings);
}

static uint32_t title_seek(struct cursor *c, uint32_t target)
{
    struct title *const t = (struct title *)c;

    return c->doc = postings_cursor_seek(&t->words.lead->postings, target);
}

static bool title_matches(struct cursor *c)
{
    struct title *const t = (struct title *)c;

    if (t->checked != c->doc) {
        t->freq = word_leaves_in_title(&t->words);
        t->checked = c->doc;
    }
    return t->freq > 0;
}

static uint32_t title_freq(struct cursor *c, uint32_t *in_title)
{
    return *in_title = ((const struct title *)c)->freq;
}

static double title_score(struct cursor *c)
{
    const struct title *const t = (const struct title *)c;

    return leaf_scorer_score(&t->scorer, t->freq, t->freq,
                             t->scorer.lengths[c->doc]);
}

static double title_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    const struct title *const t = (const struct title *)c;
    const struct block_bound b =
        postings_cursor_bound(&t->words.lead->postings, target);

    *last = b.last_doc;
    return b.last_doc == DOC_END ? 0 : leaf_scorer_bound(&t->scorer, b);
}

enum st cursor_title(struct cursor **out, struct cursor_set *set,
                     const struct plan_node *n, struct err *e)
{
    static const struct cursor_ops ops = {
        .next = title_next,
        .seek = title_seek,
        .matches = title_matches,
        .score = title_score,
        .freq = title_freq,
        .bound = title_bound,
    };
    struct title *const t = arena_new(set->arena, struct title, 1);

    if (!t ||
        !leaf_scorer_init(&t->scorer, set->model, set->lengths, n, set->arena))
        return err_set(e, ST_NOMEM, "out of memory");
    const enum st st = word_leaves_open(&t->words, set, n->terms[0], e);
    if (st != ST_OK)
        return st;
    const struct postings_cursor *const lead = &t->words.lead->postings;
    t->checked = DOC_END;
    t->base = (struct cursor){.ops = &ops,
                              .doc = lead->doc,
                              .cost = n->terms[0]->entries[set->segment_at].df};
    if (set->scores && t->base.cost > 0)
        t->base.max =
            leaf_scorer_bound(&t->scorer, postings_cursor_list_bound(lead));
    *out = &t->base;
    return ST_OK;
}
