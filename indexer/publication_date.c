#include "indexer/publication_date.h"

#include "indexer/extract/dates.h"

struct publication_date publication_date(const struct release *r,
                                         const struct anatomy *anatomy)
{
    struct found_date found;
    if (r->date_origin == ORIGIN_FIELD)
        return (struct publication_date){r->date, ORIGIN_FIELD};
    if (anatomy && anatomy->dateline.date != DATE_NONE)
        return (struct publication_date){anatomy->dateline.date,
                                         ORIGIN_DATELINE};
    if (r->date != DATE_NONE)
        return (struct publication_date){r->date, r->date_origin};
    if (date_in_name(record_field(&r->fields, FIELD_URL), &found))
        return (struct publication_date){found.days, ORIGIN_ADDRESS};
    return (struct publication_date){DATE_NONE, ORIGIN_NONE};
}
