#include "indexer/pair_walk.h"

#include <string.h>

#include "common/base/mem.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "pairing words: out of memory");
}

enum st pair_walk_open(struct pair_walk *w, const struct segment *s,
                       const struct term_entry *words, uint32_t n,
                       struct err *e)
{
    memset(w, 0, sizeof(*w));
    w->pairs = mem_array(PAIRS_MAX, sizeof(*w->pairs));
    w->freqs = mem_array(PAIRS_MAX, sizeof(*w->freqs));
    w->cursors = mem_array(n, sizeof(*w->cursors));
    w->positions = mem_array(n, sizeof(*w->positions));
    if (!w->pairs || !w->freqs || !w->cursors || !w->positions)
        return out_of_memory(e);
    for (w->n_words = 0; w->n_words < n; w->n_words++) {
        postings_cursor_open(&w->cursors[w->n_words], s, &words[w->n_words]);
        positions_init(&w->positions[w->n_words], &w->cursors[w->n_words]);
    }
    return ST_OK;
}

void pair_walk_close(struct pair_walk *w)
{
    for (uint32_t i = 0; w->positions && i < w->n_words; i++)
        positions_release(&w->positions[i]);
    mem_free(w->pairs);
    mem_free(w->freqs);
    mem_free(w->cursors);
    mem_free(w->positions);
    mem_free(w->at);
    memset(w, 0, sizeof(*w));
}

void pair_walk_skip(struct pair_walk *w, uint32_t doc)
{
    for (uint32_t i = 0; i < w->n_words; i++)
        if (w->cursors[i].doc < doc)
            postings_cursor_seek(&w->cursors[i], doc);
}

/* Marks the places of word `i`, which is in the document. */
static enum st mark(struct pair_walk *w, uint32_t i, struct err *e)
{
    struct positions *const p = &w->positions[i];
    if (!positions_read(p))
        return err_set(e, p->cursor->st, "pairing words: positions %s",
                       p->cursor->st == ST_NOMEM ? "take too much memory"
                                                 : "are damaged");
    /* Also the place behind the last is looked at. */
    const size_t end = (size_t)p->pos[p->n - 1] + 2, had = w->cap_at;
    if (end > had) {
        if (!mem_grow(&w->at, &w->cap_at, end))
            return out_of_memory(e);
        memset(w->at + had, 0, (w->cap_at - had) * sizeof(*w->at));
    }
    for (uint32_t k = 0; k < p->n; k++)
        w->at[p->pos[k]] |= UINT64_C(1) << i;
    return ST_OK;
}

/* Adds the pairs that begin with this word. */
static void count(struct pair_walk *w, uint32_t first)
{
    const struct positions *const p = &w->positions[first];
    uint32_t counts[PAIR_WORDS];
    uint64_t seconds = 0;
    for (uint32_t k = 0; k < p->n; k++) {
        for (uint64_t bits = w->at[p->pos[k] + 1]; bits; bits &= bits - 1) {
            const unsigned second = (unsigned)__builtin_ctzll(bits);
            const bool before = seconds >> second & 1;
            counts[second] = before ? counts[second] + 1 : 1;
            seconds |= UINT64_C(1) << second;
        }
    }
    for (; seconds; seconds &= seconds - 1) {
        const unsigned second = (unsigned)__builtin_ctzll(seconds);
        w->pairs[w->n] = (uint16_t)(first * PAIR_WORDS + second);
        w->freqs[w->n++] = counts[second];
    }
}

enum st pair_walk_next(struct pair_walk *w, struct err *e)
{
    enum st st = ST_OK;
    w->n = 0;
    w->doc = DOC_END;
    for (uint32_t i = 0; i < w->n_words; i++) {
        w->doc = MIN(w->doc, w->cursors[i].doc);
        if (w->cursors[i].st != ST_OK)
            return err_set(e, w->cursors[i].st,
                           "pairing words: postings are damaged");
    }
    if (w->doc == DOC_END)
        return ST_OK;
    for (uint32_t i = 0; i < w->n_words && st == ST_OK; i++)
        if (w->cursors[i].doc == w->doc)
            st = mark(w, i, e);
    if (st != ST_OK)
        return st;
    for (uint32_t i = 0; i < w->n_words; i++)
        if (w->cursors[i].doc == w->doc)
            count(w, i);
    for (uint32_t i = 0; i < w->n_words; i++) {
        if (w->cursors[i].doc != w->doc)
            continue;
        for (uint32_t k = 0; k < w->positions[i].n; k++)
            w->at[w->positions[i].pos[k]] = 0;
        postings_cursor_next(&w->cursors[i]);
    }
    return ST_OK;
}
