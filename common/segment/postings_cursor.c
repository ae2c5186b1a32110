#include "common/segment/postings_cursor.h"

#include "common/base/mem.h"
#include "common/codec/bitpack.h"
#include "common/segment/postings_layout.h"

enum { BLOCK_HEADER = 2, MAX_BITS = 32 };

static uint32_t end_walk(struct postings_cursor *c, enum st st)
{
    c->i = c->n = 0;
    c->st = c->st == ST_OK ? st : c->st;
    return c->doc = DOC_END;
}

/* ---- blocks ---- */

static struct skip_layout layout_of(const struct postings_cursor *c)
{
    return skip_layout(c->df, c->pos_size != 0);
}

static uint32_t last_doc_of(const struct postings_cursor *c, uint32_t block)
{
    return get_u32le(c->last_docs + 4 * (size_t)block);
}

/* The first and last byte of block `b` within the list. */
static void block_range(const struct postings_cursor *c, uint32_t b,
                        uint64_t *from, uint64_t *to)
{
    *from = 0;
    *to = c->docs_size;
    if (!c->last_docs)
        return;
    const uint8_t *const offsets = c->last_docs + 4 * (size_t)c->n_blocks;
    *from = get_u32le(offsets + 4 * (size_t)b);
    if (b + 1 < c->n_blocks)
        *to = get_u32le(offsets + 4 * (size_t)(b + 1));
}

/* Ascending and within the segment? Bytes with a right checksum always are;
 * a crafted file must not lead a scoring loop out of its arrays. */
static bool docs_in_order(const struct postings_cursor *c, uint32_t base)
{
    bool ordered = base == UINT32_MAX || c->docs[0] > base;
    for (uint32_t i = 1; i < c->n; i++)
        ordered &= c->docs[i - 1] < c->docs[i];
    return ordered && c->docs[c->n - 1] < c->segment->counts.docs;
}

/* FORMAT.md 6.1 */
static bool decode_block(struct postings_cursor *c, uint32_t b)
{
    const struct chunk_view *const docs = &c->segment->chunks[CHUNK_DOCS];
    uint64_t from, to;
    block_range(c, b, &from, &to);
    if (from > to || to > c->docs_size || to - from < BLOCK_HEADER ||
        !chunk_use(docs, c->docs_at + from, to - from))
        return false;

    const uint8_t *const p = docs->p + (c->docs_at + from);
    const unsigned doc_bits = p[0], freq_bits = p[1];
    const uint32_t n =
        MIN(c->df - b * DOCS_PER_BLOCK, (uint32_t)DOCS_PER_BLOCK);
    if (doc_bits > MAX_BITS || freq_bits > MAX_BITS ||
        to - from != BLOCK_HEADER + bitpack_size(n, doc_bits) +
                         bitpack_size(n, freq_bits))
        return false;
    const uint32_t base = b ? last_doc_of(c, b - 1) : UINT32_MAX;
    bitpack_unpack_gaps(p + BLOCK_HEADER, c->docs, n, doc_bits, base);
    c->freq_payload = p + BLOCK_HEADER + bitpack_size(n, doc_bits);
    c->freq_bits = (uint8_t)freq_bits;
    c->freqs_ready = false;
    c->block = b;
    c->i = 0;
    c->n = n;
    return docs_in_order(c, base) &&
           (!c->last_docs || c->docs[n - 1] == last_doc_of(c, b));
}

static uint32_t enter_block(struct postings_cursor *c, uint32_t b)
{
    if (b >= c->n_blocks)
        return end_walk(c, ST_OK);
    if (!decode_block(c, b))
        return end_walk(c, ST_CORRUPT);
    return c->doc = c->docs[0];
}

void postings_cursor_load_freqs(struct postings_cursor *c)
{
    bitpack_unpack(c->freq_payload, c->freqs, c->n, c->freq_bits);
    for (uint32_t i = 0; i < c->n; i++)
        c->freqs[i]++;
    c->freqs_ready = true;
}

/* ---- opening ---- */

static void open_single(struct postings_cursor *c,
                        const struct term_entry *entry)
{
    if (entry->docs_at >= c->segment->counts.docs || entry->cf > UINT32_MAX) {
        end_walk(c, ST_CORRUPT);
        return;
    }
    c->doc = c->docs[0] = (uint32_t)entry->docs_at;
    c->freqs[0] = (uint32_t)entry->cf;
    c->freqs_ready = true;
    c->n = 1;
}

void postings_cursor_open(struct postings_cursor *c, const struct segment *s,
                          const struct term_entry *entry)
{
    c->st = ST_OK;
    c->segment = s;
    c->i = c->n = c->block = c->n_blocks = 0;
    c->freqs_ready = false;
    c->df = entry->df;
    c->cf = entry->cf;
    c->last_docs = c->super_last = NULL;
    c->skip_at = entry->skip_at;
    c->docs_at = entry->docs_at;
    c->docs_size = entry->docs_size;
    c->pos_at = entry->pos_at;
    c->pos_size = entry->pos_size;
    if (entry->df == 0) {
        end_walk(c, ST_OK);
        return;
    }
    c->n_blocks = 1;
    if (entry->df == 1) {
        open_single(c, entry);
        return;
    }
    if (entry->df > DOCS_PER_BLOCK) {
        const struct chunk_view *const skips = &s->chunks[CHUNK_SKIP];
        const struct skip_layout l = layout_of(c);
        if (!chunk_use(skips, c->skip_at, l.size)) {
            end_walk(c, ST_CORRUPT);
            return;
        }
        c->n_blocks = l.blocks;
        c->last_docs = skips->p + c->skip_at + l.last_doc;
        c->super_last = l.supers ? skips->p + c->skip_at : NULL;
    }
    enter_block(c, 0);
}

/* ---- moving ---- */

uint32_t postings_cursor_next_block(struct postings_cursor *c)
{
    return c->doc == DOC_END ? DOC_END : enter_block(c, c->block + 1);
}

/* The first block from `b` on whose last document is not below `target`;
 * n_blocks when there is none. */
static uint32_t find_block(const struct postings_cursor *c, uint32_t b,
                           uint32_t target)
{
    if (!c->last_docs)
        return b;
    if (c->super_last) {
        const uint32_t supers =
            (c->n_blocks + BLOCKS_PER_SUPER - 1) / BLOCKS_PER_SUPER;
        uint32_t super = b / BLOCKS_PER_SUPER;
        while (super < supers &&
               get_u32le(c->super_last + 4 * (size_t)super) < target)
            super++;
        b = MIN(MAX(b, super * BLOCKS_PER_SUPER), c->n_blocks);
    }
    while (b < c->n_blocks && last_doc_of(c, b) < target)
        b++;
    return b;
}

uint32_t postings_cursor_seek(struct postings_cursor *c, uint32_t target)
{
    if (c->doc >= target)
        return c->doc;
    if (c->docs[c->n - 1] < target) {
        const uint32_t b = find_block(c, c->block + 1, target);
        if (enter_block(c, b) >= target)
            return c->doc;
    }
    /* Somewhere in this block: halve what is left without a branch. */
    const uint32_t *from = c->docs + c->i;
    for (uint32_t left = c->n - c->i; left > 1;) {
        const uint32_t half = left / 2;
        from += from[half - 1] < target ? half : 0;
        left -= half;
    }
    c->i = (uint32_t)(from - c->docs);
    return c->doc = c->docs[c->i];
}

/* ---- bounds ---- */

struct block_bound postings_cursor_bound(const struct postings_cursor *c,
                                         uint32_t target)
{
    const uint32_t from = MAX(target, c->doc);
    if (c->doc == DOC_END)
        return (struct block_bound){.last_doc = DOC_END};
    if (!c->last_docs)
        return from <= c->docs[c->n - 1]
                   ? (struct block_bound){c->docs[c->n - 1], UINT32_MAX, 0}
                   : (struct block_bound){.last_doc = DOC_END};
    const uint32_t b = find_block(c, c->block, from);
    if (b == c->n_blocks)
        return (struct block_bound){.last_doc = DOC_END};
    const struct skip_layout l = layout_of(c);
    const uint8_t *const skips = c->last_docs - l.last_doc;
    const uint8_t max_freq = skips[l.max_freq + b];
    return (struct block_bound){
        .last_doc = last_doc_of(c, b),
        .max_freq = max_freq == MAX_FREQ_OPEN ? UINT32_MAX : max_freq,
        .min_length = skips[l.min_length + b],
    };
}

struct block_bound postings_cursor_list_bound(const struct postings_cursor *c)
{
    struct block_bound bound = {.last_doc = DOC_END};
    if (c->df == 0 || c->n_blocks == 0)
        return bound;
    bound.last_doc = DOC_END - 1;
    bound.max_freq = (uint32_t)MIN(c->cf - c->df + 1, (uint64_t)UINT32_MAX);
    if (!c->last_docs)
        return bound;
    const struct skip_layout l = layout_of(c);
    const uint8_t *const skips = c->last_docs - l.last_doc;
    uint8_t max_freq = 0, min_length = UINT8_MAX;
    for (uint32_t b = 0; b < c->n_blocks; b++) {
        max_freq = MAX(max_freq, skips[l.max_freq + b]);
        min_length = MIN(min_length, skips[l.min_length + b]);
    }
    bound.last_doc = last_doc_of(c, c->n_blocks - 1);
    if (max_freq < MAX_FREQ_OPEN)
        bound.max_freq = MIN(bound.max_freq, (uint32_t)max_freq);
    bound.min_length = min_length;
    return bound;
}

/* ---- positions ---- */

enum { POSITIONS_MAX = 1 << 30 };

void positions_init(struct positions *p, struct postings_cursor *c)
{
    *p = (struct positions){.cursor = c, .block = UINT32_MAX};
}

void positions_release(struct positions *p)
{
    mem_free(p->pos);
    p->pos = NULL;
    p->n = 0;
    p->cap = 0;
}

static bool give_up(struct positions *p, enum st st)
{
    p->n = 0;
    end_walk(p->cursor, st);
    return false;
}

/* Finds the positions of the cursor's block and where each document's begin
 * among them. */
static bool enter_positions(struct positions *p)
{
    struct postings_cursor *const c = p->cursor;
    uint64_t from = 0, to = c->pos_size;

    if (!c->freqs_ready)
        postings_cursor_load_freqs(c);
    if (c->last_docs) {
        const struct skip_layout l = layout_of(c);
        const uint8_t *const offsets = c->last_docs - l.last_doc + l.pos_off;
        from = get_u64le(offsets + 8 * (size_t)c->block);
        if (c->block + 1 < c->n_blocks)
            to = get_u64le(offsets + 8 * (size_t)(c->block + 1));
    }
    if (from > to || to > c->pos_size)
        return false;
    p->at = c->pos_at + from;
    p->size = to - from;

    uint64_t sum = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        p->first[i] = (uint32_t)sum;
        sum += c->freqs[i];
    }
    /* Each 128 have a width of a byte: so few bytes never ask for much. */
    if (sum > POSITIONS_MAX ||
        (sum + BITPACK_BLOCK - 1) / BITPACK_BLOCK > p->size)
        return false;
    p->first[c->n] = (uint32_t)sum;
    p->block = c->block;
    return true;
}

/* FORMAT.md 6.3: numbers [from, to) of the block's packed positions. */
static bool unpack_range(struct positions *p, uint32_t from, uint32_t to)
{
    const struct chunk_view *const posi =
        &p->cursor->segment->chunks[CHUNK_POSI];
    const uint32_t total = p->first[p->cursor->n];
    const uint32_t packs = (total + BITPACK_BLOCK - 1) / BITPACK_BLOCK;
    const uint32_t first = from / BITPACK_BLOCK;
    uint64_t at = packs;

    if (packs > p->size || !chunk_use(posi, p->at, packs))
        return false;
    const uint8_t *const widths = posi->p + p->at;
    for (uint32_t k = 0; k < first; k++)
        at += bitpack_size(BITPACK_BLOCK, widths[k]);
    for (uint32_t k = first; k * BITPACK_BLOCK < to; k++) {
        const uint32_t start = k * BITPACK_BLOCK;
        const uint32_t n = MIN(total - start, (uint32_t)BITPACK_BLOCK);
        const uint64_t size = bitpack_size(n, widths[k]);
        uint32_t pack[BITPACK_BLOCK];
        if (widths[k] > MAX_BITS || at > p->size || size > p->size - at ||
            !chunk_use(posi, p->at + at, size))
            return false;
        bitpack_unpack(posi->p + p->at + at, pack, n, widths[k]);
        at += size;
        const uint32_t low = MAX(from, start), high = MIN(to, start + n);
        for (uint32_t i = low; i < high; i++)
            p->pos[i - from] = pack[i - start];
    }
    return true;
}

bool positions_read_gaps(struct positions *p)
{
    struct postings_cursor *const c = p->cursor;
    if (c->doc == DOC_END)
        return give_up(p, ST_CORRUPT);
    if (p->block != c->block && !enter_positions(p))
        return give_up(p, ST_CORRUPT);

    const uint32_t from = p->first[c->i], to = p->first[c->i + 1];
    if (!mem_grow(&p->pos, &p->cap, to - from))
        return give_up(p, ST_NOMEM);
    p->n = to - from;
    return unpack_range(p, from, to) || give_up(p, ST_CORRUPT);
}

bool positions_read(struct positions *p)
{
    if (!positions_read_gaps(p))
        return false;
    for (uint32_t i = 1; i < p->n; i++) {
        if (p->pos[i] >= UINT32_MAX - p->pos[i - 1])
            return give_up(p, ST_CORRUPT);
        p->pos[i] += p->pos[i - 1] + 1;
    }
    return true;
}
