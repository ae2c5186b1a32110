#include "query/expand/fitting.h"

#include <stdlib.h>

#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/segment/capitals.h"
#include "common/segment/prefix_term.h"
#include "common/segment/term_scan.h"
#include "query/expand/dfa.h"

enum {
    NODES_A_WORD = 32, /* of the nfa are looked at for what a word costs */
    SEEK_WORK = 8,     /* a leap over words costs as much as looking at so
                          many                                           */
    NO_STATE = UINT16_MAX,
    SURROGATES = 0xd800, /* are no characters, up to ... */
    BEHIND_SURROGATES = 0xe000,
};

#define NEVER UINT32_MAX

/* One word in one segment. */
struct found {
    struct bytes text;
    uint32_t segment, ord, df;
};

struct search {
    const struct vocabulary *with;
    struct dfa dfa;
    struct pattern_ends ends;
    const struct choice *choice; /* NULL: every word that fits */
    struct term_scan scan;
    struct found *found;
    size_t n, cap;
    uint64_t spent, budget;

    /* The state after so many bytes of the word at hand, NO_STATE within a
     * character, for the first `known` of them; once a word is dead, so are
     * those that share what killed it. */
    uint16_t states[TERM_SIZE_MAX + 1];
    uint32_t epoch, known, dead_at;
    bool died; /* it was the word at hand that came to be dead */
};

static enum st no_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the words of a pattern");
}

/* ---- looking through ---- */

static bool begins_with(struct bytes text, struct bytes prefix)
{
    return text.n >= prefix.n &&
           (prefix.n == 0 || memcmp(text.p, prefix.p, prefix.n) == 0);
}

/* Runs on from what is known of what the word shares with the one before. */
static bool run(struct search *s)
{
    const struct bytes term = s->scan.term;
    uint32_t at = s->known;

    if (s->epoch != s->dfa.epoch) {
        at = 0;
        s->states[0] = (uint16_t)dfa_start(&s->dfa);
        s->epoch = s->dfa.epoch;
    }
    while (s->states[at] == NO_STATE)
        at--;
    uint32_t state = s->states[at];
    while (at < term.n) {
        uint32_t c;
        const size_t size = utf8_step(term.p + at, term.p + term.n, &c);
        for (size_t i = 1; i < size; i++)
            s->states[at + i] = NO_STATE;
        at += (uint32_t)size;
        state = dfa_step(&s->dfa, state, c);
        s->states[at] = (uint16_t)state;
        s->known = at;
        if (state == DFA_DEAD) {
            s->dead_at = at;
            s->died = true;
            return false;
        }
    }
    return s->dfa.fits[state];
}

static bool fits(struct search *s)
{
    const uint32_t shared = s->scan.shared;

    s->died = false;
    if (s->dead_at <= shared)
        return false;
    s->dead_at = NEVER;
    s->known = s->known < shared ? s->known : shared;
    return bytes_end_with(s->scan.term, s->ends.suffix) && run(s);
}

static enum st add_found(struct search *s, uint32_t segment, struct err *e)
{
    const struct bytes term = s->scan.term;
    uint8_t *const text = arena_bytes(s->with->arena, term.n);

    if (!text || !mem_grow(&s->found, &s->cap, s->n + 1))
        return no_memory(e);
    memcpy(text, term.p, term.n);
    s->found[s->n++] = (struct found){.text = bytes_of(text, term.n),
                                      .segment = segment,
                                      .ord = s->scan.dict.blocks == CHUNK_TERM
                                                 ? (uint32_t)s->scan.ord
                                                 : NO_ORD,
                                      .df = s->scan.df};
    return ST_OK;
}

/* ---- leaping ---- */

/* Where the character begins that ends at byte `at` of the word at hand. */
static uint32_t character(const struct search *s, uint32_t at)
{
    do
        at--;
    while (s->states[at] == NO_STATE);
    return at;
}

/* A text that no word which fits is less than, if it is behind the dead one at
 * hand: `to` has that word's beginning, as far as something may follow it, and
 * what follows at the least. Empty where nothing behind fits. */
static struct bytes next_alive(struct search *s, uint8_t *to)
{
    const struct bytes term = s->scan.term;

    for (uint32_t at = s->dead_at; at > 0;) {
        uint32_t c;
        at = character(s, at);
        utf8_step(term.p + at, term.p + term.n, &c);
        if (s->dfa.epoch != s->epoch) /* the states are gone */
            return term;
        if (!dfa_next_alive(&s->dfa, s->states[at], c, &c))
            continue;
        if (c >= SURROGATES && c < BEHIND_SURROGATES)
            c = BEHIND_SURROGATES;
        memcpy(to, term.p, at);
        return bytes_of(to, at + utf8_put(to + at, c));
    }
    return BYTES_NONE;
}

/* Leaps from a dead word over the blocks in which no word fits. */
static enum st leap(struct search *s, bool *more, struct err *e)
{
    uint8_t to[TERM_SIZE_MAX + UTF8_MAX];
    const struct bytes next = next_alive(s, to);
    bool moved = false;

    *more = next.n > 0;
    if (!*more)
        return ST_OK;
    const enum st st = term_scan_seek(&s->scan, next, &moved, e);
    s->spent += moved ? SEEK_WORK : 0;
    return st;
}

static bool is_wanted(const struct search *s)
{
    return !s->choice || s->choice->wants(s->choice->ctx, s->scan.term);
}

/* Stops where the budget ends. */
static enum st look_through(struct search *s, uint32_t segment, struct err *e)
{
    const struct segment *const in = s->with->index->segments[segment];
    struct term_dict words = term_dict_words(in);
    const struct bytes suffix = s->ends.suffix;
    enum st st = ST_OK;
    bool more;

    if (s->choice && s->choice->names && capitals_are_there(in))
        st = capitals_names(in, &words, e);
    if (st != ST_OK)
        return st;
    s->states[0] = 0;
    s->known = 0;
    s->dead_at = NEVER;
    s->epoch = s->dfa.epoch - 1; /* nothing is known of the first word */
    st = term_scan_start(&s->scan, &words,
                         s->ends.prefix.n ? s->ends.prefix : first_word(), e);
    if (st != ST_OK)
        return st;
    while (s->spent + s->dfa.work / NODES_A_WORD < s->budget) {
        if (stop_asked(s->with->stop))
            return ST_STOPPED;
        const uint64_t from = s->scan.next_ord;
        st = suffix.n ? term_scan_next_ending(&s->scan, suffix, &more, e)
                      : term_scan_next(&s->scan, &more, e);
        if (st != ST_OK || !more)
            return st;
        s->spent += s->scan.ord - from + 1;
        if (fits(s) && !is_prefix_term(s->scan.term)) {
            if (is_wanted(s) && (st = add_found(s, segment, e)) != ST_OK)
                return st;
        } else if (bytes_compare(s->scan.term, s->ends.prefix) > 0 &&
                   !begins_with(s->scan.term, s->ends.prefix)) {
            return ST_OK;
        } else if (s->died) {
            if ((st = leap(s, &more, e)) != ST_OK || !more)
                return st;
        }
    }
    return ST_OK;
}

/* ---- putting together ---- */

static int by_text(const void *a, const void *b)
{
    const struct found *const x = a, *const y = b;
    const int c = bytes_compare(x->text, y->text);
    return c ? c : (x->segment > y->segment) - (x->segment < y->segment);
}

static int most_frequent_first(const void *a, const void *b)
{
    const struct fitting_word *const x = a, *const y = b;
    if (x->df != y->df)
        return x->df < y->df ? 1 : -1;
    return bytes_compare(x->text, y->text);
}

/* The same word of several segments becomes one. */
static enum st unite(struct search *s, struct fitting *out, struct err *e)
{
    struct arena *const a = s->with->arena;
    const size_t segments = s->with->index->n;
    size_t n = 0;

    if (segments > 1 && s->n > 0)
        qsort(s->found, s->n, sizeof(*s->found), by_text);
    for (size_t i = 0; i < s->n; i++)
        n += i == 0 || !bytes_equal(s->found[i].text, s->found[i - 1].text);
    out->words = arena_new(a, struct fitting_word, n);
    if (!out->words)
        return no_memory(e);
    for (size_t i = 0; i < s->n; i++) {
        const struct found *const f = &s->found[i];
        struct fitting_word *w = &out->words[out->n_all - (out->n_all > 0)];
        if (out->n_all == 0 || !bytes_equal(w->text, f->text)) {
            w = &out->words[out->n_all++];
            w->text = f->text;
            if (!(w->ords = arena_alloc(a, segments * sizeof(*w->ords))))
                return no_memory(e);
            memset(w->ords, 0xff, segments * sizeof(*w->ords));
        }
        w->df += f->df;
        w->ords[f->segment] = f->ord;
    }
    if (out->n_all > 0)
        qsort(out->words, out->n_all, sizeof(*out->words), most_frequent_first);
    return ST_OK;
}

/* As many words as there is budget for. */
static void cut(struct search *s, struct fitting *out)
{
    out->work = s->spent;
    for (size_t i = 0; i < out->n_all; i++) {
        const uint64_t cost = WORD_WORK + out->words[i].df;
        out->work += cost;
        if (out->n == i && cost <= s->budget - s->spent) {
            s->spent += cost;
            out->n++;
        }
    }
}

/* Looks through all segments. */
static enum st find(struct search *s, struct fitting *out,
                    const struct nfa *nfa, uint64_t *budget, struct err *e)
{
    enum st st = dfa_open(&s->dfa, nfa, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < s->with->index->n && st == ST_OK; i++)
        st = look_through(s, (uint32_t)i, e);
    s->spent += s->dfa.work / NODES_A_WORD;
    out->unseen = s->spent >= s->budget;
    s->spent = s->spent < s->budget ? s->spent : s->budget;
    if (st == ST_OK)
        st = unite(s, out, e);
    if (st == ST_OK) {
        cut(s, out);
        *budget -= s->spent;
    }
    mem_free(s->found);
    dfa_close(&s->dfa);
    return st;
}

enum st fitting_find(struct fitting *out, const struct vocabulary *with,
                     const struct pattern *p, uint64_t *budget, struct err *e)
{
    struct search s = {.with = with, .budget = *budget};
    struct nfa nfa;

    *out = (struct fitting){.n = 0};
    nfa_init(&nfa, with->arena);
    const enum st st = pattern_compile(p, &nfa, with->analyzer, &s.ends, e);
    return st == ST_OK ? find(&s, out, &nfa, budget, e) : st;
}

enum st fitting_choose(struct fitting *out, const struct vocabulary *with,
                       const struct choice *choice, uint64_t *budget,
                       struct err *e)
{
    struct search s = {.with = with, .choice = choice, .budget = *budget};

    *out = (struct fitting){.n = 0};
    return find(&s, out, choice->nfa, budget, e);
}

enum st fitting_occurrences(const struct fitting_word *w,
                            const struct index *ix, uint64_t *out,
                            struct err *e)
{
    struct term_walk walk;

    *out = 0;
    for (size_t i = 0; i < ix->n; i++) {
        const struct term_dict words = term_dict_words(ix->segments[i]);
        if (w->ords[i] == NO_ORD)
            continue;
        const enum st st = term_walk_at(&walk, &words, w->ords[i], e);
        if (st != ST_OK)
            return st;
        *out += walk.entry.cf;
    }
    return ST_OK;
}
