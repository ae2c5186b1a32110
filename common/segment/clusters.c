#include "common/segment/clusters.h"

#include <string.h>

#include "common/base/hash.h"

enum {
    HEADER = 8,        /* u32 clusters, u32 members             */
    CLUSTER_SIZE = 16, /* u64 key, u32 leader, u32 end of its id */
    MEMBER_SIZE = 9,   /* u32 document, u32 cluster, u8          */
};

static bool ascends(const uint8_t *p, uint32_t n, uint32_t below)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t v = get_u32le(p + 4 * (uint64_t)i);
        if (v >= below || (i && v <= get_u32le(p + 4 * (uint64_t)(i - 1))))
            return false;
    }
    return true;
}

static bool are_below(const uint8_t *p, uint32_t n, uint32_t below)
{
    for (uint32_t i = 0; i < n; i++)
        if (get_u32le(p + 4 * (uint64_t)i) >= below)
            return false;
    return true;
}

/* What memory safety needs. */
static bool is_sound(const struct clusters *c, const struct segment *s)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const uint32_t leader = get_u32le(c->leaders + 4 * (uint64_t)i);
        const uint32_t end = get_u32le(c->id_ends + 4 * (uint64_t)i);
        if ((leader != DOC_END && leader >= s->counts.docs) || end < before ||
            end > c->id_bytes)
            return false;
        before = end;
    }
    return ascends(c->docs, c->members, s->counts.docs) &&
           are_below(c->numbers, c->members, c->n);
}

enum st clusters_open(struct clusters *c, const struct segment *s,
                      struct err *e)
{
    const struct chunk_view *const v = &s->chunks[CHUNK_CLUS];
    *c = (struct clusters){.n = 0};
    if (!v->p)
        return ST_OK;
    if (v->n < HEADER || !chunk_use(v, 0, v->n))
        return chunk_refused(s, CHUNK_CLUS, 0, e);
    const uint64_t n = get_u32le(v->p), members = get_u32le(v->p + 4);
    const uint64_t fixed = HEADER + CLUSTER_SIZE * n + MEMBER_SIZE * members;
    if (v->n < fixed || v->n - fixed > UINT32_MAX)
        return chunk_refused(s, CHUNK_CLUS, 0, e);
    c->n = (uint32_t)n;
    c->members = (uint32_t)members;
    c->keys = v->p + HEADER;
    c->leaders = c->keys + 8 * n;
    c->id_ends = c->leaders + 4 * n;
    c->docs = c->id_ends + 4 * n;
    c->numbers = c->docs + 4 * members;
    c->similarities = c->numbers + 4 * members;
    c->ids = c->similarities + members;
    c->id_bytes = (uint32_t)(v->n - fixed);
    return is_sound(c, s) ? ST_OK : chunk_refused(s, CHUNK_CLUS, 0, e);
}

struct cluster clusters_get(const struct clusters *c, uint32_t i)
{
    const uint64_t at = 4 * (uint64_t)i;
    const uint32_t from = i ? get_u32le(c->id_ends + at - 4) : 0;
    return (struct cluster){
        .key = get_u64le(c->keys + 2 * at),
        .leader = get_u32le(c->leaders + at),
        .leader_id = bytes_of(c->ids + from, get_u32le(c->id_ends + at) - from),
    };
}

struct cluster_member clusters_member(const struct clusters *c, uint32_t i)
{
    const uint64_t at = 4 * (uint64_t)i;
    return (struct cluster_member){
        .doc = get_u32le(c->docs + at),
        .cluster = get_u32le(c->numbers + at),
        .similarity = c->similarities[i],
    };
}

bool segment_signature(const struct segment *s, uint32_t doc,
                       struct signature *out)
{
    const struct chunk_view *const c = &s->chunks[CHUNK_SIGN];
    const uint64_t at = SIGNATURE_SIZE * (uint64_t)doc;
    if (!chunk_use(c, at, SIGNATURE_SIZE))
        return false;
    memcpy(out->raw, c->p + at, SIGNATURE_SIZE);
    return true;
}
