#include "query/search_segment.h"

#include <math.h>
#include <string.h>

#include "query/cursor/cursor.h"
#include "query/profile/profile.h"
#include "query/rank/conjunction.h"
#include "query/rank/drive.h"
#include "query/segment_pairs.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the search");
}

/* ---- flat queries ---- */

/* Lists of plan nodes, each of words and phrases or of words only. */
struct flat {
    const struct plan_list *must, *should, *must_not;
};

static bool is_word(const struct plan_node *n)
{
    return n->kind == PLAN_TERM && !n->title;
}

static bool is_phrase(const struct plan_node *n)
{
    return n->kind == PLAN_PHRASE && !n->title;
}

static bool are_flat(const struct plan_list *l, bool phrases)
{
    for (size_t i = 0; i < l->n; i++) {
        if (!is_word(l->nodes[i]) && !(phrases && is_phrase(l->nodes[i])))
            return false;
    }
    return true;
}

/* ---- opening ---- */

/* One pass over a segment: all it opens. */
struct pass {
    const struct segment_search *with;
    struct sieve sieve;
    struct term_scorer **terms;  /* all that are open */
    const struct plan_term **of; /* whose they are, or NULL for what is
                                    deleted; only for a profile          */
    size_t n_terms;
    struct phrase_scorer **phrases;
    size_t n_phrases;
};

/* How many scorers the nodes of a list take. */
static size_t count_terms(const struct plan_list *l)
{
    size_t n = 0;

    for (size_t i = 0; i < l->n; i++)
        n += l->nodes[i]->n_terms;
    return n;
}

static enum st pass_open(struct pass *p, const struct segment_search *with,
                         const struct flat *f, struct err *e)
{
    struct arena *const a = with->arena;
    const size_t n = count_terms(f->must) + f->should->n + f->must_not->n +
                     (with->deleted != NULL);

    p->with = with;
    p->n_terms = p->n_phrases = 0;
    p->terms = arena_new(a, struct term_scorer *, n);
    p->of = with->profile ? arena_new(a, const struct plan_term *, n) : NULL;
    p->phrases = arena_new(a, struct phrase_scorer *, f->must->n + 1);
    p->sieve.steps = arena_new(a, struct step, n + f->must->n + 1);
    if (!p->terms || (with->profile && !p->of) || !p->phrases ||
        !p->sieve.steps)
        return out_of_memory(e);
    p->sieve.n = 0;
    p->sieve.model = &with->model;
    p->sieve.top = with->top;
    p->sieve.first_doc = with->first_doc;
    p->sieve.stop = with->stop;
    p->sieve.scores = p->sieve.prune = false;
    p->sieve.count = 0;
    p->sieve.tried = p->sieve.dropped = 0;
    p->sieve.batch.n = 0;
    return ST_OK;
}

static void profile_pass(const struct pass *p)
{
    struct profile *const profile = p->with->profile;

    for (size_t i = 0; i < p->n_terms; i++)
        if (p->of[i])
            profile_list(profile, p->of[i], p->with->segment_at,
                         &p->terms[i]->postings);
    if (p->sieve.scores)
        profile->scored += p->sieve.count;
}

static enum st pass_close(struct pass *p, struct err *e)
{
    enum st st = ST_OK;

    if (p->with->profile)
        profile_pass(p);
    for (size_t i = 0; i < p->n_phrases; i++)
        phrase_scorer_release(p->phrases[i]);
    for (size_t i = 0; i < p->n_terms && st == ST_OK; i++)
        st = postings_status(&p->terms[i]->postings, p->with->segment, e);
    return st;
}

/* NULL when memory is out. */
static struct term_scorer *open_term(struct pass *p, const struct plan_term *t,
                                     float weight)
{
    const struct segment_search *const with = p->with;
    struct term_scorer *const s =
        arena_alloc(with->arena, sizeof(struct term_scorer));

    if (!s)
        return NULL;
    term_scorer_open(s, with->segment, &t->entries[with->segment_at],
                     &with->model, weight);
    if (p->of)
        p->of[p->n_terms] = t;
    p->terms[p->n_terms++] = s;
    return s;
}

/* Deleted documents, as a word to be excluded: one more open scorer, when
 * there are any. */
static enum st open_deleted(struct pass *p, struct err *e)
{
    const struct segment_search *const with = p->with;
    if (!with->deleted)
        return ST_OK;
    struct term_scorer *const s =
        arena_alloc(with->arena, sizeof(struct term_scorer));

    if (!s)
        return out_of_memory(e);
    term_scorer_open_bits(s, with->segment, &with->model, with->deleted->bits,
                          with->deleted->n);
    p->terms[p->n_terms++] = s;
    return ST_OK;
}

/* Puts a step behind those of required words with fewer documents. */
static struct step *insert_step(struct sieve *p, struct step s)
{
    size_t i = p->n++;

    for (; i > 0 && p->steps[i - 1].term->df > s.term->df; i--)
        p->steps[i] = p->steps[i - 1];
    p->steps[i] = s;
    return &p->steps[i];
}

static enum st open_phrase(struct pass *p, const struct plan_node *n,
                           struct err *e)
{
    struct arena *const a = p->with->arena;
    struct phrase_scorer *const phrase = arena_new(a, struct phrase_scorer, 1);

    if (!phrase ||
        !(phrase->words = arena_new(a, struct phrase_word, n->n_terms)))
        return out_of_memory(e);
    phrase->weight = n->weight;
    p->phrases[p->n_phrases++] = phrase;
    for (uint32_t offset = 0; offset < n->n_terms; offset++) {
        struct phrase_word word = {.offset = offset};
        word.term = open_term(p, n->terms[offset], n->weight);
        word.numbers = arena_new(a, uint32_t, BATCH_DOCS);
        if (!word.term || !word.numbers)
            return out_of_memory(e);
        insert_step(&p->sieve, (struct step){.kind = STEP_OF_PHRASE,
                                             .term = word.term,
                                             .numbers = word.numbers});
        uint32_t i = phrase->n++;
        for (; i > 0 && phrase->words[i - 1].term->df > word.term->df; i--)
            phrase->words[i] = phrase->words[i - 1];
        phrase->words[i] = word;
    }
    for (uint32_t i = 0; i < phrase->n; i++)
        positions_init(&phrase->words[i].positions,
                       &phrase->words[i].term->postings);
    return ST_OK;
}

/* Whether a scorer is that of the word: then it counts once more. Looking
 * through many costs more than it saves. */
static bool is_again(struct term_scorer *t, const struct plan_node *n,
                     const struct segment_search *with)
{
    const struct term_entry *const entry =
        &n->terms[0]->entries[with->segment_at];
    const bool same = memcmp(t->entry, entry, sizeof(*entry)) == 0 &&
                      memcmp(&t->weight, &n->weight, sizeof(n->weight)) == 0;

    if (same)
        term_scorer_again(t);
    return same;
}

enum { AGAIN_MAX = 64 };

/* The words of a list the segment has, as scorers behind those there are. */
static enum st open_words(struct pass *p, const struct plan_list *l,
                          struct err *e)
{
    const size_t from = p->n_terms;

    for (size_t i = 0; i < l->n; i++) {
        const struct plan_node *const n = l->nodes[i];
        size_t k = from;
        if (!segment_has_all(p->with, n))
            continue;
        while (k < MIN(p->n_terms, from + AGAIN_MAX) &&
               !is_again(p->terms[k], n, p->with))
            k++;
        if (k == MIN(p->n_terms, from + AGAIN_MAX) &&
            !open_term(p, n->terms[0], n->weight))
            return out_of_memory(e);
    }
    return ST_OK;
}

/* A step for each scorer that open_words() opens, and for what is deleted. */
static enum st open_steps(struct pass *p, enum step_kind kind,
                          const struct plan_list *l, struct err *e)
{
    const size_t from = p->n_terms;
    enum st st = open_words(p, l, e);

    if (st == ST_OK && kind == STEP_WITHOUT)
        st = open_deleted(p, e);
    for (size_t i = from; i < p->n_terms && st == ST_OK; i++)
        p->sieve.steps[p->sieve.n++] =
            (struct step){.kind = kind, .term = p->terms[i]};
    return st;
}

/* ---- required clauses ---- */

static enum st open_required(struct pass *p, const struct plan_list *l,
                             struct err *e)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct plan_node *const n = l->nodes[i];
        if (n->kind == PLAN_PHRASE) {
            const enum st st = open_phrase(p, n, e);
            if (st != ST_OK)
                return st;
            continue;
        }
        size_t k = 0;
        const size_t steps = MIN(p->sieve.n, (size_t)AGAIN_MAX);
        while (k < steps && (p->sieve.steps[k].kind != STEP_WORD ||
                             !is_again(p->sieve.steps[k].term, n, p->with)))
            k++;
        if (k < steps)
            continue;
        struct step s = {.kind = STEP_WORD};
        if (!(s.term = open_term(p, n->terms[0], n->weight)))
            return out_of_memory(e);
        insert_step(&p->sieve, s);
    }
    return ST_OK;
}

/* Enough documents have what the word alone promises. With a fold nobody knows
 * how many are enough: what is tried there is checked. */
static void promise_word(struct topk *top, const struct term_scorer *t)
{
    topk_promise(top, top->fold ? term_scorer_about(t, top->sure)
                                : term_scorer_best(t, top->sure));
}

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
        promise_word(p->sieve.top, s[0].term);
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
    st = open_required(&p, f->must, e);
    const size_t required = p.sieve.n;
    if (st == ST_OK)
        st = open_steps(&p, STEP_WITHOUT, f->must_not, e);
    if (st == ST_OK && p.sieve.scores)
        st = open_steps(&p, STEP_OPTIONAL, f->should, e);
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
    const bool word = f->must->n == 1 && is_word(f->must->nodes[0]);

    return word && !with->deleted && are_few_shared(with, f)
               ? count_shared(with, f, matches, e)
               : run_required(with, f, AIM_COUNT, matches, e);
}

/* Below this many documents in the rarest list all of them are scored while
 * they are counted; above, what can be hits is looked for apart. */
enum { ONE_PASS_DOCS = 4 * DOCS_PER_BLOCK };

static enum st search_required(const struct segment_search *with,
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

/* ---- nothing but optional clauses ---- */

static enum st run_any(const struct segment_search *with, const struct flat *f,
                       bool best, uint64_t *matches, struct err *e)
{
    struct disjunction d = {.window = with->window};
    struct pass p;
    enum st st = pass_open(&p, with, f, e);

    if (st != ST_OK)
        return st;
    st = open_words(&p, f->should, e);
    d.n = p.n_terms;
    if (st == ST_OK)
        st = open_words(&p, f->must_not, e);
    if (st == ST_OK)
        st = open_deleted(&p, e);
    d.t = p.terms;
    d.without = p.terms + d.n;
    d.n_without = p.n_terms - d.n;
    d.sieve = &p.sieve;
    d.words = arena_new(with->arena, struct window_word, d.n);
    if (st == ST_OK && !d.words)
        st = out_of_memory(e);
    if (st == ST_OK && d.n > 0 && best) {
        p.sieve.scores = p.sieve.prune = true;
        for (size_t i = 0; i < d.n && d.n_without == 0; i++)
            promise_word(with->top, d.t[i]);
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
    const struct plan_list none = {.n = 0};
    const struct flat both = {f->should, &none, &none};
    const uint32_t one = segment_df(with, f->should->nodes[0]->terms[0]);
    const uint32_t other = segment_df(with, f->should->nodes[1]->terms[0]);
    uint64_t common = 0;

    if (one > 0 && other > 0) {
        const enum st st = run_required(with, &both, AIM_COUNT, &common, e);
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

enum st segment_search(const struct segment_search *with,
                       struct plan_node *plan, uint64_t *matches, struct err *e)
{
    const struct plan_list none = {.n = 0};
    const struct plan_list one = {.nodes = &plan, .n = 1};

    if (with->top->k > 0 && (with->model.rank->choice.kind != RANK_BM25 ||
                             doc_score_is_used(&with->by_doc)))
        return search_tree(with, plan, matches, e);
    if (is_word(plan) || is_phrase(plan))
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
