/*
 * candidates -- which texts may be copies of one another, by their signatures.
 *
 * Two texts of which one holds most of the other have one of their samples in
 * common, with a probability of .99 and more when they are of about one length.
 * So samples are sorted, and texts that share one are held against each other
 * by the estimate of their signatures:
 *
 *     sample 00a1f3   d2 d9 d17      ->   (d9, d2)  (d17, d2)
 *
 * Where many share a sample (a text sent out a thousand times, a legal note)
 * each is held against the first and the last few of them only, and not at all
 * against what is as good as equal to one before: time grows with the number of
 * texts, whatever they are. Short texts are held against the first equal one.
 *
 *   Threads  runs in one
 *   Memory   `room` bytes, at least CANDIDATES_ROOM_MIN: samples that do not
 *            fit are sorted a range of their values at a time. The result does
 *            not depend on it
 *   Errors   ST_NOMEM, ST_IO
 *   Source   MinHash sketches of the k least values: Broder 1997, section 4
 */
#ifndef INDEXER_COPIES_CANDIDATES_H
#define INDEXER_COPIES_CANDIDATES_H

#include "common/base/err.h"
#include "common/segment/signature.h"
#include "indexer/name_sorter.h"

enum { CANDIDATES_ROOM_MIN = 1 << 20 };

struct candidate_texts {
    uint32_t n;
    /* That of text i: cheap, and asked often. */
    const struct signature *(*signature)(const void *ctx, uint32_t i);
    /* Gives back the memory of those that were asked for; may be NULL. */
    void (*drop)(const void *ctx);
    const void *ctx;
    uint32_t known; /* texts below it are held against none but later ones */
};

/* Adds pairs (later, earlier) to `pairs`, some of them more than once.
 * Temporary files begin with `base`. */
enum st candidates_find(const struct candidate_texts *texts, const char *base,
                        size_t room, struct name_sorter *pairs,
                        struct err *e) MUST_USE;

struct candidate_pair {
    uint32_t later, earlier;
    uint32_t estimate; /* of their similarity, to compare with others */
};

/* The next pair of the sorted ones, by later, then by earlier; each comes once.
 * Begin with `last` of DOC_ENDs. */
bool candidates_next(struct name_sorter *pairs, struct candidate_pair *last);

#endif
