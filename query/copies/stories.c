#include "query/copies/stories.h"

#include <stdlib.h>

#include "common/base/mem.h"
#include "common/segment/document_key.h"
#include "common/segment/postings_layout.h"

static enum st out_of_memory(const struct index *ix, struct err *e)
{
    return err_set(e, ST_NOMEM, "%s: out of memory", ix->path);
}

bool stories_are_known(const struct index *ix)
{
    return index_all_have(ix, 0, ix->n, segment_has_clusters);
}

/* ---- copies alone ---- */

enum st stories_mark_copies(const struct index *ix, unsigned least,
                            uint64_t *bits, struct arena *arena, struct err *e)
{
    struct clusters c;
    const enum st st = clusters_open(&c, ix->segments[0], e);
    if (st != ST_OK)
        return st;
    /* Of each cluster whether somebody leads it: if no leader, its first. */
    bool *const led = arena_new(arena, bool, c.n);
    if (!led)
        return out_of_memory(ix, e);
    for (uint32_t k = 0; k < c.n; k++)
        led[k] = clusters_get(&c, k).leader != DOC_END;
    for (uint32_t k = 0; k < c.members; k++) {
        const struct cluster_member m = clusters_member(&c, k);
        if (m.similarity < least)
            continue;
        if (led[m.cluster])
            bits[m.doc / 64] |= UINT64_C(1) << m.doc % 64;
        led[m.cluster] = true;
    }
    return ST_OK;
}

/* ---- who is in which cluster ---- */

struct places {
    const struct index *index;
    unsigned least; /* percent */
    struct place {
        uint64_t key; /* of the cluster */
        uint32_t doc;
        uint8_t similarity;
        bool leads;
    } * v;
    size_t n, cap;
};

static enum st add(struct places *p, struct place place, struct err *e)
{
    const size_t i = index_segment_of(p->index, place.doc);
    if (deletions_has(p->index->deletions[i],
                      place.doc - p->index->first_doc[i]))
        return ST_OK;
    if (!mem_grow(&p->v, &p->cap, p->n + 1))
        return out_of_memory(p->index, e);
    p->v[p->n++] = place;
    return ST_OK;
}

/* The leader, unless it is gone: by its id and key. */
static enum st add_leader(struct places *p, size_t segment,
                          const struct cluster *c, struct err *e)
{
    const struct index *const ix = p->index;
    uint32_t doc;
    uint64_t key = c->key;
    enum st st = ST_OK;
    if (c->leader != DOC_END) {
        doc = ix->first_doc[segment] + c->leader;
    } else {
        st = index_find_id(ix, c->leader_id, &doc, e);
        if (st != ST_OK || doc == DOC_END)
            return st;
        const size_t i = index_segment_of(ix, doc);
        st = segment_document_key(ix->segments[i], doc - ix->first_doc[i], &key,
                                  e);
    }
    if (st != ST_OK || key != c->key)
        return st;
    return add(p,
               (struct place){
                   .key = key, .doc = doc, .similarity = 100, .leads = true},
               e);
}

static enum st add_segment(struct places *p, size_t i, struct err *e)
{
    struct clusters c;
    enum st st = clusters_open(&c, p->index->segments[i], e);
    for (uint32_t k = 0; k < c.n && st == ST_OK; k++) {
        const struct cluster cluster = clusters_get(&c, k);
        st = add_leader(p, i, &cluster, e);
    }
    for (uint32_t k = 0; k < c.members && st == ST_OK; k++) {
        const struct cluster_member m = clusters_member(&c, k);
        if (m.similarity < p->least)
            continue;
        st = add(p,
                 (struct place){.key = clusters_get(&c, m.cluster).key,
                                .doc = p->index->first_doc[i] + m.doc,
                                .similarity = m.similarity},
                 e);
    }
    return st;
}

static int by_key(const void *a, const void *b)
{
    const struct place *const x = a, *const y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

/* Several segments may name one leader. */
static void drop_repeated(struct places *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (n == 0 || by_key(&p->v[n - 1], &p->v[i]) != 0)
            p->v[n++] = p->v[i];
    p->n = n;
}

static enum st gather(struct places *p, struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < p->index->n && st == ST_OK; i++)
        st = add_segment(p, i, e);
    if (p->n)
        qsort(p->v, p->n, sizeof(*p->v), by_key);
    drop_repeated(p);
    return st;
}

/* ---- stories ---- */

/* Clusters of two and more. */
static enum st make_stories(struct stories *s, const struct places *p,
                            struct err *e)
{
    size_t n = 0;
    s->v = mem_array(p->n + 1, sizeof(*s->v));
    s->members = mem_array(p->n + 1, sizeof(*s->members));
    if (!s->v || !s->members)
        return out_of_memory(s->index, e);
    for (size_t from = 0, to; from < p->n; from = to) {
        to = from + 1;
        while (to < p->n && p->v[to].key == p->v[from].key)
            to++;
        if (to - from < 2)
            continue;
        struct story *const story = &s->v[s->n];
        *story = (struct story){.leader = p->v[from].doc,
                                .members = s->members + n,
                                .n = to - from};
        for (size_t i = from; i < to; i++) {
            const struct place *const place = &p->v[i];
            if (place->leads)
                story->leader = place->doc;
            s->members[n++] =
                (struct story_member){place->doc, place->similarity};
        }
        s->n++;
    }
    s->n_members = n;
    return ST_OK;
}

static void mark_story(struct stories *s, const struct story *story)
{
    for (size_t k = 0; k < story->n; k++) {
        const uint32_t doc = story->members[k].doc;
        const size_t i = index_segment_of(s->index, doc);
        const uint32_t own = doc - s->index->first_doc[i];
        const uint64_t bit = UINT64_C(1) << own % 64;
        s->in[i][own / 64] |= bit;
        if (doc != story->leader)
            s->copies[i][own / 64] |= bit;
    }
}

static enum st mark(struct stories *s, struct err *e)
{
    const struct index *const ix = s->index;
    s->in = mem_zalloc((ix->n + 1) * sizeof(*s->in));
    s->copies = mem_zalloc((ix->n + 1) * sizeof(*s->copies));
    if (!s->in || !s->copies)
        return out_of_memory(ix, e);
    for (size_t i = 0; i < ix->n; i++) {
        const size_t size =
            (size_t)bitmap_bits_size(ix->segments[i]->counts.docs);
        s->in[i] = mem_zalloc(size);
        s->copies[i] = mem_zalloc(size);
        if (!s->in[i] || !s->copies[i])
            return out_of_memory(ix, e);
    }
    for (uint32_t k = 0; k < s->n; k++)
        mark_story(s, &s->v[k]);
    return ST_OK;
}

/* How many documents that are in a story are before it, which is in one. */
static uint32_t rank_of(const struct stories *s, size_t segment, uint32_t own)
{
    const uint64_t before =
        s->in[segment][own / 64] & ((UINT64_C(1) << own % 64) - 1);
    return s->before[segment][own / 64] +
           (uint32_t)__builtin_popcountll(before);
}

/* For each 64 documents how many before them are in a story. */
static enum st make_ranks(struct stories *s, struct err *e)
{
    const struct index *const ix = s->index;
    uint32_t n = 0;
    s->before = mem_zalloc((ix->n + 1) * sizeof(*s->before));
    if (!s->before)
        return out_of_memory(ix, e);
    for (size_t i = 0; i < ix->n; i++) {
        const size_t words = (size_t)ix->segments[i]->counts.docs / 64 + 1;
        s->before[i] = mem_array(words, sizeof(*s->before[i]));
        if (!s->before[i])
            return out_of_memory(ix, e);
        for (size_t w = 0; w < words; w++) {
            s->before[i][w] = n;
            if (64 * w < ix->segments[i]->counts.docs)
                n += (uint32_t)__builtin_popcountll(s->in[i][w]);
        }
    }
    return ST_OK;
}

/* Of each document that is in a story, by their ranks, which that is. */
static enum st name_stories(struct stories *s, struct err *e)
{
    s->story_at = mem_array(s->n_members + 1, sizeof(*s->story_at));
    if (!s->story_at)
        return out_of_memory(s->index, e);
    for (uint32_t k = 0; k < s->n; k++) {
        for (size_t m = 0; m < s->v[k].n; m++) {
            const uint32_t doc = s->v[k].members[m].doc;
            const size_t i = index_segment_of(s->index, doc);
            s->story_at[rank_of(s, i, doc - s->index->first_doc[i])] = k;
        }
    }
    return ST_OK;
}

static enum st fill(struct stories *s, unsigned least, struct err *e)
{
    struct places p = {.index = s->index, .least = least};
    enum st st = gather(&p, e);
    if (st == ST_OK)
        st = make_stories(s, &p, e);
    mem_free(p.v);
    if (st == ST_OK)
        st = mark(s, e);
    if (st == ST_OK)
        st = make_ranks(s, e);
    return st == ST_OK ? name_stories(s, e) : st;
}

enum st stories_open(struct stories **out, const struct index *ix,
                     unsigned least, struct err *e)
{
    *out = NULL;
    if (!stories_are_known(ix))
        return err_set(e, ST_USAGE,
                       "%s: copies were not looked for when it was built "
                       "(--dedup off, or an older program); build it again",
                       ix->path);
    struct stories *const s = mem_zalloc(sizeof(*s));
    if (!s)
        return out_of_memory(ix, e);
    s->index = ix;
    const enum st st = fill(s, least, e);
    if (st != ST_OK) {
        stories_close(s);
        return st;
    }
    *out = s;
    return ST_OK;
}

void stories_close(struct stories *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->index->n; i++) {
        if (s->in)
            mem_free(s->in[i]);
        if (s->copies)
            mem_free(s->copies[i]);
        if (s->before)
            mem_free(s->before[i]);
    }
    mem_free(s->before);
    mem_free(s->story_at);
    mem_free(s->in);
    mem_free(s->copies);
    mem_free(s->members);
    mem_free(s->v);
    mem_free(s);
}

uint32_t stories_of(const struct stories *s, uint32_t doc)
{
    const size_t i = index_segment_of(s->index, doc);
    const uint32_t own = doc - s->index->first_doc[i];
    return s->in[i][own / 64] >> own % 64 & 1 ? s->story_at[rank_of(s, i, own)]
                                              : NO_STORY;
}

void stories_keep_firsts(const struct stories *s, uint64_t *seen,
                         size_t segment, uint64_t *bits)
{
    const uint32_t docs = s->index->segments[segment]->counts.docs;
    const uint32_t first = s->index->first_doc[segment];
    for (size_t w = 0; w < ((size_t)docs + 63) / 64; w++) {
        for (uint64_t in = bits[w] & s->in[segment][w]; in; in &= in - 1) {
            const uint32_t own =
                (uint32_t)(64 * w) + (uint32_t)__builtin_ctzll(in);
            const uint32_t story = stories_of(s, first + own);
            const uint64_t bit = UINT64_C(1) << story % 64;
            if (seen[story / 64] & bit)
                bits[w] &= ~(in & -in);
            seen[story / 64] |= bit;
        }
    }
}
