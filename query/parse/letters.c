#include "query/parse/letters.h"

#include "common/base/compiler.h"

uint8_t to_lower(uint8_t c)
{
    return is_upper(c) ? (uint8_t)(c + ('a' - 'A')) : c;
}

bool letters_begin(struct bytes w, const char *lower, struct bytes *rest)
{
    size_t n = 0;
    for (; lower[n]; n++) {
        if (n == w.n || to_lower(w.p[n]) != (uint8_t)lower[n])
            return false;
    }
    *rest = bytes_of(w.p + n, w.n - n);
    return true;
}

bool letters_are(struct bytes w, const char *lower)
{
    struct bytes rest;
    return letters_begin(w, lower, &rest) && rest.n == 0;
}

bool letters_among(struct bytes w, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (letters_are(w, names[i]))
            return true;
    }
    return false;
}

size_t letters_number(struct bytes w, uint32_t most, uint32_t *value)
{
    size_t n = 0;
    uint64_t v = 0;
    for (; n < w.n && is_digit(w.p[n]); n++)
        v = MIN(v * 10 + (w.p[n] - '0'), (uint64_t)most + 1);
    *value = (uint32_t)v;
    return n;
}

bool letters_count(struct bytes w, uint32_t most, uint32_t *value)
{
    return w.n > 0 && letters_number(w, most, value) == w.n && *value >= 1 &&
           *value <= most;
}
