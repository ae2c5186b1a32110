/*
 * fold -- of each story the best hit only, while hits are collected.
 *
 * A heap that knows where each story stands in it: a better hit of the same
 * story takes the place of the one that is there. So what is kept is the best
 * of the k best stories at any time, and the worst of these is the score that a
 * document has to pass: blocks are left out as for single hits.
 *
 *   Lifetime  open/close; used for one answer after the other
 *   Threads   one fold, one thread
 */
#ifndef QUERY_COPIES_FOLD_H
#define QUERY_COPIES_FOLD_H

#include "query/copies/stories.h"

struct fold {
    const struct stories *stories;

    /* Private. */
    uint32_t *sizes;    /* of the stories, the greatest first           */
    uint32_t *places;   /* of each story in the heap, NO_STORY: nowhere */
    uint32_t *story_at; /* of each place its story                      */
    size_t cap;
};

enum st fold_open(struct fold *f, const struct stories *stories,
                  struct err *e) MUST_USE;
void fold_close(struct fold *f);

/* Before the hits of an answer of at most k. */
enum st fold_begin(struct fold *f, uint32_t k, struct err *e) MUST_USE;

/* Documents of the index that are sure to be of k stories, whichever they are;
 * UINT32_MAX when there may be none. */
uint32_t fold_sure(const struct fold *f, uint32_t k);

/* Puts the key of a hit of `doc` into the heap `keys` of n, at most k, the
 * least on top; returns how many there are then. */
uint32_t fold_put(struct fold *f, uint64_t *keys, uint32_t n, uint32_t k,
                  uint64_t key, uint32_t doc);

/* Forgets the stories of n hits. */
void fold_end(struct fold *f, uint32_t n);

#endif
