#include "query/rank/drive.h"

#include <assert.h>
#include <math.h>

static void offer(struct cursor *c, uint32_t first_doc, struct topk *top)
{
    const double score = cursor_score(c);

    if (topk_wants(top, score))
        topk_put(top, first_doc + c->doc, score);
}

uint64_t drive_all(struct cursor *c, const struct deletions *deleted,
                   uint32_t first_doc, struct topk *top)
{
    uint64_t count = 0;

    for (uint32_t doc = c->doc; doc != DOC_END; doc = cursor_next(c)) {
        if (deletions_has(deleted, doc) || !cursor_matches(c))
            continue;
        count++;
        if (top->k > 0)
            offer(c, first_doc, top);
    }
    return count;
}

void drive_best(struct cursor *c, const struct deletions *deleted,
                uint32_t first_doc, struct topk *top)
{
    uint32_t doc = c->doc, last = 0;
    double bound = INFINITY; /* of documents up to `last`, once it is finite */

    if (!topk_wants(top, c->max))
        return;
    while (doc != DOC_END) {
        if (doc > last || isinf(bound))
            bound = cursor_bound(c, doc, &last);
        assert(last >= doc);
        if (!topk_wants(top, bound)) {
            if (last >= DOC_END - 1)
                break;
            doc = cursor_seek(c, last + 1);
            continue;
        }
        if (!deletions_has(deleted, doc) && cursor_matches(c))
            offer(c, first_doc, top);
        doc = cursor_next(c);
    }
}
