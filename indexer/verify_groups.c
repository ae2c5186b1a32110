#include <inttypes.h>

#include "common/base/mem.h"
#include "common/segment/postings_cursor.h"
#include "common/segment/postings_layout.h"
#include "common/segment/prefix_term.h"
#include "indexer/verify_checker.h"

/* The words of the groups, while they are gone through. */
struct membership {
    uint8_t *grouped; /* a bit for each word: some group holds it       */
    struct term_entry *words; /* of the group at hand                   */
    size_t n, cap;
};

static enum st out_of_memory(const struct checker *c, struct err *e)
{
    return err_set(e, ST_NOMEM, "%s: out of memory", c->file);
}

/* ---- the words of one group ---- */

static bool take_word(struct membership *m, uint32_t ord)
{
    uint8_t *const byte = &m->grouped[ord / 8];
    const uint8_t bit = (uint8_t)(1u << ord % 8);
    const bool fresh = !(*byte & bit);
    *byte |= bit;
    return fresh;
}

static enum st check_word(struct checker *c, struct membership *m,
                          struct bytes stem, uint32_t ord, struct err *e)
{
    const struct term_dict words = term_dict_words(c->segment);
    struct term_walk w;
    struct err why = ERR_INIT;
    bool failed = false;
    enum st st = ST_OK;
    if (!take_word(m, ord))
        checker_found(c, CHUNK_GRPS,
                      "stem %s: word %" PRIu32 " is in another group too",
                      checker_name(c, stem), ord);
    if (!checker_ok(c, CHUNK_TERM, term_walk_at(&w, &words, ord, &why), &why,
                    &st, e))
        return st;
    if (!bytes_equal(stem_word(c->stemmer, w.term, &failed), stem))
        checker_found(c, CHUNK_GRPS,
                      "stem %s: word %" PRIu32 " has another stem",
                      checker_name(c, stem), ord);
    if (failed || !mem_grow(&m->words, &m->cap, m->n + 1))
        return out_of_memory(c, e);
    m->words[m->n++] = w.entry;
    return ST_OK;
}

/* Reads the numbers of the words; *good is false when they break the rules. */
static enum st check_numbers(struct checker *c, struct membership *m,
                             struct group *g, struct bytes stem, bool *good,
                             struct err *e)
{
    enum st st = ST_OK;
    uint64_t least = 0;
    m->n = 0;
    *good = true;
    for (uint32_t i = 0; i < g->n_words && st == ST_OK && *good; i++) {
        uint32_t ord;
        if (!group_next_word(g, &ord) || ord < least ||
            ord >= c->segment->counts.terms)
            *good = false;
        else
            st = check_word(c, m, stem, ord, e);
        least = (uint64_t)ord + 1;
    }
    *good &= g->words == g->words_end;
    if (st == ST_OK && !*good)
        checker_found(c, CHUNK_GRPS,
                      "stem %s: its words are not ascending "
                      "numbers of words",
                      checker_name(c, stem));
    return st;
}

/* ---- the derived list ---- */

/* What all words together say of the next document. */
static uint32_t unite(struct postings_cursor *v, size_t n, uint64_t *freq)
{
    uint32_t doc = DOC_END;
    *freq = 0;
    for (size_t i = 0; i < n; i++)
        doc = MIN(doc, v[i].doc);
    for (size_t i = 0; i < n && doc != DOC_END; i++)
        if (v[i].doc == doc) {
            *freq += postings_cursor_freq(&v[i]);
            postings_cursor_next(&v[i]);
        }
    return doc;
}

static enum st check_union(struct checker *c, const struct membership *m,
                           const struct term_entry *derived, struct bytes stem,
                           struct err *e)
{
    struct postings_cursor list;
    struct postings_cursor *const words = mem_array(m->n, sizeof(*words));
    if (!words)
        return out_of_memory(c, e);
    for (size_t i = 0; i < m->n; i++)
        postings_cursor_open(&words[i], c->segment, &m->words[i]);
    postings_cursor_open(&list, c->segment, derived);
    for (;;) {
        uint64_t freq;
        const uint32_t doc = unite(words, m->n, &freq);
        if (doc != list.doc ||
            (doc != DOC_END && freq != postings_cursor_freq(&list))) {
            checker_found(c, CHUNK_DOCS,
                          "stem %s: at document %" PRIu32 " its list is not "
                          "the union of its words'",
                          checker_name(c, stem), MIN(doc, list.doc));
            break;
        }
        if (doc == DOC_END)
            break;
        postings_cursor_next(&list);
    }
    mem_free(words);
    return ST_OK;
}

static enum st check_group(struct checker *c, struct membership *m,
                           const struct term_walk *w, struct err *e)
{
    struct group g = {.entry = w->entry};
    struct err why = ERR_INIT;
    enum st st = ST_OK;
    bool good;
    /* The place in GRPS stands where a word's positions would: not theirs. */
    struct term_entry derived = w->entry;
    derived.pos_at = derived.pos_size = 0;

    const enum st got = group_open(c->segment, &g, &why);
    if (!checker_ok(c, CHUNK_GRPS, got, &why, &st, e))
        return st;
    if ((st = check_numbers(c, m, &g, w->term, &good, e)) != ST_OK || !good)
        return st;
    if (m->n == 1) {
        if (derived.df != 0 || derived.cf != 0 || derived.docs_size != 0)
            checker_found(c, CHUNK_STEM, "stem %s: a list for one word",
                          checker_name(c, w->term));
        return ST_OK;
    }
    if (derived.df == 0 || derived.cf < derived.df)
        checker_found(c, CHUNK_STEM,
                      "stem %s: %" PRIu32 " documents, %" PRIu64 " occurrences",
                      checker_name(c, w->term), derived.df, derived.cf);
    st = verify_list(c, &derived, w->term, false, e);
    return st == ST_OK ? check_union(c, m, &derived, w->term, e) : st;
}

/* ---- words without a group ---- */

/* Such a word is its own stem, and no other word has that stem. */
static enum st check_alone(struct checker *c, const struct membership *m,
                           struct err *e)
{
    const struct term_dict words = term_dict_words(c->segment);
    const struct term_dict stems = term_dict_stems(c->segment);
    struct term_walk w;
    bool more, failed = false;
    enum st st = ST_OK;
    term_walk_start(&w, &words);
    for (;;) {
        struct err why = ERR_INIT;
        struct term_entry entry;
        bool found = false;
        if (term_walk_next(&w, &more, &why) != ST_OK || !more)
            return st; /* damage: told when the words were checked */
        const uint32_t ord = w.entry.ord;
        if (m->grouped[ord / 8] & 1u << ord % 8 || is_prefix_term(w.term))
            continue;
        const struct bytes stem = stem_word(c->stemmer, w.term, &failed);
        if (failed)
            return out_of_memory(c, e);
        const enum st got = term_dict_find(&stems, stem, &entry, &found, &why);
        if (!checker_ok(c, CHUNK_SHSH, got, &why, &st, e) && st != ST_OK)
            return st;
        if (found || !bytes_equal(stem, w.term))
            checker_found(c, CHUNK_GRPS, "word %s is missing in its group",
                          checker_name(c, w.term));
    }
}

/* ---- all ---- */

static enum st check_stems(struct checker *c, struct membership *m,
                           struct err *e)
{
    const struct segment *const s = c->segment;
    struct dict_check d = {.checker = c, .dict = term_dict_stems(s)};
    bool more = true, all = c->lists.known;
    enum st st;
    c->lists.pos = 0;
    while ((st = dict_check_next(&d, &c->lists, &more, e)) == ST_OK && more) {
        const struct term_entry *const entry = &d.walk.entry;
        if ((st = check_group(c, m, &d.walk, e)) != ST_OK)
            break;
        c->lists.docs += entry->docs_size;
        c->lists.skip += skip_size(entry->df, false, s->counts.docs);
        c->lists.pos += entry->pos_size;
        all &= c->lists.known;
    }
    buf_release(&d.before);
    if (st != ST_OK)
        return st;
    dict_check_table(&d);
    if (!all)
        return ST_OK;
    if (c->lists.pos != s->chunks[CHUNK_GRPS].n)
        checker_found(c, CHUNK_GRPS,
                      "%" PRIu64 " bytes, but its groups end at %" PRIu64,
                      s->chunks[CHUNK_GRPS].n, c->lists.pos);
    return check_alone(c, m, e);
}

enum st verify_groups(struct checker *c, struct err *e)
{
    static const enum chunk needed[] = {CHUNK_STEM, CHUNK_SIDX, CHUNK_SHSH,
                                        CHUNK_GRPS};
    const struct segment *const s = c->segment;
    struct membership m = {.n = 0};
    enum st st = ST_OK;
    bool whole = true;
    for (size_t i = 0; i < COUNT_OF(needed); i++)
        if ((s->chunks[needed[i]].p != NULL) != (c->stemmer != NULL)) {
            checker_found(c, needed[i], "%s, which the language does not allow",
                          c->stemmer ? "missing" : "there");
            whole = false;
        }
    if (whole && c->stemmer) {
        m.grouped = mem_zalloc((size_t)(s->counts.terms / 8 + 1));
        st = m.grouped ? check_stems(c, &m, e) : out_of_memory(c, e);
        mem_free(m.grouped);
        mem_free(m.words);
    }
    return st;
}
