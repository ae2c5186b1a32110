/*
 * shingle_store -- the shingles of texts that are to be compared, in a file of
 * their own.
 *
 * Texts are read once and in order, so that each frame of the store is
 * decompressed once; compared in any order, as often as it takes.
 *
 *   Lifetime  open/close; close removes the temporary file
 *   Threads   one store, one thread
 *   Memory    12 bytes a text, and some pages of the file
 *   Errors    ST_NOMEM, ST_IO, and those of the reader
 */
#ifndef INDEXER_COPIES_SHINGLE_STORE_H
#define INDEXER_COPIES_SHINGLE_STORE_H

#include "common/text/shingles.h"
#include "indexer/spool.h"

/* Reads the shingles of text i; asked in ascending order. */
struct shingle_reader {
    enum st (*read)(void *ctx, uint32_t i, struct shingles *out, struct err *e);
    void *ctx;
};

struct shingle_store {
    /* Private. */
    struct spool spool;
    uint32_t *texts; /* ascending                         */
    uint64_t *ends;  /* of each in the spool, in shingles */
    size_t n, cap_texts, cap_ends;
    struct bytes all;
    struct shingles at; /* that of `text`, as a set */
    uint32_t text;
    uint64_t read; /* bytes since pages were given back */
};

/* The temporary file will be BASE.shingles.tmp. */
enum st shingle_store_open(struct shingle_store *s, const char *base,
                           struct err *e) MUST_USE;
/* Takes a zeroed struct. */
void shingle_store_close(struct shingle_store *s);

/* Texts ascend. */
enum st shingle_store_add(struct shingle_store *s, uint32_t text,
                          const struct shingle_reader *from,
                          struct err *e) MUST_USE;
/* Nothing is added behind it. */
enum st shingle_store_end(struct shingle_store *s, struct err *e) MUST_USE;

/* How much of the shorter of two texts is in the other, in percent, rounded
 * down. Cheapest with the same `text` as before. */
enum st shingle_store_compare(struct shingle_store *s, uint32_t text,
                              uint32_t other, unsigned *percent,
                              struct err *e) MUST_USE;

#endif
