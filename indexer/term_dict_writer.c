#include "indexer/term_dict_writer.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "common/base/hash.h"
#include "common/codec/varint.h"
#include "indexer/bucket_writer.h"

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
    snprintf(name, sizeof(name), "%s-hashes", kind);
    if (st == ST_OK)
        st = spool_init(&w->hashes, base, name, e);
    return st;
}

void term_dict_writer_release(struct term_dict_writer *w)
{
    spool_release(&w->blocks);
    spool_release(&w->offsets);
    spool_release(&w->hashes);
    buf_release(&w->block);
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
    uint8_t hash[8];
    assert(term.n > 0 && term.n <= TERM_SIZE_MAX);
    if (first && w->n) {
        const enum st st = end_block(w, e);
        if (st != ST_OK)
            return st;
    }
    if (!buf_reserve(b, 9 * VARINT_MAX + term.n))
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
    w->n++;
    if (w->walked)
        return ST_OK;
    put_u64le(hash, hash64(term.p, term.n));
    return spool_append(&w->hashes, hash, sizeof(hash), e);
}

enum st term_dict_writer_end(struct term_dict_writer *w, struct err *e)
{
    return w->block.n ? end_block(w, e) : ST_OK;
}

enum st term_dict_writer_write(struct term_dict_writer *w,
                               struct segment_writer *out, enum chunk blocks,
                               enum chunk offsets, enum chunk hashes,
                               struct err *e)
{
    enum st st = segment_writer_spool(out, blocks, &w->blocks, e);
    if (st == ST_OK)
        st = segment_writer_spool(out, offsets, &w->offsets, e);
    return st == ST_OK ? bucket_writer_write(out, hashes, &w->hashes, w->n,
                                             TERM_TABLE_ROOM, e)
                       : st;
}
