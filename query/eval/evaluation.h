/*
 * evaluation -- a run against the judgements, topic by topic and in the mean.
 *
 * As trec_eval does it: the answer to a topic is in the order of its scores, as
 * floats, and of equal ones the document that is greater as bytes comes first,
 * whatever the ranks of the run say. The topics that count are those in both
 * files; with `complete` all that were judged, those without an answer with 0.
 *
 *   Lifetime  borrows run and judgements; open/close
 *   Threads   immutable once made
 *   Errors    ST_NOMEM
 *   Source    trec_eval 9, form_res_rels.c
 */
#ifndef QUERY_EVAL_EVALUATION_H
#define QUERY_EVAL_EVALUATION_H

#include "query/eval/measure.h"
#include "query/eval/trec_lines.h"

struct evaluated_topic {
    struct bytes id;
    const double *values; /* one a measure */
};

struct evaluation {
    struct evaluated_topic *topics; /* by id, as bytes */
    size_t n;
    double *values; /* of all: means, and sums of counts; 0 without topics */
    double *all;    /* private */
};

struct evaluation_options {
    const struct measure *measures;
    size_t n_measures;
    int level; /* a document is relevant from here on */
    bool complete;
};

enum st evaluation_make(struct evaluation *out, const struct trec_lines *run,
                        const struct trec_lines *qrels,
                        const struct evaluation_options *o,
                        struct err *e) MUST_USE;
void evaluation_release(struct evaluation *v);

#endif
