/*
 * docs_writer -- what a segment keeps of each document besides its words:
 * columns, zones, ids and the stored text.
 *
 * Documents come in order; the frames of the store come whole, compressed, in
 * the order of their numbers. Frames that lie in memory anyhow are best named
 * as a source: they go to the segment without a copy on the way.
 *
 *   Lifetime  init/release
 *   Threads   one writer, one thread
 *   Memory    the names of sources; all else is spooled
 *   Format    FORMAT.md sections 8 to 10
 */
#ifndef INDEXER_DOCS_WRITER_H
#define INDEXER_DOCS_WRITER_H

#include "common/base/hash.h"
#include "common/segment/signature.h"
#include "indexer/segment_writer.h"
#include "indexer/spool.h"

/* One document. */
struct doc_row {
    struct bytes id, source, zones; /* zones as zones_encode() makes them   */
    struct hash128 content;         /* record_hash()                        */
    int32_t date;                   /* days, or DATE_NONE                   */
    uint32_t length;                /* words                                */
    uint32_t title_end;             /* position behind the title            */
    uint32_t frame, frame_at;       /* where its record is                  */
    struct signature signature;     /* when the writer `signs`              */
};

/* Where frames are: next() gives one after the other, then BYTES_NONE. Called
 * by docs_writer_write() alone; a frame must stay until the next call. */
struct frame_source {
    enum st (*next)(void *ctx, struct bytes *frame, struct err *e);
    void *ctx;
};

struct source_table;

struct docs_writer {
    uint32_t docs, with_words;
    uint64_t words, frames;
    struct frame_source more_frames; /* behind those that were added; its next
                                        may be NULL                       */
    size_t sort_room;                /* bytes that sorting ids may take   */
    bool signs;                      /* writes signatures                 */

    /* Private. */
    const char *base;
    struct spool length_codes, lengths, dates, sources, contents, title_ends,
        zones, zone_offsets, store, frame_offsets, places, ids, id_offsets,
        signatures, keys;
    struct source_table *names;
};

/* Temporary files begin with `base`, which must outlive the writer. */
enum st docs_writer_init(struct docs_writer *w, const char *base,
                         struct err *e) MUST_USE;
void docs_writer_release(struct docs_writer *w);

/* Appends one compressed frame; it gets the number frames - 1. */
enum st docs_writer_frame(struct docs_writer *w, struct bytes frame,
                          struct err *e) MUST_USE;
enum st docs_writer_add(struct docs_writer *w, const struct doc_row *row,
                        struct err *e) MUST_USE;

/* A code for the length of each document so far (LENG), as spool_view() gives
 * it: what postings are written with. */
enum st docs_writer_length_codes(struct docs_writer *w, const uint8_t **out,
                                 struct err *e) MUST_USE;
/* Gives back the memory of their pages: they are read again where needed. */
void docs_writer_drop_codes(const struct docs_writer *w);

/* Of each document so far its signature, and the key of a cluster that it leads
 * (common/segment/clusters.h), 8 bytes each; as spool_view() gives them. */
enum st docs_writer_signatures(struct docs_writer *w, const uint8_t **out,
                               const uint8_t **keys, struct err *e) MUST_USE;
/* Gives back the memory of the pages of both. */
void docs_writer_drop_signatures(const struct docs_writer *w);

/* Writes all chunks; those of the store only when there are frames or
 * `dictionary` is not empty. Fills docs, words, frames, sources of `counts`. */
enum st docs_writer_write(struct docs_writer *w, struct segment_writer *out,
                          bool store, struct bytes dictionary,
                          struct segment_counts *counts,
                          struct err *e) MUST_USE;

#endif
