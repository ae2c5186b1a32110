/* The words of a plan: where each segment has them, and what they weigh. */
#include <string.h>

#include "common/segment/bm25.h"
#include "query/plan.h"

/* A group of one word has no entry of its own when that word is the stem: so
 * a stem without an entry may still stand for the word spelled like it, if
 * that is its own stem. */
static enum st find_group(struct term_entry *out, const struct planner *with,
                          const struct segment *s, struct bytes stem,
                          struct err *e)
{
    struct group group;
    bool found, failed = false;

    const enum st st = group_find(s, stem, &group, e);
    if (st != ST_OK)
        return st;
    *out = group.entry;
    if (group.entry.df > 0)
        return ST_OK;

    const bool own = bytes_equal(stem_word(with->stemmer, stem, &failed), stem);
    if (failed)
        return err_set(e, ST_NOMEM, "out of memory");
    if (!own)
        return ST_OK;
    const struct term_dict words = term_dict_words(s);
    return term_dict_find(&words, stem, out, &found, e);
}

static enum st find_word(struct term_entry *out, const struct segment *s,
                         struct bytes word, struct err *e)
{
    const struct term_dict words = term_dict_words(s);
    bool found;

    return term_dict_find(&words, word, out, &found, e);
}

HOT enum st plan_term_find_as(struct plan_term **out,
                              const struct planner *with, enum prefix prefix,
                              struct bytes text, bool stem, struct err *e)
{
    const struct index *const ix = with->index;
    const size_t before = prefix ? PREFIX_SIZE : 0;
    struct plan_term *const t = arena_new(with->arena, struct plan_term, 1);
    uint8_t *const copy = arena_bytes(with->arena, before + text.n);

    if (!t || !copy)
        return err_set(e, ST_NOMEM, "out of memory");
    if (prefix) {
        copy[0] = PREFIX_MARK;
        copy[1] = (uint8_t)prefix;
        text.n = MIN(text.n, (size_t)TERM_SIZE_MAX - PREFIX_SIZE);
    }
    if (text.n > 0)
        memcpy(copy + before, text.p, text.n);
    const struct bytes term = bytes_of(copy, before + text.n);
    t->text = bytes_of(copy + before, text.n);
    t->prefix = prefix;
    t->stem = stem;
    t->entries = arena_new(with->arena, struct term_entry, ix->n);
    if (!t->entries)
        return err_set(e, ST_NOMEM, "out of memory");

    for (size_t i = 0; i < ix->n; i++) {
        struct term_entry entry = {.df = 0};
        const struct segment *const s = ix->segments[i];
        const enum st st = stem ? find_group(&entry, with, s, term, e)
                                : find_word(&entry, s, term, e);
        if (st != ST_OK)
            return st;
        t->entries[i] = entry;
        t->df += entry.df;
        t->cf += entry.cf;
    }
    t->idf = with->unscored ? 0 : bm25_idf(ix->counts.with_words, t->df);
    *out = t;
    return ST_OK;
}

enum st plan_term_find(struct plan_term **out, const struct planner *with,
                       struct bytes text, bool stem, struct err *e)
{
    return plan_term_find_as(out, with, PREFIX_NONE, text, stem, e);
}
