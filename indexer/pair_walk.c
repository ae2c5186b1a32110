#include "indexer/pair_walk.h"

#include <string.h>

#include "common/base/mem.h"

enum { BEHIND = 64 /* positions looked behind at a time */ };

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
        const uint32_t i = w->n_words;
        postings_cursor_open(&w->cursors[i], s, &words[i]);
        positions_init(&w->positions[i], &w->cursors[i]);
        w->docs[i] = w->cursors[i].doc;
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
    for (uint32_t i = 0; i < w->n_words; i++) {
        if (w->docs[i] < doc)
            postings_cursor_seek(&w->cursors[i], doc);
        w->docs[i] = w->cursors[i].doc;
    }
}

/* Moves to the least document of all; here[0..n) are the words it holds. */
static uint32_t gather(struct pair_walk *w, uint8_t here[static PAIR_WORDS + 1])
{
    uint32_t n = 0;
    w->doc = DOC_END;
    for (uint32_t i = 0; i < w->n_words; i++)
        w->doc = MIN(w->doc, w->docs[i]);
    for (uint32_t i = 0; i < w->n_words; i++) {
        here[n] = (uint8_t)i;
        n += w->docs[i] == w->doc;
    }
    return w->doc == DOC_END ? 0 : n;
}

/* Whether all words that are at their end came there unharmed. */
static enum st check_ends(const struct pair_walk *w, struct err *e)
{
    for (uint32_t i = 0; i < w->n_words; i++)
        if (w->docs[i] == DOC_END && w->cursors[i].st != ST_OK)
            return err_set(e, w->cursors[i].st,
                           "pairing words: postings are damaged");
    return ST_OK;
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
    w->end = MAX(w->end, end);
    for (uint32_t k = 0; k < p->n; k++)
        w->at[p->pos[k]] |= UINT64_C(1) << i;
    return ST_OK;
}

/* Adds the pairs that begin with this word. Behind most of its places stands
 * none of the words, behind nearly all others one. */
static void count(struct pair_walk *w, uint32_t first)
{
    const struct positions *const p = &w->positions[first];
    uint32_t counts[PAIR_WORDS];
    uint64_t behind[BEHIND], seconds = 0;
    for (uint32_t from = 0; from < p->n; from += BEHIND) {
        const uint32_t to = MIN(p->n, from + BEHIND);
        uint32_t n = 0;
        for (uint32_t k = from; k < to; k++) {
            behind[n] = w->at[p->pos[k] + 1];
            n += behind[n] != 0;
        }
        for (uint32_t k = 0; k < n; k++)
            do {
                const unsigned second = (unsigned)__builtin_ctzll(behind[k]);
                const bool before = seconds >> second & 1;
                counts[second] = before ? counts[second] + 1 : 1;
                seconds |= UINT64_C(1) << second;
            } while (behind[k] &= behind[k] - 1);
    }
    for (; seconds; seconds &= seconds - 1) {
        const unsigned second = (unsigned)__builtin_ctzll(seconds);
        w->pairs[w->n] = (uint16_t)(first * PAIR_WORDS + second);
        w->freqs[w->n++] = counts[second];
    }
}

enum st pair_walk_next(struct pair_walk *w, struct err *e)
{
    uint8_t here[PAIR_WORDS + 1]; /* one is written too many */
    const uint32_t n = gather(w, here);
    enum st st = check_ends(w, e);
    w->n = 0;
    w->end = 0;
    for (uint32_t i = 0; i < n && st == ST_OK; i++)
        st = mark(w, here[i], e);
    if (st != ST_OK)
        return st;
    for (uint32_t i = 0; i < n; i++)
        count(w, here[i]);
    for (uint32_t i = 0; i < n; i++)
        w->docs[here[i]] = postings_cursor_next(&w->cursors[here[i]]);
    if (n > 0)
        memset(w->at, 0, w->end * sizeof(*w->at));
    return ST_OK;
}
