#include "query/search_required.h"

#include <string.h>

#include "query/rank/conjunction.h"
#include "query/segment_pairs.h"

/* What a pass is after. */
enum aim {
    AIM_COUNT,
    AIM_ALL,  /* all that match, scored and counted      */
    AIM_BEST, /* the best alone                          */
    AIM_GUESS /* them too, of a score that may be missed */
};

/* So many documents with the required word most likely leave enough when those
 * are taken away that have an excluded one. */
static uint32_t likely_enough(const struct sieve *p)
{
    enum { SPARE = 2, FEWEST = 64 };
    const double docs = p->steps[0].term->postings.segment->counts.docs;
    double left = 1;

    for (size_t i = 1; i < p->n; i++) {
        if (p->steps[i].kind == STEP_WITHOUT)
            left *= 1 - p->steps[i].term->df / docs;
    }
    return (uint32_t)(SPARE * (double)p->top->k / MAX(left, 1.0 / FEWEST));
}

/* What else there is than a single required word only adds to its score, or
 * takes documents away. */
static void promise(const struct pass *p, size_t required, bool guess)
{
    const struct step *const s = p->sieve.steps;
    bool without = false;

    for (size_t i = 1; i < p->sieve.n; i++) {
        if (s[i].kind == STEP_PHRASE)
            return;
        without |= s[i].kind == STEP_WITHOUT;
    }
    if (required != 1 || s[0].kind != STEP_WORD)
        return;
    if (!without)
        pass_promise(p, s[0].term);
    else if (guess)
        topk_promise(p->sieve.top,
                     term_scorer_about(s[0].term, likely_enough(&p->sieve)));
}

/* One pass over the documents that match. */
static enum st run_required(const struct segment_search *with,
                            const struct flat *f, enum aim aim,
                            uint64_t *matches, struct err *e)
{
    struct topk none;
    struct pass p;
    enum st st = pass_open(&p, with, f, e);

    if (st != ST_OK)
        return st;
    p.sieve.scores = aim != AIM_COUNT;
    p.sieve.prune = aim == AIM_BEST || aim == AIM_GUESS;
    if (!p.sieve.scores) {
        topk_init(&none, NULL, 0);
        p.sieve.top = &none;
    }
    st = pass_open_required(&p, f->must, e);
    const size_t required = p.sieve.n;
    if (st == ST_OK)
        st = pass_open_steps(&p, STEP_WITHOUT, f->must_not, e);
    if (st == ST_OK && p.sieve.scores)
        st = pass_open_steps(&p, STEP_OPTIONAL, f->should, e);
    if (st == ST_OK) {
        for (size_t i = 0; i < p.n_phrases; i++)
            p.sieve.steps[p.sieve.n++] =
                (struct step){.kind = STEP_PHRASE, .phrase = p.phrases[i]};
        p.sieve.steps[p.sieve.n] = (struct step){.rest = 0};
        if (p.sieve.prune)
            promise(&p, required, aim == AIM_GUESS);
        conjunction_run(&p.sieve, required);
        *matches += p.sieve.count;
    }
    const enum st closed = pass_close(&p, st == ST_OK ? e : NULL);
    return st == ST_OK ? closed : st;
}

/* A guess that was too high is taken back. */
static enum st find_best(const struct segment_search *with,
                         const struct flat *f, struct err *e)
{
    struct topk *const top = with->top;
    const bool guess = top->n == 0 && !top->promised && !top->fold;
    uint64_t ignored = 0;

    const enum st st =
        run_required(with, f, guess ? AIM_GUESS : AIM_BEST, &ignored, e);
    if (st != ST_OK || !guess || !top->promised || top->n >= top->k ||
        stop_asked(with->stop))
        return st;
    topk_init(top, top->keys, top->k);
    return run_required(with, f, AIM_BEST, &ignored, e);
}

/* Whether the lists of excluded words are so short, or so few, that it pays to
 * count what they share with the required word. */
static bool are_few_shared(const struct segment_search *with,
                           const struct flat *f)
{
    enum { PASSES = 2 };
    const uint32_t df = segment_df(with, f->must->nodes[0]->terms[0]);
    uint64_t sum = 0;

    for (size_t i = 0; i < f->must_not->n; i++)
        sum += MIN(df, segment_df(with, f->must_not->nodes[i]->terms[0]));
    return sum <= PASSES * (uint64_t)df;
}

/* |a but b or c| = |a| - |a and b but c| - |a and c|: each list is led by the
 * shorter one. */
static enum st count_shared(const struct segment_search *with,
                            const struct flat *f, uint64_t *matches,
                            struct err *e)
{
    const struct plan_list none = {.n = 0};
    struct plan_node *both[] = {f->must->nodes[0], NULL};
    const struct plan_list must = {.nodes = both, .n = COUNT_OF(both)};
    uint64_t shared = 0;
    enum st st = ST_OK;

    for (size_t i = 0; i < f->must_not->n && st == ST_OK; i++) {
        const struct plan_list rest = {.nodes = f->must_not->nodes + i + 1,
                                       .n = f->must_not->n - i - 1};
        both[1] = f->must_not->nodes[i];
        if (segment_has_all(with, both[1]))
            st = run_required(with, &(struct flat){&must, &none, &rest},
                              AIM_COUNT, &shared, e);
    }
    *matches += segment_df(with, both[0]->terms[0]) - shared;
    return st;
}

static enum st count_required(const struct segment_search *with,
                              const struct flat *f, uint64_t *matches,
                              struct err *e)
{
    const bool word = f->must->n == 1 && plan_node_is_word(f->must->nodes[0]);

    return word && !with->deleted && are_few_shared(with, f)
               ? count_shared(with, f, matches, e)
               : run_required(with, f, AIM_COUNT, matches, e);
}

/* Below this many documents in the rarest list all of them are scored while
 * they are counted; above, what can be hits is looked for apart. */
enum { ONE_PASS_DOCS = 4 * DOCS_PER_BLOCK };

enum st search_required(const struct segment_search *with,
                        const struct flat *asked, uint64_t *matches,
                        struct err *e)
{
    struct plan_list must;
    const struct flat pairs = {&must, asked->should, asked->must_not},
                      *const f = &pairs;
    uint32_t fewest = UINT32_MAX;
    bool phrases = false;

    const enum st used = segment_pairs_use(with, asked->must, &must, e);
    if (used != ST_OK)
        return used;
    for (size_t i = 0; i < f->must->n; i++) {
        const struct plan_node *const n = f->must->nodes[i];
        if (!segment_has_all(with, n))
            return ST_OK;
        for (size_t k = 0; k < n->n_terms; k++)
            fewest = MIN(fewest, segment_df(with, n->terms[k]));
        phrases |= n->kind == PLAN_PHRASE;
    }
    if (with->top->k == 0)
        return count_required(with, f, matches, e);
    if (!with->count)
        return find_best(with, f, e);
    const bool one_word =
        f->must->n == 1 && !phrases && f->must_not->n == 0 && !with->deleted;
    if (!one_word && (phrases || fewest < ONE_PASS_DOCS))
        return run_required(with, f, AIM_ALL, matches, e);
    const enum st st = find_best(with, f, e);
    return st == ST_OK ? count_required(with, f, matches, e) : st;
}

enum st count_required_words(const struct segment_search *with,
                             const struct plan_list *words, uint64_t *matches,
                             struct err *e)
{
    const struct plan_list none = {.n = 0};

    return run_required(with, &(struct flat){words, &none, &none}, AIM_COUNT,
                        matches, e);
}
