/*
 * Weights of a question so high that sums of scores were no longer exact.
 *
 * Scores are summed as multiples of 2^-42 below 2048 (common/segment/bm25.h),
 * which words alone never come near. A question with great weights is searched
 * for with all of them divided by one power of two, and its scores multiplied
 * by it in the end: both are exact.
 */
#include <math.h>

#include "query/plan_maker.h"

/* Half of what would still be exact: the pieces are rounded up. */
#define SUM_MAX 1024.0

/* No document scores more. */
static double most(const struct plan_node *n)
{
    double sum = fabs((double)n->weight);

    if (n->kind != PLAN_BOOL && n->kind != PLAN_QUORUM)
        return sum;
    for (size_t i = 0; i < n->must.n; i++)
        sum += most(n->must.nodes[i]);
    for (size_t i = 0; i < n->should.n; i++)
        sum += most(n->should.nodes[i]);
    return sum;
}

static void scale(struct plan_node *n, double by)
{
    n->weight = (float)((double)n->weight * by);
    n->factor *= by;
    if (n->kind != PLAN_BOOL && n->kind != PLAN_QUORUM)
        return;
    for (size_t i = 0; i < n->must.n; i++)
        scale(n->must.nodes[i], by);
    for (size_t i = 0; i < n->should.n; i++)
        scale(n->should.nodes[i], by);
}

void plan_scale(struct plan *p)
{
    const double sum = most(p->root);

    p->unit = 1;
    while (sum / p->unit > SUM_MAX && isfinite(sum))
        p->unit *= 2;
    if (p->unit > 1)
        scale(p->root, 1 / p->unit);
}
