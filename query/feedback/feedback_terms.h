/*
 * feedback_terms -- the words of some documents, and how telling each is.
 *
 * Documents are read from the store and analysed as the index was; words of one
 * stem are one word. What each weighs:
 *
 *   rm3  sum over the documents of score / sum of scores * f / L: how likely
 * the word is where the question is answered. Words that more than a tenth of
 * all documents have are left out: they are likely everywhere bo1  F log2((1 +
 * p) / p) + log2(1 + p): how surprising F occurrences in these documents are,
 * where p a document is the mean. Words of a single document of several are
 * left out
 *
 *   tfidf  (1 + ln F) * idf, with the idf of BM25. Words that fewer than
 *        `least_df` documents have are left out
 *
 * f is how often the word is in a document, L the document's words, F the sum
 * of the f, p its occurrences in the index by the index's documents.
 *
 *   Lifetime  open/close; terms until the next call of feedback_terms_find()
 *   Threads   one each
 *   Errors    ST_USAGE when the index keeps no texts; ST_CORRUPT, ST_NOMEM
 *   Source    rm3: Abdul-Jaleel and others, "UMass at TREC 2004", after
 * Lavrenko and Croft, SIGIR 2001; the document's score for its likelihood, and
 * the tenth, as Anserini has them. bo1: Amati, "Probability models for
 * information retrieval based on divergence from randomness", 2003,
 * section 6.3; at least two documents, as Terrier
 */
#ifndef QUERY_FEEDBACK_FEEDBACK_TERMS_H
#define QUERY_FEEDBACK_FEEDBACK_TERMS_H

#include "query/searcher.h"

enum expand_kind { EXPAND_NONE, EXPAND_RM3, EXPAND_BO1, EXPAND_TFIDF };

struct feedback_term {
    struct bytes text; /* a folded word; one of its forms               */
    double weight;
};

struct feedback_terms;

/* Borrows `ix`. */
enum st feedback_terms_open(struct feedback_terms **out, const struct index *ix,
                            struct err *e) MUST_USE;
void feedback_terms_close(struct feedback_terms *t);

struct feedback_request {
    enum expand_kind kind;
    enum rank_kind rank; /* what the scores of the hits are          */
    bool stems;          /* words of one stem are one word           */
    size_t most;         /* terms                                    */
    const struct hit *hits;
    size_t n;
    struct bytes text; /* with no hits: of a document in no index; any bytes */
    uint64_t least_df; /* tfidf */
};

/* The weightiest words of the hits, weightiest first; of equal ones the first
 * in the order of bytes. */
enum st feedback_terms_find(struct feedback_terms *t,
                            const struct feedback_request *r,
                            const struct feedback_term **out, size_t *n_out,
                            struct err *e) MUST_USE;

#endif
