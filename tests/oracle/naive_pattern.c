#include "tests/oracle/naive_letters.h"

/* ---- wildcards ---- */

/* Behind any number of letters. */
static places run(const struct letters *w, places from)
{
    for (unsigned i = 0; i < w->n; i++)
        if (from >> i & 1)
            from |= (places)1 << (i + 1);
    return from;
}

enum naive_fit naive_wildcard(const char *pattern, const char *word)
{
    const struct letters w = naive_letters(word);
    bool any_letter = false;
    places at = 1;

    while (*pattern) {
        uint32_t c = naive_take(&pattern);
        if (c == '*') {
            at = run(&w, at);
            continue;
        }
        if (c == '?') {
            at = naive_step(&w, at, 0);
            continue;
        }
        if (c == '\\' && *pattern)
            c = naive_take(&pattern);
        if (c == '-')
            continue;
        any_letter = true;
        at = naive_step(&w, at, naive_lower(c));
    }
    if (!any_letter)
        return NAIVE_REFUSED;
    if (w.too_many)
        return NAIVE_NOT_TRIED;
    return at >> w.n & 1 ? NAIVE_FITS : NAIVE_FITS_NOT;
}

/* ---- slips ---- */

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned naive_slips(const char *from, const char *to)
{
    const struct letters a = naive_letters(from), b = naive_letters(to);
    unsigned d[NAIVE_LETTERS_MAX + 1][NAIVE_LETTERS_MAX + 1];

    for (unsigned i = 0; i <= a.n; i++)
        for (unsigned k = 0; k <= b.n; k++) {
            if (i == 0 || k == 0) {
                d[i][k] = i + k;
                continue;
            }
            const uint32_t x = naive_lower(a.at[i - 1]),
                           y = naive_lower(b.at[k - 1]);
            d[i][k] = least(least(d[i - 1][k], d[i][k - 1]) + 1,
                            d[i - 1][k - 1] + (x != y));
            if (i > 1 && k > 1 && x == naive_lower(b.at[k - 2]) &&
                naive_lower(a.at[i - 2]) == y)
                d[i][k] = least(d[i][k], d[i - 2][k - 2] + 1);
        }
    return a.too_many || b.too_many ? UINT32_MAX : d[a.n][b.n];
}
