/*
 * layout -- every magic, version, chunk id and limit of the index files.
 *
 * The numbers are those of FORMAT.md, which is the law; the section is named
 * beside each group.
 */
#ifndef SEGMENT_LAYOUT_H
#define SEGMENT_LAYOUT_H

#include <stdint.h>

/* ---- 2. Limits ---- */

enum {
    DOCS_PER_BLOCK = 128,   /* postings in a full block                    */
    BLOCKS_PER_SUPER = 32,  /* blocks under one entry of the upper level   */
    DENSE_SHARE = 16,       /* a list over 1/16 of all documents is dense  */
    TERMS_PER_BLOCK = 16,   /* terms front-coded against each other        */
    TERM_SIZE_MAX = 255,    /* bytes of a term                             */
    ID_SIZE_MAX = 4096,     /* bytes of an external id                     */
    FRAME_SIZE = 64 * 1024, /* bytes of records before a store frame ends  */
};

/* A record is one document as stored; a frame may be one record. */
#define RECORD_SIZE_MAX ((uint64_t)1 << 30)

/* Greater than every document number, so that "is there more" is the same
 * compare as "have we passed the target". Numbers stay below 2^31, so that
 * SIMD may compare them as signed. */
#define DOC_END   UINT32_MAX
#define DOC_LIMIT ((uint32_t)INT32_MAX)

/* ---- 3. MANIFEST ---- */

/* Written; what is read goes back to the oldest. */
enum { MANIFEST_VERSION = 4, MANIFEST_OLDEST = 3 };

#define MANIFEST_NAME "MANIFEST"
#define LOCK_NAME     "LOCK"

#define DELETIONS_MAGIC UINT64_C(0x0a1a6c656444441f) /* 1f "DDdel" 1a 0a */
enum { DELETIONS_HEADER_SIZE = 64 };

/* ---- 4. Segment file ---- */

enum { SEGMENT_VERSION = 4, SEGMENT_OLDEST = 3 };

#define SEGMENT_MAGIC UINT64_C(0x0a1a67657344441f) /* 1f "DDseg" 1a 0a */
enum {
    SEGMENT_HEADER_SIZE = 64,
    SEGMENT_FOOTER_SIZE = 64,
    CHUNK_ENTRY_SIZE = 32,
    CHUNK_ALIGN = 64,
    PAGE_SIZE = 64 * 1024, /* bytes under one checksum */
};

/* Four letters read as a little-endian number. An unknown id that begins with
 * a capital stops the reader; a small letter may be skipped. */
#define CHUNK_ID(a, b, c, d)                                                   \
    ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 |                \
     (uint32_t)(d) << 24)

enum chunk {
    CHUNK_META, /* 4.3 counts of the segment                     */
    CHUNK_TERM, /* 5   words: front-coded blocks                 */
    CHUNK_TIDX, /* 5   words: where each block begins            */
    CHUNK_THSH, /* 5   words: hash table                         */
    CHUNK_CAPS, /* 5   words: with a capital or not              */
    CHUNK_NAME, /* 5   names among the words: as TERM            */
    CHUNK_NIDX, /* 5   names: as TIDX, and how many              */
    CHUNK_DOCS, /* 6   postings: documents and frequencies       */
    CHUNK_SKIP, /* 6   postings: skip arrays                     */
    CHUNK_POSI, /* 6   postings: positions                       */
    CHUNK_BITS, /* 6   postings: bitmaps of dense lists          */
    CHUNK_STEM, /* 7   stems: as TERM                            */
    CHUNK_SIDX, /* 7   stems: as TIDX                            */
    CHUNK_SHSH, /* 7   stems: as THSH                            */
    CHUNK_GRPS, /* 7   stems: the words of each group            */
    CHUNK_PAIR, /* 7   pairs: as TERM                            */
    CHUNK_PIDX, /* 7   pairs: as TIDX                            */
    CHUNK_PHSH, /* 7   pairs: as THSH                            */
    CHUNK_LENG, /* 8   length codes, a byte a document           */
    CHUNK_WLEN, /* 8   exact lengths                             */
    CHUNK_DATE, /* 8   days since 1970                           */
    CHUNK_SRCE, /* 8   source numbers                            */
    CHUNK_SRCN, /* 8   source names                              */
    CHUNK_HASH, /* 8   XXH3-128 of all that readers see          */
    CHUNK_TEND, /* 8   position behind the last word of the title */
    CHUNK_ZONE, /* 8   sentence and paragraph ends, structure    */
    CHUNK_ZOFF, /* 8   where those of a document begin           */
    CHUNK_STOR, /* 9   zstd frames of records                    */
    CHUNK_SFRM, /* 9   where each frame begins                   */
    CHUNK_SDOC, /* 9   frame and offset of each document         */
    CHUNK_SDIC, /* 9   zstd dictionary                           */
    CHUNK_IDTX, /* 10  external ids, in document order           */
    CHUNK_IDOF, /* 10  where each id begins                      */
    CHUNK_IDSO, /* 10  documents in order of their ids           */
    CHUNK_SIGN, /* 14  signatures, 32 bytes a document           */
    CHUNK_CLUS, /* 14  which documents are copies of which       */
    CHUNK_REPT, /* 15  paragraphs of several documents           */
    CHUNKS_KNOWN,
};

/* Four letters of each, and whether a segment may be without it. */
struct chunk_kind {
    char name[5];
    uint32_t id;
    uint8_t optional;
};

extern const struct chunk_kind CHUNK_KINDS[CHUNKS_KNOWN];

#endif
