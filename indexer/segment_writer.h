/*
 * segment_writer -- one segment file: header, chunks, their checksums, footer.
 *
 * Chunks are written one after the other, each under begin/append/end; what is
 * in them is their writers' business. The file is on the disk when finish
 * returns; nobody knows it until a manifest names it.
 *
 *   Lifetime  open, then finish; release in any case (it closes the file and,
 *             without a finish, removes it)
 *   Threads   one writer, one thread
 *   Format    FORMAT.md section 4
 */
#ifndef INDEXER_SEGMENT_WRITER_H
#define INDEXER_SEGMENT_WRITER_H

#include "common/base/buf.h"
#include "common/base/file.h"
#include "common/segment/layout.h"
#include "common/segment/manifest.h"
#include "common/segment/segment.h"
#include "indexer/spool.h"

struct segment_writer {
    struct file_out file;
    char *path;
    bool finished;

    struct buf entries, sums; /* of the table of chunks                     */
    enum chunk chunk;         /* being written                              */
    uint64_t chunk_at, first_sum;
    uint32_t n_chunks;
    uint8_t *page; /* bytes since the last checksum                         */
    size_t in_page;
};

enum st segment_writer_open(struct segment_writer *w, const char *path,
                            struct err *e) MUST_USE;
void segment_writer_release(struct segment_writer *w);

enum st segment_writer_begin(struct segment_writer *w, enum chunk chunk,
                             struct err *e) MUST_USE;
enum st segment_writer_append(struct segment_writer *w, const void *p, size_t n,
                              struct err *e) MUST_USE;
enum st segment_writer_append_spool(struct segment_writer *w, struct spool *s,
                                    struct err *e) MUST_USE;
enum st segment_writer_end(struct segment_writer *w, struct err *e) MUST_USE;

/* A whole chunk at once. */
enum st segment_writer_chunk(struct segment_writer *w, enum chunk chunk,
                             struct bytes bytes, struct err *e) MUST_USE;
enum st segment_writer_spool(struct segment_writer *w, enum chunk chunk,
                             struct spool *s, struct err *e) MUST_USE;

/* Writes META, the table of chunks and the footer, and syncs. Fills size and
 * toc_hash of `out`. */
enum st segment_writer_finish(struct segment_writer *w,
                              const struct segment_counts *counts,
                              struct manifest_segment *out,
                              struct err *e) MUST_USE;

#endif
