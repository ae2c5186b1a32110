/*
 * segment -- an immutable piece of the index, mapped read-only from one file.
 *
 * Written once by indexer/segment_writer, then only read, merged and removed.
 * Opening maps the file and checks its header, footer and table of chunks;
 * nothing is deserialised. The bytes of a chunk are checked page by page (64
 * KiB under one XXH3) the first time they are used: ask chunk_use() before
 * touching them. So a damaged page is never used, and a query pays only for
 * the pages it needs.
 *
 *   Lifetime  open/close; everything taken from a segment dies with it
 *   Threads   safe: immutable but for the marks of checked pages, which are
 *             atomic and only ever set
 *   Errors    ST_IO, ST_CORRUPT, ST_VERSION, ST_NOMEM
 *   Format    FORMAT.md section 4
 */
#ifndef SEGMENT_SEGMENT_H
#define SEGMENT_SEGMENT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/compiler.h"
#include "common/base/err.h"
#include "common/base/file.h"
#include "common/segment/layout.h"

/* One chunk of an open segment. */
struct chunk_view {
    const uint8_t *p;      /* NULL: the segment has no such chunk           */
    uint64_t n;            /* bytes, without the padding behind them        */
    const uint8_t *sums;   /* XXH3-64 of each page, 8 bytes each            */
    _Atomic uint8_t *good; /* one byte a page: 1 once it was found sound    */
    uint64_t hashed;       /* bytes under checksums: n and the padding      */
};

/* 4.3: what the segment counts. */
struct segment_counts {
    uint32_t docs;       /* documents                                        */
    uint32_t with_words; /* those with at least one word: the N of BM25      */
    uint64_t words;      /* sum of their lengths                             */
    uint64_t terms;      /* distinct words                                   */
    uint64_t stems;      /* groups                                           */
    uint64_t frames;     /* of the store; 0 when it keeps ids only           */
    uint32_t pairs;      /* entries of their dictionary; 0 without one       */
    uint32_t sources;    /* distinct sources                                 */
};

struct segment {
    struct file_map file;
    char *path; /* for messages */
    uint64_t toc_hash;
    struct segment_counts counts;
    struct chunk_view chunks[CHUNKS_KNOWN];
    _Atomic uint8_t *good; /* of all chunks */
};

enum st segment_open(struct segment **out, const char *path,
                     struct err *e) MUST_USE;
void segment_close(struct segment *s);

bool chunk_use_slow(const struct chunk_view *c, uint64_t at, uint64_t n);

/* True when [at, at + n) lies inside the chunk and its pages are sound: the
 * bytes may be used. Cheap after the first time: one load per page. */
static ALWAYS_INLINE bool chunk_use(const struct chunk_view *c, uint64_t at,
                                    uint64_t n)
{
    if (LIKELY(at <= c->n && n <= c->n - at)) {
        const uint64_t first = at / PAGE_SIZE;
        if (n == 0)
            return true;
        if ((at + n - 1) / PAGE_SIZE == first &&
            LIKELY(atomic_load_explicit(&c->good[first], memory_order_relaxed)))
            return true;
    }
    return chunk_use_slow(c, at, n);
}

/* Pages of the chunk that were found sound so far, and how many it has. */
uint64_t chunk_pages(const struct chunk_view *c, uint64_t *all);

/* The status and message for a chunk that chunk_use() refused. */
enum st chunk_refused(const struct segment *s, enum chunk which, uint64_t at,
                      struct err *e);

/* ---- documents ---- */

/* Columns. `doc` < counts.docs. False when the page is damaged. */
bool segment_length(const struct segment *s, uint32_t doc, uint32_t *words);
bool segment_date(const struct segment *s, uint32_t doc, int32_t *days);
bool segment_title_end(const struct segment *s, uint32_t doc, uint32_t *pos);
bool segment_source(const struct segment *s, uint32_t doc, struct bytes *name);
/* The name of source number `number` < counts.sources. */
bool segment_source_name(const struct segment *s, uint32_t number,
                         struct bytes *name);
bool segment_content_hash(const struct segment *s, uint32_t doc,
                          uint8_t out[static 16]);

/* All length codes (common/segment/length_code.h), one byte a document, every
 * page checked: for scoring loops. NULL when a page is damaged. */
const uint8_t *segment_length_codes(const struct segment *s);

/* The external id of a document, and the document of an id (DOC_END when
 * there is none). */
enum st segment_id(const struct segment *s, uint32_t doc, struct bytes *id,
                   struct err *e) MUST_USE;
enum st segment_find_id(const struct segment *s, struct bytes id, uint32_t *doc,
                        struct err *e) MUST_USE;

#endif
