/*
 * pairs -- lists of the documents in which two common words stand in a row.
 *
 * The words of phrases such as "to be or not to be" are in most documents, and
 * to read their positions in all of them is the longest work a question can
 * ask for. Of the PAIR_WORDS most frequent dense words, every pair that occurs
 * gets a list of documents and frequencies, like a word's, without positions:
 * a phrase of two is then a look at one list, and a longer one is tried only
 * in documents that have all its pairs.
 *
 * The dictionary has, for each of the words, an entry without a list, which
 * says that it is one of them: what is not found of two such words does not
 * occur. FORMAT.md 7.2.
 *
 *   Lifetime  init/release
 *   Threads   one struct, one thread, which starts `threads` to help it; the
 *             result is the same for any number of them
 *   Memory    8 bytes for each of `round_postings`, for each thread; what is
 *             found goes through a temporary file
 */
#ifndef INDEXER_PAIRS_H
#define INDEXER_PAIRS_H

#include "indexer/pair_walk.h"
#include "indexer/postings_writer.h"
#include "indexer/segment_writer.h"
#include "indexer/term_dict_writer.h"

enum { PAIRS_ROUND = 1 << 20 };

struct pairs {
    struct postings_writer postings;
    struct term_dict_writer dict;
    unsigned threads; /* 1 after init */
    /* Postings collected in memory at a time, 8 bytes each, by each thread; a
     * round of them reads through what was found of all pairs with much the
     * same first words. PAIRS_ROUND after init. */
    size_t round_postings;

    /* Private. */
    struct spool found; /* of each document its pairs, see pairs.c */
};

void pairs_init(struct pairs *p);
void pairs_release(struct pairs *p);

/* Makes the pairs of the words in `words` (ended) with postings `postings`;
 * their lists begin at `bases`. Temporary files begin with `base`. */
enum st pairs_make(struct pairs *p, const char *base,
                   struct term_dict_writer *words,
                   struct postings_writer *postings,
                   const struct postings_docs *of, struct postings_bases bases,
                   struct err *e) MUST_USE;

/* Writes the chunks of the dictionary (not those of the postings). */
enum st pairs_write(struct pairs *p, struct segment_writer *out,
                    struct err *e) MUST_USE;

/* One of the words that pairs are made of. */
struct pair_word {
    struct term_entry entry;
    uint8_t text[PAIR_WORD_SIZE_MAX];
    uint8_t size;
};

/* Finds them in a segment: in ascending order, *n <= PAIR_WORDS of them. */
enum st pair_words_find(const struct segment *s,
                        struct pair_word words[static PAIR_WORDS], uint32_t *n,
                        struct err *e) MUST_USE;

/* The key of a pair in the dictionary: first, a byte 0, second; of a word
 * alone: the word and a byte 0. */
struct bytes pair_key(uint8_t out[static TERM_SIZE_MAX],
                      const struct pair_word *first,
                      const struct pair_word *second);

#endif
