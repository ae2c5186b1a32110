/*
 * marked_text -- a text cut into words and sentences, its matches marked.
 *
 * What snippets and lines of context are cut from. A word is one as the reader
 * sees it: a hyphenated compound is one, and a match within it marks all of
 * it.
 *
 *   Lifetime  a zeroed struct with its analyzer is empty; ask, then cut any
 *             number of texts; release. The analyzer and the stemmer are
 *             borrowed, the terms from one ask to the next
 *   Threads   one struct, one thread
 *   Errors    ST_NOMEM; any bytes are a text
 */
#ifndef QUERY_OUTPUT_MARKED_TEXT_H
#define QUERY_OUTPUT_MARKED_TEXT_H

#include "query/output/marks.h"

/* Bytes of a text that are looked at: a hit is shown in milliseconds even
 * where a release is a whole archive. */
enum { MARKED_TEXT_MAX = 1 << 20 };

struct text_range {
    uint32_t start, end;
};

struct marked_text {
    struct analyzer *analyzer;
    struct stemmer *stemmer; /* may be NULL, where the index has no stems */
    struct bytes text;
    struct token_list tokens;
    struct marks marks;       /* each as wide as the words it stands in  */
    struct text_range *words; /* in order                                */
    size_t n_words, cap_words;
    uint32_t *sentences; /* where each begins; the first at 0            */
    size_t n_sentences, cap_sentences;
};

/* What is marked from now on: as searcher_terms() says it, and `forms` as in
 * marks_ask(). */
enum st marked_text_ask(struct marked_text *t, const struct query_term *terms,
                        size_t n, const struct word_forms *forms,
                        struct err *e) MUST_USE;

/* Cuts `text`, which must stay, up to MARKED_TEXT_MAX bytes of it. */
enum st marked_text_cut(struct marked_text *t, struct bytes text,
                        struct err *e) MUST_USE;

void marked_text_release(struct marked_text *t);

/* How many of the words begin before byte `at`. */
size_t marked_text_words_before(const struct marked_text *t, size_t at);

/* Where the sentence that byte `at` is in begins. */
size_t marked_text_sentence(const struct marked_text *t, size_t at);

/* The first sentence that begins behind byte `at`; the text's end when there
 * is none. */
size_t marked_text_next_sentence(const struct marked_text *t, size_t at);

/* The greatest boundary of a character that is <= at. */
size_t whole_characters(struct bytes text, size_t at);

#endif
