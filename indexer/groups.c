#include "indexer/groups.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "common/segment/postings_cursor.h"
#include "common/segment/segment.h"
#include "indexer/draft.h"

enum { DROP_STEP = 8 << 20 }; /* bytes written before pages are given back */

/* One word and its stem. */
struct member {
    const uint8_t *stem;
    uint32_t size : 31;
    uint32_t self : 1; /* the word is its own stem */
    uint32_t ord;
};

struct members {
    struct arena text;
    struct member *v;
    size_t n, cap;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "grouping words by stem: out of memory");
}

void groups_init(struct groups *g)
{
    memset(g, 0, sizeof(*g));
}

void groups_release(struct groups *g)
{
    postings_writer_release(&g->postings);
    term_dict_writer_release(&g->stems);
    spool_release(&g->words);
}

/* ---- collecting ---- */

static enum st collect(struct members *m, const struct draft *d,
                       struct stemmer *stemmer, struct err *e)
{
    const struct term_dict words = term_dict_words(&d->segment);
    struct term_walk w;
    bool more, failed = false;
    enum st st;

    term_walk_start(&w, &words);
    while ((st = term_walk_next(&w, &more, e)) == ST_OK && more) {
        const struct bytes stem = stem_word(stemmer, w.term, &failed);
        uint8_t *const copy = arena_bytes(&m->text, stem.n);
        if (failed || !copy || !mem_grow(&m->v, &m->cap, m->n + 1))
            return out_of_memory(e);
        memcpy(copy, stem.p, stem.n);
        m->v[m->n++] = (struct member){
            .stem = copy,
            .size = (uint32_t)stem.n & INT32_MAX,
            .self = bytes_equal(stem, w.term),
            .ord = w.entry.ord,
        };
    }
    return st;
}

static struct bytes stem_of(const struct member *m)
{
    return bytes_of(m->stem, m->size);
}

static int compare_members(const void *a, const void *b)
{
    const struct member *const x = a, *const y = b;
    const int order = bytes_compare(stem_of(x), stem_of(y));
    return order ? order : (x->ord > y->ord) - (x->ord < y->ord);
}

/* ---- writing ---- */

static enum st write_words(struct groups *g, const struct member *m, size_t n,
                           struct term_entry *entry, struct err *e)
{
    uint8_t raw[VARINT_MAX];
    uint32_t before = UINT32_MAX;
    entry->pos_at = g->words.size;
    enum st st =
        spool_append(&g->words, raw, (size_t)(varint_put(raw, n) - raw), e);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        const uint32_t gap = m[i].ord - before - 1;
        before = m[i].ord;
        st = spool_append(&g->words, raw, (size_t)(varint_put(raw, gap) - raw),
                          e);
    }
    entry->pos_size = g->words.size - entry->pos_at;
    return st;
}

/* The union of the cursors' documents with summed frequencies. */
static enum st unite(struct postings_writer *out, struct postings_cursor *c,
                     size_t n, struct err *e)
{
    for (;;) {
        uint32_t doc = DOC_END, freq = 0;
        for (size_t i = 0; i < n; i++)
            doc = MIN(doc, c[i].doc);
        if (doc == DOC_END)
            break;
        for (size_t i = 0; i < n; i++)
            if (c[i].doc == doc) {
                freq += postings_cursor_freq(&c[i]);
                postings_cursor_next(&c[i]);
            }
        const enum st st = postings_writer_add(out, doc, freq, NULL, e);
        if (st != ST_OK)
            return st;
    }
    for (size_t i = 0; i < n; i++)
        if (c[i].st != ST_OK)
            return err_set(e, c[i].st, "reading back the postings failed");
    return ST_OK;
}

static enum st write_list(struct groups *g, const struct draft *d,
                          const struct member *m, size_t n,
                          struct term_entry *entry, struct err *e)
{
    const struct term_dict words = term_dict_words(&d->segment);
    struct postings_cursor *const cursors = mem_array(n, sizeof(*cursors));
    enum st st = cursors ? ST_OK : out_of_memory(e);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        struct term_walk w;
        st = term_walk_at(&w, &words, m[i].ord, e);
        if (st == ST_OK)
            postings_cursor_open(&cursors[i], &d->segment, &w.entry);
    }
    postings_writer_begin(&g->postings, false);
    if (st == ST_OK)
        st = unite(&g->postings, cursors, n, e);
    if (st == ST_OK)
        st = postings_writer_end(&g->postings, entry, e);
    mem_free(cursors);
    return st;
}

static enum st write_group(struct groups *g, const struct draft *d,
                           const struct member *m, size_t n, struct err *e)
{
    struct term_entry entry = {
        .docs_at = g->stems.docs_at,
        .skip_at = g->postings.bases.skips + g->postings.skips.size,
    };
    enum st st = ST_OK;
    if (n == 1 && m->self)
        return ST_OK;
    if (n > 1)
        st = write_list(g, d, m, n, &entry, e);
    if (st == ST_OK)
        st = write_words(g, m, n, &entry, e);
    return st == ST_OK ? term_dict_writer_add(&g->stems, stem_of(m), &entry, e)
                       : st;
}

static enum st write_groups(struct groups *g, const struct draft *d,
                            const struct members *m,
                            const struct postings_writer *words, struct err *e)
{
    enum st st = ST_OK;
    uint64_t drop_at = DROP_STEP;
    for (size_t i = 0, next; i < m->n && st == ST_OK; i = next) {
        for (next = i + 1; next < m->n; next++)
            if (!bytes_equal(stem_of(&m->v[i]), stem_of(&m->v[next])))
                break;
        st = write_group(g, d, m->v + i, next - i, e);
        if (g->postings.docs.size > drop_at) { /* keep what is mapped small */
            spool_drop(&words->docs, words->docs.size);
            spool_drop(&words->skips, words->skips.size);
            drop_at = g->postings.docs.size + DROP_STEP;
        }
    }
    return st == ST_OK ? term_dict_writer_end(&g->stems, e) : st;
}

enum st groups_make(struct groups *g, const char *base, struct stemmer *stemmer,
                    struct term_dict_writer *words,
                    struct postings_writer *postings,
                    const struct postings_docs *of, struct err *e)
{
    struct draft draft;
    struct members members = {.n = 0};
    enum st st = spool_init(&g->words, base, "group-words", e);
    if (st == ST_OK)
        st = term_dict_writer_init(&g->stems, base, "stems",
                                   postings->docs.size, e);
    if (st == ST_OK)
        st = postings_writer_init(
            &g->postings, base, "groups", of,
            (struct postings_bases){.docs = postings->docs.size,
                                    .skips = postings->skips.size,
                                    .bitmaps = postings->bitmaps.bitmaps.size},
            e);
    if (st != ST_OK)
        return st;
    arena_init(&members.text, 0);
    st = draft_open(&draft, words, postings, of->n, e);
    if (st == ST_OK)
        st = collect(&members, &draft, stemmer, e);
    if (st == ST_OK && members.n) {
        qsort(members.v, members.n, sizeof(*members.v), compare_members);
        st = write_groups(g, &draft, &members, postings, e);
    }
    draft_close(&draft);
    mem_free(members.v);
    arena_release(&members.text);
    return st;
}

enum st groups_write(struct groups *g, struct segment_writer *out,
                     struct err *e)
{
    const enum st st = term_dict_writer_write(&g->stems, out, CHUNK_STEM,
                                              CHUNK_SIDX, CHUNK_SHSH, e);
    return st == ST_OK ? segment_writer_spool(out, CHUNK_GRPS, &g->words, e)
                       : st;
}
