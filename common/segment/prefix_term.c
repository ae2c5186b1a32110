#include "common/segment/prefix_term.h"

#include "common/segment/term_dict.h"

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
