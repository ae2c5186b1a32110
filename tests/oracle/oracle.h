/*
 * oracle -- the search engine that is too simple to be wrong.
 *
 * It answers a query by reading every word of every document. No index, no
 * pruning, no code in common with the engine: what the two agree on is right
 * twice. Scores are BM25 as Lucene 10 has it:
 *
 *     idf(w)   = ln(1 + (N - n + .5) / (n + .5))
 *     score(w) = idf * f / (f + k1 * (1 - b + b * length / average))
 *
 * with N the documents that have a word, n those that hold w anywhere, f how
 * often w stands there, length through Lucene's one-byte code (length_code.h),
 * average = words of all documents / N. A phrase counts as a word with the sum
 * of its words' idfs (a repeated word counted again) and f the places where it
 * begins. A bare word counts as one that stands where any of its stem does; a
 * pattern likewise, but with the idf of the most frequent word that it fits.
 * Within a zone only f changes. In a field n and f are those of its words
 * alone; a speaker's word counts as one that is of as many documents as it is
 * in names that are sure (A and B; or, where it is in none and C will do, in
 * such), anybody and nobody as a word of every document with such a quotation
 * (anybody, where C will do, with any). A positional operator counts as a word
 * with the sum of the idfs of the words that have a part in it (oracle_span.h),
 * and f its intervals. A bool or quorum scores the sum of its matching clauses,
 * the prohibited ones apart.
 *
 *   Lifetime  borrows the documents, which must not change meanwhile
 *   Threads   one oracle, one thread
 *   Errors    none (tests/support/need.h)
 */
#ifndef TESTS_ORACLE_ORACLE_H
#define TESTS_ORACLE_ORACLE_H

#include <stddef.h>
#include <stdint.h>

#include "tests/oracle/oracle_docs.h"
#include "tests/oracle/oracle_query.h"

struct oracle {
    const struct oracle_docs *docs;
    double *idf[ORACLE_FIELDS];     /* of each word of docs->names          */
    size_t *holders[ORACLE_FIELDS]; /* documents with each word             */
    struct oracle_doc *words[ORACLE_FIELDS]; /* of the documents; NULL: all */
    size_t quoting, known, unknown; /* documents with a quotation; with one by
                                       somebody of A or B; by nobody        */
    double *stem_idf;     /* likewise of the words of one stem, under the   */
    size_t *stem_holders; /* number of the first of them                   */
    uint32_t *lengths;    /* of each document, as the code gives it back    */
    uint32_t with_words;  /* N                                              */
    double average;       /* 0 when no document has a word                  */
};

void oracle_init(struct oracle *o, const struct oracle_docs *docs);
void oracle_release(struct oracle *o);

struct oracle_hit {
    uint32_t doc;
    float score;
};

/* All there is to know about a question; oracle_answer_release() it. */
struct oracle_answer {
    size_t count;            /* documents that match                       */
    struct oracle_hit *hits; /* all of them: best first, then document order */
    double *scores;          /* of every document, NAN where none matches  */
    uint64_t *likeness;      /* of every document, equal for two (but for a hash
                                clash) when the query cannot tell them apart: same
                                length, same number of each of its words        */
    size_t n_docs;
};

struct oracle_bm25 {
    double k1, b;
};

#define ORACLE_BM25_DEFAULT ((struct oracle_bm25){0.9, 0.4})

void oracle_search(const struct oracle *o, const struct oracle_query *q,
                   enum oracle_syntax syntax, struct oracle_bm25 bm25,
                   struct oracle_answer *out);
void oracle_answer_release(struct oracle_answer *a);

#endif
