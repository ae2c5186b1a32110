/*
 * repeats -- paragraphs that several documents of a segment have.
 *
 *     key 02ab..   documents 3 9 17          (common/text/paragraph_keys.h)
 *     key 7f10..   documents 0 9
 *
 * A fact of the corpus and no judgement: a notice, an address, or one sentence
 * that was sent out often. In a segment of up to REPEATS_FEW_DOCS documents,
 * and in what a build writes on the way, paragraphs of one document are there
 * too: another segment may have them, and a merge counts them together.
 *
 *   Lifetime  a view; the bytes are the segment's
 *   Threads   one walk, one thread
 *   Errors    ST_CORRUPT
 *   Format    FORMAT.md section 15
 */
#ifndef SEGMENT_REPEATS_H
#define SEGMENT_REPEATS_H

#include "common/segment/segment.h"

enum { REPEATS_FEW_DOCS = 4096 };

/* Whether the segment was looked through for them. */
static inline bool segment_has_repeats(const struct segment *s)
{
    return s->chunks[CHUNK_REPT].p != NULL;
}

struct repeat_walk {
    uint64_t key; /* of the paragraph at hand: they ascend */
    uint32_t n;   /* its documents                         */

    /* Private. */
    const struct segment *segment;
    const uint8_t *p;    /* of the next paragraph       */
    const uint8_t *docs; /* of the next document        */
    uint32_t left, last; /* documents not yet asked for */
    bool begun;
};

/* Before the first paragraph; without the chunk there are none. */
enum st repeat_walk_open(struct repeat_walk *w, const struct segment *s,
                         struct err *e) MUST_USE;
/* Steps; *more is false behind the last. */
enum st repeat_walk_next(struct repeat_walk *w, bool *more,
                         struct err *e) MUST_USE;
/* The next document of the paragraph at hand; they ascend. DOC_END behind the
 * last. */
enum st repeat_walk_doc(struct repeat_walk *w, uint32_t *doc,
                        struct err *e) MUST_USE;

#endif
