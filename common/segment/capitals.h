/*
 * capitals -- how releases write the words of a segment within sentences, and
 * which of them are names by that.
 *
 * One number a term: how often it stands there with a capital less how often it
 * begins with a small letter, its place at the head of a sentence not counted.
 * Above 0 for what is mostly a name. Documents that were replaced while the
 * index was built are in it; what later deletes took away goes with the next
 * merge, in proportion.
 *
 *   Lifetime  borrows the segment
 *   Threads   any number
 *   Errors    ST_CORRUPT, naming the chunk
 *   Format    FORMAT.md section 5
 */
#ifndef SEGMENT_CAPITALS_H
#define SEGMENT_CAPITALS_H

#include "common/segment/term_dict.h"

/* Whether the segment was built with them. */
bool capitals_are_there(const struct segment *s);

/* Of the term with number `ord`, which is one of the segment's. */
enum st capitals_get(const struct segment *s, uint64_t ord, int64_t *out,
                     struct err *e) MUST_USE;

/* Whether a word with this sum is taken for a name: one that is written with a
 * capital more often than without, or of an alphabet that has none (Arabic,
 * Georgian). A prefix term is no word. */
bool capitals_name(struct bytes term, int64_t capitals);

/* A dictionary of the names alone, whose entries have no lists: their text, and
 * in how many documents they are. */
enum st capitals_names(const struct segment *s, struct term_dict *out,
                       struct err *e) MUST_USE;

/* How a number stands in the file, and back: small ones of either sign are
 * small. */
static inline uint64_t capitals_pack(int64_t v)
{
    return (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0);
}

static inline int64_t capitals_unpack(uint64_t v)
{
    return (int64_t)(v >> 1 ^ (v & 1 ? UINT64_MAX : 0));
}

#endif
