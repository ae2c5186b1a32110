#include "query/segment_pairs.h"

#include <string.h>

#include "common/segment/postings_layout.h"
#include "common/segment/term_dict.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the pairs of a phrase");
}

/* Looks a pair up, or with `second` NULL whether a word is one pairs are made
 * of; *known says whether it is in the dictionary. */
static enum st find_pair(const struct segment_search *with, struct bytes first,
                         const struct bytes *second, struct term_entry *out,
                         bool *known, struct err *e)
{
    const struct term_dict pairs = term_dict_pairs(with->segment);
    uint8_t key[TERM_SIZE_MAX];
    const size_t size = first.n + 1 + (second ? second->n : 0);

    *known = false;
    if (size > sizeof(key))
        return ST_OK;
    memcpy(key, first.p, first.n);
    key[first.n] = 0;
    if (second)
        memcpy(key + first.n + 1, second->p, second->n);
    return term_dict_find(&pairs, bytes_of(key, size), out, known, e);
}

/* Whether pairs tell where the word stands: only of dense ones they do. */
static enum st is_common(const struct segment_search *with,
                         const struct plan_term *t, bool *out, struct err *e)
{
    struct term_entry ignored;

    *out = false;
    if (!with->segment->chunks[CHUNK_PAIR].p ||
        !is_dense(segment_df(with, t), with->segment->counts.docs))
        return ST_OK;
    return find_pair(with, t->text, NULL, &ignored, out, e);
}

/* "state visit" */
static bool name_pair(const struct segment_search *with, struct bytes first,
                      struct bytes second, struct plan_term *t)
{
    uint8_t *const text = arena_bytes(with->arena, first.n + 1 + second.n);

    if (!text)
        return false;
    memcpy(text, first.p, first.n);
    text[first.n] = ' ';
    memcpy(text + first.n + 1, second.p, second.n);
    t->text = bytes_of(text, first.n + 1 + second.n);
    return true;
}

/* A word that stands for two in a row. */
static struct plan_node *pair_node(const struct segment_search *with,
                                   struct bytes first, struct bytes second,
                                   const struct term_entry *entry, float weight)
{
    struct plan_node *const n = arena_new(with->arena, struct plan_node, 1);
    struct plan_term *const t = arena_new(with->arena, struct plan_term, 1);

    if (!n || !t ||
        !(n->terms = arena_new(with->arena, struct plan_term *, 1)) ||
        !(t->entries =
              arena_new(with->arena, struct term_entry, with->segment_at + 1)))
        return NULL;
    if (with->profile && !name_pair(with, first, second, t))
        return NULL;
    t->pair = true;
    t->entries[with->segment_at] = *entry;
    n->terms[0] = t;
    n->n_terms = 1;
    n->kind = PLAN_TERM;
    n->weight = weight;
    return n;
}

/* Adds what must be in a document for the phrase to be: the pair itself in its
 * place when it is a phrase of two common words; else the phrase, and each pair
 * of common words in it, which then lead to it and add nothing. */
static enum st add_phrase(const struct segment_search *with,
                          struct plan_node *phrase, struct plan_list *out,
                          struct err *e)
{
    const size_t n = phrase->n_terms;
    bool whole = false, before = false;

    for (size_t i = 0; i < n; i++) {
        struct plan_term *const t = phrase->terms[i];
        struct term_entry entry = {.df = 0};
        bool common, found;
        enum st st = ST_OK;
        if (t->prefix)
            common = false;
        else
            st = is_common(with, t, &common, e);
        if (st == ST_OK && common && before) {
            st = find_pair(with, phrase->terms[i - 1]->text, &t->text, &entry,
                           &found, e);
            if (st != ST_OK)
                return st;
            struct plan_node *const pair =
                pair_node(with, phrase->terms[i - 1]->text, t->text, &entry,
                          n == 2 ? phrase->weight : 0);
            if (!pair || !plan_list_add(out, with->arena, pair))
                return out_of_memory(e);
            whole = n == 2;
        }
        if (st != ST_OK)
            return st;
        before = common;
    }
    return whole || plan_list_add(out, with->arena, phrase) ? ST_OK
                                                            : out_of_memory(e);
}

enum st segment_pairs_use(const struct segment_search *with,
                          const struct plan_list *must, struct plan_list *out,
                          struct err *e)
{
    *out = (struct plan_list){.n = 0};
    for (size_t i = 0; i < must->n; i++) {
        struct plan_node *const n = must->nodes[i];
        enum st st = ST_OK;
        if (n->kind == PLAN_PHRASE && segment_has_all(with, n))
            st = add_phrase(with, n, out, e);
        else if (!plan_list_add(out, with->arena, n))
            st = out_of_memory(e);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}
