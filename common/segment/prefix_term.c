#include "common/segment/prefix_term.h"

enum st prefix_walk_start(struct prefix_walk *w, const struct segment *s,
                          enum prefix prefix, struct err *e)
{
    const uint8_t head[PREFIX_SIZE] = {PREFIX_MARK, (uint8_t)prefix};
    const struct term_dict words = term_dict_words(s);
    w->prefix = prefix;
    return term_walk_seek(&w->walk, &words, bytes_of(head, sizeof(head)), e);
}

enum st prefix_walk_next(struct prefix_walk *w, bool *more, struct err *e)
{
    enum st st;
    do
        st = term_walk_next(&w->walk, more, e);
    while (st == ST_OK && *more && w->walk.term.n == PREFIX_SIZE &&
           w->walk.term.p[1] == w->prefix);
    if (st != ST_OK || !*more)
        return st;
    const struct bytes term = w->walk.term;
    *more =
        is_prefix_term(term) && term.n > PREFIX_SIZE && term.p[1] == w->prefix;
    w->text = *more ? bytes_of(term.p + PREFIX_SIZE, term.n - PREFIX_SIZE)
                    : BYTES_NONE;
    return ST_OK;
}

enum st prefix_terms_count(const struct segment *s, uint64_t *n, struct err *e)
{
    const struct term_dict words = term_dict_words(s);
    struct term_walk w;
    bool more;
    enum st st = term_walk_seek(&w, &words, first_word(), e);
    if (st == ST_OK)
        st = term_walk_next(&w, &more, e);
    if (st == ST_OK)
        *n = more ? w.entry.ord : words.n;
    return st;
}
