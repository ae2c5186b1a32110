/*
 * postings_layout -- where the skip arrays of a list stand (FORMAT.md 6.2).
 *
 * One definition for the writer and the reader.
 *
 *     super_last  u32 each BLOCKS_PER_SUPER blocks, when there are more blocks
 *     last_doc    u32 a block
 *     docs_off    u32 a block, from the list's start in DOCS
 *     pos_off     u64 a block, from the list's start in POSI (words only)
 *     max_freq    u8 a block: highest frequency, 255: that or more
 *     min_length  u8 a block: smallest length code
 */
#ifndef SEGMENT_POSTINGS_LAYOUT_H
#define SEGMENT_POSTINGS_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/segment/layout.h"

struct skip_layout {
    uint32_t blocks, supers;
    uint64_t last_doc, docs_off, pos_off, max_freq, min_length, size;
};

static inline struct skip_layout skip_layout(uint32_t df, bool positions)
{
    struct skip_layout l;
    l.blocks = df / DOCS_PER_BLOCK + (df % DOCS_PER_BLOCK != 0);
    l.supers = l.blocks > BLOCKS_PER_SUPER
                   ? (l.blocks + BLOCKS_PER_SUPER - 1) / BLOCKS_PER_SUPER
                   : 0;
    l.last_doc = 4 * (uint64_t)l.supers;
    l.docs_off = l.last_doc + 4 * (uint64_t)l.blocks;
    l.pos_off = l.docs_off + 4 * (uint64_t)l.blocks;
    l.max_freq = l.pos_off + (positions ? 8 * (uint64_t)l.blocks : 0);
    l.min_length = l.max_freq + l.blocks;
    l.size = l.min_length + l.blocks;
    return l;
}

/* Bytes in SKIP of a list of `df` documents. */
static inline uint64_t skip_size(uint32_t df, bool positions)
{
    return df > DOCS_PER_BLOCK ? skip_layout(df, positions).size : 0;
}

enum { MAX_FREQ_OPEN = 255 }; /* max_freq: this or any higher */

#endif
