#include "query/pass.h"

#include <string.h>

#include "query/profile/profile.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the search");
}

/* How many scorers the nodes of a list take. */
static size_t count_terms(const struct plan_list *l)
{
    size_t n = 0;

    for (size_t i = 0; i < l->n; i++)
        n += l->nodes[i]->n_terms;
    return n;
}

enum st pass_open(struct pass *p, const struct segment_search *with,
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

enum st pass_close(struct pass *p, struct err *e)
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

enum st pass_open_deleted(struct pass *p, struct err *e)
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

enum st pass_open_words(struct pass *p, const struct plan_list *l,
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

enum st pass_open_steps(struct pass *p, enum step_kind kind,
                        const struct plan_list *l, struct err *e)
{
    const size_t from = p->n_terms;
    enum st st = pass_open_words(p, l, e);

    if (st == ST_OK && kind == STEP_WITHOUT)
        st = pass_open_deleted(p, e);
    for (size_t i = from; i < p->n_terms && st == ST_OK; i++)
        p->sieve.steps[p->sieve.n++] =
            (struct step){.kind = kind, .term = p->terms[i]};
    return st;
}

enum st pass_open_required(struct pass *p, const struct plan_list *l,
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

void pass_promise(const struct pass *p, const struct term_scorer *t)
{
    struct topk *const top = p->with->top;

    topk_promise(top, top->fold ? term_scorer_about(t, top->sure)
                                : term_scorer_best(t, top->sure));
}
