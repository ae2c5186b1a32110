/*
 * The documents with a word, or one of a stem group, in their title.
 *
 * A group has no positions of its own: its documents are the candidates, and
 * the words that make it up are asked for theirs.
 */
#include "query/cursor/cursor.h"

struct title {
    struct cursor base;
    struct cursor_leaf *lead;
    struct cursor_leaf **words; /* of the group, or the lead itself */
    uint32_t n;
    uint32_t checked; /* the document `freq` is of */
    uint32_t freq;
    const struct bm25 *bm25;
    const uint8_t *lengths;
    float weight;
};

static uint32_t title_next(struct cursor *c)
{
    struct title *const t = (struct title *)c;

    return c->doc = postings_cursor_next(&t->lead->postings);
}

static uint32_t title_seek(struct cursor *c, uint32_t target)
{
    struct title *const t = (struct title *)c;

    return c->doc = postings_cursor_seek(&t->lead->postings, target);
}

static uint32_t word_count(struct cursor_leaf *w, uint32_t doc, uint32_t end)
{
    uint32_t n = 0;

    if (w->postings.doc < doc)
        postings_cursor_seek(&w->postings, doc);
    if (w->postings.doc != doc || !cursor_leaf_read(w))
        return 0;
    while (n < w->positions->n && w->positions->pos[n] < end)
        n++;
    return n;
}

static bool title_matches(struct cursor *c)
{
    struct title *const t = (struct title *)c;

    if (t->checked != c->doc) {
        const uint32_t end = cursor_leaf_title_end(t->lead, c->doc);
        t->freq = 0;
        for (uint32_t i = 0; i < t->n && end > 0; i++)
            t->freq += word_count(t->words[i], c->doc, end);
        t->checked = c->doc;
    }
    return t->freq > 0;
}

static double title_score(struct cursor *c)
{
    const struct title *const t = (const struct title *)c;

    return bm25_score(t->bm25, t->weight, t->freq, t->lengths[c->doc]);
}

static double bound_of(const struct title *t, struct block_bound b)
{
    return bm25_score(t->bm25, t->weight, b.max_freq, b.min_length);
}

static double title_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    const struct title *const t = (const struct title *)c;
    const struct block_bound b =
        postings_cursor_bound(&t->lead->postings, target);

    *last = b.last_doc;
    return b.last_doc == DOC_END ? 0 : bound_of(t, b);
}

static enum st open_group(struct title *t, struct cursor_set *set,
                          struct group *g, struct err *e)
{
    const struct term_dict words = term_dict_words(set->segment);
    struct term_walk *const walk = arena_new(set->arena, struct term_walk, 1);
    uint32_t ord;

    t->words = arena_new(set->arena, struct cursor_leaf *, g->n_words);
    if (!walk || !t->words)
        return err_set(e, ST_NOMEM, "out of memory");
    while (t->n < g->n_words && group_next_word(g, &ord)) {
        const enum st st = term_walk_at(walk, &words, ord, e);
        if (st != ST_OK)
            return st;
        t->words[t->n] = cursor_leaf_open(set, &walk->entry, true);
        if (!t->words[t->n++])
            return err_set(e, ST_NOMEM, "out of memory");
    }
    return ST_OK;
}

static enum st open_words(struct title *t, struct cursor_set *set,
                          const struct plan_term *term, struct err *e)
{
    const struct term_entry *const entry = &term->entries[set->segment_at];
    struct group group = {.n_words = 0};
    enum st st = ST_OK;

    if (term->stem)
        st = group_find(set->segment, term->text, &group, e);
    if (st != ST_OK)
        return st;
    const bool is_group = group.entry.df > 0;
    if (!(t->lead = cursor_leaf_open(set, entry, !is_group)))
        return err_set(e, ST_NOMEM, "out of memory");
    if (is_group)
        return open_group(t, set, &group, e);
    t->words = &t->lead;
    t->n = 1;
    return ST_OK;
}

enum st cursor_title(struct cursor **out, struct cursor_set *set,
                     const struct plan_node *n, struct err *e)
{
    static const struct cursor_ops ops = {
        .next = title_next,
        .seek = title_seek,
        .matches = title_matches,
        .score = title_score,
        .bound = title_bound,
    };
    struct title *const t = arena_new(set->arena, struct title, 1);

    if (!t)
        return err_set(e, ST_NOMEM, "out of memory");
    const enum st st = open_words(t, set, n->terms[0], e);
    if (st != ST_OK)
        return st;
    const struct postings_cursor *const lead = &t->lead->postings;
    t->checked = DOC_END;
    t->bm25 = set->bm25;
    t->lengths = set->lengths;
    t->weight = n->weight;
    t->base = (struct cursor){.ops = &ops,
                              .doc = lead->doc,
                              .cost = n->terms[0]->entries[set->segment_at].df};
    if (set->scores && t->base.cost > 0)
        t->base.max = bound_of(t, postings_cursor_list_bound(lead));
    *out = &t->base;
    return ST_OK;
}
