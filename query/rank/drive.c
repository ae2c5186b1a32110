#include "query/rank/drive.h"

#include <assert.h>
#include <math.h>

static void offer(struct cursor *c, const struct drive *d)
{
    double score = cursor_score(c);

    if (d->by_doc)
        score = doc_score_of(d->by_doc, c->doc, score);
    if (topk_wants(d->top, score))
        topk_put(d->top, d->first_doc + c->doc, score);
}

/* Whether a document may get in whose words score at most `bound`. */
static bool wants(const struct drive *d, double bound)
{
    return topk_wants(d->top,
                      d->by_doc ? doc_score_bound(d->by_doc, bound) : bound);
}

/* Whether it is worth while to ask if the candidate matches. */
static bool may_enter(struct cursor *c, const struct drive *d)
{
    return !c->ops->ceiling || wants(d, c->ops->ceiling(c));
}

/* Matches are counted; scored only when they may be hits. */
uint64_t drive_all(struct cursor *c, const struct drive *d)
{
    uint64_t count = 0;

    for (uint32_t doc = c->doc; doc != DOC_END && !stop_asked(d->stop);
         doc = cursor_next(c)) {
        if (deletions_has(d->deleted, doc))
            continue;
        if (d->top->k == 0 || !may_enter(c, d)) {
            count += cursor_occurs(c);
        } else if (cursor_matches(c)) {
            count++;
            offer(c, d);
        }
    }
    return count;
}

void drive_best(struct cursor *c, const struct drive *d)
{
    uint32_t doc = c->doc, last = 0;
    double bound = INFINITY; /* of documents up to `last`, once it is finite */

    if (!wants(d, c->max))
        return;
    while (doc != DOC_END && !stop_asked(d->stop)) {
        if (doc > last || isinf(bound))
            bound = cursor_bound(c, doc, &last);
        assert(last >= doc);
        if (!wants(d, bound)) {
            if (last >= DOC_END - 1)
                break;
            doc = cursor_seek(c, last + 1);
            continue;
        }
        if (!deletions_has(d->deleted, doc) && may_enter(c, d) &&
            cursor_matches(c))
            offer(c, d);
        doc = cursor_next(c);
    }
}
