#include "indexer/groups.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "common/segment/postings_cursor.h"
#include "common/segment/prefix_term.h"
#include "common/segment/segment.h"
#include "indexer/draft.h"
#include "indexer/name_sorter.h"
#include "indexer/parts.h"

enum {
    DROP_STEP = 2 << 20,  /* bytes written before pages are given back */
    DROP_WORDS = 1 << 16, /* words read before pages are given back    */
    PART_MEMBERS = 512    /* words of a part, but no group is divided  */
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

/* All words by their stems, as records: the stem (length, bytes), then a
 * varint, twice the number of the word and 1 more when the word is its own
 * stem. */
struct members {
    struct spool records;
    uint64_t *parts; /* where each begins; no group is in two of them */
    size_t n_parts, cap_parts;
};

static enum st sort_words(struct name_sorter *sorter, const struct draft *d,
                          const struct term_dict_writer *written,
                          struct stemmer *stemmer, struct err *e)
{
    const struct term_dict words = term_dict_words(&d->segment);
    struct term_walk w;
    bool more, failed = false;
    enum st st;

    term_walk_start(&w, &words);
    while ((st = term_walk_next(&w, &more, e)) == ST_OK && more) {
        if (is_prefix_term(w.term))
            continue;
        const struct bytes stem = stem_word(stemmer, w.term, &failed);
        if (failed)
            return out_of_memory(e);
        if (w.entry.ord > INT32_MAX)
            return err_set(e, ST_LIMIT, "over 2^31 distinct words");
        st = name_sorter_add(sorter, stem,
                             w.entry.ord << 1 | bytes_equal(stem, w.term), e);
        if (st != ST_OK)
            return st;
        if (w.entry.ord % DROP_WORDS == DROP_WORDS - 1)
            spool_drop(&written->blocks, written->blocks.size);
    }
    return st == ST_OK ? name_sorter_end(sorter, e) : st;
}

/* Writes what is sorted. */
static enum st list_members(struct members *m, struct name_sorter *sorter,
                            struct err *e)
{
    uint8_t raw[2 * VARINT_MAX + TERM_SIZE_MAX], last[TERM_SIZE_MAX];
    struct named_value v;
    size_t n = PART_MEMBERS, last_size = SIZE_MAX;
    enum st st = ST_OK;
    while (st == ST_OK && name_sorter_next(sorter, &v)) {
        if (n >= PART_MEMBERS &&
            !bytes_equal(v.name, bytes_of(last, last_size))) {
            if (!mem_grow(&m->parts, &m->cap_parts, m->n_parts + 1))
                return out_of_memory(e);
            m->parts[m->n_parts++] = m->records.size;
            n = 0;
        }
        uint8_t *p = varint_put(raw, v.name.n);
        memcpy(p, v.name.p, v.name.n);
        memcpy(last, v.name.p, v.name.n);
        last_size = v.name.n;
        p = varint_put(p + v.name.n, v.value);
        st = spool_append(&m->records, raw, (size_t)(p - raw), e);
        n++;
    }
    return st;
}

static enum st collect(struct members *m, const char *base, size_t room,
                       const struct draft *d,
                       const struct term_dict_writer *written,
                       struct stemmer *stemmer, struct err *e)
{
    struct name_sorter *sorter = NULL;
    enum st st = spool_init(&m->records, base, "members", e);
    if (st == ST_OK)
        st = name_sorter_open(&sorter, base, "sorted-stems", room, e);
    if (st == ST_OK)
        st = sort_words(sorter, d, written, stemmer, e);
    if (st == ST_OK)
        st = list_members(m, sorter, e);
    name_sorter_close(sorter);
    return st;
}

static void release_members(struct members *m)
{
    spool_release(&m->records);
    mem_free(m->parts);
}

/* ---- writing ---- */

/* What is made of some groups. */
struct group_part {
    struct postings_writer postings;
    struct spool words;
    uint32_t *ords; /* of the words of the group at hand, ascending */
    size_t n_ords, cap_ords;
    struct stem_entry {
        struct bytes stem;
        struct term_entry entry;
    } * stems;
    size_t n, cap;
};

static enum st write_words(struct group_part *p, struct term_entry *entry,
                           struct err *e)
{
    uint8_t raw[VARINT_MAX];
    uint32_t before = UINT32_MAX;
    entry->pos_at = p->words.size;
    enum st st = spool_append(&p->words, raw,
                              (size_t)(varint_put(raw, p->n_ords) - raw), e);
    for (size_t i = 0; i < p->n_ords && st == ST_OK; i++) {
        const uint32_t gap = p->ords[i] - before - 1;
        before = p->ords[i];
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
                          struct term_entry *entry, struct err *e)
{
    const struct term_dict words = term_dict_words(&d->segment);
    struct postings_cursor *const cursors =
        mem_array(p->n_ords, sizeof(*cursors));
    enum st st = cursors ? ST_OK : out_of_memory(e);
    for (size_t i = 0; i < p->n_ords && st == ST_OK; i++) {
        struct term_walk w;
        st = term_walk_at(&w, &words, p->ords[i], e);
        if (st == ST_OK)
            postings_cursor_open(&cursors[i], &d->segment, &w.entry);
    }
    postings_writer_begin(&p->postings, false);
    if (st == ST_OK)
        st = unite(&p->postings, cursors, p->n_ords, e);
    if (st == ST_OK)
        st = postings_writer_end(&p->postings, entry, e);
    mem_free(cursors);
    return st;
}

/* The group at hand; `self`: its first word is the stem. */
static enum st write_group(struct group_part *p, const struct draft *d,
                           struct bytes name, bool self, struct err *e)
{
    if (p->n_ords == 1 && self)
        return ST_OK;
    if (!mem_grow(&p->stems, &p->cap, p->n + 1))
        return out_of_memory(e);
    struct stem_entry *const stem = &p->stems[p->n++];
    *stem = (struct stem_entry){.stem = name,
                                .entry.skip_at = p->postings.skips.size};
    const enum st st =
        p->n_ords > 1 ? write_list(p, d, &stem->entry, e) : ST_OK;
    return st == ST_OK ? write_words(p, &stem->entry, e) : st;
}

/* One record. It is ours, written a moment ago. */
static const uint8_t *read_member(const uint8_t *p, const uint8_t *end,
                                  struct bytes *stem, uint64_t *value)
{
    uint64_t n = 0;
    p = varint_get(p, end, &n);
    *stem = bytes_of(p, (size_t)n);
    return varint_get(p + n, end, value);
}

static enum st write_part(struct group_part *p, const struct draft *d,
                          struct bytes records, struct err *e)
{
    const uint8_t *at = records.p, *const end = records.p + records.n;
    enum st st = ST_OK;
    while (at < end && st == ST_OK) {
        struct bytes stem, next;
        uint64_t value = 0;
        const uint8_t *behind = read_member(at, end, &stem, &value);
        const bool self = value & 1;
        p->n_ords = 0;
        for (next = stem; bytes_equal(next, stem);) {
            if (!mem_grow(&p->ords, &p->cap_ords, p->n_ords + 1))
                return out_of_memory(e);
            p->ords[p->n_ords++] = (uint32_t)(value >> 1);
            at = behind;
            if (at == end)
                break;
            behind = read_member(at, end, &next, &value);
        }
        st = write_group(p, d, stem, self, e);
    }
    return st;
}

/* ---- in parts ---- */

struct grouping {
    struct groups *groups;
    const char *base;
    const struct draft *draft;
    const struct members *members;
    struct bytes records; /* of the members */
    const struct term_dict_writer *dict;
    const struct postings_writer *words;
    struct group_part *parts; /* one a place */
    uint64_t drop_at;
};

static struct bytes records_of(const struct grouping *g, size_t part)
{
    const struct members *const m = g->members;
    const uint64_t from = m->parts[part];
    const uint64_t to =
        part + 1 < m->n_parts ? m->parts[part + 1] : m->records.size;
    return bytes_of(g->records.p + from, to - from);
}

static enum st make_part(void *ctx, unsigned place, size_t part, struct err *e)
{
    const struct grouping *const g = ctx;
    struct group_part *const p = &g->parts[place];
    p->n = 0;
    return write_part(p, g->draft, records_of(g, part), e);
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

static enum st take_part(void *ctx, unsigned place, size_t part, struct err *e)
{
    struct grouping *const g = ctx;
    struct groups *const to = g->groups;
    struct group_part *const p = &g->parts[place];
    const uint64_t words_at = to->words.size;
    struct postings_bases at;
    enum st st = postings_writer_append(&to->postings, &p->postings, &at, e);
    if (st == ST_OK)
        st = spool_append_spool(&to->words, &p->words, e);
    if (st == ST_OK)
        st = add_stems(to, p, &at, words_at, e);
    spool_clear(&p->words);
    if (to->postings.docs.size > g->drop_at) { /* keep what is mapped small */
        spool_drop(&g->words->docs, g->words->docs.size);
        spool_drop(&g->words->skips, g->words->skips.size);
        spool_drop(&g->dict->blocks, g->dict->blocks.size);
        spool_drop(&g->dict->offsets, g->dict->offsets.size);
        spool_drop(&g->members->records, g->members->parts[part]);
        g->drop_at = to->postings.docs.size + DROP_STEP;
    }
    return st;
}

static enum st open_parts(struct grouping *g, unsigned n, struct err *e)
{
    enum st st = ST_OK;
    g->parts = mem_zalloc(n * sizeof(*g->parts));
    if (!g->parts)
        return out_of_memory(e);
    for (unsigned i = 0; i < n && st == ST_OK; i++) {
        struct group_part *const p = &g->parts[i];
        char kind[32], name[48];
        snprintf(kind, sizeof(kind), "groups-%u", i);
        snprintf(name, sizeof(name), "%s-words", kind);
        st = postings_writer_init(&p->postings, g->base, kind,
                                  g->groups->postings.of,
                                  (struct postings_bases){.docs = 0}, e);
        if (st == ST_OK)
            st = spool_init(&p->words, g->base, name, e);
    }
    return st;
}

static enum st write_groups(struct grouping *g, struct err *e)
{
    const struct parts_work work = {
        .ctx = g,
        .threads = g->groups->threads,
        .places = PARTS_AHEAD * g->groups->threads,
        .n = g->members->n_parts,
        .make = make_part,
        .take = take_part,
    };
    g->drop_at = DROP_STEP;
    enum st st = open_parts(g, work.places, e);
    if (st == ST_OK)
        st = parts_run(&work, e);
    for (unsigned i = 0; g->parts && i < work.places; i++) {
        postings_writer_release(&g->parts[i].postings);
        spool_release(&g->parts[i].words);
        mem_free(g->parts[i].stems);
        mem_free(g->parts[i].ords);
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
    struct members members = {.records = {.file = {.fd = -1}}};
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
    st = draft_open(&draft, words, postings, of->n, e);
    if (st == ST_OK)
        st = collect(&members, base, g->sort_room, &draft, words, stemmer, e);
    struct grouping grouping = {.groups = g,
                                .base = base,
                                .draft = &draft,
                                .members = &members,
                                .dict = words,
                                .words = postings};
    if (st == ST_OK)
        st = spool_view(&members.records, &grouping.records, e);
    if (st == ST_OK)
        st = write_groups(&grouping, e);
    draft_close(&draft);
    release_members(&members);
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
