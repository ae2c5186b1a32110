#include "common/text/release_words.h"

enum st release_words_open(struct release_words *w, struct err *e)
{
    *w = (struct release_words){.analyzer = NULL};
    return analyzer_open(&w->analyzer, e);
}

void release_words_close(struct release_words *w)
{
    analyzer_close(w->analyzer);
    token_list_release(&w->tokens);
    *w = (struct release_words){.analyzer = NULL};
}

enum st release_words_shingles(struct release_words *w,
                               const struct release_text *r,
                               struct shingles *out, struct err *e)
{
    struct token_list *const l = &w->tokens;
    token_list_clear(l);
    enum st st = analyzer_run(w->analyzer, r->title, l, e);
    const uint32_t title_end = l->next_pos;
    if (st == ST_OK)
        st = analyzer_run(w->analyzer, r->body, l, e);
    const struct shingle_text text = {.words = l,
                                      .n_tokens = l->n,
                                      .title_end = title_end,
                                      .without = r->without,
                                      .n_without = r->n_without};
    return st == ST_OK ? shingles_read(out, &text, e) : st;
}
