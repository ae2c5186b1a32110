#include "common/base/nearest.h"

#include <string.h>

#include "common/base/compiler.h"

/* Edits (insert, drop, replace, swap neighbours) that turn `a` into `b`: the
 * optimal string alignment distance, three rows at a time. */
static size_t edit_distance(const char *a, const char *b)
{
    const size_t n = strlen(a), m = strlen(b);
    if (n > NEAREST_MAX || m > NEAREST_MAX)
        return NEAREST_MAX;
    size_t rows[3][NEAREST_MAX + 1];
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *const now = rows[i % 3];
        const size_t *const above = rows[(i - 1) % 3];
        const size_t *const above2 = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            const size_t replace = above[j - 1] + (a[i - 1] != b[j - 1]);
            now[j] = MIN(replace, MIN(above[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = MIN(now[j], above2[j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

struct nearest nearest_to(const char *word)
{
    return (struct nearest){word, NULL, strlen(word) / 3 + 2};
}

void nearest_offer(struct nearest *n, const char *name)
{
    const size_t d = edit_distance(n->word, name);
    if (d < n->distance) {
        n->best = name;
        n->distance = d;
    }
}
