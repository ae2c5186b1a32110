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

#include "common/segment/segment.h"
#include "common/segment/term_dict.h"

struct postings_cursor {
    uint32_t doc; /* where we stand, or DOC_END                           */
    enum st st;   /* ST_OK, or ST_CORRUPT once a block did not decode     */

    /* The decoded block, for loops that take it whole: docs[i .. n) are still
     * to come, docs[i] is `doc`. */
    uint32_t i, n;
    uint32_t docs[DOCS_PER_BLOCK];

    /* Private to postings_cursor.c. */
    bool freqs_ready;
    uint8_t freq_bits;
    uint32_t block, n_blocks; /* number of the decoded block, and of all   */
    uint32_t df;
    uint64_t cf;
    const struct segment *segment;
    const uint8_t *last_docs, *super_last; /* skip arrays; NULL: one block */
    const uint8_t *freq_payload;
    uint64_t skip_at, docs_at, docs_size, pos_at, pos_size;
    uint32_t freqs[DOCS_PER_BLOCK];
};

/* Stands on the first document of the term, or on DOC_END for an entry with
 * df 0. A damaged list sets `st`. */
void postings_cursor_open(struct postings_cursor *c, const struct segment *s,
                          const struct term_entry *entry);

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

/* ---- positions ---- */

/* Reads the positions of the document a cursor stands on. Only words have
 * positions; a cursor over a group has none. */
struct positions {
    struct postings_cursor *cursor;
    uint32_t *pos; /* those of the current document, ascending; n of them */
    uint32_t n;

    /* Private. */
    size_t cap;
    uint32_t block; /* number of the block whose first[] is known        */
    uint64_t at;    /* of its positions in POSI                          */
    uint64_t size;
    uint32_t first[DOCS_PER_BLOCK + 1]; /* running sum of frequencies     */
};

void positions_init(struct positions *p, struct postings_cursor *c);
/* Fills pos and n for cursor->doc. False when memory is out or the bytes are
 * damaged: cursor->st tells which (ST_NOMEM, ST_CORRUPT). */
bool positions_read(struct positions *p) MUST_USE;
/* The same, but pos[i] stays as it is stored: the distance from the position
 * before, less one (the first counts from the document's start). */
bool positions_read_gaps(struct positions *p) MUST_USE;
void positions_release(struct positions *p);

#endif
