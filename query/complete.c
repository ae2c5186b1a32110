#include "query/complete.h"

#include <stdlib.h>

#include "common/base/mem.h"
#include "common/segment/term_dict.h"

struct words {
    struct completion *v;
    size_t n, cap;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for words");
}

static bool begins_with(struct bytes word, struct bytes prefix)
{
    return word.n >= prefix.n &&
           (prefix.n == 0 || memcmp(word.p, prefix.p, prefix.n) == 0);
}

static enum st add_word(struct words *w, const struct term_walk *at,
                        struct arena *arena, struct err *e)
{
    uint8_t *const copy = arena_bytes(arena, at->term.n);

    if (!copy || !mem_grow(&w->v, &w->cap, w->n + 1))
        return out_of_memory(e);
    memcpy(copy, at->term.p, at->term.n);
    w->v[w->n++] =
        (struct completion){bytes_of(copy, at->term.n), at->entry.df};
    return ST_OK;
}

static enum st add_segment(struct words *w, const struct segment *s,
                           struct bytes prefix, struct arena *arena,
                           struct err *e)
{
    const struct term_dict dict = term_dict_words(s);
    struct term_walk walk;
    bool more = true;

    enum st st = term_walk_seek(&walk, &dict, prefix, e);
    for (size_t i = 0; st == ST_OK && i < COMPLETE_LOOKED_AT; i++) {
        st = term_walk_next(&walk, &more, e);
        if (st != ST_OK || !more || !begins_with(walk.term, prefix))
            break;
        st = add_word(w, &walk, arena, e);
    }
    return st;
}

static int by_word(const void *a, const void *b)
{
    const struct completion *const x = a, *const y = b;

    return bytes_compare(x->word, y->word);
}

static int most_first(const void *a, const void *b)
{
    const struct completion *const x = a, *const y = b;

    if (x->docs != y->docs)
        return x->docs < y->docs ? 1 : -1;
    return bytes_compare(x->word, y->word);
}

/* Each word once, with the documents of all segments. */
static void sum_words(struct words *w)
{
    size_t n = 0;

    if (w->n == 0)
        return;
    qsort(w->v, w->n, sizeof(*w->v), by_word);
    for (size_t i = 1; i < w->n; i++) {
        if (bytes_equal(w->v[i].word, w->v[n].word))
            w->v[n].docs += w->v[i].docs;
        else
            w->v[++n] = w->v[i];
    }
    w->n = n + 1;
    qsort(w->v, w->n, sizeof(*w->v), most_first);
}

enum st complete_word(const struct index *ix, struct bytes prefix, size_t most,
                      struct arena *arena, struct completion **out, size_t *n,
                      struct err *e)
{
    struct words w = {.v = NULL};
    enum st st = ST_OK;

    *n = 0;
    for (size_t i = 0; st == ST_OK && i < ix->n; i++)
        st = add_segment(&w, ix->segments[i], prefix, arena, e);
    sum_words(&w);
    if (st == ST_OK &&
        !(*out = arena_new(arena, struct completion, MIN(w.n, most))))
        st = out_of_memory(e);
    if (st == ST_OK && w.n > 0) {
        *n = MIN(w.n, most);
        memcpy(*out, w.v, *n * sizeof(**out));
    }
    mem_free(w.v);
    return st;
}
