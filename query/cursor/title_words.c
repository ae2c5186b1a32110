#include "query/cursor/title_words.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

static enum st open_group(struct title_words *t, struct cursor_set *set,
                          struct group *g, struct err *e)
{
    const struct term_dict words = term_dict_words(set->segment);
    struct term_walk *const walk = arena_new(set->arena, struct term_walk, 1);
    uint32_t ord;

    t->words = arena_new(set->arena, struct cursor_leaf *, g->n_words);
    if (!walk || !t->words)
        return out_of_memory(e);
    while (t->n < g->n_words && group_next_word(g, &ord)) {
        const enum st st = term_walk_at(walk, &words, ord, e);
        if (st != ST_OK)
            return st;
        t->words[t->n] = cursor_leaf_open(set, &walk->entry, true);
        if (!t->words[t->n++])
            return out_of_memory(e);
    }
    return ST_OK;
}

enum st title_words_open(struct title_words *t, struct cursor_set *set,
                         const struct plan_term *term, struct err *e)
{
    const struct term_entry *const entry = &term->entries[set->segment_at];
    struct group group = {.n_words = 0};
    enum st st = ST_OK;

    *t = (struct title_words){.n = 0};
    if (term->stem)
        st = group_find(set->segment, term->text, &group, e);
    if (st != ST_OK)
        return st;
    const bool is_group = group.entry.df > 0;
    if (!(t->lead = cursor_leaf_open(set, entry, !is_group)))
        return out_of_memory(e);
    if (is_group)
        return open_group(t, set, &group, e);
    if (!(t->words = arena_new(set->arena, struct cursor_leaf *, 1)))
        return out_of_memory(e);
    t->words[0] = t->lead;
    t->n = 1;
    return ST_OK;
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

uint32_t title_words_count(struct title_words *t)
{
    const uint32_t doc = t->lead->postings.doc;
    const uint32_t end = cursor_leaf_title_end(t->lead, doc);
    uint32_t n = 0;

    for (uint32_t i = 0; i < t->n && end > 0; i++)
        n += word_count(t->words[i], doc, end);
    return n;
}
