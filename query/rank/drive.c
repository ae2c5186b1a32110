#include "query/rank/drive.h"

#include <assert.h>
#include <math.h>

static ALWAYS_INLINE void offer(struct cursor *c, const struct drive *d)
{
    double score = cursor_score(c);

    if (d->by_doc)
        score = doc_score_of(d->by_doc, c->doc, score);
    if (topk_wants(d->top, score))
        topk_put(d->top, d->first_doc + c->doc, score);
}

/* Whether a document may get in whose words score at most `bound`. */
static ALWAYS_INLINE bool wants(const struct drive *d, double bound)
{
    return topk_wants(d->top,
                      d->by_doc ? doc_score_bound(d->by_doc, bound) : bound);
}

/* Whether it is worth while to ask if the candidate matches. */
static ALWAYS_INLINE bool may_enter(struct cursor *c, const struct drive *d)
{
    return !c->ops->ceiling || wants(d, c->ops->ceiling(c));
}

/* Compiled with `counts` and without it: one more count for each document is
 * 0.4 % of the instructions of a question of a pattern. */

/* Matches are counted; scored only when they may be hits. */
static ALWAYS_INLINE uint64_t walk_all(struct cursor *c, const struct drive *d,
                                       bool counts)
{
    uint64_t count = 0, scored = 0;

    for (uint32_t doc = c->doc; doc != DOC_END && !stop_asked(d->stop);
         doc = cursor_next(c)) {
        if (deletions_has(d->deleted, doc))
            continue;
        if (d->top->k == 0 || !may_enter(c, d)) {
            count += cursor_occurs(c);
        } else if (cursor_matches(c)) {
            count++;
            scored += counts;
            offer(c, d);
        }
    }
    if (counts)
        *d->scored += scored;
    return count;
}

uint64_t drive_all(struct cursor *c, const struct drive *d)
{
    return d->scored ? walk_all(c, d, true) : walk_all(c, d, false);
}

static ALWAYS_INLINE void walk_best(struct cursor *c, const struct drive *d,
                                    bool counts)
{
    uint32_t doc = c->doc, last = 0;
    uint64_t scored = 0;
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
            cursor_matches(c)) {
            scored += counts;
            offer(c, d);
        }
        doc = cursor_next(c);
    }
    if (counts)
        *d->scored += scored;
}

void drive_best(struct cursor *c, const struct drive *d)
{
    if (d->scored)
        walk_best(c, d, true);
    else
        walk_best(c, d, false);
}
