#include "common/segment/postings_cursor.h"

#include "common/segment/postings_layout.h"

/* 128 gaps of POSTINGS_SAFE_BITS above a document cannot leave 32 bits, so they
 * ascend whatever they are. */
enum { BLOCK_HEADER = 2, SEARCH_STEP = 16 };

uint32_t postings_cursor_stop(struct postings_cursor *c, enum st st)
{
    c->i = c->n = 0;
    c->st = c->st == ST_OK ? st : c->st;
    return c->doc = DOC_END;
}

/* ---- blocks ---- */

static struct skip_layout layout_of(const struct postings_cursor *c)
{
    return skip_layout(c->df, c->pos_size != 0, c->segment->counts.docs);
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

/* Ascending? Bytes with a right checksum always are; a crafted file must not
 * lead a scoring loop out of its arrays. */
static bool docs_in_order(const struct postings_cursor *c, uint32_t base)
{
    bool ordered = base == UINT32_MAX || c->docs[0] > base;
    for (uint32_t i = 1; i < c->n; i++)
        ordered &= c->docs[i - 1] < c->docs[i];
    return ordered;
}

/* What is behind the last document is no document, so that a search in a block
 * needs no look at its end. */
static void pad_docs(struct postings_cursor *c)
{
    for (uint32_t i = c->n; i < DOCS_PER_BLOCK; i++)
        c->docs[i] = INT32_MAX;
}

/* FORMAT.md 6.1: where the two parts of block `b` are. */
bool postings_cursor_block_of(const struct postings_cursor *c, uint32_t b,
                              struct packed_block *out)
{
    const struct chunk_view *const docs = &c->segment->chunks[CHUNK_DOCS];
    uint64_t from, to;
    if (b >= c->n_blocks)
        return false;
    block_range(c, b, &from, &to);
    if (from > to || to > c->docs_size || to - from < BLOCK_HEADER ||
        !chunk_use(docs, c->docs_at + from, to - from))
        return false;
    const uint8_t *const p = docs->p + (c->docs_at + from);
    const size_t size = (size_t)(to - from) - BLOCK_HEADER;
    *out = (struct packed_block){
        .n = MIN(c->df - b * DOCS_PER_BLOCK, (uint32_t)DOCS_PER_BLOCK),
        .gaps = p + BLOCK_HEADER,
        .gaps_head = p[0],
        .freqs_head = p[1],
    };
    const size_t gaps = patched_size(out->n, out->gaps_head);
    out->freqs = out->gaps + gaps;
    return patched_is_head(out->gaps_head) &&
           patched_is_head(out->freqs_head) &&
           gaps + patched_size(out->n, out->freqs_head) == size;
}

static bool decode_block(struct postings_cursor *c, uint32_t b)
{
    struct packed_block p;
    if (!postings_cursor_block_of(c, b, &p))
        return false;
    const uint32_t base = b ? last_doc_of(c, b - 1) : UINT32_MAX;
    patched_unpack_gaps(p.gaps, c->docs, p.n, p.gaps_head, base);
    c->work.blocks++;
    c->packed = p;
    c->freqs_ready = false;
    c->block = b;
    c->i = 0;
    c->n = p.n;
    if (patched_bits(p.gaps_head) > POSTINGS_SAFE_BITS &&
        !docs_in_order(c, base))
        return false;
    pad_docs(c);
    return c->docs[p.n - 1] < c->segment->counts.docs &&
           (!c->last_docs || c->docs[p.n - 1] == last_doc_of(c, b));
}

static uint32_t enter_block(struct postings_cursor *c, uint32_t b)
{
    if (b >= c->n_blocks)
        return postings_cursor_stop(c, ST_OK);
    if (!decode_block(c, b))
        return postings_cursor_stop(c, ST_CORRUPT);
    return c->doc = c->docs[0];
}

void postings_cursor_load_freqs(struct postings_cursor *c)
{
    patched_unpack(c->packed.freqs, c->freqs, c->n, c->packed.freqs_head);
    for (uint32_t i = 0; i < c->n; i++)
        c->freqs[i]++;
    c->work.freqs++;
    c->freqs_ready = true;
}

/* ---- opening ---- */

static void open_single(struct postings_cursor *c,
                        const struct term_entry *entry)
{
    if (entry->docs_at >= c->segment->counts.docs || entry->cf > UINT32_MAX) {
        postings_cursor_stop(c, ST_CORRUPT);
        return;
    }
    c->doc = c->docs[0] = (uint32_t)entry->docs_at;
    c->freqs[0] = (uint32_t)entry->cf;
    c->freqs_ready = true;
    c->n = 1;
    pad_docs(c);
}

HOT void postings_prefetch_list(const struct segment *s,
                                const struct term_entry *entry)
{
    const struct chunk_view *const docs = &s->chunks[CHUNK_DOCS];
    const struct chunk_view *const skips = &s->chunks[CHUNK_SKIP];
    if (entry->df < 2 || entry->docs_at >= docs->n)
        return;
    __builtin_prefetch(docs->p + entry->docs_at);
    const struct skip_layout l =
        skip_layout(entry->df, entry->pos_size > 0, s->counts.docs);
    if (entry->df <= DOCS_PER_BLOCK || entry->skip_at > skips->n ||
        l.size > skips->n - entry->skip_at)
        return;
    __builtin_prefetch(skips->p + entry->skip_at);
    __builtin_prefetch(skips->p + entry->skip_at + l.max_score);
    __builtin_prefetch(skips->p + entry->skip_at + l.size - 1);
}

void postings_cursor_open(struct postings_cursor *c, const struct segment *s,
                          const struct term_entry *entry)
{
    c->st = ST_OK;
    c->work = (struct postings_work){.blocks = 0};
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
        postings_cursor_stop(c, ST_OK);
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
            postings_cursor_stop(c, ST_CORRUPT);
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

/* Of n ascending numbers, little-endian: the first from `i` on that is not
 * below `target`, or n. Most are near; the others are found 16 at a time. */
static uint32_t lower_bound(const uint8_t *p, uint32_t i, uint32_t n,
                            uint32_t target)
{
    for (uint32_t near = MIN(n, i + 4); i < near; i++)
        if (get_u32le(p + 4 * (size_t)i) >= target)
            return i;
    while (i + SEARCH_STEP <= n &&
           get_u32le(p + 4 * (size_t)(i + SEARCH_STEP - 1)) < target)
        i += SEARCH_STEP;
    while (i < n && get_u32le(p + 4 * (size_t)i) < target)
        i++;
    return i;
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
        const uint32_t super =
            lower_bound(c->super_last, b / BLOCKS_PER_SUPER, supers, target);
        b = MIN(MAX(b, super * BLOCKS_PER_SUPER), c->n_blocks);
    }
    return lower_bound(c->last_docs, b, c->n_blocks, target);
}

uint32_t postings_cursor_find_block(const struct postings_cursor *c,
                                    uint32_t from, uint32_t target)
{
    return find_block(c, from, target);
}

uint32_t postings_cursor_enter(struct postings_cursor *c, uint32_t block)
{
    if (c->doc == DOC_END || block == c->block)
        return c->doc;
    return enter_block(c, block);
}

/* Steps of 16, then the smaller ones among 16 are counted, which the compiler
 * does in a few vectors. */
uint32_t postings_cursor_find(const struct postings_cursor *c, uint32_t i,
                              uint32_t target)
{
    uint32_t smaller = 0;

    i = i / SEARCH_STEP * SEARCH_STEP;
    while (c->docs[i + SEARCH_STEP - 1] < target)
        i += SEARCH_STEP;
    for (uint32_t k = 0; k < SEARCH_STEP; k++)
        smaller += c->docs[i + k] < target;
    return i + smaller;
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
    c->i = postings_cursor_find(c, c->i, target);
    return c->doc = c->docs[c->i];
}

/* ---- postings by number ---- */

bool postings_cursor_positions_of(const struct postings_cursor *c,
                                  uint32_t block, uint64_t *at, uint64_t *size)
{
    uint64_t from = 0, to = c->pos_size;

    if (c->last_docs) {
        const struct skip_layout l = layout_of(c);
        const uint8_t *const offsets = c->last_docs - l.last_doc + l.pos_off;
        from = get_u64le(offsets + 8 * (size_t)block);
        if (block + 1 < c->n_blocks)
            to = get_u64le(offsets + 8 * (size_t)(block + 1));
    }
    if (from > to || to > c->pos_size)
        return false;
    *at = c->pos_at + from;
    *size = to - from;
    return true;
}

/* What is as near as that the processor fetches of its own accord. */
enum { LINE = 64, NEAR_BLOCKS = 2, NEAR_LINES = 4 };

/* Of a block, but no more than a few lines. What is wrong with it is found when
 * it is read. */
static void prefetch_docs(const struct postings_cursor *c, uint32_t block)
{
    enum { LINES = 4 };
    const struct chunk_view *const docs = &c->segment->chunks[CHUNK_DOCS];
    uint64_t from, to;
    block_range(c, block, &from, &to);
    if (from > to || to > c->docs_size || c->docs_at + to > docs->n)
        return;
    to = MIN(to, from + LINES * LINE);
    for (uint64_t at = from; at < to; at += LINE)
        __builtin_prefetch(docs->p + c->docs_at + at);
}

/* Of a block: the widths, which stand first, and the lines about the place
 * where document i's are when all documents have as many. */
static void prefetch_positions(const uint8_t *p, uint64_t size, uint32_t i)
{
    enum { ABOUT = 2 * LINE };
    const uint64_t place = size * i / DOCS_PER_BLOCK;
    const uint64_t from = place - MIN(place, (uint64_t)ABOUT);
    __builtin_prefetch(p);
    for (uint64_t at = from; at < MIN(size, place + ABOUT); at += LINE)
        __builtin_prefetch(p + at);
}

/* Whether there is so much between any two of them, in the middle, that they
 * are to be asked for. */
static bool are_far(const struct postings_cursor *c, const uint32_t *numbers,
                    uint32_t n, bool positions)
{
    const uint64_t between = (numbers[n - 1] - numbers[0]) / n;
    return between >= NEAR_BLOCKS * DOCS_PER_BLOCK ||
           (positions && between * c->pos_size / c->df >= NEAR_LINES * LINE);
}

void postings_prefetch(const struct postings_cursor *c, const uint32_t *numbers,
                       uint32_t n, bool positions)
{
    const struct chunk_view *const chunks = c->segment->chunks;
    if (!c->last_docs || n < 2 || !are_far(c, numbers, n, positions))
        return;
    const struct skip_layout l = layout_of(c);
    const uint8_t *const skips = c->last_docs - l.last_doc;
    for (uint32_t i = 0, last = UINT32_MAX; i < n; i++) {
        const uint32_t b = numbers[i] / DOCS_PER_BLOCK;
        if (b == last || b >= c->n_blocks)
            continue;
        __builtin_prefetch(skips + l.docs_off + 4 * (size_t)b);
        if (positions)
            __builtin_prefetch(skips + l.pos_off + 8 * (size_t)b);
        last = b;
    }
    uint64_t at = 0, size = 0; /* positions of the block at hand, if any */
    for (uint32_t i = 0, last = UINT32_MAX; i < n; i++) {
        const uint32_t b = numbers[i] / DOCS_PER_BLOCK;
        if (b >= c->n_blocks)
            continue;
        if (b != last) {
            prefetch_docs(c, b);
            if (!positions || !postings_cursor_positions_of(c, b, &at, &size) ||
                at + size > chunks[CHUNK_POSI].n)
                size = 0;
            last = b;
        }
        if (size > 0)
            prefetch_positions(chunks[CHUNK_POSI].p + at, size,
                               numbers[i] % DOCS_PER_BLOCK);
    }
}

/* Of n postings of one block. */
static void block_freqs(const struct packed_block *p, const uint32_t *numbers,
                        uint32_t n, uint32_t *freqs)
{
    enum { FEW = 3 };
    uint32_t all[DOCS_PER_BLOCK];

    if (n <= FEW) {
        for (uint32_t i = 0; i < n; i++)
            freqs[i] = patched_get(p->freqs, p->n, p->freqs_head,
                                   numbers[i] % DOCS_PER_BLOCK) +
                       1;
        return;
    }
    patched_unpack(p->freqs, all, p->n, p->freqs_head);
    for (uint32_t i = 0; i < n; i++)
        freqs[i] = all[numbers[i] % DOCS_PER_BLOCK] + 1;
}

/* The ranks of a forged bitmap may say anything. */
static bool are_numbers(const struct postings_cursor *c,
                        const uint32_t *numbers, uint32_t n)
{
    bool all = true;
    for (uint32_t i = 0; i < n; i++)
        all &= numbers[i] < c->df;
    return all;
}

bool postings_freqs(struct postings_cursor *c, const uint32_t *numbers,
                    uint32_t n, uint32_t *freqs)
{
    if (!are_numbers(c, numbers, n)) {
        postings_cursor_stop(c, ST_CORRUPT);
        return false;
    }
    for (uint32_t i = 0, end; i < n; i = end) {
        const uint32_t b = numbers[i] / DOCS_PER_BLOCK;
        struct packed_block p;
        for (end = i + 1; end < n && numbers[end] / DOCS_PER_BLOCK == b;)
            end++;
        if (b == c->block && c->freqs_ready) {
            for (uint32_t k = i; k < end; k++)
                freqs[k] = c->freqs[numbers[k] % DOCS_PER_BLOCK];
            continue;
        }
        if (!postings_cursor_block_of(c, b, &p)) {
            postings_cursor_stop(c, ST_CORRUPT);
            return false;
        }
        c->work.freqs++;
        block_freqs(&p, numbers + i, end - i, freqs + i);
    }
    return true;
}

bool postings_block_freqs_less_one(struct postings_cursor *c, uint32_t block,
                                   uint32_t freqs[static DOCS_PER_BLOCK])
{
    struct packed_block p;

    if (!postings_cursor_block_of(c, block, &p)) {
        postings_cursor_stop(c, ST_CORRUPT);
        return false;
    }
    c->work.freqs++;
    if (p.n < DOCS_PER_BLOCK)
        memset(freqs + p.n, 0, (DOCS_PER_BLOCK - p.n) * sizeof(*freqs));
    patched_unpack(p.freqs, freqs, p.n, p.freqs_head);
    return true;
}

/* No bit stands for a document that there is not: a crafted file must not lead
 * a scoring loop out of its arrays. */
static bool ends_at(const uint64_t *bits, uint32_t docs)
{
    uint64_t beyond = docs % 64 ? bits[docs / 64] >> docs % 64 : 0;
    for (uint64_t i = ((uint64_t)docs + 63) / 64;
         i < bitmap_bits_size(docs) / sizeof(*bits); i++)
        beyond |= bits[i];
    return beyond == 0;
}

struct bitmap postings_bitmap(struct postings_cursor *c)
{
    const struct chunk_view *const bits = &c->segment->chunks[CHUNK_BITS];
    const uint32_t docs = c->segment->counts.docs;
    if (!c->last_docs || !is_dense(c->df, docs))
        return (struct bitmap){.bits = NULL};
    const struct skip_layout l = layout_of(c);
    const uint64_t at = get_u64le(c->last_docs - l.last_doc + l.bits_at);
    if (at % CHUNK_ALIGN != 0 || !chunk_use(bits, at, bitmap_size(docs))) {
        postings_cursor_stop(c, ST_CORRUPT);
        return (struct bitmap){.bits = NULL};
    }
    /* The chunk and the bitmaps in it are aligned (FORMAT.md 4.2, 6.4). */
    const void *const p = bits->p + at;
    const void *const ranks = bits->p + at + bitmap_bits_size(docs);
    if (!ends_at(p, docs)) {
        postings_cursor_stop(c, ST_CORRUPT);
        return (struct bitmap){.bits = NULL};
    }
    return (struct bitmap){.bits = p, .ranks = ranks};
}

/* ---- bounds ---- */

struct block_bounds postings_cursor_bounds(const struct postings_cursor *c)
{
    struct block_bounds b = {.max_freq = NULL};
    if (!c->last_docs)
        return b;
    const struct skip_layout l = layout_of(c);
    const uint8_t *const skips = c->last_docs - l.last_doc;
    b.max_freq = skips + l.max_freq;
    b.min_length = skips + l.min_length;
    b.max_score = skips + l.max_score;
    for (unsigned i = 0; i < BEST_RANKS; i++)
        b.best[i] = get_u16le(skips + l.best + 2 * (size_t)i);
    return b;
}

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
