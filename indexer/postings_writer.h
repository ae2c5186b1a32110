/*
 * postings_writer -- the postings of one term after the other, in blocks.
 *
 * begin(), then add() for each document in ascending order, then end(), which
 * says where they stand. Positions come as gaps less one within the document
 * (the first counts from the document's start), the form they are stored in.
 *
 *   Lifetime  init/release
 *   Threads   one writer, one thread
 *   Errors    ST_NOMEM, ST_IO, ST_LIMIT (a list over 4 GiB)
 *   Format    FORMAT.md section 6
 */
#ifndef INDEXER_POSTINGS_WRITER_H
#define INDEXER_POSTINGS_WRITER_H

#include "common/segment/bm25.h"
#include "common/segment/postings_layout.h"
#include "common/segment/term_dict.h"
#include "indexer/bitmap_writer.h"
#include "indexer/spool.h"

/* One entry of the skip arrays. */
struct skip_entry {
    uint32_t last_doc, docs_off;
    uint64_t pos_off;
    uint8_t max_freq, min_length;
    uint16_t max_score;
};

enum { STEP_FREQS = 16 /* frequencies, from 1 on, nearly all there are */ };

/* What is known of all documents when their postings are written. */
struct postings_docs {
    uint32_t n;                      /* documents of the segment            */
    const uint8_t *length_codes;     /* one each                            */
    struct bm25 saturation;          /* with which scores are bounded (6.2) */
    uint16_t steps[STEP_FREQS][256]; /* of it, by frequency - 1 and length */
};

/* Where the first list begins in each chunk. */
struct postings_bases {
    uint64_t docs, skips, positions, bitmaps;
};

struct postings_writer {
    struct spool docs, skips, positions;
    struct bitmap_writer bitmaps;

    /* Private. */
    const struct postings_docs *of;
    bool with_positions;
    struct postings_bases bases;
    uint32_t n, block_docs[DOCS_PER_BLOCK], block_freqs[DOCS_PER_BLOCK];
    uint32_t *gaps; /* positions of the block being filled */
    size_t n_gaps, cap_gaps;
    uint32_t df;
    uint64_t cf, list_docs_at, list_pos_at;
    struct skip_entry *blocks;
    size_t n_blocks, cap_blocks;
    uint16_t *steps; /* score_step_below() of documents of the list, the best */
    size_t n_steps, cap_steps;
    uint16_t least_step; /* as many as are ever asked for reach it */
    uint64_t *dense;     /* where in `skips` a list says where its bitmap is */
    size_t n_dense, cap_dense;
    struct buf bytes;
};

/* Of `n` documents, of which `with_words` have `words` together. */
void postings_docs_init(struct postings_docs *d, uint32_t n,
                        const uint8_t *length_codes, uint64_t words,
                        uint64_t with_words);

/* Temporary files begin with `base`. The lists of a second writer can follow
 * those of a first in the same chunks: its bases are the first's sizes. `of`
 * must outlive the writer. */
enum st postings_writer_init(struct postings_writer *w, const char *base,
                             const char *kind, const struct postings_docs *of,
                             struct postings_bases bases,
                             struct err *e) MUST_USE;
void postings_writer_release(struct postings_writer *w);

/* For lists that are moved behind others before long: bytes of each kind that
 * are kept in memory, of all the `memory` there is. */
uint64_t postings_writer_room(uint64_t memory);
void postings_writer_set_room(struct postings_writer *w, uint64_t room);

/* Documents in a row. Those of a list with positions have them in `gaps`, the
 * first of each document as it is and the others less the one before, less 1:
 * those of document i from begins[i] up to begins[i + 1]. */
struct postings_run {
    uint32_t n;
    const uint32_t *docs, *begins, *gaps;
};

void postings_writer_begin(struct postings_writer *w, bool positions);
enum st postings_writer_add_run(struct postings_writer *w,
                                const struct postings_run *run,
                                struct err *e) MUST_USE;
/* A run of one document, which occurs `freq` times. */
enum st postings_writer_add(struct postings_writer *w, uint32_t doc,
                            uint32_t freq, const uint32_t *gaps,
                            struct err *e) MUST_USE;
/* `out` has df 0 when nothing was added. */
enum st postings_writer_end(struct postings_writer *w, struct term_entry *out,
                            struct err *e) MUST_USE;

/* Moves the lists of `part`, whose bases are 0, behind those of `w`; *at is how
 * much their places have grown. `part` can be written again. */
enum st postings_writer_append(struct postings_writer *w,
                               struct postings_writer *part,
                               struct postings_bases *at,
                               struct err *e) MUST_USE;

#endif
