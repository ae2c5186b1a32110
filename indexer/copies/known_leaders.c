#include "indexer/copies/known_leaders.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/document_key.h"

/* What is needed while opening. */
struct finder {
    const struct index *index;
    uint64_t *wanted; /* a bit a sample of the new documents */
    struct orphan {   /* members whose leader is gone        */
        uint64_t key;
        uint32_t segment, doc;
    } * orphans;
    size_t n_orphans, cap_orphans;
    bool *gone; /* of each cluster of a segment, its leader */
    size_t cap_gone;
    struct known_leaders *out;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "looking for copies: out of memory");
}

/* ---- samples ---- */

static void visit_samples(const struct signature *s, uint32_t out[],
                          unsigned *n)
{
    *n = 0;
    if (signature_is_short(s)) {
        out[(*n)++] = get_u32le(s->raw) & SAMPLE_NONE;
        return;
    }
    for (unsigned k = 0; k < SIGNATURE_SAMPLES; k++)
        out[(*n)++] = signature_sample(s, k);
}

static void want(struct finder *f, const struct signature *s)
{
    uint32_t v[SIGNATURE_SAMPLES];
    unsigned n;
    visit_samples(s, v, &n);
    for (unsigned i = 0; i < n; i++)
        f->wanted[v[i] / 64] |= UINT64_C(1) << v[i] % 64;
}

static bool is_wanted(const struct finder *f, const struct signature *s)
{
    uint32_t v[SIGNATURE_SAMPLES];
    unsigned n;
    visit_samples(s, v, &n);
    for (unsigned i = 0; i < n; i++)
        if (f->wanted[v[i] / 64] >> v[i] % 64 & 1)
            return true;
    return false;
}

/* ---- members without a leader ---- */

/* Whether a document of this id and key is in a segment of the index, deleted
 * or not. */
static enum st is_there(const struct index *ix, const struct cluster *c,
                        bool *there, struct err *e)
{
    enum st st = ST_OK;
    *there = false;
    for (size_t i = 0; i < ix->n && st == ST_OK && !*there; i++) {
        uint32_t doc;
        uint64_t key;
        st = segment_find_id(ix->segments[i], c->leader_id, &doc, e);
        if (st != ST_OK || doc == DOC_END)
            continue;
        st = segment_document_key(ix->segments[i], doc, &key, e);
        *there = st == ST_OK && key == c->key;
    }
    return st;
}

static enum st find_gone(struct finder *f, const struct clusters *c,
                         struct err *e)
{
    enum st st = ST_OK;
    if (!mem_grow(&f->gone, &f->cap_gone, (size_t)c->n + 1))
        return out_of_memory(e);
    for (uint32_t i = 0; i < c->n && st == ST_OK; i++) {
        const struct cluster cluster = clusters_get(c, i);
        bool there = true;
        if (cluster.leader == DOC_END)
            st = is_there(f->index, &cluster, &there, e);
        f->gone[i] = !there;
    }
    return st;
}

static enum st add_orphans(struct finder *f, uint32_t segment, struct err *e)
{
    struct clusters c;
    enum st st = clusters_open(&c, f->index->segments[segment], e);
    if (st == ST_OK)
        st = find_gone(f, &c, e);
    for (uint32_t i = 0; i < c.members && st == ST_OK; i++) {
        const struct cluster_member m = clusters_member(&c, i);
        if (!f->gone[m.cluster])
            continue;
        if (!mem_grow(&f->orphans, &f->cap_orphans, f->n_orphans + 1))
            return out_of_memory(e);
        f->orphans[f->n_orphans++] =
            (struct orphan){clusters_get(&c, m.cluster).key, segment, m.doc};
    }
    return st;
}

static int by_place(uint32_t segment, uint32_t doc, const struct orphan *o)
{
    if (segment != o->segment)
        return segment < o->segment ? -1 : 1;
    return (doc > o->doc) - (doc < o->doc);
}

static int compare_keys(const void *a, const void *b)
{
    const struct orphan *const x = a, *const y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return by_place(x->segment, x->doc, y);
}

static int compare_places(const void *a, const void *b)
{
    const struct orphan *const x = a;
    return by_place(x->segment, x->doc, b);
}

/* Of each key the first leads; in the order of the index. */
static void choose_first(struct finder *f)
{
    size_t n = 0;
    if (f->n_orphans == 0)
        return;
    qsort(f->orphans, f->n_orphans, sizeof(*f->orphans), compare_keys);
    for (size_t i = 0; i < f->n_orphans; i++)
        if (n == 0 || f->orphans[n - 1].key != f->orphans[i].key)
            f->orphans[n++] = f->orphans[i];
    f->n_orphans = n;
    qsort(f->orphans, n, sizeof(*f->orphans), compare_places);
}

/* ---- all ---- */

static enum st take(struct finder *f, uint32_t segment, uint32_t doc,
                    uint64_t key, struct err *e)
{
    const struct segment *const s = f->index->segments[segment];
    struct known_leaders *const k = f->out;
    struct known_leader leader = {.key = key, .segment = segment, .doc = doc};
    if (!segment_signature(s, doc, &leader.signature))
        return chunk_refused(s, CHUNK_SIGN, SIGNATURE_SIZE * (uint64_t)doc, e);
    if (signature_is_empty(&leader.signature) ||
        !is_wanted(f, &leader.signature))
        return ST_OK;
    if (!mem_grow(&k->v, &k->cap, k->n + 1))
        return out_of_memory(e);
    k->v[k->n++] = leader;
    return ST_OK;
}

/* Those of one segment: all but members, and of these the ones that act. */
static enum st take_segment(struct finder *f, uint32_t segment, size_t *orphan,
                            struct err *e)
{
    const struct segment *const s = f->index->segments[segment];
    struct clusters c;
    uint32_t member = 0;
    enum st st = clusters_open(&c, s, e);
    for (uint32_t doc = 0; doc < s->counts.docs && st == ST_OK; doc++) {
        uint64_t key = 0;
        if (member < c.members && clusters_member(&c, member).doc == doc) {
            member++;
            if (*orphan == f->n_orphans ||
                by_place(segment, doc, &f->orphans[*orphan]) != 0)
                continue;
            key = f->orphans[(*orphan)++].key;
        }
        st = take(f, segment, doc, key, e);
    }
    return st;
}

static enum st find(struct finder *f, const uint8_t *signatures, uint32_t n,
                    struct err *e)
{
    size_t orphan = 0;
    enum st st = ST_OK;
    for (uint32_t i = 0; i < n; i++) {
        struct signature s;
        memcpy(&s, signatures + SIGNATURE_SIZE * (uint64_t)i, sizeof(s));
        want(f, &s);
    }
    for (uint32_t i = 0; i < f->index->n && st == ST_OK; i++)
        if (segment_has_clusters(f->index->segments[i]))
            st = add_orphans(f, i, e);
    choose_first(f);
    for (uint32_t i = 0; i < f->index->n && st == ST_OK; i++)
        if (segment_has_clusters(f->index->segments[i]))
            st = take_segment(f, i, &orphan, e);
    return st;
}

enum st known_leaders_open(struct known_leaders *k, const struct index *index,
                           const uint8_t *signatures, uint32_t n, struct err *e)
{
    struct finder f = {.index = index, .out = k};
    *k = (struct known_leaders){.n = 0};
    if (!index || index->n == 0)
        return ST_OK;
    f.wanted = mem_zalloc((size_t)1 << (SAMPLE_BITS - 3));
    const enum st st = f.wanted ? find(&f, signatures, n, e) : out_of_memory(e);
    mem_free(f.wanted);
    mem_free(f.orphans);
    mem_free(f.gone);
    return st;
}

void known_leaders_close(struct known_leaders *k)
{
    mem_free(k->v);
    *k = (struct known_leaders){.n = 0};
}
