#include "common/text/shingles.h"

#include <string.h>

#include "common/base/compiler.h"
#include "common/base/mem.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "comparing texts: out of memory");
}

void shingles_release(struct shingles *s)
{
    mem_free(s->v);
    mem_free(s->numbers);
    mem_free(s->slots);
    mem_free(s->places);
    *s = (struct shingles){.n = 0};
}

/* ---- reading ---- */

enum { WHOLE = 8 /* bytes of a word that are all in its number */ };

/* The number of a word of n <= WHOLE bytes: made of them, zeros behind the end;
 * any number for a longer one. `end`: behind what may be read. */
static uint64_t number_of(const uint8_t *p, size_t n, const uint8_t *end)
{
    uint8_t padded[WHOLE] = {0};
    if (UNLIKELY((size_t)(end - p) < WHOLE))
        p = memcpy(padded, p, MIN(n, (size_t)WHOLE));
    const uint64_t h = (get_u64le(p) << ((64 - 8 * n) & 63)) * HASH_FACTOR;
    return h ^ h >> 32;
}

/* Numbers of longer words. Which they are nobody can guess, so they are told
 * by place << 32 | token, apart from the others. */
static void number_longer(struct shingles *s, const struct token_list *l,
                          const uint64_t *longer, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct token *const t = &l->tokens[(uint32_t)longer[i]];
        s->numbers[longer[i] >> 32] =
            hash64(l->terms.p + t->term, t->term_size);
    }
}

/* Words as they are numbered. */
struct numbering {
    struct shingles *out;
    const struct token_list *words;
    const uint8_t *end; /* behind what may be read of them          */
    uint64_t *longer;   /* as number_longer() takes them            */
    size_t n, n_longer;
};

/* Numbers the words before position `to` that begin at t; returns the first
 * one behind. */
static const struct token *number_until(struct numbering *k,
                                        const struct token *t,
                                        const struct token *behind, uint32_t to)
{
    const struct token_list *const l = k->words;
    const uint8_t *const terms = l->terms.p;
    uint64_t *const numbers = k->out->numbers;
    size_t n = k->n, n_longer = k->n_longer;
    for (; t != behind && t->pos < to; t++) {
        if (UNLIKELY(t->parts > 1))
            continue;
        const uint32_t token = (uint32_t)(t - l->tokens);
        if (k->out->keeps_places)
            k->out->places[n] = token;
        k->longer[n_longer] = (uint64_t)n << 32 | token;
        n_longer += t->term_size > WHOLE;
        numbers[n++] = number_of(terms + t->term, t->term_size, k->end);
    }
    k->n = n;
    k->n_longer = n_longer;
    return t;
}

static const struct token *skip_to(const struct token *t,
                                   const struct token *behind, uint32_t to)
{
    while (t != behind && t->pos < to)
        t++;
    return t;
}

/* Numbers of the words from position `from` on that no range holds. */
static uint32_t number_words(struct shingles *s,
                             const struct shingle_text *text, uint32_t from,
                             bool all)
{
    const struct token_list *const l = text->words;
    if (text->n_tokens == 0)
        return 0; /* there may be no pointer to add to */
    struct numbering k = {
        .out = s,
        .words = l,
        .end = l->terms.p + l->terms.cap,
        .longer = s->v, /* has the room, and is not needed yet */
    };
    const struct token *const behind = l->tokens + text->n_tokens;
    const struct token *t = skip_to(l->tokens, behind, from);
    for (size_t i = 0; i < text->n_without && !all; i++) {
        t = number_until(&k, t, behind, text->without[i].from);
        t = skip_to(t, behind, text->without[i].to);
    }
    (void)number_until(&k, t, behind, UINT32_MAX);
    number_longer(s, l, k.longer, k.n_longer);
    return (uint32_t)k.n;
}

/* Spreads what a sum of products leaves in the upper bits over all. */
static uint64_t mix(uint64_t h)
{
    h = (h ^ h >> 32) * HASH_FACTOR;
    return h ^ h >> 29;
}

/* HASH_FACTOR^SHINGLE_WORDS. */
static uint64_t factor_of_all(void)
{
    uint64_t f = 1;
    for (uint32_t i = 0; i < SHINGLE_WORDS; i++)
        f *= HASH_FACTOR;
    return f;
}

/* The sum of number * HASH_FACTOR^(words behind it), over the words from p. */
static uint64_t first_sum(const uint64_t *p)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < SHINGLE_WORDS; i++)
        sum = sum * HASH_FACTOR + p[i];
    return sum;
}

/* The same of the words from p, of that from p - 1. */
static inline uint64_t next_sum(uint64_t sum, const uint64_t *p, uint64_t all)
{
    return sum * HASH_FACTOR + (p[SHINGLE_WORDS - 1] - p[-1] * all);
}

/* Each is such a sum, mixed. There are SHINGLE_WORDS words at least. Sums of
 * the first half and of the second are made by turns: none waits for the one
 * before. */
static void roll(struct shingles *s, uint32_t words)
{
    const uint64_t *const numbers = s->numbers;
    const uint64_t all = factor_of_all();
    uint64_t *const v = s->v;
    const uint32_t n = words + 1 - SHINGLE_WORDS, half = n / 2;
    uint64_t a = first_sum(numbers), b = first_sum(numbers + half);
    v[half] = mix(b);
    v[0] = mix(a);
    for (uint32_t i = 1; i < half; i++) {
        a = next_sum(a, numbers + i, all);
        b = next_sum(b, numbers + half + i, all);
        v[i] = mix(a);
        v[half + i] = mix(b);
    }
    for (uint32_t i = 2 * half; i < n; i++)
        v[i] = mix(first_sum(numbers + i));
    s->n = n;
}

enum st shingles_read(struct shingles *s, const struct shingle_text *text,
                      struct err *e)
{
    const size_t most = text->n_tokens;
    s->n = 0;
    if (!mem_grow(&s->numbers, &s->cap_numbers, most + 1) ||
        !mem_grow(&s->v, &s->cap, most + 1) ||
        (s->keeps_places && !mem_grow(&s->places, &s->cap_places, most + 1)))
        return out_of_memory(e);
    s->words = number_words(s, text, text->title_end, false);
    s->is_short = s->words < SHINGLES_LEAST;
    if (!s->is_short) {
        roll(s, s->words);
        return ST_OK;
    }
    s->words = number_words(s, text, 0, true);
    s->whole = hash128(s->numbers, s->words * sizeof(*s->numbers));
    return ST_OK;
}

void shingles_shorten(const struct shingles *s, uint32_t *out)
{
    for (size_t i = 0; i < s->n; i++)
        out[i] = (uint32_t)s->v[i];
}

/* ---- sets ---- */

/* Puts the hash in; whether it was there. 0 stands for no hash: 1 counts as
 * it, which 64 bits can bear. */
static bool put(uint64_t *slots, size_t mask, uint64_t h)
{
    h += h == 0;
    size_t at = h & mask;
    for (; slots[at]; at = (at + 1) & mask)
        if (slots[at] == h)
            return true;
    slots[at] = h;
    return false;
}

static bool has(const uint64_t *slots, size_t mask, uint64_t h)
{
    h += h == 0;
    for (size_t at = h & mask; slots[at]; at = (at + 1) & mask)
        if (slots[at] == h)
            return true;
    return false;
}

/* An empty table for the shingles, half full at most. */
static enum st make_table(struct shingles *s, struct err *e)
{
    size_t n = 64;
    while (n < 2 * s->n)
        n *= 2;
    if (!mem_grow(&s->slots, &s->cap_slots, n))
        return out_of_memory(e);
    memset(s->slots, 0, n * sizeof(*s->slots));
    s->mask = n - 1;
    return ST_OK;
}

enum st shingles_unite(struct shingles *s, struct err *e)
{
    size_t n = 0;
    const enum st st = make_table(s, e);
    for (size_t i = 0; st == ST_OK && i < s->n; i++)
        if (!put(s->slots, s->mask, s->v[i]))
            s->v[n++] = s->v[i];
    if (st == ST_OK)
        s->n = n;
    return st;
}

enum st shingles_shared(struct shingles *s, const uint64_t *v, size_t n,
                        size_t *shared, struct err *e)
{
    const enum st st = make_table(s, e);
    *shared = 0;
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < s->n; i++)
        (void)put(s->slots, s->mask, s->v[i]);
    for (size_t i = 0; i < n; i++)
        *shared += has(s->slots, s->mask, v[i]);
    return ST_OK;
}

bool shingles_has(const struct shingles *s, uint64_t hash)
{
    return has(s->slots, s->mask, hash);
}
