/*
 * term_scan -- the words of a dictionary, one after the other, at the speed of
 * memory.
 *
 * A term_walk knows where the postings of each term are; a scan knows its text
 * and number, and how much of the text it shares with the term before, for
 * those who look through all of them.
 *
 *   Lifetime  borrows the segment
 *   Threads   one scan, one thread
 *   Errors    ST_CORRUPT, naming the chunk
 *   Format    FORMAT.md section 5
 */
#ifndef SEGMENT_TERM_SCAN_H
#define SEGMENT_TERM_SCAN_H

#include "common/segment/term_dict.h"

enum { TERM_SCAN_COPY = 16 }; /* bytes that are copied at once */

struct term_scan {
    struct bytes term; /* points into the scan, changes with each step     */
    uint32_t shared;   /* bytes that it has in common with the one where the
                          scan was before; 0 for the first of a block       */
    uint32_t df;
    uint64_t ord;

    /* Private to term_scan.c. */
    struct term_dict dict;
    const uint8_t *at, *end; /* of the block */
    uint64_t next_ord;
    struct bytes ahead; /* the first term of the block behind it, once ... */
    uint64_t
        ahead_number; /* ... it was looked at: the block's number, else 0 */
    uint8_t text[TERM_SIZE_MAX + TERM_SCAN_COPY];
};

/* Stands before the first term of the block that holds the first term not less
 * than `from`: a few that are less may come before it. */
enum st term_scan_start(struct term_scan *s, const struct term_dict *d,
                        struct bytes from, struct err *e) MUST_USE;
/* After a step: forward to the block that holds the first term not less than
 * `to`, which is where the scan is when `to` lies behind. As after the start, a
 * few that are less may come before it. *moved says whether it is another
 * block. The nearer the block, the cheaper. */
enum st term_scan_seek(struct term_scan *s, struct bytes to, bool *moved,
                       struct err *e) MUST_USE;
/* Steps; *more is false behind the last term. */
enum st term_scan_next(struct term_scan *s, bool *more, struct err *e) MUST_USE;
/* Steps on to the next term that ends with `suffix`, which is not empty, or to
 * the last of the block, whether it does or not; `shared` is then the least of
 * all terms that were passed. */
enum st term_scan_next_ending(struct term_scan *s, struct bytes suffix,
                              bool *more, struct err *e) MUST_USE;

#endif
