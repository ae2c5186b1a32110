/*
 * measure -- how good the answer to one topic is.
 *
 * An answer is what was retrieved, best first, each with its relevance; beside
 * it stand the relevances of all judged documents. A document is relevant from
 * `level` on; what nobody judged is not.
 *
 *     map           mean of the precisions at each relevant document found,
 * over all relevant ones (average precision; the mean is over topics) ndcg sum
 * of relevance / log2(rank + 1), relevances over 0 only, by that of the best
 * order there is (whatever `level`) ndcg_cut_K    the same of the first K P_K
 * relevant ones among the first K, by K recall_K      the same by the number of
 * relevant ones success_K     1 when there is one among the first K recip_rank
 * 1 / rank of the first relevant one, 0 without one Rprec         P_K with K
 * the number of relevant ones num_ret, num_rel, num_rel_ret   how many
 *
 * Of a topic without a relevant document all are 0.
 *
 *   Threads  pure functions
 *   Errors   ST_USAGE for an unknown name
 *   Source   trec_eval 9, m_*.c; Jarvelin and Kekalainen, TOIS 20(4), 2002
 */
#ifndef QUERY_EVAL_MEASURE_H
#define QUERY_EVAL_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/err.h"

enum measure_kind {
    MEASURE_NUM_RET,
    MEASURE_NUM_REL,
    MEASURE_NUM_REL_RET,
    MEASURE_MAP,
    MEASURE_RPREC,
    MEASURE_RECIP_RANK,
    MEASURE_NDCG,
    MEASURE_NDCG_CUT,
    MEASURE_P,
    MEASURE_RECALL,
    MEASURE_SUCCESS,
};

struct measure {
    enum measure_kind kind;
    uint32_t cut; /* of those with a K, else 0 */
};

/* "map", "ndcg_cut_10", "P_10", ...; also MAP, nDCG, nDCG@10, P@10, R@1000,
 * recall@10, RR, MRR. Case makes no difference. */
enum st measure_parse(const char *name, struct measure *out,
                      struct err *e) MUST_USE;

enum { MEASURE_NAME = 32 };
/* Its name in trec_eval, into `out`; returns `out`. */
const char *measure_name(const struct measure *m,
                         char out[static MEASURE_NAME]);

/* Whether it is a number of things, whose sum is of interest, not its mean. */
static inline bool measure_is_count(const struct measure *m)
{
    return m->kind <= MEASURE_NUM_REL_RET;
}

/* One topic. */
struct judged_answer {
    const int *found; /* relevance of what was retrieved, best first; 0 for
                         what nobody judged                              */
    size_t n_found;
    const int *ideal; /* relevances of all judged documents, best first  */
    size_t n_ideal;
    int level; /* relevant from here on, at least 1                      */
};

double measure_of(const struct measure *m, const struct judged_answer *a);

#endif
