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
    mem_free(s->tokens);
    *s = (struct shingles){.n = 0};
}

/* ---- reading ---- */

enum { WHOLE = 8 /* bytes of a word that are all in its number */ };

/* The first bytes of a word that ends near what may be read. */
static NOINLINE uint64_t load_last(const uint8_t *p, size_t n)
{
    uint8_t padded[WHOLE] = {0};
    memcpy(padded, p, MIN(n, (size_t)WHOLE));
    return get_u64le(padded);
}

/* The number of a word of n <= WHOLE bytes: made of them, zeros behind the end;
 * any number for a longer one. `end`: behind what may be read. */
static ALWAYS_INLINE uint64_t number_of(const uint8_t *p, size_t n,
                                        const uint8_t *end)
{
    const uint64_t x =
        LIKELY(end - p >= WHOLE) ? get_u64le(p) : load_last(p, n);
    const uint64_t h = (x << ((64 - 8 * n) & 63)) * HASH_FACTOR;
    return h ^ h >> 32;
}

/* Numbers of longer words. Which they are nobody can guess, so they are told
 * by their places in the list, apart from the others. */
static void number_longer(struct shingles *s, const struct token_list *l,
                          const uint64_t *longer, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct token *const t = &l->tokens[s->tokens[longer[i]]];
        s->numbers[longer[i]] = hash64(l->terms.p + t->term, t->term_size);
    }
}

/* Words as they are numbered. */
struct numbering {
    const struct shingle_text *text;
    const uint8_t *terms, *end; /* end: behind what may be read of them   */
    uint64_t *numbers, *longer; /* longer: as number_longer() takes them  */
    uint32_t *tokens;           /* of each number                         */
    size_t n, n_longer;
};

/* Numbers the words before position `to` from token i on; returns the first
 * token behind. */
static size_t number_until(struct numbering *const k, size_t i, uint32_t to)
{
    const struct numbering with = *k; /* what is written is not of it */
    const struct token *const tokens = with.text->words->tokens;
    const size_t end = with.text->n_tokens;
    size_t n = with.n, n_longer = with.n_longer;
    for (; i < end && tokens[i].pos < to; i++) {
        const struct token *const t = &tokens[i];
        if (UNLIKELY(t->parts > 1))
            continue;
        with.tokens[n] = (uint32_t)i;
        with.longer[n_longer] = n;
        n_longer += t->term_size > WHOLE;
        with.numbers[n++] =
            number_of(with.terms + t->term, t->term_size, with.end);
    }
    k->n = n;
    k->n_longer = n_longer;
    return i;
}

/* The first token from i on that does not stand before position `to`. */
static size_t skip_to(const struct shingle_text *text, size_t i, uint32_t to)
{
    while (i < text->n_tokens && text->words->tokens[i].pos < to)
        i++;
    return i;
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
        .text = text,
        .terms = l->terms.p,
        .end = l->terms.p + l->terms.cap,
        .numbers = s->numbers,
        .longer = s->v, /* has the room, and is not needed yet */
        .tokens = s->tokens,
    };
    size_t i = skip_to(text, 0, from);
    for (size_t r = 0; r < text->n_without && !all; r++) {
        i = number_until(&k, i, text->without[r].from);
        i = skip_to(text, i, text->without[r].to);
    }
    (void)number_until(&k, i, UINT32_MAX);
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
        !mem_grow(&s->tokens, &s->cap_tokens, most + 1))
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
