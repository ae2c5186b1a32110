#include "indexer/doc_map.h"

#include <string.h>

#include "common/base/hash.h"
#include "common/base/mem.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "numbering documents: out of memory");
}

enum st doc_map_open(struct doc_map *m, uint32_t n, struct err *e)
{
    const size_t words = n / 64 + 1;
    *m = (struct doc_map){.n = n, .left = n};
    m->kept = mem_array(words, sizeof(*m->kept));
    m->before = mem_array(words, sizeof(*m->before));
    if (!m->kept || !m->before)
        return out_of_memory(e);
    memset(m->kept, 0xff, words * sizeof(*m->kept));
    return ST_OK;
}

void doc_map_release(struct doc_map *m)
{
    mem_free(m->kept);
    mem_free(m->before);
    *m = (struct doc_map){.n = 0};
}

void doc_map_drop(struct doc_map *m, uint32_t doc)
{
    m->left -= doc_map_has(m, doc);
    m->kept[doc / 64] &= ~(UINT64_C(1) << doc % 64);
}

void doc_map_count(struct doc_map *m)
{
    uint32_t before = 0;
    for (size_t i = 0; i < m->n / 64 + 1; i++) {
        m->before[i] = before;
        before += (uint32_t)__builtin_popcountll(m->kept[i]);
    }
}

uint32_t doc_map_document(const struct doc_map *m, uint32_t number)
{
    size_t low = 0, high = m->n / 64 + 1; /* words; the last one to begin so */
    if (m->left == m->n)
        return number;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (m->before[middle] <= number)
            low = middle;
        else
            high = middle;
    }
    uint64_t word = m->kept[low];
    for (uint32_t i = m->before[low]; i < number; i++)
        word &= word - 1;
    return (uint32_t)(64 * low) + (uint32_t)__builtin_ctzll(word);
}

/* ---- replaced documents ---- */

enum {
    FEW_SLOTS = 64,
    SLOTS_A_DOC = 2, /* in the table, on the average */
};

/* Documents seen in a walk, by the hash of their ids; open addressing. */
struct seen {
    struct slot {
        uint32_t hash, doc; /* DOC_END: free */
    } * slots;
    uint64_t n_slots, n;
};

static enum st open_seen(struct seen *t, uint64_t slots, struct err *e)
{
    t->n = 0;
    t->n_slots = slots;
    t->slots = mem_array((size_t)slots, sizeof(*t->slots));
    if (!t->slots)
        return out_of_memory(e);
    memset(t->slots, 0xff, (size_t)slots * sizeof(*t->slots));
    return ST_OK;
}

static uint64_t slot_of(const struct seen *t, uint32_t hash)
{
    return hash * t->n_slots >> 32;
}

static void put(struct seen *t, struct slot v)
{
    uint64_t i = slot_of(t, v.hash);
    while (t->slots[i].doc != DOC_END)
        i = i + 1 == t->n_slots ? 0 : i + 1;
    t->slots[i] = v;
    t->n++;
}

/* Ids are not spread as evenly as one may hope. */
static enum st grow_seen(struct seen *t, struct err *e)
{
    const struct seen old = *t;
    const enum st st = open_seen(t, 2 * old.n_slots, e);
    if (st != ST_OK)
        *t = old;
    for (uint64_t i = 0; i < old.n_slots && st == ST_OK; i++)
        if (old.slots[i].doc != DOC_END)
            put(t, old.slots[i]);
    if (st == ST_OK)
        mem_free(old.slots);
    return st;
}

/* Whether a document with the id `id` was seen; it is now. */
static enum st see(struct seen *t, const struct doc_ids *ids, struct bytes id,
                   uint32_t hash, uint32_t doc, bool *was, struct err *e)
{
    *was = false;
    if (t->n >= t->n_slots / 4 * 3) {
        const enum st st = grow_seen(t, e);
        if (st != ST_OK)
            return st;
    }
    for (uint64_t i = slot_of(t, hash); t->slots[i].doc != DOC_END;
         i = i + 1 == t->n_slots ? 0 : i + 1)
        if (t->slots[i].hash == hash &&
            bytes_equal(ids->id(ids->ctx, t->slots[i].doc), id)) {
            *was = true;
            return ST_OK;
        }
    put(t, (struct slot){hash, doc});
    return ST_OK;
}

/* From the last to the first: whose id was seen is replaced. Only ids whose
 * hash falls to this walk. */
static enum st walk_ids(struct doc_map *m, const struct doc_ids *ids,
                        struct seen *t, uint64_t walk, uint64_t walks,
                        struct err *e)
{
    enum st st = ST_OK;
    memset(t->slots, 0xff, (size_t)t->n_slots * sizeof(*t->slots));
    t->n = 0;
    for (uint32_t doc = m->n; doc-- > 0 && st == ST_OK;) {
        bool was;
        if (!doc_map_has(m, doc))
            continue;
        const struct bytes id = ids->id(ids->ctx, doc);
        const uint64_t hash = hash64(id.p, id.n);
        if ((hash >> 32) * walks >> 32 != walk)
            continue;
        st = see(t, ids, id, (uint32_t)hash, doc, &was, e);
        if (st == ST_OK && was)
            doc_map_drop(m, doc);
    }
    return st;
}

enum st doc_map_drop_replaced(struct doc_map *m, const struct doc_ids *ids,
                              struct err *e)
{
    struct seen t;
    const uint64_t all = (uint64_t)SLOTS_A_DOC * m->left;
    const uint64_t room = ids->room / sizeof(struct slot);
    const uint64_t slots = MAX(MIN(all, room), (uint64_t)FEW_SLOTS);
    const uint64_t walks = (all + slots - 1) / slots;
    enum st st = open_seen(&t, slots, e);
    for (uint64_t walk = 0; walk < walks && st == ST_OK; walk++)
        st = walk_ids(m, ids, &t, walk, walks, e);
    mem_free(t.slots);
    return st;
}
