/*
 * How many intervals a document can have at most, from the frequencies of its
 * words alone.
 *
 * No two intervals of a minimal set begin or end at one place. So covers are no
 * more than the places where they can begin; a row, or a pair in order, begins
 * with one child and ends with another, each time with another interval. And a
 * single position is the beginning of at most one cover of two words and the
 * end of at most one.
 */
#include "query/span/span.h"

/* Of what a bound is wanted: the document `target`, those from there on, or
 * all. */
enum scope { OF_DOC, OF_BLOCK, OF_LIST };

static struct span_bound bound_of(const struct span *s, enum scope scope,
                                  uint32_t target);

static bool needs_all(const struct span *s)
{
    return s->plan->kind != SPAN_COMPOUND &&
           (s->plan->kind != SPAN_COVER || s->plan->count == s->n);
}

static uint64_t fewest_to_freq(const struct span *s, uint64_t fewest,
                               uint64_t sum)
{
    const bool pair = s->n == 2 && s->of[0]->points && s->of[1]->points;

    if (s->plan->kind == SPAN_ROW || s->plan->kind == SPAN_SAME ||
        (s->plan->kind == SPAN_NEAR && s->plan->ordered))
        return fewest;
    return pair ? MIN(2 * fewest, sum) : sum;
}

static struct span_bound bound_of_all(const struct span *s, enum scope scope,
                                      uint32_t target)
{
    struct span_bound all = {.last = DOC_END};
    uint64_t fewest = UINT64_MAX;

    for (uint32_t i = 0; i < s->n; i++) {
        const struct span_bound b = bound_of(s->of[i], scope, target);
        if (b.freq == 0)
            return (struct span_bound){.last = b.last};
        all.last = MIN(all.last, b.last);
        all.length = MAX(all.length, b.length);
        all.freq += b.freq;
        fewest = MIN(fewest, b.freq);
    }
    all.freq = fewest_to_freq(s, fewest, all.freq);
    return all;
}

static struct span_bound bound_of_some(const struct span *s, enum scope scope,
                                       uint32_t target)
{
    struct span_bound all = {.last = DOC_END, .length = UINT8_MAX};

    for (uint32_t i = 0; i < s->n; i++) {
        const struct span_bound b = bound_of(s->of[i], scope, target);
        all.last = MIN(all.last, b.last);
        if (b.freq == 0)
            continue;
        all.length = MIN(all.length, b.length);
        all.freq += b.freq;
    }
    return all;
}

static struct span_bound bound_of_words(const struct span_words *w,
                                        enum scope scope, uint32_t target)
{
    switch (scope) {
    case OF_DOC:
        return span_words_doc_bound(w, target);
    case OF_BLOCK:
        return span_words_bound(w, target);
    case OF_LIST:
        break;
    }
    return span_words_list_bound(w);
}

static struct span_bound bound_of(const struct span *s, enum scope scope,
                                  uint32_t target)
{
    struct span_bound b;

    switch (s->plan->kind) {
    case SPAN_NOTHING:
        return (struct span_bound){.last = DOC_END};
    case SPAN_WORDS:
        return bound_of_words(s->words, scope, target);
    case SPAN_COMPOUND:
    case SPAN_COVER:
    case SPAN_ROW:
    case SPAN_MOVED:
    case SPAN_NEAR:
    case SPAN_SAME:
        return needs_all(s) ? bound_of_all(s, scope, target)
                            : bound_of_some(s, scope, target);
    case SPAN_NOT_NEAR:
    case SPAN_ZONE:
        break;
    case SPAN_FIRST:
        b = bound_of(s->of[0], scope, target);
        b.freq = MIN(b.freq, s->plan->count);
        return b;
    case SPAN_QUOTED: /* one quotation may hold all that is said */
        b = bound_of_all(s, scope, target);
        if (b.freq > 0)
            b.freq = bound_of(s->of[s->n - 1], scope, target).freq;
        return b;
    case SPAN_RUN:
        b = bound_of(s->of[0], scope, target);
        if (b.freq < UINT32_MAX)
            b.freq -= MIN(b.freq, s->plan->count - 1);
        return b;
    }
    return bound_of(s->of[0], scope, target);
}

struct span_bound span_tree_doc_bound(const struct span_tree *t, uint32_t doc)
{
    return bound_of(t->root, OF_DOC, doc);
}

struct span_bound span_tree_bound(const struct span_tree *t, uint32_t target)
{
    return bound_of(t->root, OF_BLOCK, target);
}

struct span_bound span_tree_list_bound(const struct span_tree *t)
{
    return bound_of(t->root, OF_LIST, 0);
}
