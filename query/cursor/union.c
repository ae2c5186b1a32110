/*
 * The documents with any of some words, scored as if they were one word.
 *
 * A pattern may fit thousands of words, most of them in a document or two. A
 * heap would pay for each posting the logarithm of their number; here a window
 * of documents is filled word by word, its frequencies added up, and what steps
 * and seeks reads the window. So a posting costs the same however many words
 * there are. When nobody asks for scores, dense words lend their bitmaps.
 */
#include <string.h>

#include "query/cursor/cursor.h"

enum { WINDOW = 4096, WINDOW_BITS = WINDOW / 64 };

struct any {
    struct cursor base;
    struct cursor_leaf **words;
    uint32_t *at;             /* where each of them goes on, or DOC_END */
    const uint64_t **bitmaps; /* of the dense ones; NULL: their postings */
    size_t n;
    bool freqs_wanted, title;
    bool asks_title;     /* the model wants to know of titles           */
    uint32_t docs, from; /* of the segment; first of the window          */
    uint32_t freqs[WINDOW];
    uint32_t titles[WINDOW]; /* of the freqs, those in titles */
    uint64_t bits[WINDOW_BITS];
    struct leaf_scorer scorer;
};

/* ---- filling a window ---- */

/* How often the word is in the title of the document its list stands on. */
static uint32_t in_title(struct cursor_leaf *l)
{
    const uint32_t end = cursor_leaf_title_end(l, l->postings.doc);
    uint32_t n = 0;

    if (end == 0 || !cursor_leaf_read(l))
        return 0;
    while (n < l->positions->n && l->positions->pos[n] < end)
        n++;
    return n;
}

static void put(struct any *a, uint32_t doc, uint32_t freq)
{
    const uint32_t i = doc - a->from;

    a->bits[i / 64] |= (uint64_t)1 << i % 64;
    a->freqs[i] += freq;
}

/* Those in titles, and where these are only asked for, all others too. */
static void put_titles(struct any *a, struct cursor_leaf *l, uint32_t end)
{
    for (uint32_t doc = l->postings.doc; doc < end;
         doc = postings_cursor_next(&l->postings)) {
        const uint32_t titles = in_title(l);
        const uint32_t freq =
            a->title ? titles : postings_cursor_freq(&l->postings);
        a->titles[doc - a->from] += titles;
        if (freq > 0)
            put(a, doc, freq);
    }
}

static void put_postings(struct any *a, struct postings_cursor *p, uint32_t end)
{
    while (p->doc < end) {
        if (a->freqs_wanted && !p->freqs_ready)
            postings_cursor_load_freqs(p);
        uint32_t i = p->i;
        for (; i < p->n && p->docs[i] < end; i++)
            put(a, p->docs[i], a->freqs_wanted ? p->freqs[i] : 0);
        if (i < p->n) {
            p->i = i;
            p->doc = p->docs[i];
            return;
        }
        postings_cursor_next_block(p);
    }
}

/* All there is in the window that begins at `from`. */
static void fill(struct any *a, uint32_t from)
{
    const uint32_t end = MIN(a->docs - from, (uint32_t)WINDOW) + from;

    a->from = from;
    memset(a->bits, 0, sizeof(a->bits));
    if (a->freqs_wanted || a->title)
        memset(a->freqs, 0, sizeof(a->freqs));
    if (a->asks_title || a->title)
        memset(a->titles, 0, sizeof(a->titles));
    for (size_t k = 0; k < a->n; k++) {
        struct postings_cursor *const p = &a->words[k]->postings;
        if (a->at[k] >= end)
            continue;
        if (a->bitmaps[k]) {
            const uint64_t *const bits = a->bitmaps[k] + from / 64;
            for (uint32_t i = 0; i < (end - from + 63) / 64; i++)
                a->bits[i] |= bits[i];
            a->at[k] = end < a->docs ? end : DOC_END;
            continue;
        }
        if (p->doc < from)
            postings_cursor_seek(p, from);
        if (a->title || a->asks_title)
            put_titles(a, a->words[k], end);
        else
            put_postings(a, p, end);
        a->at[k] = p->doc;
    }
}

/* ---- moving ---- */

/* The first document of the window from its i-th on, or DOC_END. */
static uint32_t in_window(const struct any *a, uint32_t i)
{
    if (i >= WINDOW)
        return DOC_END;
    uint64_t bits = a->bits[i / 64] >> i % 64 << i % 64;

    for (i /= 64; bits == 0; bits = a->bits[i]) {
        if (++i == WINDOW_BITS)
            return DOC_END;
    }
    return a->from + i * 64 + (uint32_t)__builtin_ctzll(bits);
}

static uint32_t any_seek(struct cursor *c, uint32_t target)
{
    struct any *const a = (struct any *)c;
    uint32_t doc = DOC_END;

    if (target - a->from < WINDOW)
        doc = in_window(a, target - a->from);
    while (doc == DOC_END) {
        uint32_t next = DOC_END;
        if (a->docs - a->from <= WINDOW)
            break;
        target = MAX(target, a->from + WINDOW);
        for (size_t k = 0; k < a->n; k++)
            next = MIN(next, a->at[k]);
        next = next == DOC_END ? next : MAX(next, target);
        if (next >= a->docs)
            break;
        fill(a, next - next % WINDOW);
        doc = in_window(a, next % WINDOW);
    }
    return c->doc = doc;
}

static uint32_t any_next(struct cursor *c)
{
    return any_seek(c, c->doc + 1);
}

static uint32_t any_freq(struct cursor *c, uint32_t *in_title)
{
    const struct any *const a = (const struct any *)c;
    const uint32_t i = c->doc - a->from;

    *in_title = a->asks_title ? a->titles[i] : 0;
    return a->freqs[i];
}

static double any_score(struct cursor *c)
{
    const struct any *const a = (const struct any *)c;
    const uint32_t i = c->doc - a->from;

    return leaf_scorer_score(&a->scorer, a->freqs[i],
                             a->asks_title ? a->titles[i] : 0,
                             a->scorer.lengths[c->doc]);
}

/* What blocks promise is of single words; a union knows no more than that no
 * document has all of them more often than each has at most. */
static double any_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    (void)target;
    *last = DOC_END;
    return c->max;
}

/* ---- opening ---- */

static double max_score(const struct any *a)
{
    struct block_bound all = {.min_length = UINT8_MAX};
    uint64_t freq = 0;

    for (size_t k = 0; k < a->n; k++) {
        const struct block_bound b =
            postings_cursor_list_bound(&a->words[k]->postings);
        freq += b.max_freq;
        all.min_length = MIN(all.min_length, b.min_length);
    }
    all.max_freq = (uint32_t)MIN(freq, UINT32_MAX);
    return leaf_scorer_bound(&a->scorer, all);
}

static bool open_words(struct any *a, struct cursor_set *set,
                       const struct plan_node *n)
{
    a->words = arena_new(set->arena, struct cursor_leaf *, n->n_terms);
    a->at = arena_new(set->arena, uint32_t, n->n_terms);
    a->bitmaps = arena_new(set->arena, const uint64_t *, n->n_terms);
    if (!a->words || !a->at || !a->bitmaps)
        return false;
    for (size_t i = 0; i < n->n_terms; i++) {
        const struct term_entry *const entry =
            &n->terms[i]->entries[set->segment_at];
        if (entry->df == 0)
            continue;
        struct cursor_leaf *const l =
            cursor_leaf_open(set, n->terms[i], n->title || a->asks_title);
        if (!l)
            return false;
        if (!a->freqs_wanted && !a->title)
            a->bitmaps[a->n] = postings_bitmap(&l->postings).bits;
        a->at[a->n] = l->postings.doc;
        a->words[a->n++] = l;
        a->base.cost += MIN(entry->df, a->docs - a->base.cost);
    }
    return true;
}

struct cursor *cursor_union(struct cursor_set *set, const struct plan_node *n)
{
    static const struct cursor_ops ops = {
        .next = any_next,
        .seek = any_seek,
        .score = any_score,
        .freq = any_freq,
        .bound = any_bound,
    };
    struct any *const a = arena_new(set->arena, struct any, 1);

    if (!a ||
        !leaf_scorer_init(&a->scorer, set->model, set->lengths, n, set->arena))
        return NULL;
    a->base.ops = &ops;
    a->docs = set->segment->counts.docs;
    a->freqs_wanted = set->scores;
    a->title = n->title;
    a->asks_title = set->scores && leaf_scorer_asks_title(&a->scorer);
    if (!open_words(a, set, n))
        return NULL;
    if (set->scores && a->n > 0)
        a->base.max = max_score(a);
    a->base.doc = DOC_END;
    if (a->n > 0) {
        fill(a, 0);
        any_seek(&a->base, 0);
    }
    return &a->base;
}
