#include "query/search_segment.h"

#include <math.h>

#include "query/cursor/cursor.h"
#include "query/profile/profile.h"
#include "query/rank/disjunction.h"
#include "query/rank/drive.h"
#include "query/search_required.h"

/* ---- nothing but optional clauses ---- */

static enum st run_any(const struct segment_search *with, const struct flat *f,
                       bool best, uint64_t *matches, struct err *e)
{
    struct disjunction d = {.window = with->window};
    struct pass p;
    enum st st = pass_open(&p, with, f, e);

    if (st != ST_OK)
        return st;
    st = pass_open_words(&p, f->should, e);
    d.n = p.n_terms;
    if (st == ST_OK)
        st = pass_open_words(&p, f->must_not, e);
    if (st == ST_OK)
        st = pass_open_deleted(&p, e);
    d.t = p.terms;
    d.without = p.terms + d.n;
    d.n_without = p.n_terms - d.n;
    d.sieve = &p.sieve;
    d.words = arena_new(with->arena, struct window_word, d.n);
    if (st == ST_OK && !d.words)
        st = err_set(e, ST_NOMEM, "out of memory for the search");
    if (st == ST_OK && d.n > 0 && best) {
        p.sieve.scores = p.sieve.prune = true;
        for (size_t i = 0; i < d.n && d.n_without == 0; i++)
            pass_promise(&p, d.t[i]);
        disjunction_best(&d);
    } else if (st == ST_OK && d.n > 0) {
        *matches += disjunction_count(&d);
    }
    const enum st closed = pass_close(&p, st == ST_OK ? e : NULL);
    return st == ST_OK ? closed : st;
}

/* |a or b| = |a| + |b| - |a and b|: the intersection is the smaller work. */
static enum st count_either(const struct segment_search *with,
                            const struct flat *f, uint64_t *matches,
                            struct err *e)
{
    const uint32_t one = segment_df(with, f->should->nodes[0]->terms[0]);
    const uint32_t other = segment_df(with, f->should->nodes[1]->terms[0]);
    uint64_t common = 0;

    if (one > 0 && other > 0) {
        const enum st st = count_required_words(with, f->should, &common, e);
        if (st != ST_OK)
            return st;
    }
    *matches += (uint64_t)one + other - common;
    return ST_OK;
}

static enum st search_any(const struct segment_search *with,
                          const struct flat *f, uint64_t *matches,
                          struct err *e)
{
    if (with->top->k > 0) {
        const enum st st = run_any(with, f, true, matches, e);
        if (st != ST_OK || !with->count)
            return st;
    }
    return f->should->n == 2 && f->must_not->n == 0 && !with->deleted
               ? count_either(with, f, matches, e)
               : run_any(with, f, false, matches, e);
}

/* ---- everything else ---- */

struct cursor_set segment_cursor_set(const struct segment_search *with,
                                     bool scores)
{
    struct cursor_set set = {.segment = with->segment,
                             .segment_at = with->segment_at,
                             .model = with->model.rank,
                             .lengths = with->model.lengths,
                             .scores = scores,
                             .kernels = with->model.kernels,
                             .profile = with->profile,
                             .arena = with->arena};

    record_check_init(&set.records, with->segment, with->records);
    return set;
}

/* What stopped the cursors, or the reading of dates. */
static enum st status_of(const struct cursor_set *set,
                         const struct doc_score *by_doc, struct err *e)
{
    const enum st st = cursor_set_status(set, e);

    return st == ST_OK && by_doc->st != ST_OK
               ? chunk_refused(set->segment, CHUNK_DATE, 0, e)
               : st;
}

static enum st search_tree(const struct segment_search *with,
                           const struct plan_node *plan, uint64_t *matches,
                           struct err *e)
{
    struct cursor_set set = segment_cursor_set(with, with->top->k > 0);
    struct doc_score by_doc = with->by_doc;
    const struct drive drive = {
        .deleted = with->deleted,
        .first_doc = with->first_doc,
        .stop = with->stop,
        .scored = with->profile ? &with->profile->scored : NULL,
        .by_doc = doc_score_is_used(&by_doc) ? &by_doc : NULL,
        .top = with->top};
    struct cursor *c;
    enum st st;

    if ((st = cursor_open(&c, &set, plan, e)) != ST_OK)
        goto done;
    if (with->count)
        *matches += drive_all(c, &drive);
    else
        drive_best(c, &drive);
    st = status_of(&set, &by_doc, e);

done:
    cursor_set_release(&set);
    return st;
}

enum st segment_scores(const struct segment_search *with,
                       const struct plan_node *plan, struct hit *hits, size_t n,
                       struct err *e)
{
    struct cursor_set set = segment_cursor_set(with, true);
    struct doc_score by_doc = with->by_doc;
    struct cursor *c;

    enum st st = cursor_open(&c, &set, plan, e);
    if (with->profile)
        with->profile->scored += n;
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        const uint32_t doc = hits[i].doc - with->first_doc;
        hits[i].score = NAN;
        if (!deletions_has(with->deleted, doc) && cursor_seek(c, doc) == doc &&
            cursor_matches(c))
            hits[i].score = (float)doc_score_of(&by_doc, doc, cursor_score(c));
    }
    if (st == ST_OK)
        st = status_of(&set, &by_doc, e);
    cursor_set_release(&set);
    return st;
}

/* ---- which way ---- */

static bool is_phrase(const struct plan_node *n)
{
    return n->kind == PLAN_PHRASE && !n->title;
}

static bool are_flat(const struct plan_list *l, bool phrases)
{
    for (size_t i = 0; i < l->n; i++) {
        if (!plan_node_is_word(l->nodes[i]) &&
            !(phrases && is_phrase(l->nodes[i])))
            return false;
    }
    return true;
}

enum st segment_search(const struct segment_search *with,
                       struct plan_node *plan, uint64_t *matches, struct err *e)
{
    const struct plan_list none = {.n = 0};
    const struct plan_list one = {.nodes = &plan, .n = 1};

    if (with->top->k > 0 && (with->model.rank->choice.kind != RANK_BM25 ||
                             doc_score_is_used(&with->by_doc)))
        return search_tree(with, plan, matches, e);
    if (plan_node_is_word(plan) || is_phrase(plan))
        return search_required(with, &(struct flat){&one, &none, &none},
                               matches, e);
    if (plan->kind == PLAN_ALL && with->top->k == 0) {
        *matches +=
            with->segment->counts.docs - (with->deleted ? with->deleted->n : 0);
        return ST_OK;
    }
    if (plan->kind != PLAN_BOOL || !are_flat(&plan->must, true) ||
        !are_flat(&plan->must_not, false) ||
        (!are_flat(&plan->should, false) &&
         (plan->must.n == 0 || with->top->k > 0)))
        return search_tree(with, plan, matches, e);
    /* Optional clauses beside required ones matter for scores alone. */
    const struct flat f = {
        &plan->must,
        plan->must.n > 0 && with->top->k == 0 ? &none : &plan->should,
        &plan->must_not};
    return plan->must.n > 0 ? search_required(with, &f, matches, e)
                            : search_any(with, &f, matches, e);
}
