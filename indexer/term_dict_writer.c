#include "indexer/term_dict_writer.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "common/segment/bucket.h"

enum st term_dict_writer_init(struct term_dict_writer *w, const char *base,
                              const char *kind, uint64_t docs_at, struct err *e)
{
    char name[32];
    *w = (struct term_dict_writer){.docs_at = docs_at};
    snprintf(name, sizeof(name), "%s-blocks", kind);
    enum st st = spool_init(&w->blocks, base, name, e);
    snprintf(name, sizeof(name), "%s-offsets", kind);
    if (st == ST_OK)
        st = spool_init(&w->offsets, base, name, e);
    return st;
}

void term_dict_writer_release(struct term_dict_writer *w)
{
    spool_release(&w->blocks);
    spool_release(&w->offsets);
    mem_free(w->hashes);
    buf_release(&w->block);
    w->hashes = NULL;
}

static void put(struct buf *b, uint64_t v)
{
    b->n = (size_t)(varint_put(b->p + b->n, v) - b->p);
}

static enum st end_block(struct term_dict_writer *w, struct err *e)
{
    uint8_t at[8];
    put_u64le(at, w->blocks.size);
    enum st st = spool_append(&w->offsets, at, sizeof(at), e);
    if (st == ST_OK)
        st = spool_append(&w->blocks, w->block.p, w->block.n, e);
    buf_clear(&w->block);
    return st;
}

static size_t shared_prefix(const uint8_t *a, size_t an, struct bytes b)
{
    const size_t n = MIN(an, b.n);
    size_t i = 0;
    while (i < n && a[i] == b.p[i])
        i++;
    return i;
}

enum st term_dict_writer_add(struct term_dict_writer *w, struct bytes term,
                             const struct term_entry *entry, struct err *e)
{
    struct buf *const b = &w->block;
    const bool first = w->n % TERMS_PER_BLOCK == 0;
    assert(term.n > 0 && term.n <= TERM_SIZE_MAX);
    if (first && w->n) {
        const enum st st = end_block(w, e);
        if (st != ST_OK)
            return st;
    }
    if (!buf_reserve(b, 9 * VARINT_MAX + term.n) ||
        !mem_grow(&w->hashes, &w->cap_hashes, w->n + 1))
        return err_set(e, ST_NOMEM, "writing the dictionary: out of memory");
    if (first) {
        put(b, w->docs_at);
        put(b, entry->skip_at);
        put(b, entry->pos_at);
    }
    const size_t shared =
        first ? 0 : shared_prefix(w->last, w->last_size, term);
    put(b, shared);
    put(b, term.n - shared);
    buf_append(b, term.p + shared, term.n - shared); /* room was reserved */
    put(b, entry->df);
    put(b, entry->cf - entry->df);
    put(b, entry->df == 1 ? entry->docs_at : entry->docs_size);
    put(b, entry->pos_size);

    w->docs_at += entry->df == 1 ? 0 : entry->docs_size;
    memcpy(w->last, term.p, term.n);
    w->last_size = term.n;
    w->hashes[w->n++] = hash64(term.p, term.n);
    return ST_OK;
}

enum st term_dict_writer_end(struct term_dict_writer *w, struct err *e)
{
    return w->block.n ? end_block(w, e) : ST_OK;
}

static uint8_t *make_table(const struct term_dict_writer *w, size_t *size)
{
    const uint64_t buckets = buckets_for(w->n);

    *size = (size_t)buckets * BUCKET_SIZE;
    uint8_t *const table = mem_zalloc(*size);
    if (!table)
        return NULL;
    for (uint64_t ord = 0; ord < w->n; ord++) {
        const uint64_t hash = w->hashes[ord];
        uint64_t at = bucket_of(hash, buckets);
        while (!bucket_put(table + at * BUCKET_SIZE, bucket_tag(hash),
                           (uint32_t)(ord + 1)))
            at = at + 1 == buckets ? 0 : at + 1;
    }
    return table;
}

enum st term_dict_writer_write(struct term_dict_writer *w,
                               struct segment_writer *out, enum chunk blocks,
                               enum chunk offsets, enum chunk hashes,
                               struct err *e)
{
    size_t size;
    enum st st = segment_writer_spool(out, blocks, &w->blocks, e);
    if (st == ST_OK)
        st = segment_writer_spool(out, offsets, &w->offsets, e);
    if (st != ST_OK)
        return st;
    uint8_t *const table = make_table(w, &size);
    if (!table)
        return err_set(e, ST_NOMEM, "writing the dictionary: out of memory");
    st = segment_writer_chunk(out, hashes, bytes_of(table, size), e);
    mem_free(table);
    return st;
}
