/*
 * compared -- a release held against others: how much they share, and what one
 * has that the other lacks.
 *
 *   Lifetime  a zeroed struct is closed; open, read any number of times, close.
 *             The text is copied
 *   Threads   one struct, one thread
 *   Errors    ST_CORRUPT, ST_NOMEM, ST_LIMIT
 */
#ifndef QUERY_COPIES_COMPARED_H
#define QUERY_COPIES_COMPARED_H

#include "common/segment/left_out.h"
#include "common/segment/record.h"
#include "common/segment/signature.h"
#include "common/segment/zones.h"
#include "common/text/release_words.h"

struct compared {
    struct buf title, body;
    struct shingles shingles; /* in the order of the text */

    /* Private. */
    struct release_words words;
    struct structure structure;
    struct left_out left_out;
    bool *shared; /* of each word that counts */
    size_t cap_shared;
};

enum st compared_open(struct compared *c, struct err *e) MUST_USE;
void compared_close(struct compared *c);

/* A stored document, with its boilerplate left out. */
enum st compared_read(struct compared *c, const struct segment *s, uint32_t doc,
                      const struct record_fields *fields,
                      struct err *e) MUST_USE;
/* Any text, which has no title. */
enum st compared_read_text(struct compared *c, struct bytes text,
                           struct err *e) MUST_USE;

struct signature compared_signature(const struct compared *c);

/* Different rows of five words: of both, and of each. Of short texts, 1 each,
 * shared when they are equal. */
struct overlap {
    size_t shared, a, b;
};

enum st compared_overlap(struct compared *a, struct compared *b,
                         struct overlap *out, struct err *e) MUST_USE;

/* Told of one stretch of the body of `a` after the other whose words are in no
 * row that `b` has; false ends it. None of short texts. */
typedef bool difference_taker(void *ctx, struct bytes stretch);
enum st compared_difference(struct compared *a, struct compared *b,
                            difference_taker *take, void *ctx,
                            struct err *e) MUST_USE;

/* Told of one stretch of the body of `a` after the other, of which every row of
 * five words is one of `b`, as long as it goes: two may have four words in
 * common. It ends where something that does not count stands between its words.
 * None of short texts, which share all or nothing. */
typedef bool passage_taker(void *ctx, struct bytes stretch, uint32_t words);
enum st compared_passages(struct compared *a, struct compared *b,
                          passage_taker *take, void *ctx,
                          struct err *e) MUST_USE;

#endif
