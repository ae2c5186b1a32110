/*
 * doubt -- whether a speaker's name is told as surely as is asked.
 *
 * Names as printed are of quotations of every class. Only where a document has
 * one of a class that is not asked for, the structure of the release is read.
 *
 *   Lifetime  open/close, for one segment; a zeroed struct doubts nothing
 *   Threads   one struct, one thread
 *   Errors    ST_CORRUPT, ST_NOMEM
 */
#ifndef QUERY_FACETS_DOUBT_H
#define QUERY_FACETS_DOUBT_H

#include "common/segment/segment.h"
#include "common/segment/structure.h"

struct doubt {
    const struct segment *segment;
    enum sureness least; /* SURE_NONE: nothing is in doubt                */
    uint64_t *maybe;     /* documents with a name of class C; NULL where that
                            does not matter                               */
    struct structure structure; /* of structure_doc */
    uint32_t structure_doc;
};

/* Names count when they are of class `least` or surer. */
enum st doubt_open(struct doubt *d, const struct segment *s,
                   enum sureness least, struct err *e) MUST_USE;
void doubt_close(struct doubt *d);

/* Whether the structure of the document has to be asked. */
static inline bool doubt_has(const struct doubt *d, uint32_t doc)
{
    return d->least == SURE_A ||
           (d->maybe && (d->maybe[doc / 64] >> doc % 64 & 1));
}

/* Whether a quotation that begins at one of the positions is as sure. */
enum st doubt_settle(struct doubt *d, uint32_t doc, const uint32_t *pos,
                     uint32_t n, bool *sure, struct err *e) MUST_USE;

#endif
