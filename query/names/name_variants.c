#include "query/names/name_variants.h"

#include <stdlib.h>
#include <string.h>

#include "common/segment/capitals.h"
#include "common/segment/term_dict.h"
#include "query/names/name_distance.h"
#include "query/names/pinyin.h"

enum {
    FORMS_MAX = 2 * NAME_FORMS_MAX,
    VARIANTS_MAX = 256,
    ARTICLE = 2 /* bytes */
};

/* Spellings that others are held against: the word's, and its stem's. */
struct finder {
    const struct name_search *with;
    struct name_variants *out;
    struct bytes word;
    struct name_form forms[FORMS_MAX];
    uint32_t n_forms;
    size_t cap;
};

void name_rules_init(struct name_rules *r)
{
    spelling_table_init(&r->spellings);
    name_letters_init(&r->letters, &r->spellings);
    sound_costs_init(&r->costs);
}

static enum st no_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the variants of a name");
}

/* ---- by sound ---- */

static uint32_t distance_to(const struct finder *f, struct bytes word)
{
    const struct name_rules *const r = f->with->rules;
    struct name_form forms[NAME_FORMS_MAX];
    const uint32_t n = name_forms_read(forms, &r->spellings, word);
    uint32_t least = NAME_FAR;

    for (uint32_t i = 0; i < f->n_forms; i++) {
        for (uint32_t k = 0; k < n; k++) {
            const uint32_t d =
                name_distance(&r->costs, &f->forms[i], &forms[k]);
            least = MIN(least, d);
        }
    }
    return least;
}

static bool has_article(struct bytes word)
{
    return word.n > ARTICLE && word.p[1] == 'l' && strchr("aeiu", word.p[0]);
}

static uint32_t distance_of(const struct finder *f, struct bytes word)
{
    const uint32_t d = distance_to(f, word);

    if (!f->with->article || !has_article(word))
        return d;
    const uint32_t behind =
        distance_to(f, bytes_of(word.p + ARTICLE, word.n - ARTICLE));
    return MIN(d, behind);
}

static bool is_near(void *ctx, struct bytes word)
{
    return distance_of(ctx, word) != NAME_FAR;
}

/* ---- what was found ---- */

static struct name_variant *find_word(const struct finder *f, struct bytes word)
{
    for (size_t i = 0; i < f->out->n; i++) {
        if (bytes_equal(f->out->of[i].word.text, word))
            return &f->out->of[i];
    }
    return NULL;
}

/* Adds a word once; those over VARIANTS_MAX are left out. */
static enum st add(struct finder *f, const struct name_variant *v,
                   struct err *e)
{
    struct name_variants *const out = f->out;

    if (out->n == VARIANTS_MAX || find_word(f, v->word.text))
        return ST_OK;
    if (out->n == f->cap) {
        const size_t cap = f->cap ? 2 * f->cap : 16;
        struct name_variant *const more =
            arena_new(f->with->words.arena, struct name_variant, cap);
        if (!more)
            return no_memory(e);
        if (out->n > 0)
            memcpy(more, out->of, out->n * sizeof(*more));
        out->of = more;
        f->cap = cap;
    }
    out->of[out->n++] = *v;
    return ST_OK;
}

/* The word in all segments, of which it may be in none. */
static enum st look_up(const struct finder *f, struct bytes text,
                       struct fitting_word *out, struct err *e)
{
    const struct index *const ix = f->with->words.index;
    struct arena *const a = f->with->words.arena;
    uint8_t *const copy = arena_bytes(a, text.n);

    *out = (struct fitting_word){
        .ords = arena_alloc(a, MAX(ix->n, (size_t)1) * sizeof(uint32_t))};
    if (!copy || !out->ords)
        return no_memory(e);
    memcpy(copy, text.p, text.n);
    out->text = bytes_of(copy, text.n);
    for (size_t i = 0; i < ix->n; i++) {
        const struct term_dict words = term_dict_words(ix->segments[i]);
        struct term_entry entry;
        bool found;
        const enum st st = term_dict_find(&words, text, &entry, &found, e);
        if (st != ST_OK)
            return st;
        out->ords[i] = found ? entry.ord : NO_ORD;
        out->df += found ? entry.df : 0;
    }
    return ST_OK;
}

static enum st add_text(struct finder *f, struct bytes text,
                        enum variant_kind kind, uint32_t distance,
                        struct err *e)
{
    struct name_variant v = {.kind = kind, .distance = distance};

    if (find_word(f, text))
        return ST_OK;
    const enum st st = look_up(f, text, &v.word, e);
    if (st != ST_OK || (v.word.df == 0 && kind != VARIANT_ITSELF))
        return st;
    return add(f, &v, e);
}

/* ---- capitals ---- */

/* Whether releases write the word with a capital more often than without one,
 * within sentences. */
static enum st is_capital(const struct finder *f, const struct fitting_word *w,
                          bool *out, struct err *e)
{
    const struct index *const ix = f->with->words.index;
    int64_t sum = 0;
    bool known = false;

    for (size_t i = 0; i < ix->n; i++) {
        int64_t capitals = 0;
        if (w->ords[i] == NO_ORD || !capitals_are_there(ix->segments[i]))
            continue;
        const enum st st =
            capitals_get(ix->segments[i], w->ords[i], &capitals, e);
        if (st != ST_OK)
            return st;
        known = true;
        sum += capitals;
    }
    *out = !known || capitals_name(w->text, sum);
    return ST_OK;
}

/* ---- steps ---- */

/* Those that come first in each form are the likeliest. */
static void add_forms(struct finder *f, struct bytes word,
                      struct skeletons *keys)
{
    struct name_form *const forms = &f->forms[f->n_forms];
    const uint32_t n = name_forms_read(forms, &f->with->rules->spellings, word);

    for (uint32_t i = 0; i < n; i++)
        skeletons_add(keys, &forms[i]);
    if (keys->n > 0)
        f->n_forms += n;
}

/* The words with a skeleton of the name's. */
static enum st find_by_sound(struct finder *f, const struct skeletons *keys,
                             uint64_t *budget, struct err *e)
{
    struct nfa nfa;
    struct fitting x;
    const struct choice choice = {
        .nfa = &nfa, .names = true, .wants = is_near, .ctx = f};

    nfa_init(&nfa, f->with->words.arena);
    name_automaton_build(&nfa, &f->with->rules->letters, keys,
                         f->with->article);
    enum st st = nfa_finish(&nfa, e);
    if (st == ST_OK)
        st = fitting_choose(&x, &f->with->words, &choice, budget, e);
    if (st != ST_OK)
        return st;
    f->out->unseen |= x.unseen || x.n < x.n_all;
    for (size_t i = 0; i < x.n && st == ST_OK; i++) {
        struct name_variant v = {.kind = VARIANT_SOUND,
                                 .distance = distance_of(f, x.words[i].text)};
        bool capital = false;
        st = look_up(f, x.words[i].text, &v.word, e);
        if (st == ST_OK)
            st = is_capital(f, &v.word, &capital, e);
        if (st == ST_OK && capital)
            st = add(f, &v, e);
    }
    return st;
}

static enum st add_by_tables(struct finder *f, struct err *e)
{
    struct pinyin_forms chinese;
    struct bytes text;
    enum st st = ST_OK;

    for (size_t i = 0; st == ST_OK && f->with->exonyms &&
                       exonyms_get(f->with->exonyms, f->word, i, &text);
         i++)
        st = add_text(f, text, VARIANT_EXONYM, 0, e);
    pinyin_forms_make(&chinese, f->word);
    for (uint32_t i = 0; i < chinese.n && st == ST_OK; i++) {
        struct name_variant v = {.kind = VARIANT_PINYIN};
        bool capital = false;
        st = look_up(f, bytes_of_str(chinese.of[i]), &v.word, e);
        if (st == ST_OK && v.word.df > 0)
            st = is_capital(f, &v.word, &capital, e);
        if (st == ST_OK && capital)
            st = add(f, &v, e);
    }
    return st;
}

/* The words of the stem group of one that is there. */
static enum st add_group(struct finder *f, const struct segment *s,
                         const struct name_variant *of, enum variant_kind kind,
                         struct err *e)
{
    const struct term_dict words = term_dict_words(s);
    struct term_walk walk;
    struct group group;
    bool failed = false;
    uint32_t ord;

    const struct bytes stem =
        stem_word(f->with->stemmer, of->word.text, &failed);
    if (failed)
        return no_memory(e);
    enum st st = group_find(s, stem, &group, e);
    if (st != ST_OK || group.entry.df == 0)
        return st;
    while (st == ST_OK && group_next_word(&group, &ord)) {
        st = term_walk_at(&walk, &words, ord, e);
        if (st == ST_OK)
            st = add_text(f, walk.term, kind, of->distance, e);
    }
    return st;
}

static enum st add_groups(struct finder *f, struct err *e)
{
    const struct index *const ix = f->with->words.index;
    const size_t n = f->out->n;
    enum st st = ST_OK;

    for (size_t i = 0; i < n && st == ST_OK; i++) {
        const struct name_variant of = f->out->of[i];
        for (size_t k = 0; k < ix->n && st == ST_OK; k++)
            st = add_group(f, ix->segments[k], &of,
                           i == 0 ? VARIANT_FORM : VARIANT_STEM, e);
    }
    return st;
}

static int most_frequent_first(const void *a, const void *b)
{
    const struct name_variant *const x = a, *const y = b;

    if (x->word.df != y->word.df)
        return x->word.df < y->word.df ? 1 : -1;
    return bytes_compare(x->word.text, y->word.text);
}

enum st name_variants_find(struct name_variants *out,
                           const struct name_search *with, struct bytes word,
                           uint64_t *budget, struct err *e)
{
    struct finder f = {.with = with, .out = out, .word = word};
    struct skeletons keys = {.n = 0};
    bool failed = false;

    *out = (struct name_variants){.n = 0};
    add_forms(&f, word, &keys);
    if (with->stemmer) {
        const struct bytes stem = stem_word(with->stemmer, word, &failed);
        if (!failed && !bytes_equal(stem, word))
            add_forms(&f, stem, &keys);
    }
    enum st st =
        failed ? no_memory(e) : add_text(&f, word, VARIANT_ITSELF, 0, e);
    if (st == ST_OK && keys.n > 0)
        st = find_by_sound(&f, &keys, budget, e);
    if (st == ST_OK)
        st = add_by_tables(&f, e);
    if (st == ST_OK && with->stemmer)
        st = add_groups(&f, e);
    if (st == ST_OK && out->n > 1)
        qsort(out->of + 1, out->n - 1, sizeof(*out->of), most_frequent_first);
    return st;
}
