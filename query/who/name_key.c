#include "query/who/name_key.h"

#include <string.h>

enum st name_keys_open(struct name_keys *k, struct err *e)
{
    *k = (struct name_keys){.analyzer = NULL};
    return analyzer_open(&k->analyzer, e);
}

void name_keys_close(struct name_keys *k)
{
    analyzer_close(k->analyzer);
    token_list_release(&k->tokens);
    k->analyzer = NULL;
}

enum st name_key(struct name_keys *k, struct bytes name, struct arena *arena,
                 struct bytes *out, struct err *e)
{
    const struct token_list *const l = &k->tokens;
    size_t size = 0;
    token_list_clear(&k->tokens);
    const enum st st = analyzer_run(k->analyzer, name, &k->tokens, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < l->n; i++)
        size += l->tokens[i].term_size + (size_t)1;
    uint8_t *const key = arena_bytes(arena, size);
    if (!key)
        return err_set(e, ST_NOMEM, "out of memory for names");
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        const struct bytes term = token_term(l, &l->tokens[i]);
        if (l->tokens[i].parts != 1)
            continue;
        if (n > 0)
            key[n++] = ' ';
        memcpy(key + n, term.p, term.n);
        n += term.n;
    }
    *out = bytes_of(key, n);
    return ST_OK;
}
