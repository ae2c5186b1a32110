/*
 * groups -- words of one stem: their derived postings and the stem dictionary.
 *
 * Runs once all words of a segment are written, and reads them back from the
 * spools. Words of one stem form a group. A group of two or more words gets a
 * postings list of its own (documents and summed frequencies); one word whose
 * stem is another string gets an entry that names the word; one word that is
 * its own stem gets none. FORMAT.md section 7.
 *
 *   Lifetime  init/release
 *   Threads   one struct, one thread; making groups starts more when it may
 *   Memory    `sort_room`; what is read back is given back on the way
 */
#ifndef INDEXER_GROUPS_H
#define INDEXER_GROUPS_H

#include "common/text/stem.h"
#include "indexer/postings_writer.h"
#include "indexer/segment_writer.h"
#include "indexer/term_dict_writer.h"

struct groups {
    struct postings_writer postings; /* derived lists, without positions */
    struct term_dict_writer stems;
    struct spool words; /* GRPS */
    unsigned threads;   /* that groups_make() may use; init says 1 */
    size_t sort_room;   /* bytes that sorting words by stem may take */
};

void groups_init(struct groups *g);
void groups_release(struct groups *g);

/* Makes the groups of the words in `words` (ended) with postings `postings`,
 * all of the documents `of`. Temporary files begin with `base`. */
enum st groups_make(struct groups *g, const char *base, struct stemmer *stemmer,
                    struct term_dict_writer *words,
                    struct postings_writer *postings,
                    const struct postings_docs *of, struct err *e) MUST_USE;

/* Writes the chunks of the stem dictionary (not those of the postings). */
enum st groups_write(struct groups *g, struct segment_writer *out,
                     struct err *e) MUST_USE;

#endif
