/*
 * bitmap_writer -- the bitmaps of dense lists, one list after the other.
 *
 * Whether a list is dense is known when it ends. Until it has too many
 * documents to be anything else they are only noted down.
 *
 *   Lifetime  init/release
 *   Threads   one writer, one thread
 *   Format    FORMAT.md 6.4
 */
#ifndef INDEXER_BITMAP_WRITER_H
#define INDEXER_BITMAP_WRITER_H

#include "indexer/spool.h"

struct bitmap_writer {
    struct spool bitmaps;

    /* Private. */
    uint32_t docs;         /* of the segment                                */
    uint32_t sparse_up_to; /* a list of more documents is dense           */
    uint32_t *early;       /* the list's documents until then               */
    uint32_t n;            /* all of the list                               */
    uint8_t *bitmap;       /* as it is written; all 0 between lists         */
};

enum st bitmap_writer_init(struct bitmap_writer *w, const char *base,
                           const char *name, uint32_t docs,
                           struct err *e) MUST_USE;
void bitmap_writer_release(struct bitmap_writer *w);

/* The next documents of the list, in ascending order. */
void bitmap_writer_add(struct bitmap_writer *w, const uint32_t *docs,
                       uint32_t n);

/* Ends the list; when it is dense writes it, at *at of the spool. */
enum st bitmap_writer_end(struct bitmap_writer *w, uint64_t *at,
                          struct err *e) MUST_USE;

#endif
