#include "query/rank/doc_score.h"

#include <math.h>

#include "common/base/date.h"

double decay_of(const struct decay *d, int32_t date)
{
    if (date == DATE_NONE)
        return 0;
    const double age = (double)d->today - (double)date;
    return age > 0 ? exp2(-age / d->half_life) : 1;
}

double doc_score_of(struct doc_score *d, uint32_t doc, double words)
{
    double score = words;
    int32_t date;

    if (d->part)
        score += d->weight * d->part[d->lengths[doc]];
    if (d->decay.half_life > 0) {
        if (!segment_date(d->segment, doc, &date)) {
            d->st = ST_CORRUPT;
            date = DATE_NONE;
        }
        score *= decay_of(&d->decay, date);
    }
    return score;
}

/* Every part is below 0, and the decay at most 1; negative scores, which a
 * decay would raise, are never decayed (searcher.h). The part of the shortest
 * document there can be is that of length code 0. */
double doc_score_bound(const struct doc_score *d, double words)
{
    return d->part ? words + d->weight * d->part[0] : words;
}
