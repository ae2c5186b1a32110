/*
 * repeats_writer -- the chunk that says which paragraphs are repeated.
 *
 * Takes the key of each paragraph with its document, in any order. Nearly all
 * keys come once: a table of bits tells the most of them before the others are
 * sorted.
 *
 *   Lifetime  init/release; release removes the temporary files
 *   Threads   one writer, one thread
 *   Memory    `room` bytes while it makes the chunk; all else is spooled
 *   Errors    ST_NOMEM, ST_IO
 *   Format    FORMAT.md section 15
 */
#ifndef INDEXER_REPEATS_WRITER_H
#define INDEXER_REPEATS_WRITER_H

#include "indexer/spool.h"

struct repeats_writer {
    const char *base;
    struct spool pairs; /* key, document: 12 bytes each */
    struct spool chunk; /* once it is made              */
};

/* Temporary files begin with `base`, which must outlive the writer. */
enum st repeats_writer_init(struct repeats_writer *w, const char *base,
                            struct err *e) MUST_USE;
void repeats_writer_release(struct repeats_writer *w);

/* A paragraph that a document has twice counts once. */
enum st repeats_writer_add(struct repeats_writer *w, uint64_t key, uint32_t doc,
                           struct err *e) MUST_USE;

/* Makes the chunk: `all` paragraphs, or those of two documents and more. */
enum st repeats_writer_make(struct repeats_writer *w, bool all, size_t room,
                            struct err *e) MUST_USE;

#endif
