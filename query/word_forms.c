#include "query/word_forms.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/term_dict.h"

static enum st no_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the forms of words");
}

static enum st add(struct word_forms *f, uint32_t term, struct bytes text,
                   struct err *e)
{
    if (f->n == WORD_FORMS_MAX) {
        f->all = false;
        return ST_OK;
    }
    uint8_t *const copy = arena_bytes(&f->arena, text.n);
    if (!copy || !mem_grow(&f->list, &f->cap, f->n + 1))
        return no_memory(e);
    if (text.n > 0)
        memcpy(copy, text.p, text.n);
    f->list[f->n++] = (struct word_form){bytes_of(copy, text.n), term};
    return ST_OK;
}

/* The words of the stem's group in a segment. */
static enum st add_group(struct word_forms *f, const struct segment *s,
                         struct bytes stem, uint32_t term, struct err *e)
{
    const struct term_dict words = term_dict_words(s);
    struct group group;
    struct term_walk walk;
    uint32_t ord;

    enum st st = group_find(s, stem, &group, e);
    if (st != ST_OK || group.n_words == 0)
        return st;
    for (uint32_t i = 0; f->all && i < group.n_words; i++) {
        if (!group_next_word(&group, &ord))
            return chunk_refused(s, CHUNK_GRPS, 0, e);
        st = term_walk_at(&walk, &words, ord, e);
        if (st == ST_OK)
            st = add(f, term, walk.term, e);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

/* A group of one word that is its own stem is not kept, so the stem itself
 * counts wherever it is its own. */
static enum st add_stem(struct word_forms *f, const struct index *ix,
                        struct stemmer *stemmer, struct bytes stem,
                        uint32_t term, struct err *e)
{
    bool failed = false;
    enum st st = ST_OK;

    if (bytes_equal(stem_word(stemmer, stem, &failed), stem))
        st = add(f, term, stem, e);
    if (failed)
        return no_memory(e);
    for (size_t i = 0; st == ST_OK && f->all && i < ix->n; i++)
        st = add_group(f, ix->segments[i], stem, term, e);
    return st;
}

static int compare(const void *a, const void *b)
{
    const struct word_form *const x = a, *const y = b;
    const int c = bytes_compare(x->text, y->text);

    return c ? c : (x->term > y->term) - (x->term < y->term);
}

enum st word_forms_find(struct word_forms *f, const struct index *ix,
                        struct stemmer *stemmer, const struct query_term *terms,
                        size_t n, struct err *e)
{
    size_t kept = 0;
    enum st st = ST_OK;

    f->n = 0;
    f->all = true;
    arena_clear(&f->arena);
    for (size_t i = 0; st == ST_OK && f->all && i < n; i++) {
        if (terms[i].stem)
            st = add_stem(f, ix, stemmer, terms[i].text, (uint32_t)i, e);
    }
    if (st != ST_OK || f->n == 0)
        return st;
    qsort(f->list, f->n, sizeof(*f->list), compare);
    for (size_t i = 1; i < f->n; i++) {
        if (compare(&f->list[kept], &f->list[i]) != 0)
            f->list[++kept] = f->list[i];
    }
    f->n = kept + 1;
    return ST_OK;
}

void word_forms_release(struct word_forms *f)
{
    mem_free(f->list);
    arena_release(&f->arena);
    *f = (struct word_forms){.list = NULL};
}
