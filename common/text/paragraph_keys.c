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

/* Whether none of eight bytes is a digit. */
static bool are_letters(uint64_t x)
{
    const uint64_t each = UINT64_C(0x0101010101010101), tops = 0x80 * each;
    const uint64_t t = x ^ '0' * each; /* 0 to 9 of a digit */
    return ((((t & ~tops) + (0x80 - 10) * each) | t) & tops) == tops;
}

/* The same of sixteen. */
static bool lanes_are_letters(const uint8_t *p)
{
    return !lanes_any((lanes)(lanes_at(p) - '0' < 10));
}

/* Copies the bytes, of each row of digits one 0; returns how many there are. */
static size_t without_numbers(const uint8_t *p, size_t n, uint8_t *to)
{
    uint8_t *const start = to;
    for (size_t i = 0; i < n;) {
        for (; n - i >= LANES && lanes_are_letters(p + i); i += LANES) {
            memcpy(to, p + i, LANES);
            to += LANES;
        }
        if (n - i >= 8 && are_letters(get_u64le(p + i))) {
            memcpy(to, p + i, 8);
            to += 8;
            i += 8;
        }
        /* A row of digits is near, or the end: byte by byte to behind it. */
        for (bool row = false; i < n && (!row || is_digit(p[i])); i++) {
            const bool digit = is_digit(p[i]);
            *to = digit ? '0' : p[i];
            to += !row;
            row = digit;
        }
    }
    return (size_t)(to - start);
}

static bool has_digit(const uint8_t *p, size_t n)
{
    size_t i = 0;
    for (; n - i >= LANES; i += LANES)
        if (!lanes_are_letters(p + i))
            return true;
    for (; i < n; i++)
        if (is_digit(p[i]))
            return true;
    return false;
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
