/*
 * parted_index -- an index of a few texts whose parts a test tells.
 *
 * A part is told by its words, as they stand first in the body, and a speaker
 * by a name in the body or else in the title.
 *
 *   Lifetime  as small_index
 *   Errors    none: the test fails when a part is not there
 */
#ifndef TESTS_INDEX_PARTED_INDEX_H
#define TESTS_INDEX_PARTED_INDEX_H

#include "tests/index/small_index.h"

enum { PARTED_QUOTES = 6 };

struct parted_quote {
    const char *words, *by; /* by: NULL for nobody */
    enum sureness sure;
};

/* NULL: there is no such part. */
struct parted_doc {
    const char *title, *body;
    const char *dateline, *place, *region, *agency;
    const char *subhead, *signature, *boilerplate;
    struct parted_quote quotes[PARTED_QUOTES]; /* ascending; words NULL ends */
    int32_t day;                               /* since 1970; 0: none */
};

/* As small_index_make(); document i has the id "d<i>" and no source. */
struct small_index parted_index_make(const struct parted_doc *docs, size_t n,
                                     const char *lang, size_t segments);

#endif
