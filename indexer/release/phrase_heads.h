/*
 * phrase_heads -- whether a line may begin with one of many phrases.
 *
 *     "about us", "media contact*"   ->   {"about us", "media co"}
 *
 * Nearly all lines begin with none: their first bytes tell, before a line is
 * made plain and the tables of phrases are walked. The first HEAD_SIZE bytes of
 * each phrase stand in a hash table, shorter phrases whole.
 *
 *   Lifetime  a zeroed struct is empty; nothing to release
 *   Threads   any number may look at once
 */
#ifndef INDEXER_RELEASE_PHRASE_HEADS_H
#define INDEXER_RELEASE_PHRASE_HEADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

enum { HEAD_SIZE = 8, HEAD_SLOTS = 1 << 11 };

struct phrase_heads {
    uint64_t slots[HEAD_SLOTS]; /* a head, with zeros behind it; 0: free */
    unsigned sizes;             /* a bit for each size of a head         */
    size_t n;
};

/* Adds phrases as plain.h has them, with a star at their end or without; of all
 * calls at most HEAD_SLOTS / 2. */
void phrase_heads_add(struct phrase_heads *h, const char *const *phrases,
                      size_t n);

/* False only if none of the phrases is what the plain text of `line` is or
 * begins with. */
bool phrase_heads_fit(const struct phrase_heads *h, struct bytes line);

#endif
