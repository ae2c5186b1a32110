/*
 * trec_lines -- runs and relevance judgements, as lines of a text file.
 *
 *     run     topic Q0 document rank score tag
 *     qrels   topic iteration document relevance
 *             or with a first line "query-id corpus-id score" (BEIR):
 *             topic document relevance
 *
 * Columns are parted by blanks or tabs; empty lines are skipped. Of a run the
 * rank is not believed: the order is that of the scores. A relevance is a whole
 * number, higher ones are better, 0 and below: not relevant.
 *
 *   Lifetime  read/release; lines point into the text
 *   Threads   immutable once read
 *   Errors    ST_USAGE with path and line for what is no such line, or for a
 *             document that a topic has twice; those of file_read()
 *   Source    trec_eval 9, get_trec_results.c and get_qrels.c
 */
#ifndef QUERY_EVAL_TREC_LINES_H
#define QUERY_EVAL_TREC_LINES_H

#include "common/base/buf.h"
#include "common/base/err.h"

struct trec_line {
    struct bytes topic, doc;
    double value; /* score, or relevance     */
    size_t line;  /* of the file, from 1     */
};

/* Sorted by topic, then document, as bytes. */
struct trec_lines {
    struct buf text;
    struct trec_line *v;
    size_t n, cap;
};

enum trec_kind { TREC_RUN, TREC_QRELS };

enum st trec_lines_read(struct trec_lines *out, enum trec_kind kind,
                        const char *path, struct err *e) MUST_USE;
void trec_lines_release(struct trec_lines *t);

/* The lines of one topic, which begin at `from`: the place behind them. */
size_t trec_lines_topic_end(const struct trec_lines *t, size_t from);

#endif
