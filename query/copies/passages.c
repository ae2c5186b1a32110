#include "query/copies/passages.h"

#include <string.h>

/* The longest so far, the longest first; of equal ones the first of the text.
 */
struct longest {
    struct passage *v;
    size_t n, most;
};

static bool keep_longest(void *ctx, struct bytes stretch, uint32_t words)
{
    struct longest *const l = ctx;
    size_t at = l->n;

    while (at > 0 && l->v[at - 1].words < words)
        at--;
    if (at == l->most)
        return true;
    l->n = MIN(l->n + 1, l->most);
    memmove(l->v + at + 1, l->v + at, (l->n - at - 1) * sizeof(*l->v));
    l->v[at] = (struct passage){stretch, words};
    return true;
}

struct bytes passage_cut(struct bytes text, size_t size)
{
    size_t end = size;

    if (text.n <= size)
        return text;
    while (end > 0 && text.p[end] != ' ' && text.p[end] != '\n')
        end--;
    for (; end == 0 && size > 0 && (text.p[size] & 0xc0) == 0x80; size--)
        ;
    return bytes_of(text.p, end ? end : size);
}

enum st passages_find(struct compared *of, struct compared *in, size_t most,
                      struct arena *arena, struct passage *out, size_t *n,
                      struct err *e)
{
    struct longest l = {.v = out, .most = most};
    const enum st st = compared_passages(of, in, keep_longest, &l, e);

    *n = 0;
    for (size_t i = 0; st == ST_OK && i < l.n; i++) {
        const struct bytes text = passage_cut(out[i].text, PASSAGE_SIZE);
        uint8_t *const copy = arena_bytes(arena, text.n);
        if (!copy)
            return err_set(e, ST_NOMEM, "out of memory");
        memcpy(copy, text.p, text.n);
        out[(*n)++].text = bytes_of(copy, text.n);
    }
    return st;
}
