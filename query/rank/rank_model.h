/*
 * rank_model -- how well a word or phrase speaks for a document: a choice.
 *
 * f is how often the word is in the document, L the document's length, A the
 * average one, N the number of documents, n those with the word, F how often
 * the word is in all of them, C the words of all of them, ln and log2
 * logarithms. L is the length of the one-byte code (length_code.h) in every
 * model. Documents without a word do not count for N and A.
 *
 *   bm25    idf f / (f + k1 (1 - b + b L / A)), see common/segment/bm25.h
 *   bm25f   the same of f + (headline - 1) h, where h of the f are in the
 *           headline: each counts as `headline` occurrences. L stays as it is:
 *           a headline is ten words of hundreds. With headline 1 it is bm25
 *   lm      ln(1 + f C / (mu F)); and, for each word of the question, be it in
 *           the document or not, ln(mu / (L + mu)): Dirichlet's smoothing of
 *           the language model of the document, as a sum over words found. A
 *           word no document has is left out of both
 *   dph     (1 - f/L)^2 / (f + 1) (f log2(f A N / (L F)) +
 *           log2(2 pi f (1 - f/L)) / 2); 0 where f >= L. No parameters. A
 *           common word can speak against a document
 *   tfidf   (1 + ln(1 + ln f)) / (1 - slope + slope L / A) ln((N + 1) / n)
 *
 * A phrase counts as all of its words, each as often as the phrase. What words
 * come to is summed as common/segment/bm25.h says, each rounded to a multiple
 * of 2^-42.
 *
 *   Lifetime  one per question; no memory of its own
 *   Threads   immutable after rank_model_init()
 *   Errors    ST_USAGE for a parameter out of its range, or an unknown name
 *   Source    bm25f: Robertson, Zaragoza, Taylor, "Simple BM25 extension to
 *             multiple weighted fields", CIKM 2004. lm: Zhai, Lafferty, "A
 *             study of smoothing methods for language models", SIGIR 2001,
 *             equation 6. dph: Amati, Amodeo, Bianchi, Gaibisso, Gambosi, "FUB,
 *             IASI-CNR and University of Tor Vergata at TREC 2007 Blog Track".
 *             tfidf: Singhal, "Modern Information Retrieval: A Brief Overview",
 *             2001, with the pivoted length of Singhal, Buckley, Mitra, SIGIR
 *             1996
 */
#ifndef QUERY_RANK_RANK_MODEL_H
#define QUERY_RANK_RANK_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/err.h"
#include "common/segment/bm25.h"

enum rank_kind { RANK_BM25, RANK_BM25F, RANK_LM, RANK_DPH, RANK_TFIDF, RANKS };

/* "bm25", "bm25f", "lm", "dph", "tfidf". */
extern const char *const RANK_NAMES[RANKS];

/* What a question chooses. */
struct rank_choice {
    enum rank_kind kind;
    float k1, b;    /* bm25, bm25f: at least 0; from 0 to 1              */
    float headline; /* bm25f: from 0 to 1000                             */
    float mu;       /* lm: over 0                                        */
    float slope;    /* tfidf: from 0 to 1                                */
};

#define RANK_CHOICE_DEFAULT                                                    \
    ((struct rank_choice){.kind = RANK_BM25,                                   \
                          .k1 = BUILT_K1,                                      \
                          .b = BUILT_B,                                        \
                          .headline = 2,                                       \
                          .mu = 1000,                                          \
                          .slope = 0.2f})

/* Sets the parameter that "k1=1.2" names. */
enum st rank_choice_set(struct rank_choice *r, const char *assignment,
                        struct err *e) MUST_USE;

/* Says what is wrong with a choice. */
enum st rank_choice_check(const struct rank_choice *r, struct err *e) MUST_USE;

enum { LENGTH_CODES = 256 };

struct rank_model {
    struct rank_choice choice;
    struct bm25 bm25; /* bm25, bm25f */

    /* Of the index. */
    double words, docs, average;

    double norm[LENGTH_CODES]; /* tfidf: of a length code            */
    double part[LENGTH_CODES]; /* lm: ln(mu / (L + mu))              */
};

/* `words` in `docs` documents; the choice has passed rank_choice_check(). */
void rank_model_init(struct rank_model *m, const struct rank_choice *r,
                     uint64_t words, uint64_t docs);

/* Whether no document can score higher for a word than one that has it more
 * often in a shorter text: then bounds of blocks bound scores. */
static inline bool rank_is_monotone(enum rank_kind kind)
{
    return kind != RANK_DPH;
}

/* ---- one word in one document, for frequencies from 1 on ---- */

/* ln(1 + f rate), rate = C / (mu F). */
double rank_lm_rate(const struct rank_model *m, uint64_t cf);
double rank_lm_score(double rate, double freq);
/* rate = N / F; `length` is that of the code. */
double rank_dph_rate(const struct rank_model *m, uint64_t cf);
double rank_dph_score(const struct rank_model *m, double rate, double freq,
                      double length);
/* Without the idf. */
double rank_tfidf_idf(const struct rank_model *m, uint64_t df);
double rank_tfidf_score(const struct rank_model *m, double freq,
                        uint8_t length);

#endif
