#include "indexer/postings_writer.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/codec/bitpack.h"
#include "common/segment/postings_layout.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "writing postings: out of memory");
}

enum st postings_writer_init(struct postings_writer *w, const char *base,
                             const char *kind, const uint8_t *length_codes,
                             uint64_t docs_base, uint64_t skip_base,
                             struct err *e)
{
    char name[32];
    *w = (struct postings_writer){
        .length_codes = length_codes,
        .docs_base = docs_base,
        .skip_base = skip_base,
    };
    snprintf(name, sizeof(name), "%s-docs", kind);
    enum st st = spool_init(&w->docs, base, name, e);
    snprintf(name, sizeof(name), "%s-skips", kind);
    if (st == ST_OK)
        st = spool_init(&w->skips, base, name, e);
    snprintf(name, sizeof(name), "%s-positions", kind);
    if (st == ST_OK)
        st = spool_init(&w->positions, base, name, e);
    return st;
}

void postings_writer_release(struct postings_writer *w)
{
    spool_release(&w->docs);
    spool_release(&w->skips);
    spool_release(&w->positions);
    mem_free(w->gaps);
    mem_free(w->blocks);
    buf_release(&w->bytes);
    w->gaps = NULL;
    w->blocks = NULL;
}

void postings_writer_begin(struct postings_writer *w, bool positions)
{
    w->with_positions = positions;
    w->n = w->df = 0;
    w->cf = 0;
    w->n_gaps = w->n_blocks = 0;
    w->list_docs_at = w->docs.size;
    w->list_pos_at = w->positions.size;
}

/* FORMAT.md 6.3: positions of one block, 128 at a width. */
static enum st write_positions(struct postings_writer *w, struct err *e)
{
    const size_t packs = (w->n_gaps + BITPACK_BLOCK - 1) / BITPACK_BLOCK;
    struct buf *const b = &w->bytes;
    buf_clear(b);
    if (!buf_reserve(b, packs + packs * BITPACK_MAX))
        return out_of_memory(e);
    uint8_t *p = b->p + packs;
    for (size_t k = 0; k < packs; k++) {
        const uint32_t *const v = w->gaps + k * BITPACK_BLOCK;
        const size_t n =
            MIN(w->n_gaps - k * BITPACK_BLOCK, (size_t)BITPACK_BLOCK);
        const unsigned bits = bitpack_width(v, n);
        b->p[k] = (uint8_t)bits;
        p = bitpack_pack(p, v, n, bits);
    }
    w->n_gaps = 0;
    return spool_append(&w->positions, b->p, (size_t)(p - b->p), e);
}

/* FORMAT.md 6.1: gaps and frequencies, both less one. */
static enum st write_docs(struct postings_writer *w, uint32_t base,
                          struct err *e)
{
    uint32_t gaps[DOCS_PER_BLOCK], freqs[DOCS_PER_BLOCK];
    uint8_t block[2 + 2 * BITPACK_MAX];
    for (uint32_t i = 0; i < w->n; i++) {
        gaps[i] = w->block_docs[i] - base - 1;
        base = w->block_docs[i];
        freqs[i] = w->block_freqs[i] - 1;
    }
    block[0] = (uint8_t)bitpack_width(gaps, w->n);
    block[1] = (uint8_t)bitpack_width(freqs, w->n);
    uint8_t *p = bitpack_pack(block + 2, gaps, w->n, block[0]);
    p = bitpack_pack(p, freqs, w->n, block[1]);
    return spool_append(&w->docs, block, (size_t)(p - block), e);
}

static struct skip_entry describe_block(const struct postings_writer *w)
{
    struct skip_entry s = {
        .last_doc = w->block_docs[w->n - 1],
        .docs_off = (uint32_t)(w->docs.size - w->list_docs_at),
        .pos_off = w->positions.size - w->list_pos_at,
        .min_length = UINT8_MAX,
    };
    for (uint32_t i = 0; i < w->n; i++) {
        const uint32_t freq = MIN(w->block_freqs[i], (uint32_t)MAX_FREQ_OPEN);
        s.max_freq = MAX(s.max_freq, (uint8_t)freq);
        s.min_length = MIN(s.min_length, w->length_codes[w->block_docs[i]]);
    }
    return s;
}

static enum st write_block(struct postings_writer *w, struct err *e)
{
    const uint32_t base =
        w->n_blocks ? w->blocks[w->n_blocks - 1].last_doc : UINT32_MAX;
    if (w->docs.size - w->list_docs_at > UINT32_MAX)
        return err_set(e, ST_LIMIT, "the postings of one term exceed 4 GiB");
    if (!mem_grow(&w->blocks, &w->cap_blocks, w->n_blocks + 1))
        return out_of_memory(e);
    w->blocks[w->n_blocks++] = describe_block(w);

    enum st st = ST_OK;
    if (w->df > 1) /* a single document stands in the dictionary */
        st = write_docs(w, base, e);
    if (st == ST_OK && w->with_positions)
        st = write_positions(w, e);
    w->n = 0;
    return st;
}

enum st postings_writer_add(struct postings_writer *w, uint32_t doc,
                            uint32_t freq, const uint32_t *gaps, struct err *e)
{
    if (w->n == DOCS_PER_BLOCK) {
        const enum st st = write_block(w, e);
        if (st != ST_OK)
            return st;
    }
    w->block_docs[w->n] = doc;
    w->block_freqs[w->n++] = freq;
    w->df++;
    w->cf += freq;
    if (!w->with_positions)
        return ST_OK;
    if (!mem_grow(&w->gaps, &w->cap_gaps, w->n_gaps + freq))
        return out_of_memory(e);
    memcpy(w->gaps + w->n_gaps, gaps, freq * sizeof(*gaps));
    w->n_gaps += freq;
    return ST_OK;
}

/* FORMAT.md 6.2 */
static enum st write_skips(struct postings_writer *w, struct err *e)
{
    const struct skip_layout l = skip_layout(w->df, w->with_positions);
    struct buf *const b = &w->bytes;
    buf_clear(b);
    if (!buf_reserve(b, l.size))
        return out_of_memory(e);
    for (uint32_t k = 0; k < l.supers; k++) {
        const uint32_t last =
            MIN((k + 1) * (uint32_t)BLOCKS_PER_SUPER, l.blocks) - 1;
        put_u32le(b->p + 4 * (size_t)k, w->blocks[last].last_doc);
    }
    for (uint32_t k = 0; k < l.blocks; k++) {
        const struct skip_entry *const s = &w->blocks[k];
        put_u32le(b->p + l.last_doc + 4 * (size_t)k, s->last_doc);
        put_u32le(b->p + l.docs_off + 4 * (size_t)k, s->docs_off);
        if (w->with_positions)
            put_u64le(b->p + l.pos_off + 8 * (size_t)k, s->pos_off);
        b->p[l.max_freq + k] = s->max_freq;
        b->p[l.min_length + k] = s->min_length;
    }
    return spool_append(&w->skips, b->p, l.size, e);
}

enum st postings_writer_end(struct postings_writer *w, struct term_entry *out,
                            struct err *e)
{
    enum st st = ST_OK;
    *out = (struct term_entry){
        .df = w->df,
        .cf = w->cf,
        .docs_at = w->docs_base + w->list_docs_at,
        .skip_at = w->skip_base + w->skips.size,
        .pos_at = w->list_pos_at,
    };
    if (w->df == 0)
        return ST_OK;
    if (w->df == 1)
        out->docs_at = w->block_docs[0];
    st = write_block(w, e);
    out->docs_size = w->docs.size - w->list_docs_at;
    out->pos_size = w->positions.size - w->list_pos_at;
    if (st == ST_OK && w->df > DOCS_PER_BLOCK)
        st = write_skips(w, e);
    return st;
}
