/*
 * repeated -- how often the paragraphs of releases are printed elsewhere.
 *
 * A paragraph is in so many documents of an index that are not deleted, through
 * all of its segments. What is asked for is of a document: how many others have
 * the most repeated of its paragraphs.
 *
 *     paragraphs of   a: p q    b: q r    c: q r    d: s
 *                     2         2         2         0
 *
 *   Lifetime  lives in an arena
 *   Threads   immutable once made
 *   Errors    ST_CORRUPT for a damaged page, ST_NOMEM
 */
#ifndef QUERY_FILTER_REPEATED_H
#define QUERY_FILTER_REPEATED_H

#include "common/base/arena.h"
#include "common/segment/index.h"
#include "common/segment/repeats.h"
#include "common/text/paragraph_keys.h"

/* Of each paragraph that is in several documents of an index. */
struct repeat_counts {
    uint64_t *keys; /* ascending */
    uint32_t *docs;
    size_t n;
};

bool repeats_are_known(const struct index *ix);

/* Of each of `n` paragraphs how many documents have it; 0 where it is not
 * known.
 */
enum st repeats_look_up(const struct index *ix,
                        const struct paragraph_key *keys, size_t n,
                        uint32_t *docs, struct err *e) MUST_USE;

/* *out is NULL where the lists of the only segment say it already. */
enum st repeat_counts_make(struct repeat_counts **out, const struct index *ix,
                           struct arena *arena, struct err *e) MUST_USE;

/* Of each document of a segment how many others have the most repeated of its
 * paragraphs: little-endian numbers of 4 bytes, 0 before. */
enum st repeat_counts_column(const struct repeat_counts *c,
                             const struct segment *s, uint8_t *column,
                             struct err *e) MUST_USE;

#endif
