/*
 * capitals_writer -- one number a term, and the dictionary of names:
 * common/segment/capitals.h.
 *
 *   Lifetime  init/release
 *   Threads   one writer, one thread
 *   Format    FORMAT.md section 5
 */
#ifndef INDEXER_CAPITALS_WRITER_H
#define INDEXER_CAPITALS_WRITER_H

#include "common/segment/capitals.h"
#include "indexer/segment_writer.h"
#include "indexer/spool.h"
#include "indexer/term_dict_writer.h"

struct capitals_writer {
    struct spool offsets, values;
    struct buf block; /* values of a block */
    struct term_dict_writer names;
    uint64_t n; /* terms so far */
};

enum st capitals_writer_init(struct capitals_writer *w, const char *base,
                             struct err *e) MUST_USE;
void capitals_writer_release(struct capitals_writer *w);

/* Of the next term, which is in `df` documents. */
enum st capitals_writer_add(struct capitals_writer *w, struct bytes term,
                            uint32_t df, int64_t capitals,
                            struct err *e) MUST_USE;

enum st capitals_writer_write(struct capitals_writer *w,
                              struct segment_writer *out,
                              struct err *e) MUST_USE;

#endif
