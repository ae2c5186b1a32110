#include "indexer/groups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "common/segment/postings_cursor.h"
#include "common/segment/segment.h"
#include "indexer/draft.h"
#include "indexer/parts.h"

enum {
    DROP_STEP = 8 << 20, /* bytes written before pages are given back */
    PART_MEMBERS = 512   /* words of a part, but no group is divided  */
};

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
    g->threads = 1;
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

/* What one thread makes of some groups. */
struct group_part {
    struct postings_writer postings;
    struct spool words;
    struct stem_entry {
        struct bytes stem;
        struct term_entry entry;
    } * stems;
    size_t n, cap;
};

static enum st write_words(struct group_part *p, const struct member *m,
                           size_t n, struct term_entry *entry, struct err *e)
{
    uint8_t raw[VARINT_MAX];
    uint32_t before = UINT32_MAX;
    entry->pos_at = p->words.size;
    enum st st =
        spool_append(&p->words, raw, (size_t)(varint_put(raw, n) - raw), e);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        const uint32_t gap = m[i].ord - before - 1;
        before = m[i].ord;
        st = spool_append(&p->words, raw, (size_t)(varint_put(raw, gap) - raw),
                          e);
    }
    entry->pos_size = p->words.size - entry->pos_at;
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

static enum st write_list(struct group_part *p, const struct draft *d,
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
    postings_writer_begin(&p->postings, false);
    if (st == ST_OK)
        st = unite(&p->postings, cursors, n, e);
    if (st == ST_OK)
        st = postings_writer_end(&p->postings, entry, e);
    mem_free(cursors);
    return st;
}

static enum st write_group(struct group_part *p, const struct draft *d,
                           const struct member *m, size_t n, struct err *e)
{
    if (n == 1 && m->self)
        return ST_OK;
    if (!mem_grow(&p->stems, &p->cap, p->n + 1))
        return out_of_memory(e);
    struct stem_entry *const stem = &p->stems[p->n++];
    *stem = (struct stem_entry){.stem = stem_of(m),
                                .entry.skip_at = p->postings.skips.size};
    const enum st st = n > 1 ? write_list(p, d, m, n, &stem->entry, e) : ST_OK;
    return st == ST_OK ? write_words(p, m, n, &stem->entry, e) : st;
}

/* ---- in parts ---- */

struct grouping {
    struct groups *groups;
    const char *base;
    const struct draft *draft;
    const struct members *members;
    const struct postings_writer *words;
    struct group_part *parts; /* one a thread */
    uint64_t drop_at;
};

/* The first group that begins at or behind member `i`. */
static size_t group_begins(const struct members *m, size_t i)
{
    while (i > 0 && i < m->n &&
           bytes_equal(stem_of(&m->v[i - 1]), stem_of(&m->v[i])))
        i++;
    return MIN(i, m->n);
}

static enum st make_part(void *ctx, unsigned thread, size_t part, struct err *e)
{
    const struct grouping *const g = ctx;
    const struct members *const m = g->members;
    struct group_part *const p = &g->parts[thread];
    char kind[16], name[32];
    snprintf(kind, sizeof(kind), "groups-%u", thread);
    snprintf(name, sizeof(name), "%s-words", kind);
    p->n = 0;
    enum st st = postings_writer_init(&p->postings, g->base, kind,
                                      g->groups->postings.of,
                                      (struct postings_bases){.docs = 0}, e);
    if (st == ST_OK)
        st = spool_init(&p->words, g->base, name, e);
    const size_t end = group_begins(m, (part + 1) * PART_MEMBERS);
    size_t i = group_begins(m, part * PART_MEMBERS);
    for (size_t next; i < end && st == ST_OK; i = next) {
        next = group_begins(m, i + 1);
        st = write_group(p, g->draft, m->v + i, next - i, e);
    }
    return st;
}

static enum st add_stems(struct groups *g, const struct group_part *p,
                         const struct postings_bases *at, uint64_t words_at,
                         struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < p->n && st == ST_OK; i++) {
        struct term_entry entry = p->stems[i].entry;
        if (entry.df != 1)
            entry.docs_at += at->docs;
        entry.skip_at += at->skips;
        entry.pos_at += words_at;
        st = term_dict_writer_add(&g->stems, p->stems[i].stem, &entry, e);
    }
    return st;
}

static enum st take_part(void *ctx, unsigned thread, size_t part, struct err *e)
{
    struct grouping *const g = ctx;
    struct groups *const to = g->groups;
    struct group_part *const p = &g->parts[thread];
    const uint64_t words_at = to->words.size;
    struct postings_bases at;
    (void)part;
    enum st st = postings_writer_append(&to->postings, &p->postings, &at, e);
    if (st == ST_OK)
        st = spool_append_spool(&to->words, &p->words, e);
    if (st == ST_OK)
        st = add_stems(to, p, &at, words_at, e);
    postings_writer_release(&p->postings);
    spool_release(&p->words);
    if (to->postings.docs.size > g->drop_at) { /* keep what is mapped small */
        spool_drop(&g->words->docs, g->words->docs.size);
        spool_drop(&g->words->skips, g->words->skips.size);
        g->drop_at = to->postings.docs.size + DROP_STEP;
    }
    return st;
}

static enum st write_groups(struct grouping *g, struct err *e)
{
    const struct parts_work work = {
        .ctx = g,
        .threads = g->groups->threads,
        .n = (g->members->n + PART_MEMBERS - 1) / PART_MEMBERS,
        .make = make_part,
        .take = take_part,
    };
    g->drop_at = DROP_STEP;
    g->parts = mem_zalloc(work.threads * sizeof(*g->parts));
    enum st st = g->parts ? parts_run(&work, e) : out_of_memory(e);
    for (unsigned i = 0; g->parts && i < work.threads; i++) {
        postings_writer_release(&g->parts[i].postings);
        spool_release(&g->parts[i].words);
        mem_free(g->parts[i].stems);
    }
    mem_free(g->parts);
    return st == ST_OK ? term_dict_writer_end(&g->groups->stems, e) : st;
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
        struct grouping grouping = {.groups = g,
                                    .base = base,
                                    .draft = &draft,
                                    .members = &members,
                                    .words = postings};
        st = write_groups(&grouping, e);
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
