#include "query/search_segment.h"

#include "query/cursor/cursor.h"
#include "query/rank/conjunction.h"
#include "query/rank/drive.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the search");
}

static bool is_word(const struct plan_node *n)
{
    return n->kind == PLAN_TERM && !n->title;
}

static bool are_words(const struct plan_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        if (!is_word(l->nodes[i]))
            return false;
    }
    return true;
}

static uint32_t df_of(const struct segment_search *with,
                      const struct plan_node *word)
{
    return word->terms[0]->entries[with->segment_at].df;
}

/* ---- words without cursors ---- */

struct words {
    struct term_scorer **t;
    size_t n;
    const uint8_t *lengths;
};

static enum st get_lengths(const uint8_t **out,
                           const struct segment_search *with, struct err *e)
{
    *out = NULL;
    if (with->top->k > 0 && !(*out = segment_length_codes(with->segment)))
        return chunk_refused(with->segment, CHUNK_LENG, 0, e);
    return ST_OK;
}

/* Opens those of n words that the segment has, leaving room for `extra`. */
static enum st words_open(struct words *w, const struct segment_search *with,
                          struct plan_node *const *nodes, size_t n,
                          size_t extra, struct err *e)
{
    const enum st st = get_lengths(&w->lengths, with, e);

    w->n = 0;
    if (st != ST_OK)
        return st;
    w->t = arena_new(with->arena, struct term_scorer *, n + extra);
    if (!w->t)
        return out_of_memory(e);
    for (size_t i = 0; i < n; i++) {
        const struct term_entry *const entry =
            &nodes[i]->terms[0]->entries[with->segment_at];
        if (entry->df == 0)
            continue;
        struct term_scorer *const t =
            arena_alloc(with->arena, sizeof(struct term_scorer));
        if (!t)
            return out_of_memory(e);
        term_scorer_open(t, with->segment, entry, w->lengths, with->bm25,
                         nodes[i]->weight);
        w->t[w->n++] = t;
    }
    return ST_OK;
}

static enum st words_status(const struct words *w,
                            const struct segment_search *with, struct err *e)
{
    for (size_t i = 0; i < w->n; i++) {
        const enum st st =
            postings_status(&w->t[i]->postings, with->segment, e);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

/* Words that are all required, with words that only add to the score. Also a
 * single word: its exact count needs no search. */
static enum st search_all_words(const struct segment_search *with,
                                const struct plan_list *must,
                                const struct plan_list *should,
                                uint64_t *matches, struct err *e)
{
    const size_t n = must->n, extra = with->top->k > 0 ? should->n : 0;
    struct words w, more = {.n = 0};

    for (size_t i = 0; i < n; i++) {
        if (df_of(with, must->nodes[i]) == 0)
            return ST_OK;
    }
    if (n == 1)
        *matches += df_of(with, must->nodes[0]);
    if (n == 1 && with->top->k == 0)
        return ST_OK;
    enum st st = words_open(&w, with, must->nodes, n, extra, e);
    if (st == ST_OK && extra > 0)
        st = words_open(&more, with, should->nodes, extra, 0, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < more.n; i++)
        w.t[w.n++] = more.t[i];
    struct conjunction c = {.t = w.t, .n = w.n, .required = n};
    conjunction_sort(&c);
    if (with->count && n > 1) {
        *matches += conjunction_all(&c, with->first_doc, with->top);
    } else {
        double *const rest = arena_new(with->arena, double, w.n + 1);
        if (!rest)
            return out_of_memory(e);
        conjunction_best(&c, with->first_doc, with->top, rest);
    }
    return words_status(&w, with, e);
}

/* |a or b| = |a| + |b| - |a and b|: the intersection is the smaller work. */
static enum st count_either(const struct segment_search *with,
                            const struct plan_list *any, uint64_t *matches,
                            struct err *e)
{
    const struct plan_list none = {.n = 0};
    uint64_t both = 0;

    const enum st st = search_all_words(with, any, &none, &both, e);
    *matches += (uint64_t)df_of(with, any->nodes[0]) +
                df_of(with, any->nodes[1]) - both;
    return st;
}

static enum st search_any_word(const struct segment_search *with,
                               const struct plan_list *any, uint64_t *matches,
                               struct err *e)
{
    struct words w;

    if (any->n == 2 && with->top->k == 0)
        return count_either(with, any, matches, e);
    const enum st st = words_open(&w, with, any->nodes, any->n, 0, e);
    if (st != ST_OK || w.n == 0)
        return st;
    if (with->count) {
        *matches +=
            window_all(with->window, w.t, w.n, with->first_doc, with->top);
    } else {
        struct window_word *const room =
            arena_new(with->arena, struct window_word, w.n);
        if (!room)
            return out_of_memory(e);
        window_best(with->window, w.t, w.n, with->first_doc, with->top, room);
    }
    return words_status(&w, with, e);
}

/* ---- everything else ---- */

static enum st search_tree(const struct segment_search *with,
                           const struct plan_node *plan, uint64_t *matches,
                           struct err *e)
{
    struct cursor_set set = {.segment = with->segment,
                             .segment_at = with->segment_at,
                             .bm25 = with->bm25,
                             .scores = with->top->k > 0,
                             .arena = with->arena};
    struct cursor *c;
    enum st st = get_lengths(&set.lengths, with, e);

    if (st != ST_OK)
        return st;
    if ((st = cursor_open(&c, &set, plan, e)) != ST_OK)
        goto done;
    if (with->count)
        *matches += drive_all(c, with->first_doc, with->top);
    else
        drive_best(c, with->first_doc, with->top);
    st = cursor_set_status(&set, e);

done:
    cursor_set_release(&set);
    return st;
}

enum st segment_search(const struct segment_search *with,
                       struct plan_node *plan, uint64_t *matches, struct err *e)
{
    /* Optional clauses beside required ones only matter for scores. */
    const bool only_count = with->top->k == 0;
    const struct plan_list *const must = &plan->must, *const any =
                                                          &plan->should;

    if (is_word(plan)) {
        const struct plan_list word = {.nodes = &plan, .n = 1};
        return search_all_words(with, &word, any, matches, e);
    }
    if (plan->kind == PLAN_ALL && only_count) {
        *matches += with->segment->counts.docs;
        return ST_OK;
    }
    if (plan->kind == PLAN_BOOL && plan->must_not.n == 0) {
        if (must->n > 0 && are_words(must) && (only_count || are_words(any)))
            return search_all_words(with, must, any, matches, e);
        if (must->n == 0 && are_words(any))
            return search_any_word(with, any, matches, e);
    }
    return search_tree(with, plan, matches, e);
}
