/*
 * postings_layout -- where the skip arrays of a list stand (FORMAT.md 6.2),
 * and the bitmap of a dense one (6.4).
 *
 * One definition for the writer and the reader.
 *
 *     super_last  u32 each BLOCKS_PER_SUPER blocks, when there are more blocks
 *     last_doc    u32 a block
 *     docs_off    u32 a block, from the list's start in DOCS
 *     pos_off     u64 a block, from the list's start in POSI (words only)
 *     max_freq    u8 a block: highest frequency, 255: that or more
 *     min_length  u8 a block: smallest length code
 *     max_score   u16 a block: highest saturation, see score_step_above()
 *     best        u16 each for the 10th, 100th, 1000th best saturation
 *     bits_at     u64 where its bitmap is in BITS (dense lists only)
 */
#ifndef SEGMENT_POSTINGS_LAYOUT_H
#define SEGMENT_POSTINGS_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/segment/layout.h"

/* What a document adds for a word is at most the word's weight; the share of
 * it, `saturation`, is between 0 and 1. It is kept in steps of 1/65535, rounded
 * up where it bounds, down where it promises. */
enum { SCORE_STEPS = 65535, BEST_RANKS = 3 };

static const uint32_t BEST_RANK[BEST_RANKS] = {10, 100, 1000};

static inline uint16_t score_step_below(double saturation)
{
    return (uint16_t)(saturation * SCORE_STEPS);
}

/* The step that bounds what score_step_below() made `below` of. */
static inline uint16_t score_step_above(uint16_t below)
{
    return below < SCORE_STEPS ? (uint16_t)(below + 1) : below;
}

static inline bool is_dense(uint32_t df, uint32_t docs)
{
    return df > DOCS_PER_BLOCK && df > docs / DENSE_SHARE;
}

struct skip_layout {
    uint32_t blocks, supers;
    bool dense;
    uint64_t last_doc, docs_off, pos_off, max_freq, min_length, max_score, best,
        bits_at, size;
};

/* Of a list of `df` documents in a segment of `docs`. */
static inline struct skip_layout skip_layout(uint32_t df, bool positions,
                                             uint32_t docs)
{
    struct skip_layout l;
    l.blocks = df / DOCS_PER_BLOCK + (df % DOCS_PER_BLOCK != 0);
    l.supers = l.blocks > BLOCKS_PER_SUPER
                   ? (l.blocks + BLOCKS_PER_SUPER - 1) / BLOCKS_PER_SUPER
                   : 0;
    l.dense = is_dense(df, docs);
    l.last_doc = 4 * (uint64_t)l.supers;
    l.docs_off = l.last_doc + 4 * (uint64_t)l.blocks;
    l.pos_off = l.docs_off + 4 * (uint64_t)l.blocks;
    l.max_freq = l.pos_off + (positions ? 8 * (uint64_t)l.blocks : 0);
    l.min_length = l.max_freq + l.blocks;
    l.max_score = l.min_length + l.blocks;
    l.best = l.max_score + 2 * (uint64_t)l.blocks;
    l.bits_at = l.best + 2 * BEST_RANKS;
    l.size = l.bits_at + (l.dense ? 8 : 0);
    return l;
}

/* Bytes in SKIP of such a list. */
static inline uint64_t skip_size(uint32_t df, bool positions, uint32_t docs)
{
    return df > DOCS_PER_BLOCK ? skip_layout(df, positions, docs).size : 0;
}

enum { MAX_FREQ_OPEN = 255 }; /* max_freq: this or any higher */

/* ---- bitmaps ---- */

enum { RANK_DOCS = 512 }; /* documents under one rank sample */

/* Both are multiples of 64 bytes. */
static inline uint64_t bitmap_bits_size(uint32_t docs)
{
    return ((uint64_t)docs + RANK_DOCS - 1) / RANK_DOCS * (RANK_DOCS / 8);
}

static inline uint64_t bitmap_size(uint32_t docs)
{
    const uint64_t ranks = bitmap_bits_size(docs) / (RANK_DOCS / 8);
    return bitmap_bits_size(docs) +
           (4 * ranks + CHUNK_ALIGN - 1) / CHUNK_ALIGN * CHUNK_ALIGN;
}

#endif
