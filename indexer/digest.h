/*
 * digest -- one batch worked through: what a worker does with it.
 *
 * Each record is extracted, analysed, inverted into the worker's own inverter,
 * and stored in compressed frames; what remains of the batch is one row per
 * document. Documents are numbered provisionally by their record: the batch's
 * first number plus their place in it. Rejected records leave holes, which the
 * flush closes.
 *
 *   Lifetime  a zeroed digest is empty; a worker opens and closes; the texts
 *             and frames of a digest are the worker's, until it is cleared
 *   Threads   one worker, one thread; a digest belongs to whoever holds it
 */
#ifndef INDEXER_DIGEST_H
#define INDEXER_DIGEST_H

#include "common/base/arena.h"
#include "common/segment/left_out.h"
#include "common/text/paragraph_keys.h"
#include "common/text/shingles.h"
#include "indexer/batch.h"
#include "indexer/docs_writer.h"
#include "indexer/extract/extract.h"
#include "indexer/inverter.h"
#include "indexer/known_docs.h"
#include "indexer/publication_date.h"
#include "indexer/rejects.h"
#include "indexer/release/structure_maker.h"
#include "indexer/spool.h"

/* One document of a digest; spans are in digest->text. */
struct digest_row {
    uint32_t number; /* provisional */
    struct span id, source, zones;
    struct hash128 content;
    int32_t date;
    uint32_t length, title_end;
    uint32_t frame, frame_at; /* frame counted within the digest */
    struct signature signature;
    struct span paragraphs; /* keys, in digest->paragraphs */
    uint64_t shingles_at;   /* in digest->shingles         */
    uint32_t n_shingles;    /* none of a short text        */
};

struct digest {
    uint64_t batch;
    struct digest_row *rows;
    size_t n, cap;
    struct bytes text;      /* the worker's, as the next two     */
    struct bytes frames;    /* compressed, one behind the other  */
    struct spool *shingles; /* hashes, see shingle_store.h       */
    uint64_t *frame_ends;   /* in `frames` */
    uint64_t *paragraphs;   /* keys        */
    size_t n_frames, cap_frames, n_paragraphs, cap_paragraphs;
    struct rejects rejects;
    uint64_t unchanged, unknown;            /* left out, as known_docs.h says */
    uint64_t cut_words, decoded[ENCODINGS]; /* texts by enum encoding */
    uint64_t mojibake;                      /* texts, see mojibake.h  */
};

void digest_release(struct digest *d);
size_t digest_memory(const struct digest *d);

/* The row as the writers take it; `first_frame` is added to its frame. */
struct doc_row digest_row(const struct digest *d, size_t i,
                          uint32_t first_frame);

/* What all workers of a build share. */
struct worker_settings {
    const struct field_map *map;
    bool store;
    bool zones;               /* look for the structure of releases  */
    bool sign;                /* make what copies are found by       */
    bool keep_shingles;       /* for the flush, that is to find them */
    const char *base;         /* of temporary files                  */
    struct bytes dictionary;  /* of the store's frames; may be empty */
    struct known_docs *known; /* documents to compare with; or NULL  */
};

struct worker {
    struct inverter *inverter; /* the flush reads it */

    /* Private. */
    const struct worker_settings *settings;
    struct extractor *extractor;
    struct analyzer *analyzer;
    struct token_list *tokens;
    struct dissector *dissector;   /* NULL: no zones */
    const struct anatomy *anatomy; /* of the release at hand, once read */
    struct structure structure;
    struct shingles shingles;
    struct left_out left_out;
    struct paragraph_keys paragraphs;
    struct frame_packer *packer; /* NULL: no store */
    struct buf frame;            /* of records that wait for it */
    struct buf frames, text;     /* of the digest at hand       */
    struct arena kept;           /* of all digests since the last clearing */
    struct spool kept_shingles;  /* likewise */
    struct buf scratch;
};

/* `number` tells its temporary files from those of other workers. */
enum st worker_open(struct worker *w, const struct worker_settings *settings,
                    unsigned number, struct err *e) MUST_USE;
void worker_close(struct worker *w);

/* Forgets all it has inverted, and what its digests hold. */
enum st worker_clear(struct worker *w, struct err *e) MUST_USE;

/* Bytes of what clearing forgets. */
size_t worker_memory(const struct worker *w);

/* Works `b` through; its records are numbered from `first`. `out` is filled
 * from empty. */
enum st worker_digest(struct worker *w, const struct batch *b, uint32_t first,
                      struct digest *out, struct err *e) MUST_USE;

#endif
