/*
 * doc_map -- which documents of a segment to be stay, and their new numbers.
 *
 * Documents are numbered 0 .. n - 1 as they are met. Some are dropped: deleted
 * ones, and those that a later one with the same id replaces. The others keep
 * their order and get numbers without holes.
 *
 *   Lifetime  open/release; drop, count, then number
 *   Threads   one while documents are dropped, then immutable
 *   Memory    a bit and a half a document; while replaced ones are looked for
 *             some `room` bytes besides
 */
#ifndef INDEXER_DOC_MAP_H
#define INDEXER_DOC_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/err.h"
#include "common/segment/layout.h"

struct doc_map {
    uint32_t n, left; /* all, and those not dropped so far */

    /* Private. */
    uint64_t *kept;   /* a bit each                            */
    uint32_t *before; /* how many are kept before each 64 bits */
};

enum st doc_map_open(struct doc_map *m, uint32_t n, struct err *e) MUST_USE;
/* Takes a zeroed struct. */
void doc_map_release(struct doc_map *m);

static inline bool doc_map_has(const struct doc_map *m, uint32_t doc)
{
    return m->kept[doc / 64] >> doc % 64 & 1;
}

void doc_map_drop(struct doc_map *m, uint32_t doc);

/* Where ids are read: documents descend within a walk, of which there are as
 * many as it takes to find equal ones within `room` bytes. */
struct doc_ids {
    struct bytes (*id)(void *ctx, uint32_t doc);
    void *ctx;
    size_t room;
};

/* Drops what a later document with the same id replaces. */
enum st doc_map_drop_replaced(struct doc_map *m, const struct doc_ids *ids,
                              struct err *e) MUST_USE;

/* Nothing is dropped behind it. */
void doc_map_count(struct doc_map *m);

/* The new number of a document, DOC_END of one that was dropped. */
static inline uint32_t doc_map_number(const struct doc_map *m, uint32_t doc)
{
    if (m->left == m->n)
        return doc;
    const uint64_t word = m->kept[doc / 64], bit = UINT64_C(1) << doc % 64;
    return word & bit ? m->before[doc / 64] +
                            (uint32_t)__builtin_popcountll(word & (bit - 1))
                      : DOC_END;
}

/* The document that has a new number below `left`. */
uint32_t doc_map_document(const struct doc_map *m, uint32_t number);

#endif
