#include "indexer/postings_writer.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/codec/patched.h"
#include "common/segment/postings_layout.h"

enum {
    STEPS_MOST = 8192, /* collected before the best are kept */
    FEW = 16           /* numbers that are copied one by one  */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "writing postings: out of memory");
}

static uint16_t compute_step(const struct bm25 *saturation, uint32_t freq,
                             uint8_t length)
{
    return score_step_below(bm25_score(saturation, 1.0f, freq, length));
}

void postings_docs_init(struct postings_docs *d, uint32_t n,
                        const uint8_t *length_codes, uint64_t words,
                        uint64_t with_words)
{
    d->n = n;
    d->length_codes = length_codes;
    bm25_init(&d->saturation, BUILT_K1, BUILT_B, words, with_words);
    for (uint32_t freq = 1; freq <= STEP_FREQS; freq++)
        for (unsigned length = 0; length < 256; length++)
            d->steps[freq - 1][length] =
                compute_step(&d->saturation, freq, (uint8_t)length);
}

static uint16_t step_of(const struct postings_docs *d, uint32_t freq,
                        uint8_t length)
{
    return LIKELY(freq <= STEP_FREQS)
               ? d->steps[freq - 1][length]
               : compute_step(&d->saturation, freq, length);
}

enum st postings_writer_init(struct postings_writer *w, const char *base,
                             const char *kind, const struct postings_docs *of,
                             struct postings_bases bases, struct err *e)
{
    char name[32];
    *w = (struct postings_writer){.of = of, .bases = bases};
    snprintf(name, sizeof(name), "%s-docs", kind);
    enum st st = spool_init(&w->docs, base, name, e);
    snprintf(name, sizeof(name), "%s-skips", kind);
    if (st == ST_OK)
        st = spool_init(&w->skips, base, name, e);
    snprintf(name, sizeof(name), "%s-positions", kind);
    if (st == ST_OK)
        st = spool_init(&w->positions, base, name, e);
    snprintf(name, sizeof(name), "%s-bitmaps", kind);
    if (st == ST_OK)
        st = bitmap_writer_init(&w->bitmaps, base, name, of->n, e);
    return st;
}

void postings_writer_release(struct postings_writer *w)
{
    spool_release(&w->docs);
    spool_release(&w->skips);
    spool_release(&w->positions);
    bitmap_writer_release(&w->bitmaps);
    mem_free(w->gaps);
    mem_free(w->blocks);
    mem_free(w->steps);
    mem_free(w->dense);
    buf_release(&w->bytes);
    w->gaps = NULL;
    w->blocks = NULL;
    w->steps = NULL;
    w->dense = NULL;
}

uint64_t postings_writer_room(uint64_t memory)
{
    enum { SHARE = 512 };
    return MAX(memory / SHARE, (uint64_t)SPOOL_MEMORY);
}

void postings_writer_set_room(struct postings_writer *w, uint64_t room)
{
    w->docs.room = (size_t)room;
    w->skips.room = (size_t)room;
    w->positions.room = (size_t)room;
    w->bitmaps.bitmaps.room = (size_t)room;
}

void postings_writer_begin(struct postings_writer *w, bool positions)
{
    w->with_positions = positions;
    w->n = w->df = 0;
    w->cf = 0;
    w->n_gaps = w->n_blocks = w->n_steps = 0;
    w->least_step = 0;
    w->list_docs_at = w->docs.size;
    w->list_pos_at = w->positions.size;
}

/* FORMAT.md 6.3: positions of one block, 128 at a width. */
static enum st write_positions(struct postings_writer *w, struct err *e)
{
    const size_t packs = (w->n_gaps + BITPACK_BLOCK - 1) / BITPACK_BLOCK;
    struct buf *const b = &w->bytes;
    buf_clear(b);
    if (!buf_reserve(b, packs + packs * PATCHED_MAX))
        return out_of_memory(e);
    uint8_t *p = b->p + packs;
    for (size_t k = 0; k < packs; k++) {
        const uint32_t *const v = w->gaps + k * BITPACK_BLOCK;
        const size_t n =
            MIN(w->n_gaps - k * BITPACK_BLOCK, (size_t)BITPACK_BLOCK);
        p = patched_pack(p, v, n, &b->p[k]);
    }
    w->n_gaps = 0;
    return spool_append(&w->positions, b->p, (size_t)(p - b->p), e);
}

/* FORMAT.md 6.1: gaps and frequencies, both less one. */
static enum st write_docs(struct postings_writer *w, uint32_t base,
                          struct err *e)
{
    uint32_t gaps[DOCS_PER_BLOCK], freqs[DOCS_PER_BLOCK];
    uint8_t block[2 + 2 * PATCHED_MAX];
    for (uint32_t i = 0; i < w->n; i++) {
        gaps[i] = w->block_docs[i] - base - 1;
        base = w->block_docs[i];
        freqs[i] = w->block_freqs[i] - 1;
    }
    uint8_t *p = patched_pack(block + 2, gaps, w->n, &block[0]);
    p = patched_pack(p, freqs, w->n, &block[1]);
    return spool_append(&w->docs, block, (size_t)(p - block), e);
}

/* ---- the best scores of a list ---- */

static void count_upper(const struct postings_writer *w,
                        uint32_t upper[static 256])
{
    memset(upper, 0, 256 * sizeof(*upper));
    for (size_t i = 0; i < w->n_steps; i++)
        upper[w->steps[i] >> 8]++;
}

/* The highest byte that, with those above it, makes up `rank` of the counted
 * ones; *above becomes how many are above it. 0 when there are too few. */
static unsigned byte_of_rank(const uint32_t counts[static 256], uint32_t rank,
                             uint32_t *above)
{
    unsigned byte = 255;
    while (byte > 0 && *above + counts[byte] < rank)
        *above += counts[byte--];
    return byte;
}

/* The step that at least `rank` documents of the list reach, 0 when there are
 * fewer: its upper byte by counting, then its lower one among those. */
static uint16_t step_of_rank(const struct postings_writer *w,
                             const uint32_t upper[static 256], uint32_t rank)
{
    uint32_t above = 0, lower[256] = {0};
    if (w->n_steps < rank)
        return 0;
    const unsigned high = byte_of_rank(upper, rank, &above);
    for (size_t i = 0; i < w->n_steps; i++)
        if (w->steps[i] >> 8 == high)
            lower[w->steps[i] & 255]++;
    return (uint16_t)(high << 8 | byte_of_rank(lower, rank, &above));
}

/* Keeps the steps of the best documents, as many as are ever asked for: the
 * rest of a long list would take memory for nothing. */
static void keep_best(struct postings_writer *w)
{
    const uint32_t most = BEST_RANK[BEST_RANKS - 1];
    uint32_t upper[256], above = 0;
    size_t n = 0;
    count_upper(w, upper);
    const uint16_t least = step_of_rank(w, upper, most);
    for (size_t i = 0; i < w->n_steps; i++)
        above += w->steps[i] > least;
    for (size_t i = 0, equal = most - above; i < w->n_steps; i++) {
        const bool is_equal = w->steps[i] == least;
        if (w->steps[i] > least || (is_equal && equal > 0))
            w->steps[n++] = w->steps[i];
        equal -= is_equal && equal > 0;
    }
    w->n_steps = n;
    w->least_step = least;
}

static struct skip_entry describe_block(struct postings_writer *w)
{
    uint16_t *steps = w->steps + w->n_steps, best = 0;
    struct skip_entry s = {
        .last_doc = w->block_docs[w->n - 1],
        .docs_off = (uint32_t)(w->docs.size - w->list_docs_at),
        .pos_off = w->positions.size - w->list_pos_at,
        .min_length = UINT8_MAX,
    };
    for (uint32_t i = 0; i < w->n; i++) {
        const uint32_t freq = MIN(w->block_freqs[i], (uint32_t)MAX_FREQ_OPEN);
        s.max_freq = MAX(s.max_freq, (uint8_t)freq);
        const uint8_t length = w->of->length_codes[w->block_docs[i]];
        s.min_length = MIN(s.min_length, length);
        const uint16_t step = step_of(w->of, w->block_freqs[i], length);
        best = MAX(best, step);
        *steps = step; /* written over when it cannot be of the best */
        steps += step > w->least_step;
    }
    w->n_steps = (size_t)(steps - w->steps);
    s.max_score = score_step_above(best);
    return s;
}

static enum st write_block(struct postings_writer *w, struct err *e)
{
    if (w->n_steps > STEPS_MOST)
        keep_best(w);
    const uint32_t base =
        w->n_blocks ? w->blocks[w->n_blocks - 1].last_doc : UINT32_MAX;
    if (w->docs.size - w->list_docs_at > UINT32_MAX)
        return err_set(e, ST_LIMIT, "the postings of one term exceed 4 GiB");
    if (!mem_grow(&w->blocks, &w->cap_blocks, w->n_blocks + 1))
        return out_of_memory(e);
    if (!mem_grow(&w->steps, &w->cap_steps, w->n_steps + w->n))
        return out_of_memory(e);
    w->blocks[w->n_blocks++] = describe_block(w);
    bitmap_writer_add(&w->bitmaps, w->block_docs, w->n);

    enum st st = ST_OK;
    if (w->df > 1) /* a single document stands in the dictionary */
        st = write_docs(w, base, e);
    if (st == ST_OK && w->with_positions)
        st = write_positions(w, e);
    w->n = 0;
    return st;
}

/* Numbers that were only just written, one after the other. A processor cannot
 * take several at once from stores that are still under way, and waits until
 * they are in the cache: so few of them are read one by one, as `volatile`, or
 * a compiler would read several. */
static void copy_new(uint32_t *to, const uint32_t *from, size_t n)
{
    const volatile uint32_t *const v = from;
    if (n > FEW) {
        memcpy(to, from, n * sizeof(*to));
        return;
    }
    for (size_t i = 0; i < n; i++)
        to[i] = v[i];
}

static enum st add_gaps(struct postings_writer *w, const uint32_t *gaps,
                        size_t n, struct err *e)
{
    if (UNLIKELY(w->cap_gaps - w->n_gaps < n) &&
        !mem_grow(&w->gaps, &w->cap_gaps, w->n_gaps + n))
        return out_of_memory(e);
    copy_new(w->gaps + w->n_gaps, gaps, n);
    w->n_gaps += n;
    return ST_OK;
}

enum st postings_writer_add_run(struct postings_writer *w,
                                const struct postings_run *run, struct err *e)
{
    enum st st = ST_OK;
    for (uint32_t at = 0, n; at < run->n && st == ST_OK; at += n) {
        if (w->n == DOCS_PER_BLOCK && (st = write_block(w, e)) != ST_OK)
            return st;
        const uint32_t *const begins = run->begins + at;
        n = MIN(run->n - at, DOCS_PER_BLOCK - w->n);
        copy_new(w->block_docs + w->n, run->docs + at, n);
        for (uint32_t i = 0; i < n; i++)
            w->block_freqs[w->n + i] = begins[i + 1] - begins[i];
        w->n += n;
        w->df += n;
        w->cf += begins[n] - begins[0];
        if (w->with_positions)
            st = add_gaps(w, run->gaps + begins[0], begins[n] - begins[0], e);
    }
    return st;
}

enum st postings_writer_add(struct postings_writer *w, uint32_t doc,
                            uint32_t freq, const uint32_t *gaps, struct err *e)
{
    const uint32_t begins[] = {0, freq};
    const struct postings_run run = {1, &doc, begins, gaps};
    return postings_writer_add_run(w, &run, e);
}

/* The saturations that at least 10, 100, 1000 documents of the list reach. */
static void put_best(const struct postings_writer *w, uint8_t *out)
{
    uint32_t upper[256];
    count_upper(w, upper);
    for (unsigned i = 0; i < BEST_RANKS; i++)
        put_u16le(out + 2 * i, step_of_rank(w, upper, BEST_RANK[i]));
}

/* FORMAT.md 6.2 */
static enum st write_skips(struct postings_writer *w, uint64_t bits_at,
                           struct err *e)
{
    const struct skip_layout l =
        skip_layout(w->df, w->with_positions, w->of->n);
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
        put_u16le(b->p + l.max_score + 2 * (size_t)k, s->max_score);
    }
    put_best(w, b->p + l.best);
    if (l.dense) {
        if (!mem_grow(&w->dense, &w->cap_dense, w->n_dense + 1))
            return out_of_memory(e);
        w->dense[w->n_dense++] = w->skips.size + l.bits_at;
        put_u64le(b->p + l.bits_at, bits_at);
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
        .docs_at = w->bases.docs + w->list_docs_at,
        .skip_at = w->bases.skips + w->skips.size,
        .pos_at = w->bases.positions + w->list_pos_at,
    };
    if (w->df == 0)
        return ST_OK;
    if (w->df == 1)
        out->docs_at = w->block_docs[0];
    st = write_block(w, e);
    out->docs_size = w->docs.size - w->list_docs_at;
    out->pos_size = w->positions.size - w->list_pos_at;
    uint64_t bits_at;
    if (st == ST_OK)
        st = bitmap_writer_end(&w->bitmaps, &bits_at, e);
    if (st == ST_OK && w->df > DOCS_PER_BLOCK)
        st = write_skips(w, w->bases.bitmaps + bits_at, e);
    return st;
}

/* The skip arrays of `part` with the places of their bitmaps set right. */
static enum st append_skips(struct postings_writer *w,
                            struct postings_writer *part, uint64_t bitmaps,
                            struct err *e)
{
    struct bytes skips;
    uint64_t from = 0;
    enum st st = spool_view(&part->skips, &skips, e);
    for (size_t i = 0; i < part->n_dense && st == ST_OK; i++) {
        uint8_t raw[8];
        const uint64_t at = part->dense[i];
        put_u64le(raw, get_u64le(skips.p + at) + bitmaps);
        if (!mem_grow(&w->dense, &w->cap_dense, w->n_dense + 1))
            return out_of_memory(e);
        w->dense[w->n_dense++] = w->skips.size + at - from;
        st = spool_append(&w->skips, skips.p + from, (size_t)(at - from), e);
        if (st == ST_OK)
            st = spool_append(&w->skips, raw, sizeof(raw), e);
        from = at + sizeof(raw);
    }
    return st == ST_OK && skips.n > from
               ? spool_append(&w->skips, skips.p + from,
                              (size_t)(skips.n - from), e)
               : st;
}

enum st postings_writer_append(struct postings_writer *w,
                               struct postings_writer *part,
                               struct postings_bases *at, struct err *e)
{
    *at = (struct postings_bases){
        .docs = w->bases.docs + w->docs.size,
        .skips = w->bases.skips + w->skips.size,
        .positions = w->bases.positions + w->positions.size,
        .bitmaps = w->bases.bitmaps + w->bitmaps.bitmaps.size,
    };
    enum st st = append_skips(w, part, at->bitmaps, e);
    if (st == ST_OK)
        st = spool_append_spool(&w->docs, &part->docs, e);
    if (st == ST_OK)
        st = spool_append_spool(&w->positions, &part->positions, e);
    if (st == ST_OK)
        st = spool_append_spool(&w->bitmaps.bitmaps, &part->bitmaps.bitmaps, e);
    spool_clear(&part->docs);
    spool_clear(&part->skips);
    spool_clear(&part->positions);
    spool_clear(&part->bitmaps.bitmaps);
    part->n_dense = 0;
    return st;
}
