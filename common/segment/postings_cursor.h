/*
 * postings_cursor -- walks the documents that contain one term.
 *
 * A cursor stands on a document, or past the last one on DOC_END, and only
 * ever moves forward. Documents count from 0 within their segment. Blocks of
 * DOCS_PER_BLOCK documents are found through skip arrays without touching a
 * payload, and decoded whole when the cursor enters them; frequencies of a
 * block are decoded when the first one is asked for.
 *
 *   Lifetime  borrows the segment, which must stay open; nothing to release
 *   Threads   one cursor, one thread; a segment serves any number of cursors
 *   Errors    moving never fails: a block that is damaged or breaks the format
 *             ends the walk and sets `st`, which the caller checks once, after
 *             its loop
 *   Format    FORMAT.md section 6
 *   Source    block maxima after Ding and Suel, SIGIR 2011; kept as (highest
 *             frequency, shortest length), which is valid for any k1, b and
 *             average length
 */
#ifndef SEGMENT_POSTINGS_CURSOR_H
#define SEGMENT_POSTINGS_CURSOR_H

#include "common/codec/patched.h"
#include "common/segment/postings_layout.h"
#include "common/segment/segment.h"
#include "common/segment/term_dict.h"

/* The two parts of a block (common/codec/patched.h): gaps of documents and
 * frequencies, both less one. */
struct packed_block {
    const uint8_t *gaps, *freqs;
    uint32_t n; /* postings */
    uint8_t gaps_head, freqs_head;
};

/* What was read of a list since its cursor was opened: counted by the block, so
 * that counting costs nothing. */
struct postings_work {
    uint32_t blocks;    /* whose documents were decoded, each at most once    */
    uint32_t freqs;     /* whose frequencies were, as often as they were      */
    uint64_t positions; /* that were unpacked, 128 at a time                  */
};

struct postings_cursor {
    uint32_t doc; /* where we stand, or DOC_END                           */
    enum st st;   /* ST_OK, or ST_CORRUPT once a block did not decode     */

    /* The decoded block, for loops that take it whole: docs[i .. n) are still
     * to come, docs[i] is `doc`, and INT32_MAX fills the rest. */
    uint32_t i, n;
    uint32_t docs[DOCS_PER_BLOCK];

    struct postings_work work;

    /* Private to postings_cursor.c. */
    bool freqs_ready;
    uint32_t block, n_blocks; /* number of the decoded block, and of all   */
    uint32_t df;
    uint64_t cf;
    const struct segment *segment;
    const uint8_t *last_docs, *super_last; /* skip arrays; NULL: one block */
    struct packed_block packed;            /* the decoded one */
    uint64_t skip_at, docs_at, docs_size, pos_at, pos_size;
    uint32_t freqs[DOCS_PER_BLOCK];
};

/* Stands on the first document of the term, or on DOC_END for an entry with
 * df 0. A damaged list sets `st`. */
void postings_cursor_open(struct postings_cursor *c, const struct segment *s,
                          const struct term_entry *entry);

/* Blocks of the list: what `work.blocks` is a part of. The one of a single
 * document has none, it stands in the dictionary. */
static inline uint32_t postings_cursor_blocks(const struct postings_cursor *c)
{
    return c->df > 1 ? c->n_blocks : 0;
}

/* Moves to the first document >= `target` and returns it; does not move when
 * `doc` is already there. Skips whole blocks without decoding them. */
uint32_t postings_cursor_seek(struct postings_cursor *c, uint32_t target);

/* The next block, entered at its first document; returns that or DOC_END. */
uint32_t postings_cursor_next_block(struct postings_cursor *c);

/* Steps to the next document and returns it. Stays on DOC_END once there. */
static inline uint32_t postings_cursor_next(struct postings_cursor *c)
{
    if (LIKELY(c->i + 1 < c->n)) {
        c->i++;
        return c->doc = c->docs[c->i];
    }
    return postings_cursor_next_block(c);
}

/* Decodes the frequencies of the current block. */
void postings_cursor_load_freqs(struct postings_cursor *c);

/* Occurrences of the term in `doc`, at least 1. Not on DOC_END. */
static inline uint32_t postings_cursor_freq(struct postings_cursor *c)
{
    if (UNLIKELY(!c->freqs_ready))
        postings_cursor_load_freqs(c);
    return c->freqs[c->i];
}

/* ---- postings by number ----
 *
 * A posting is known by its number in the list, counted from 0: posting k is
 * in block k / DOCS_PER_BLOCK. Kernels that find documents first and score
 * them later keep numbers. */

/* The number of the posting at docs[i] of the decoded block. */
static inline uint32_t postings_cursor_number(const struct postings_cursor *c,
                                              uint32_t i)
{
    return c->block * DOCS_PER_BLOCK + i;
}

/* Occurrences in the documents of n postings with ascending numbers, wherever
 * the cursor stands. False, with `st` set, for a damaged page. */
bool postings_freqs(struct postings_cursor *c, const uint32_t *numbers,
                    uint32_t n, uint32_t *freqs) MUST_USE;

/* Those of a whole block, as they are packed: each less one; 0 behind the last
 * posting. False, with `st` set, when it is damaged. */
bool postings_block_freqs_less_one(
    struct postings_cursor *c, uint32_t block,
    uint32_t freqs[static DOCS_PER_BLOCK]) MUST_USE;

/* Has the memory of these postings fetched, as they will be read soon: their
 * frequencies, and with `positions` the beginning of those. Each is a chain of
 * three or four misses; fetched together, those of a batch overlap. */
void postings_prefetch(const struct postings_cursor *c, const uint32_t *numbers,
                       uint32_t n, bool positions);

/* Has the beginning of a list fetched, long before a cursor opens it. */
void postings_prefetch_list(const struct segment *s,
                            const struct term_entry *entry);

/* The first block at or behind `from` whose last document is not below
 * `target`, without decoding it; n_blocks when there is none. */
uint32_t postings_cursor_find_block(const struct postings_cursor *c,
                                    uint32_t from, uint32_t target);
/* The last document of a block, of a list of several. */
static inline uint32_t postings_cursor_last_of(const struct postings_cursor *c,
                                               uint32_t block)
{
    return get_u32le(c->last_docs + 4 * (size_t)block);
}
/* The first place in the decoded block whose document is not below `target`,
 * which must not be behind its last; the search begins at place `i`. */
uint32_t postings_cursor_find(const struct postings_cursor *c, uint32_t i,
                              uint32_t target);
/* Decodes block `block`, at or behind the current one, and enters it at its
 * first document; returns that, or DOC_END behind the last. */
uint32_t postings_cursor_enter(struct postings_cursor *c, uint32_t block);

/* ---- bitmaps of dense lists (FORMAT.md 6.4) ---- */

struct bitmap {
    const uint64_t *bits;  /* of all documents of the segment, little-endian,
                              up to a multiple of RANK_DOCS; NULL: none      */
    const uint32_t *ranks; /* documents before each RANK_DOCS of them        */
};

/* The bitmap of the cursor's list; `bits` is NULL when it is not dense, or
 * damaged, which sets `st`. */
struct bitmap postings_bitmap(struct postings_cursor *c);

/* ---- bounds ---- */

/* Views of the skip arrays (FORMAT.md 6.2); all NULL for a list of one block.
 * Of block b: no document has a higher frequency than max_freq[b] (255: that
 * or more), a shorter length code than min_length[b], or a higher saturation
 * than max_score[b] / SCORE_STEPS. */
struct block_bounds {
    const uint8_t *max_freq, *min_length;
    const uint8_t *max_score;  /* u16le each                               */
    uint16_t best[BEST_RANKS]; /* best[i]: at least BEST_RANK[i] documents have
                                  a saturation of best[i] / SCORE_STEPS       */
};

struct block_bounds postings_cursor_bounds(const struct postings_cursor *c);

/* What bounds the score of any document in the block that would hold `target`
 * (or comes next), without decoding it: for block-max algorithms. */
struct block_bound {
    uint32_t last_doc;  /* the block's last document; DOC_END past the end */
    uint32_t max_freq;  /* the highest frequency; UINT32_MAX: unknown      */
    uint8_t min_length; /* the smallest length code; 0 when unknown        */
};

struct block_bound postings_cursor_bound(const struct postings_cursor *c,
                                         uint32_t target);

/* The same for the whole list (last_doc is the list's last document when it is
 * known without decoding, else DOC_END - 1). */
struct block_bound postings_cursor_list_bound(const struct postings_cursor *c);

/* ---- for the readers of positions ---- */

/* Sums of 128 numbers of this many bits fit into 30 bits. */
enum { POSTINGS_SAFE_BITS = 23 };

/* Where a block is, as it is packed. False when the page is damaged, or the
 * block breaks the format. Not for the list of a single document, which has no
 * block. */
bool postings_cursor_block_of(const struct postings_cursor *c, uint32_t block,
                              struct packed_block *out) MUST_USE;
/* Where the positions of a block are in POSI. */
bool postings_cursor_positions_of(const struct postings_cursor *c,
                                  uint32_t block, uint64_t *at,
                                  uint64_t *size) MUST_USE;
/* Ends the walk with a status; returns DOC_END. */
uint32_t postings_cursor_stop(struct postings_cursor *c, enum st st);

#endif
