#include "common/text/shingles.h"

#include <string.h>

#include "common/base/mem.h"

/* An odd number without a pattern: 2^64 divided by the golden ratio. */
#define FACTOR UINT64_C(0x9e3779b97f4a7c15)

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

/* The number of a word: of nearly all of them made of their bytes, zeros behind
 * the end. `end`: behind what may be read. */
static uint64_t number_of(struct bytes word, const uint8_t *end)
{
    uint8_t padded[8] = {0};
    const uint8_t *p = word.p;
    if (word.n > sizeof(padded))
        return hash64(word.p, word.n);
    if ((size_t)(end - p) < sizeof(padded))
        p = memcpy(padded, p, word.n);
    const uint64_t h = (get_u64le(p) << (64 - 8 * word.n)) * FACTOR;
    return h ^ h >> 32;
}

/* Numbers of the words from position `from` on that no range holds. */
static uint32_t number_words(struct shingles *s,
                             const struct shingle_text *text, uint32_t from,
                             bool all)
{
    const struct token_list *const l = text->words;
    if (text->n_tokens == 0)
        return 0; /* there may be no pointer to add to */
    const uint8_t *const end = l->terms.p + l->terms.cap;
    size_t range = 0;
    uint32_t n = 0;
    for (size_t i = 0; i < text->n_tokens; i++) {
        const struct token *const t = &l->tokens[i];
        if (t->pos < from || t->parts > 1)
            continue;
        while (!all && range < text->n_without &&
               text->without[range].to <= t->pos)
            range++;
        if (!all && range < text->n_without &&
            text->without[range].from <= t->pos)
            continue;
        if (s->keeps_places)
            s->places[n] = (uint32_t)i;
        s->numbers[n++] = number_of(token_term(l, t), end);
    }
    return n;
}

/* Spreads what a sum of products leaves in the upper bits over all. */
static uint64_t mix(uint64_t h)
{
    h = (h ^ h >> 32) * FACTOR;
    return h ^ h >> 29;
}

/* Each is the sum of number * FACTOR^(words behind it), mixed: the next one is
 * made of the one before. */
static void roll(struct shingles *s, uint32_t words)
{
    uint64_t sum = 0, first = 1;
    for (size_t i = 1; i < SHINGLE_WORDS; i++)
        first *= FACTOR;
    s->n = 0;
    for (uint32_t i = 0; i < words; i++) {
        if (i >= SHINGLE_WORDS)
            sum -= s->numbers[i - SHINGLE_WORDS] * first;
        sum = sum * FACTOR + s->numbers[i];
        if (i + 1 >= SHINGLE_WORDS)
            s->v[s->n++] = mix(sum);
    }
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
