#include "indexer/repeats_writer.h"

#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "indexer/name_sorter.h"

enum {
    PAIR_SIZE = 12,
    DROP_PAIRS = 1 << 20, /* read before pages are given back */
    BITS_PER_PAIR = 8,    /* of the table                     */
    TABLE_MIN = 1 << 12,  /* bits                             */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "counting paragraphs: out of memory");
}

enum st repeats_writer_init(struct repeats_writer *w, const char *base,
                            struct err *e)
{
    *w = (struct repeats_writer){.base = base};
    const enum st st = spool_init(&w->pairs, base, "paragraphs", e);
    return st == ST_OK ? spool_init(&w->chunk, base, "repeats", e) : st;
}

void repeats_writer_release(struct repeats_writer *w)
{
    spool_release(&w->pairs);
    spool_release(&w->chunk);
}

enum st repeats_writer_add(struct repeats_writer *w, uint64_t key, uint32_t doc,
                           struct err *e)
{
    uint8_t raw[PAIR_SIZE];
    put_u64le(raw, key);
    put_u32le(raw + 8, doc);
    return spool_append(&w->pairs, raw, sizeof(raw), e);
}

/* ---- which keys come once ---- */

/* Two bits for each of some values of keys: met, met again. Keys of one value
 * may be different: a key that comes twice is never missed. */
struct once_table {
    uint64_t *met, *again;
    uint64_t mask;
};

static bool once_open(struct once_table *t, uint64_t pairs, size_t room)
{
    uint64_t bits = TABLE_MIN;
    while (bits < pairs * BITS_PER_PAIR && bits / 4 < room / 4)
        bits *= 2;
    t->mask = bits - 1;
    t->met = mem_zalloc(bits / 8);
    t->again = mem_zalloc(bits / 8);
    return t->met && t->again;
}

static void once_close(struct once_table *t)
{
    mem_free(t->met);
    mem_free(t->again);
}

static void once_meet(struct once_table *t, uint64_t key)
{
    const uint64_t at = key & t->mask, bit = UINT64_C(1) << at % 64;
    t->again[at / 64] |= t->met[at / 64] & bit;
    t->met[at / 64] |= bit;
}

static bool once_is(const struct once_table *t, uint64_t key)
{
    const uint64_t at = key & t->mask;
    return !(t->again[at / 64] >> at % 64 & 1);
}

/* Once in a while, as the pairs up to `at` were read. */
static void drop_pages(const struct repeats_writer *w, size_t at)
{
    if (at / PAIR_SIZE % DROP_PAIRS == DROP_PAIRS - 1)
        spool_drop(&w->pairs, at);
}

static void meet_all(const struct repeats_writer *w, struct once_table *t,
                     struct bytes pairs)
{
    for (size_t at = 0; at < pairs.n; at += PAIR_SIZE) {
        once_meet(t, get_u64le(pairs.p + at));
        drop_pages(w, at);
    }
    spool_drop(&w->pairs, pairs.n);
}

/* ---- sorting ---- */

static enum st sort_pairs(struct repeats_writer *w, struct bytes pairs,
                          const struct once_table *once,
                          struct name_sorter *sorter, struct err *e)
{
    enum st st = ST_OK;
    for (size_t at = 0; at < pairs.n && st == ST_OK; at += PAIR_SIZE) {
        const uint64_t key = get_u64le(pairs.p + at);
        uint8_t name[8];
        drop_pages(w, at);
        if (once && once_is(once, key))
            continue;
        put_u64be(name, key);
        st = name_sorter_add(sorter, bytes_of(name, sizeof(name)),
                             get_u32le(pairs.p + at + 8), e);
    }
    return st == ST_OK ? name_sorter_end(sorter, e) : st;
}

/* All pairs in order; when only those of several documents count, most keys
 * that come once are left out. */
static enum st sort(struct repeats_writer *w, bool all, size_t room,
                    struct name_sorter *sorter, struct err *e)
{
    struct once_table once = {.met = NULL};
    struct bytes pairs;
    enum st st = spool_view(&w->pairs, &pairs, e);
    if (st == ST_OK && !all) {
        if (once_open(&once, pairs.n / PAIR_SIZE, room))
            meet_all(w, &once, pairs);
        else
            st = out_of_memory(e);
    }
    if (st == ST_OK)
        st = sort_pairs(w, pairs, all ? NULL : &once, sorter, e);
    once_close(&once);
    return st;
}

/* ---- writing ---- */

/* The documents of a key so far. */
struct group {
    uint64_t key;
    uint32_t n, last;
    struct buf docs;
};

static enum st end_group(struct repeats_writer *w, const struct group *g,
                         bool all, struct err *e)
{
    uint8_t head[8 + 2 * VARINT_MAX];
    if (g->n == 0 || (g->n == 1 && !all))
        return ST_OK;
    put_u64le(head, g->key);
    const uint8_t *const end =
        varint_put(varint_put(head + 8, g->n), g->docs.n);
    const enum st st = spool_append(&w->chunk, head, (size_t)(end - head), e);
    return st == ST_OK ? spool_append(&w->chunk, g->docs.p, g->docs.n, e) : st;
}

static bool add_doc(struct group *g, uint32_t doc)
{
    uint8_t raw[VARINT_MAX];
    if (g->n && doc == g->last)
        return true;
    const size_t n =
        (size_t)(varint_put(raw, g->n ? doc - g->last : doc) - raw);
    g->n++;
    g->last = doc;
    return buf_append(&g->docs, raw, n);
}

static enum st write_groups(struct repeats_writer *w, bool all,
                            struct name_sorter *sorter, struct err *e)
{
    struct group g = {.n = 0};
    struct named_value v;
    enum st st = ST_OK;
    while (st == ST_OK && name_sorter_next(sorter, &v)) {
        const uint64_t key = get_u64be(v.name.p);
        if (key != g.key) {
            st = end_group(w, &g, all, e);
            buf_clear(&g.docs);
            g.key = key;
            g.n = 0;
        }
        if (st == ST_OK && !add_doc(&g, v.value))
            st = out_of_memory(e);
    }
    if (st == ST_OK)
        st = end_group(w, &g, all, e);
    buf_release(&g.docs);
    return st;
}

enum st repeats_writer_make(struct repeats_writer *w, bool all, size_t room,
                            struct err *e)
{
    struct name_sorter *sorter = NULL;
    enum st st =
        name_sorter_open(&sorter, w->base, "sorted-paragraphs", room / 2, e);
    if (st == ST_OK)
        st = sort(w, all, room / 2, sorter, e);
    if (st == ST_OK)
        st = write_groups(w, all, sorter, e);
    name_sorter_close(sorter);
    return st;
}
