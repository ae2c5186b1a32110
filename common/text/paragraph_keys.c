#include "common/text/paragraph_keys.h"

#include <string.h>

#include "common/base/ascii.h"
#include "common/base/hash.h"
#include "common/base/lanes.h"
#include "common/base/mem.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "reading paragraphs: out of memory");
}

void paragraph_keys_release(struct paragraph_keys *k)
{
    mem_free(k->v);
    buf_release(&k->letters);
    *k = (struct paragraph_keys){.n = 0};
}

/* A bit for each of sixteen bytes that is a digit. */
static unsigned digits_at(const uint8_t *p)
{
    return lanes_bits((lanes)(lanes_at(p) - '0' < 10));
}

static bool has_digit(const uint8_t *p, size_t n)
{
    size_t i = 0;
    for (; n - i >= LANES; i += LANES)
        if (digits_at(p + i))
            return true;
    while (i < n && !is_digit(p[i]))
        i++;
    return i < n;
}

/* Copies the bytes, of each row of digits one 0; returns how many there are. */
static size_t without_numbers(const uint8_t *p, size_t n, uint8_t *to)
{
    uint8_t *const start = to;
    for (size_t i = 0; i < n;) {
        size_t letters = 0;
        if (n - i >= LANES) {
            const unsigned digits = digits_at(p + i);
            memcpy(to, p + i, LANES);
            letters = digits ? (size_t)__builtin_ctz(digits) : LANES;
        } else {
            for (; i + letters < n && !is_digit(p[i + letters]); letters++)
                to[letters] = p[i + letters];
        }
        to += letters;
        i += letters;
        if (i == n || !is_digit(p[i]))
            continue;
        *to++ = '0';
        while (i < n && is_digit(p[i]))
            i++;
    }
    return (size_t)(to - start);
}

/* The words of the tokens [from, to) stand one behind the other, as bytes too.
 * Where they are hashed as they stand nothing waits for bytes just written. */
static enum st add_paragraph(struct paragraph_keys *k,
                             const struct token_list *l, size_t from, size_t to,
                             struct err *e)
{
    const struct token *const last = &l->tokens[to - 1];
    const uint32_t at = l->tokens[from].term;
    const size_t size = last->term + last->term_size - at;
    struct buf *const b = &k->letters;
    if (size < PARAGRAPH_LEAST)
        return ST_OK;
    buf_clear(b);
    if (!buf_reserve(b, size) || !mem_grow(&k->v, &k->cap, k->n + 1))
        return out_of_memory(e);
    const uint8_t *p = l->terms.p + at;
    size_t n = size;
    if (has_digit(p, n)) {
        n = without_numbers(p, size, b->p);
        p = b->p;
    }
    if (n >= PARAGRAPH_LEAST)
        k->v[k->n++] = (struct paragraph_key){hash64(p, n), from, to};
    return ST_OK;
}

/* Behind the tokens of the paragraph that begins with the first of [from, to)
 * and ends at position `end`: one for each position, and joined compounds. */
static size_t behind_paragraph(const struct token_list *l, size_t from,
                               size_t to, uint32_t end)
{
    const size_t words = end - l->tokens[from].pos;
    size_t i = from + MIN(words, to - from);
    while (i < to && l->tokens[i].pos < end)
        i++;
    return i;
}

enum st paragraph_keys_read(struct paragraph_keys *k,
                            const struct token_list *l, size_t from, size_t to,
                            struct err *e)
{
    enum st st = ST_OK;
    size_t paragraph = 0;
    k->n = 0;
    for (size_t i = from, next; i < to && st == ST_OK; i = next) {
        while (l->paragraph_ends[paragraph] <= l->tokens[i].pos)
            paragraph++;
        next = behind_paragraph(l, i, to, l->paragraph_ends[paragraph]);
        st = add_paragraph(k, l, i, next, e);
    }
    return st;
}
