#include "indexer/term_merge.h"

#include <string.h>

#include "common/base/mem.h"

enum st term_merge_open(struct term_merge *m, const struct segment_list *list,
                        struct bytes from, struct err *e)
{
    enum st st = ST_OK;
    *m = (struct term_merge){.n = list->n};
    m->walks = mem_array(m->n, sizeof(*m->walks));
    m->on = mem_zalloc(m->n);
    m->more = mem_zalloc(m->n);
    if (!m->walks || !m->on || !m->more)
        return err_set(e, ST_NOMEM, "merging words: out of memory");
    for (size_t i = 0; i < m->n && st == ST_OK; i++) {
        const struct term_dict words = term_dict_words(list->segments[i]);
        term_walk_start(&m->walks[i], &words);
        if (from.n)
            st = term_walk_seek(&m->walks[i], &words, from, e);
        m->on[i] = true; /* so that the first step moves all */
    }
    return st;
}

void term_merge_close(struct term_merge *m)
{
    mem_free(m->walks);
    mem_free(m->on);
    mem_free(m->more);
    *m = (struct term_merge){.n = 0};
}

enum st term_merge_next(struct term_merge *m, bool *more, struct err *e)
{
    const struct term_walk *least = NULL;
    for (size_t i = 0; i < m->n; i++) {
        if (m->on[i]) {
            const enum st st = term_walk_next(&m->walks[i], &m->more[i], e);
            if (st != ST_OK)
                return st;
        }
        m->on[i] = false;
        if (m->more[i] &&
            (!least || bytes_compare(m->walks[i].term, least->term) < 0))
            least = &m->walks[i];
    }
    *more = least != NULL;
    if (!least)
        return ST_OK;
    memcpy(m->text, least->term.p, least->term.n);
    m->term = bytes_of(m->text, least->term.n);
    for (size_t i = 0; i < m->n; i++)
        m->on[i] = m->more[i] && bytes_equal(m->walks[i].term, m->term);
    return ST_OK;
}
