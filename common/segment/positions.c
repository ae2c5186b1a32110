#include "common/segment/positions.h"

#include <string.h>

#include "common/base/mem.h"

/* Of a block (FORMAT.md section 2). */
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
    postings_cursor_stop(p->cursor, st);
    return false;
}

/* ---- blocks ---- */

/* first[i + 1] = occurrences in the first i + 1 documents of the block. */
static bool sum_freqs(struct positions *p, const struct packed_block *b)
{
    uint32_t *const sums = p->first + 1;
    uint64_t sum = 0;

    p->n_docs = b->n;
    if (patched_bits(b->freqs_head) <= POSTINGS_SAFE_BITS) {
        patched_unpack_gaps(b->freqs, sums, b->n, b->freqs_head, 0);
        return sums[b->n - 1] <= POSITIONS_MAX;
    }
    patched_unpack(b->freqs, sums, b->n, b->freqs_head);
    for (uint32_t i = 0; i < b->n; i++) {
        sum += (uint64_t)sums[i] + 1;
        if (sum > POSITIONS_MAX)
            return false;
        sums[i] = (uint32_t)sum;
    }
    return true;
}

static bool sum_single(struct positions *p, uint64_t freq)
{
    p->n_docs = 1;
    p->first[1] = (uint32_t)MIN(freq, (uint64_t)UINT32_MAX);
    return freq <= POSITIONS_MAX;
}

/* Finds the positions of a block and where each document's begin among them. */
static bool enter_block(struct positions *p, uint32_t block)
{
    struct postings_cursor *const c = p->cursor;
    struct packed_block b;

    p->block = UINT32_MAX;
    p->first[0] = 0;
    if (!postings_cursor_positions_of(c, block, &p->at, &p->size))
        return false;
    if (c->df == 1
            ? !sum_single(p, c->cf)
            : !postings_cursor_block_of(c, block, &b) || !sum_freqs(p, &b))
        return false;
    /* Each 128 have a width of a byte: so few bytes never ask for much. */
    const uint32_t sum = p->first[p->n_docs];
    c->work.freqs += c->df > 1;
    p->packs = (sum + BITPACK_BLOCK - 1) / BITPACK_BLOCK;
    if (p->packs > p->size ||
        !chunk_use(&c->segment->chunks[CHUNK_POSI], p->at, p->size))
        return false;
    p->pack = p->packs;
    p->pack_at = p->packs;
    p->block = block;
    return true;
}

/* Unpacks pack `k`: mostly the one behind the last. The pages of the whole
 * block are sound. */
static bool enter_pack(struct positions *p, uint32_t k)
{
    const uint8_t *const heads =
        p->cursor->segment->chunks[CHUNK_POSI].p + p->at;
    const uint32_t total = p->first[p->n_docs];
    const uint32_t n = MIN(total - k * BITPACK_BLOCK, (uint32_t)BITPACK_BLOCK);
    uint64_t at = p->pack_at;
    uint32_t next = p->pack + 1;

    if (p->pack == p->packs || k < next) {
        at = p->packs;
        next = 0;
    }
    for (; next < k; next++)
        at += patched_size(BITPACK_BLOCK, heads[next]);
    const uint64_t size = patched_size(n, heads[k]);
    p->pack = p->packs;
    if (!patched_is_head(heads[k]) || at > p->size || size > p->size - at)
        return false;
    patched_unpack(heads + at, p->gaps, n, heads[k]);
    p->cursor->work.positions += n;
    p->pack = k;
    p->pack_at = at + size;
    return true;
}

/* ---- documents ---- */

/* Appends gaps as they are, or the positions they lead to, of which *next is
 * the first possible one. */
static void append(uint32_t *out, const uint32_t *gaps, uint32_t n,
                   bool absolute, uint64_t *next)
{
    if (!absolute) {
        memcpy(out, gaps, n * sizeof(*out));
        return;
    }
    uint64_t pos = *next;
    for (uint32_t i = 0; i < n; i++) {
        pos += gaps[i];
        out[i] = (uint32_t)pos++;
    }
    *next = pos;
}

static ALWAYS_INLINE bool read_posting(struct positions *p, uint32_t number,
                                       bool absolute)
{
    const uint32_t i = number % DOCS_PER_BLOCK;
    uint64_t next = 0;

    if (number >= p->cursor->df) /* by the rank of a forged bitmap */
        return give_up(p, ST_CORRUPT);
    if (p->block != number / DOCS_PER_BLOCK &&
        !enter_block(p, number / DOCS_PER_BLOCK))
        return give_up(p, ST_CORRUPT);
    uint32_t at = p->first[i];
    const uint32_t to = p->first[i + 1];
    p->n = to - at;
    if (UNLIKELY(p->cap < (size_t)p->n + POSITIONS_PAD) &&
        !mem_grow(&p->pos, &p->cap, (size_t)p->n + POSITIONS_PAD))
        return give_up(p, ST_NOMEM);
    for (uint32_t *out = p->pos; at < to;) {
        const uint32_t k = at / BITPACK_BLOCK;
        const uint32_t end = MIN(to, (k + 1) * BITPACK_BLOCK);
        if (p->pack != k && !enter_pack(p, k))
            return give_up(p, ST_CORRUPT);
        append(out, p->gaps + at % BITPACK_BLOCK, end - at, absolute, &next);
        out += end - at;
        at = end;
    }
    for (unsigned k = 0; k < POSITIONS_PAD; k++)
        p->pos[p->n + k] = POSITION_NONE;
    return next <= UINT32_MAX || give_up(p, ST_CORRUPT);
}

bool positions_read_number(struct positions *p, uint32_t number)
{
    return read_posting(p, number, true);
}

bool positions_read(struct positions *p)
{
    const struct postings_cursor *const c = p->cursor;

    if (c->doc == DOC_END)
        return give_up(p, ST_CORRUPT);
    return read_posting(p, postings_cursor_number(c, c->i), true);
}

bool positions_read_gaps(struct positions *p)
{
    const struct postings_cursor *const c = p->cursor;

    if (c->doc == DOC_END)
        return give_up(p, ST_CORRUPT);
    return read_posting(p, postings_cursor_number(c, c->i), false);
}
