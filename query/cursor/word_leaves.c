#include "query/cursor/word_leaves.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the words of a query");
}

static enum st open_group(struct word_leaves *l, struct cursor_set *set,
                          const struct plan_term *term, struct group *g,
                          struct err *e)
{
    const struct term_dict words = term_dict_words(set->segment);
    struct term_walk *const walk = arena_new(set->arena, struct term_walk, 1);
    uint32_t ord;

    l->words = arena_new(set->arena, struct cursor_leaf *, g->n_words);
    if (!walk || !l->words)
        return out_of_memory(e);
    while (l->n < g->n_words && group_next_word(g, &ord)) {
        const enum st st = term_walk_at(walk, &words, ord, e);
        if (st != ST_OK)
            return st;
        l->words[l->n] = cursor_leaf_open_of(set, term, &walk->entry, true);
        if (!l->words[l->n++])
            return out_of_memory(e);
    }
    return ST_OK;
}

static enum st open_word(struct word_leaves *l, struct cursor_set *set,
                         const struct plan_term *term, struct err *e)
{
    l->lead = cursor_leaf_open(set, term, true);
    l->words = arena_new(set->arena, struct cursor_leaf *, 1);
    if (!l->lead || !l->words)
        return out_of_memory(e);
    l->words[l->n++] = l->lead;
    return ST_OK;
}

enum st word_leaves_open(struct word_leaves *l, struct cursor_set *set,
                         const struct plan_term *term, struct err *e)
{
    struct group group = {.n_words = 0};
    enum st st = ST_OK;

    *l = (struct word_leaves){.n = 0};
    if (term->stem)
        st = group_find(set->segment, term->text, &group, e);
    if (st != ST_OK)
        return st;
    if (group.entry.df == 0)
        return open_word(l, set, term, e);
    if ((st = open_group(l, set, term, &group, e)) != ST_OK)
        return st;
    /* The postings of one word are those of the group. */
    l->lead = l->n == 1 ? l->words[0] : cursor_leaf_open(set, term, false);
    return l->lead ? ST_OK : out_of_memory(e);
}

bool word_leaf_read(struct cursor_leaf *w, uint32_t doc)
{
    if (w->postings.doc < doc)
        postings_cursor_seek(&w->postings, doc);
    return w->postings.doc == doc && cursor_leaf_read(w);
}

static uint32_t count_below(const struct positions *p, uint32_t end)
{
    uint32_t n = 0;

    while (n < p->n && p->pos[n] < end)
        n++;
    return n;
}

uint32_t word_leaves_in_title(struct word_leaves *l)
{
    const uint32_t doc = l->lead->postings.doc;
    const uint32_t end = cursor_leaf_title_end(l->lead, doc);
    uint32_t n = 0;

    for (uint32_t i = 0; i < l->n && end > 0; i++) {
        if (word_leaf_read(l->words[i], doc))
            n += count_below(l->words[i]->positions, end);
    }
    return n;
}
