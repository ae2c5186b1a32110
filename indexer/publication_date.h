/*
 * publication_date -- the day that a release is of, and how that is known.
 *
 * By order of trust: a field of the source (key, column, metadata of a page,
 * header of a mail); the dateline; a line above the text; the name of the file
 * or its folders; the address. What has no year is no date.
 *
 *   Threads  pure function
 */
#ifndef INDEXER_PUBLICATION_DATE_H
#define INDEXER_PUBLICATION_DATE_H

#include "common/segment/structure.h"
#include "indexer/extract/extract.h"
#include "indexer/release/anatomy.h"

struct publication_date {
    int32_t days; /* since 1970-01-01, or DATE_NONE */
    enum date_origin origin;
};

/* `anatomy` is NULL where it was not looked for: the dateline is then unknown.
 */
struct publication_date publication_date(const struct release *r,
                                         const struct anatomy *anatomy);

#endif
