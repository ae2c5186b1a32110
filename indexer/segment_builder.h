/*
 * segment_builder -- one segment from documents and sorted terms.
 *
 * What a flush (from memory) and a merge (from segments) have in common: first
 * all documents through `docs`, then the terms in order, parts of them packed
 * apart; finish() makes the groups and writes the file.
 *
 *   Lifetime  init/release (release removes temporary files)
 *   Threads   one builder, one thread; finish() starts more when it may
 */
#ifndef INDEXER_SEGMENT_BUILDER_H
#define INDEXER_SEGMENT_BUILDER_H

#include "indexer/capitals_writer.h"
#include "indexer/copies/find.h"
#include "indexer/docs_writer.h"
#include "indexer/groups.h"
#include "indexer/pairs.h"
#include "indexer/postings_writer.h"
#include "indexer/repeats_writer.h"
#include "indexer/term_dict_writer.h"

struct segment_builder {
    struct docs_writer docs;
    struct repeats_writer repeats;
    struct postings_writer words;
    unsigned threads;                  /* that finish() may use; init says 1 */
    struct cluster_list clusters;      /* of COPIES_KEEP, to be filled    */
    const struct copies_texts *copies; /* of COPIES_FIND: of its documents */

    /* Private. */
    const char *path;
    struct postings_docs of;
    struct term_dict_writer terms;
    struct capitals_writer capitals;
    struct groups groups;
    struct pairs pairs;
};

/* The segment will be the file `path`, which must outlive the builder. */
enum st segment_builder_init(struct segment_builder *b, const char *path,
                             struct err *e) MUST_USE;
void segment_builder_release(struct segment_builder *b);

/* Ends the documents. */
enum st segment_builder_start_terms(struct segment_builder *b,
                                    struct err *e) MUST_USE;

/* Terms are written apart, on other threads too, to a writer of their own: init
 * it for temporary files of `kind`, with its share of `memory`, write to it,
 * then add it behind what was written before. The entries are changed. */
struct packed_term {
    struct bytes text;
    struct term_entry entry; /* df 0: of no document, left out */
    int64_t capitals;        /* common/segment/capitals.h      */
};

enum st segment_builder_postings(const struct segment_builder *b,
                                 struct postings_writer *w, const char *kind,
                                 uint64_t memory, struct err *e) MUST_USE;
enum st segment_builder_add_terms(struct segment_builder *b,
                                  struct postings_writer *w,
                                  struct packed_term *terms, size_t n,
                                  struct err *e) MUST_USE;

/* What becomes of near duplicates. Unless it is COPIES_NONE, docs.signs is to
 * be set before the first document. */
enum copies {
    COPIES_NONE,
    COPIES_SIGN, /* only what they are found by, for a merge to come */
    COPIES_FIND, /* are looked for                                   */
    COPIES_KEEP, /* are those that builder.clusters has              */
};

/* Which of the paragraphs that builder.repeats was given are kept. */
enum repeats {
    REPEATS_NONE,
    REPEATS_ALL,     /* for a merge to come                               */
    REPEATS_SEVERAL, /* those of several documents, in a small segment all */
};

/* What the segment is made with besides its documents. */
struct segment_settings {
    struct stemmer *stemmer; /* NULL: no groups                      */
    bool store;              /* keep the texts                       */
    bool pairs;              /* make lists of pairs of common words  */
    bool names;              /* keep how words are capitalised       */
    struct bytes dictionary; /* of the store's frames; may be empty  */
    enum copies copies;
    enum repeats repeats;
    const struct index *before; /* of COPIES_FIND: documents that come before;
                                   or NULL */
    uint64_t memory; /* all that there is; a share of it is for sorting */
};

enum st segment_builder_finish(struct segment_builder *b,
                               const struct segment_settings *settings,
                               struct manifest_segment *out,
                               struct err *e) MUST_USE;

#endif
