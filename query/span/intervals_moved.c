/*
 * Phrases whose words may have moved.
 *
 * Word i at position p is moved to p - i, which for words in a row is the same
 * for all of them: where the phrase begins. With the smallest of these, `base`,
 * given, word i stands from base + i to base + i + slop. Each base there is has
 * its turn; of each, the covers come in order: every word takes the first place
 * that is allowed and not before the beginning, then the beginning moves behind
 * the first of these. A repeated word's places have bounds that grow with i, so
 * that taking the first one free never spoils a later one's choice.
 */
#include <string.h>

#include "query/span/intervals.h"

/* Puts an interval where it belongs; those that have it inside go. Covers come
 * nearly in order, so the place is near the end. */
static void insert(struct interval_buf *b, uint32_t first, uint32_t last)
{
    uint32_t to = b->n;

    while (to > 0 && b->last[to - 1] > last)
        to--;
    if (to > 0 && b->first[to - 1] >= first)
        return;
    uint32_t from = to;
    if (from > 0 && b->last[from - 1] == last)
        from--;
    while (to < b->n && b->first[to] <= first)
        to++;
    /* [from, to) have it inside. */
    const uint32_t rest = b->n - to;
    memmove(b->first + from + 1, b->first + to, rest * sizeof(*b->first));
    memmove(b->last + from + 1, b->last + to, rest * sizeof(*b->last));
    b->first[from] = first;
    b->last[from] = last;
    b->n = from + 1 + rest;
}

/* The smallest place of any word, moved, that has not had its turn; false when
 * a word has none left, which ends it for all. */
static bool next_base(const struct moved_word *words, uint32_t n, int64_t *base)
{
    *base = INT64_MAX;
    for (uint32_t i = 0; i < n; i++) {
        if (words[i].at == words[i].n)
            return false;
        const int64_t moved = (int64_t)words[i].pos[words[i].at] - i;
        if (moved < *base)
            *base = moved;
    }
    return n > 0;
}

/* Gives each word its first place that is not before `begin`, and sets what
 * they cover; false when there is none for some word. */
static bool pick(struct moved_word *words, uint32_t n, int64_t base,
                 uint32_t slop, uint32_t begin, uint32_t cover[2])
{
    cover[0] = UINT32_MAX;
    cover[1] = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct moved_word *const w = &words[i];
        uint32_t k = w->from;
        if (w->same > 0 && words[w->same - 1].pick >= k)
            k = words[w->same - 1].pick + 1;
        while (k < w->n && w->pos[k] < begin)
            k++;
        if (k == w->n || (int64_t)w->pos[k] - i > base + slop)
            return false;
        w->pick = w->from = k;
        cover[0] = w->pos[k] < cover[0] ? w->pos[k] : cover[0];
        cover[1] = w->pos[k] > cover[1] ? w->pos[k] : cover[1];
    }
    return true;
}

bool intervals_moved(struct interval_buf *out, struct moved_word *words,
                     uint32_t n, uint32_t slop)
{
    uint64_t total = 0;
    int64_t base;

    for (uint32_t i = 0; i < n; i++) {
        total += words[i].n;
        words[i].at = 0;
    }
    if (!interval_buf_ready(out, total + 1))
        return false;
    while (next_base(words, n, &base)) {
        uint32_t begin = 0, cover[2];
        for (uint32_t i = 0; i < n; i++)
            words[i].from = words[i].at;
        while (pick(words, n, base, slop, begin, cover)) {
            insert(out, cover[0], cover[1]);
            begin = cover[0] + 1;
        }
        /* Those that stand at the base have had their turn. */
        for (uint32_t i = 0; i < n; i++) {
            struct moved_word *const w = &words[i];
            w->at += (int64_t)w->pos[w->at] - i == base;
        }
    }
    return true;
}
