/*
 * shingle_store -- the shingles of texts that are to be compared.
 *
 * Of each hash the lower 32 bits count: of texts with a and b shingles not even
 * a·b / 2^32 are taken for shared that are not, and of a text of 40,000 that is
 * one in 100,000. Where lists of them are at hand already the store asks for
 * those. Other texts are read once and in order, so that each frame of their
 * store is decompressed once, to a file of the store's own; compared in any
 * order, as often as it takes.
 *
 *   Lifetime  open/close; close removes the temporary file
 *   Threads   one store, one thread; fill() starts more when it may
 *   Memory    12 bytes a text that was read, and some pages of the file; while
 *             it is filled, 1 MiB and a reader for each thread
 *   Errors    ST_NOMEM, ST_IO, and those of the readers
 */
#ifndef INDEXER_COPIES_SHINGLE_STORE_H
#define INDEXER_COPIES_SHINGLE_STORE_H

#include "common/text/shingles.h"
#include "indexer/spool.h"

/* Of one text, in its order; equal ones may come again. */
struct shingle_list {
    const uint32_t *v;
    size_t n;
};

/* Where shingles are from: lists, or readers of which each thread opens one. */
struct shingle_source {
    /* Whether a list of text i is at hand, good until the next is asked for.
     * NULL: of none is. */
    bool (*list)(const void *ctx, uint32_t i, struct shingle_list *out);
    /* Gives back the pages of lists that were asked for; may be NULL. */
    void (*drop)(const void *ctx);
    /* What was opened when it failed, or NULL, is in *reader too. */
    enum st (*open)(const void *ctx, void **reader, struct err *e);
    /* Those of text i; asked in ascending order. NULL: none is read. */
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

/* A set of hashes. */
struct shingle_set {
    uint32_t *slots; /* 0: empty */
    size_t cap, mask;
    size_t n;
};

struct shingle_store {
    /* Private. */
    const char *base;
    const struct shingle_source *from;
    struct spool spool;
    uint32_t *texts; /* ascending                         */
    uint64_t *ends;  /* of each in the spool, in shingles */
    size_t n, cap_texts, cap_ends;
    struct bytes all;
    struct shingle_set at, other;
    uint32_t text; /* that `at` is of */
    uint64_t read; /* bytes since pages were given back */
};

/* Temporary files begin with BASE.shingles; `base` and `from` must outlive the
 * store. */
enum st shingle_store_open(struct shingle_store *s, const char *base,
                           const struct shingle_source *from,
                           struct err *e) MUST_USE;
/* Takes a zeroed struct. */
void shingle_store_close(struct shingle_store *s);

/* Reads what is wanted, those of which no list is at hand; once a store. */
enum st shingle_store_fill(struct shingle_store *s,
                           const struct wanted_texts *wanted, unsigned threads,
                           struct err *e) MUST_USE;

/* How much of the shorter of two texts is in the other, in percent, rounded
 * down. Cheapest with the same `text` as before. */
enum st shingle_store_compare(struct shingle_store *s, uint32_t text,
                              uint32_t other, unsigned *percent,
                              struct err *e) MUST_USE;

#endif
