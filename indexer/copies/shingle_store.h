/*
 * shingle_store -- the shingles of texts that are to be compared, in a file of
 * their own.
 *
 * Texts are read once and in order, so that each frame of the store is
 * decompressed once; compared in any order, as often as it takes.
 *
 *   Lifetime  open/close; close removes the temporary file
 *   Threads   one store, one thread; fill() starts more when it may
 *   Memory    12 bytes a text, and some pages of the file; while it is filled,
 *             1 MiB and a reader for each thread
 *   Errors    ST_NOMEM, ST_IO, and those of the readers
 */
#ifndef INDEXER_COPIES_SHINGLE_STORE_H
#define INDEXER_COPIES_SHINGLE_STORE_H

#include "common/text/shingles.h"
#include "indexer/spool.h"

/* Where shingles are from: each thread opens a reader of its own. */
struct shingle_source {
    /* What was opened when it failed, or NULL, is in *reader too. */
    enum st (*open)(const void *ctx, void **reader, struct err *e);
    /* Those of text i; asked in ascending order. */
    enum st (*read)(void *reader, uint32_t i, struct shingles *out,
                    struct err *e);
    void (*close)(void *reader); /* takes NULL */
    const void *ctx;
};

/* Texts 0 to n - 1, of which those are wanted that have a bit set. */
struct wanted_texts {
    uint32_t n;
    const uint64_t *bits;
};

struct shingle_store {
    /* Private. */
    const char *base;
    struct spool spool;
    uint32_t *texts; /* ascending                         */
    uint64_t *ends;  /* of each in the spool, in shingles */
    size_t n, cap_texts, cap_ends;
    struct bytes all;
    struct shingles at; /* that of `text`, as a set */
    uint32_t text;
    uint64_t read; /* bytes since pages were given back */
};

/* Temporary files begin with BASE.shingles; `base` must outlive the store. */
enum st shingle_store_open(struct shingle_store *s, const char *base,
                           struct err *e) MUST_USE;
/* Takes a zeroed struct. */
void shingle_store_close(struct shingle_store *s);

/* Reads what is wanted; once a store. */
enum st shingle_store_fill(struct shingle_store *s,
                           const struct wanted_texts *wanted,
                           const struct shingle_source *from, unsigned threads,
                           struct err *e) MUST_USE;

/* How much of the shorter of two texts is in the other, in percent, rounded
 * down. Cheapest with the same `text` as before. */
enum st shingle_store_compare(struct shingle_store *s, uint32_t text,
                              uint32_t other, unsigned *percent,
                              struct err *e) MUST_USE;

#endif
