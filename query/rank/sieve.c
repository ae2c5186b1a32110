#include "query/rank/sieve.h"

#include <string.h>

/* Keeps the `n` documents at these places, with all that is known of them:
 * their scores, and the numbers that steps before `done`, and those known
 * beforehand, have of them. */
static void keep(struct sieve *p, size_t done, const uint32_t *places,
                 uint32_t n)
{
    struct batch *const b = &p->batch;

    if (n == b->n)
        return;
    for (uint32_t i = 0; i < n; i++)
        b->docs[i] = b->docs[places[i]];
    for (uint32_t i = 0; p->scores && i < n; i++) {
        b->scores[i] = b->scores[places[i]];
        b->norms[i] = b->norms[places[i]];
    }
    for (size_t s = 0; s < MAX(done, p->known); s++) {
        uint32_t *const numbers = p->steps[s].numbers;
        for (uint32_t i = 0; numbers && i < n; i++)
            numbers[i] = numbers[places[i]];
    }
    b->n = n;
}

/* Drops documents that cannot get in when at most `rest` is added. */
static void drop_low(struct sieve *p, size_t done, double rest)
{
    const struct batch *const b = &p->batch;
    uint32_t places[BATCH_DOCS];

    keep(p, done, places,
         p->model->kernels->above(b->scores, b->n, rest, p->top->threshold,
                                  places));
}

static void add_scores(struct batch *b, struct term_scorer *t,
                       const uint32_t *numbers)
{
    double scores[BATCH_DOCS];

    term_scorer_scores(t, numbers, b->norms, b->n, scores);
    for (uint32_t i = 0; i < b->n; i++)
        b->scores[i] += scores[i];
}

static void require(struct sieve *p, size_t at)
{
    const bool known = at < p->known;
    struct step *const s = &p->steps[at];
    struct batch *const b = &p->batch;
    uint32_t places[BATCH_DOCS], own[BATCH_DOCS];
    /* A word without a weight only has to be there. */
    const bool scores =
        p->scores && s->kind == STEP_WORD && s->term->weight > 0;
    uint32_t *const numbers = s->numbers ? s->numbers : scores ? own : NULL;

    if (!known && !p->scores && !s->numbers && at + 1 == p->n) {
        b->n = term_scorer_count(s->term, b->docs, b->n);
        return; /* which ones, nobody asks any more */
    }
    if (known) {
        if (numbers && s->term->bitmap.bits)
            p->model->kernels->ranks(&s->term->bitmap, b->docs, b->n, numbers);
    } else {
        const uint32_t n =
            term_scorer_find(s->term, b->docs, b->n, places, numbers);
        keep(p, at, places, n);
    }
    if (scores)
        add_scores(b, s->term, numbers);
}

static void exclude(struct sieve *p, size_t at)
{
    struct batch *const b = &p->batch;
    uint32_t places[BATCH_DOCS], others[BATCH_DOCS], n = 0;

    if (!p->scores && at + 1 == p->n) {
        b->n -= term_scorer_count(p->steps[at].term, b->docs, b->n);
        return;
    }
    const uint32_t found =
        term_scorer_find(p->steps[at].term, b->docs, b->n, places, NULL);
    for (uint32_t i = 0, next = 0; i < b->n; i++) {
        if (next < found && places[next] == i)
            next++;
        else
            others[n++] = i;
    }
    keep(p, at, others, n);
}

static void add_optional(struct sieve *p, struct term_scorer *t)
{
    struct batch *const b = &p->batch;
    uint32_t places[BATCH_DOCS], numbers[BATCH_DOCS];
    float norms[BATCH_DOCS];
    double scores[BATCH_DOCS];

    const uint32_t n = term_scorer_find(t, b->docs, b->n, places, numbers);
    for (uint32_t i = 0; i < n; i++)
        norms[i] = b->norms[places[i]];
    term_scorer_scores(t, numbers, norms, n, scores);
    for (uint32_t i = 0; i < n; i++)
        b->scores[places[i]] += scores[i];
}

/* Reading frequencies first costs about a third of reading positions. */
static bool is_worth_dropping(const struct sieve *p)
{
    enum { SAMPLE = 2 * BATCH_DOCS };

    return p->tried < SAMPLE || p->dropped > p->tried / 3;
}

/* A phrase is nowhere more frequent than each of its words: documents too low
 * even so are dropped before any position is read. */
static void drop_low_phrases(struct sieve *p, size_t at)
{
    const struct phrase_scorer *const phrase = p->steps[at].phrase;
    struct batch *const b = &p->batch;
    uint32_t least[BATCH_DOCS], freqs[BATCH_DOCS], places[BATCH_DOCS], n = 0;
    double scores[BATCH_DOCS];
    const double rest = p->steps[at + 1].rest;

    memset(least, 0xff, sizeof(least));
    for (uint32_t w = 0; w < phrase->n; w++) {
        const struct phrase_word *const word = &phrase->words[w];
        if (!postings_freqs(&word->term->postings, word->numbers, b->n, freqs))
            return;
        for (uint32_t i = 0; i < b->n; i++)
            least[i] = MIN(least[i], freqs[i]);
    }
    p->model->kernels->scores(phrase->weight, least, b->norms, b->n, scores);
    for (uint32_t i = 0; i < b->n; i++) {
        places[n] = i;
        n += topk_wants(p->top, b->scores[i] + scores[i] + rest);
    }
    p->tried += b->n;
    p->dropped += b->n - n;
    keep(p, at, places, n);
}

static void prefetch_words(const struct phrase_scorer *phrase, uint32_t n)
{
    for (uint32_t w = 0; w < phrase->n; w++)
        postings_prefetch(&phrase->words[w].term->postings,
                          phrase->words[w].numbers, n, true);
}

static void check_phrase(struct sieve *p, size_t at)
{
    struct phrase_scorer *const phrase = p->steps[at].phrase;
    struct batch *const b = &p->batch;
    uint32_t places[BATCH_DOCS], freqs[BATCH_DOCS], n = 0;
    double scores[BATCH_DOCS];

    prefetch_words(phrase, b->n);
    if (sieve_prunes(p) && is_worth_dropping(p))
        drop_low_phrases(p, at);
    for (uint32_t i = 0; i < b->n; i++) {
        freqs[n] = phrase_scorer_freq(phrase, i);
        places[n] = i;
        n += freqs[n] > 0;
    }
    keep(p, at, places, n);
    if (!p->scores)
        return;
    p->model->kernels->scores(phrase->weight, freqs, b->norms, n, scores);
    for (uint32_t i = 0; i < n; i++)
        b->scores[i] += scores[i];
}

static void offer(struct sieve *p)
{
    const struct batch *const b = &p->batch;

    p->count += b->n;
    if (p->top->k == 0)
        return;
    for (uint32_t i = 0; i < b->n; i++) {
        if (topk_wants(p->top, b->scores[i]))
            topk_put(p->top, p->first_doc + b->docs[i], b->scores[i]);
    }
}

void sieve_run(struct sieve *p, size_t at, size_t known)
{
    p->known = known;
    for (; at < p->n && p->batch.n > 0; at++) {
        if (sieve_prunes(p))
            drop_low(p, at, p->steps[at].rest);
        switch (p->steps[at].kind) {
        case STEP_WORD:
        case STEP_OF_PHRASE:
            require(p, at);
            break;
        case STEP_WITHOUT:
            exclude(p, at);
            break;
        case STEP_OPTIONAL:
            add_optional(p, p->steps[at].term);
            break;
        case STEP_PHRASE:
            check_phrase(p, at);
            break;
        }
    }
    offer(p);
    p->batch.n = 0;
}

void sieve_filled(struct sieve *p, uint32_t n, bool scored)
{
    struct batch *const b = &p->batch;

    b->n = n;
    if (!p->scores)
        return;
    score_model_norms(p->model, b->docs, n, b->norms);
    if (!scored)
        memset(b->scores, 0, n * sizeof(*b->scores));
}

void sieve_load(struct sieve *p, struct term_scorer *t, uint32_t from,
                uint32_t to, bool scored)
{
    struct postings_cursor *const c = &t->postings;
    struct batch *const b = &p->batch;

    memcpy(b->docs, c->docs + from, (to - from) * sizeof(*b->docs));
    sieve_filled(p, to - from, scored);
    if (!p->scores || !scored)
        return;
    if (!c->freqs_ready)
        postings_cursor_load_freqs(c);
    term_scorer_scores_of(t, c->freqs + from, b->norms, b->n, b->scores);
}

void sieve_load_best(struct sieve *p, struct term_scorer *t, uint32_t from,
                     uint32_t to, double rest)
{
    struct postings_cursor *const c = &t->postings;
    struct batch *const b = &p->batch;
    const uint32_t least =
        sieve_prunes(p)
            ? term_scorer_block_least_freq(t, p->top->threshold - rest)
            : 1;

    if (least == 1) {
        sieve_load(p, t, from, to, true);
        return;
    }
    if (!c->freqs_ready)
        postings_cursor_load_freqs(c);
    b->n = 0;
    for (uint32_t i = from; i < to; i++) {
        b->docs[b->n] = c->docs[i];
        b->freqs[b->n] = c->freqs[i];
        b->n += c->freqs[i] >= least;
    }
    sieve_gathered(p, t);
}

void sieve_gather(struct sieve *p, struct term_scorer *t,
                  const uint32_t *places, uint32_t n)
{
    struct postings_cursor *const c = &t->postings;
    struct batch *const b = &p->batch;

    if (n > 0 && !c->freqs_ready)
        postings_cursor_load_freqs(c);
    for (uint32_t i = 0; i < n; i++) {
        b->docs[b->n] = c->docs[places[i]];
        b->freqs[b->n++] = c->freqs[places[i]];
    }
}

void sieve_gathered(struct sieve *p, const struct term_scorer *t)
{
    struct batch *const b = &p->batch;

    sieve_filled(p, b->n, true);
    term_scorer_scores_of(t, b->freqs, b->norms, b->n, b->scores);
}
