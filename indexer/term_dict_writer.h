/*
 * term_dict_writer -- sorted terms into front-coded blocks and a hash table.
 *
 *   Lifetime  init/release
 *   Threads   one writer, one thread
 *   Memory    as of bucket_writer, with a room of TERM_TABLE_ROOM
 *   Format    FORMAT.md section 5
 */
#ifndef INDEXER_TERM_DICT_WRITER_H
#define INDEXER_TERM_DICT_WRITER_H

#include "common/segment/term_dict.h"
#include "indexer/segment_writer.h"
#include "indexer/spool.h"

enum { TERM_TABLE_ROOM = 4 << 20 };

struct term_dict_writer {
    uint64_t n;  /* terms so far; also the number of the next        */
    bool walked; /* set after init: no hash table will be asked for  */
    struct spool blocks, offsets;

    /* Private. */
    struct spool hashes; /* of every term, by number */
    struct buf block;
    uint64_t docs_at; /* where the next list stands in DOCS */
    uint8_t last[TERM_SIZE_MAX];
    size_t last_size;
};

/* The lists of the terms stand one behind the other in DOCS, from `docs_at`. */
enum st term_dict_writer_init(struct term_dict_writer *w, const char *base,
                              const char *kind, uint64_t docs_at,
                              struct err *e) MUST_USE;
void term_dict_writer_release(struct term_dict_writer *w);

/* Terms come in ascending order, each once. entry->ord is not looked at. */
enum st term_dict_writer_add(struct term_dict_writer *w, struct bytes term,
                             const struct term_entry *entry,
                             struct err *e) MUST_USE;

/* Ends the last block: `blocks` and `offsets` are then complete. */
enum st term_dict_writer_end(struct term_dict_writer *w,
                             struct err *e) MUST_USE;

/* Writes the three chunks, after end(). */
enum st term_dict_writer_write(struct term_dict_writer *w,
                               struct segment_writer *out, enum chunk blocks,
                               enum chunk offsets, enum chunk hashes,
                               struct err *e) MUST_USE;

#endif
