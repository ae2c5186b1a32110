/*
 * naive_letters -- a word letter by letter, and sets of places in it; what
 * naive_pattern's files share.
 *
 *   Threads  pure functions
 */
#ifndef TESTS_ORACLE_NAIVE_LETTERS_H
#define TESTS_ORACLE_NAIVE_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

#include "tests/oracle/naive_pattern.h"

/* A set of places in a word: bit i is the place before letter i. */
typedef uint64_t places;

struct letters {
    uint32_t at[NAIVE_LETTERS_MAX];
    unsigned n;
    bool too_many;
};

static inline uint32_t naive_lower(uint32_t c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* The character at *text, which is moved behind it; 0 at the end. */
static inline uint32_t naive_take(const char **text)
{
    const unsigned char *s = (const unsigned char *)*text;
    uint32_t c = *s;
    int more = 0;

    if (c == 0)
        return 0;
    if (c >= 0xc0) {
        more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
        c &= 0x3fu >> more;
    }
    for (s++; more > 0 && (*s & 0xc0) == 0x80; more--, s++)
        c = c << 6 | (*s & 0x3fu);
    *text = (const char *)s;
    return c;
}

static inline struct letters naive_letters(const char *word)
{
    struct letters l = {.n = 0};

    while (*word && !l.too_many) {
        if (l.n < NAIVE_LETTERS_MAX)
            l.at[l.n++] = naive_take(&word);
        else
            l.too_many = true;
    }
    return l;
}

/* Behind one letter that is `c`, or, for 0, any. */
static inline places naive_step(const struct letters *w, places from,
                                uint32_t c)
{
    places to = 0;

    for (unsigned i = 0; i < w->n; i++)
        if ((from >> i & 1) && (c == 0 || w->at[i] == c))
            to |= (places)1 << (i + 1);
    return to;
}

#endif
