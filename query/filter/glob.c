#include "query/filter/glob.h"

#include "common/base/utf8.h"

bool glob_has_signs(struct bytes pattern)
{
    return pattern.n > 0 && (memchr(pattern.p, '*', pattern.n) ||
                             memchr(pattern.p, '?', pattern.n));
}

/* Only the last * seen need ever take more: what an earlier one could take more
 * of, it can take too. */
bool glob_fits(struct bytes pattern, struct bytes text)
{
    size_t p = 0, t = 0, star = SIZE_MAX, taken = 0;

    for (;;) {
        if (p < pattern.n && pattern.p[p] == '*') {
            star = ++p;
            taken = t;
            continue;
        }
        if (t == text.n && p == pattern.n)
            return true;
        if (t < text.n && p < pattern.n && pattern.p[p] == '?') {
            t += utf8_at(text, t).size;
            p++;
            continue;
        }
        if (t < text.n && p < pattern.n && pattern.p[p] == text.p[t]) {
            t++;
            p++;
            continue;
        }
        if (star == SIZE_MAX || taken >= text.n)
            return false;
        p = star;
        t = taken += utf8_at(text, taken).size;
    }
}
