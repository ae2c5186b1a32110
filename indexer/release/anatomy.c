#include "indexer/release/anatomy.h"

#include "common/base/date.h"
#include "common/base/mem.h"

void anatomy_clear(struct anatomy *a)
{
    a->dateline = (struct text_dateline){.date = DATE_NONE};
    a->n_zones = 0;
    a->n_quotations = 0;
}

void anatomy_release(struct anatomy *a)
{
    mem_free(a->zones);
    mem_free(a->quotations);
    *a = (struct anatomy){.n_zones = 0};
}

bool anatomy_add_zone(struct anatomy *a, enum zone_kind kind,
                      struct text_range at)
{
    if (text_range_is_empty(at))
        return true;
    if (!mem_grow(&a->zones, &a->cap_zones, a->n_zones + 1))
        return false;
    a->zones[a->n_zones++] = (struct text_zone){kind, at};
    return true;
}

bool anatomy_add_quotation(struct anatomy *a, const struct text_quotation *q)
{
    if (text_range_is_empty(q->at))
        return true;
    if (!mem_grow(&a->quotations, &a->cap_quotations, a->n_quotations + 1))
        return false;
    a->quotations[a->n_quotations++] = *q;
    return true;
}
