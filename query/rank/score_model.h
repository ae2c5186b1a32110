/*
 * score_model -- what the scores of one segment are made of, for one question.
 *
 *   Lifetime  borrows everything
 *   Threads   immutable
 */
#ifndef QUERY_RANK_SCORE_MODEL_H
#define QUERY_RANK_SCORE_MODEL_H

#include <stdbool.h>

#include "common/segment/segment.h"
#include "query/rank/kernels.h"
#include "query/rank/rank_model.h"

struct score_model {
    const struct rank_model *rank;
    const struct bm25 *bm25; /* of `rank`, for the kernels of plain BM25 */
    const struct rank_kernels *kernels;
    const uint8_t
        *lengths; /* segment_length_codes(); NULL: nothing is scored */

    /* The score bounds in the segment hold for k1 = BUILT_K1, b = BUILT_B and
     * the segment's own average length. With another average a saturation
     * grows at most as the average does: `scale` times. 0: other parameters,
     * the bounds do not hold. */
    double scale;
    bool built; /* just as the segment was built: its best scores hold too */
};

/* For a segment of the index whose average length is that of `words` in
 * `docs`. `lengths` may be NULL. */
struct score_model score_model_of(const struct segment *s,
                                  const struct rank_model *rank, uint64_t words,
                                  uint64_t docs, const uint8_t *lengths,
                                  const struct rank_kernels *kernels);

/* What the lengths of n documents come to in their scores. */
void score_model_norms(const struct score_model *m, const uint32_t *docs,
                       uint32_t n, float *norms);

#endif
