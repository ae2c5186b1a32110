/*
 * anatomy -- the parts of a release, as ranges of bytes.
 *
 *     Prices fall in Minsk                                  headline
 *     FOR IMMEDIATE RELEASE                                 noise
 *     The third month in a row                              subhead
 *     MINSK, 28 May (BelTA) -                               dateline
 *     Bread costs less. “We are glad,” said Anna Lis.       lead, quotation
 *     About the market: ...                                 boilerplate
 *
 * Found by rules over marks, layout and small tables of words, without a model
 * or a gazetteer; where the rules do not decide, there is no part. Ranges are
 * of the body, except where a flag says that they are of the title. Zones of
 * one kind ascend and do not overlap; those of two kinds may.
 *
 *   Lifetime  a zeroed struct is empty; the arrays are its own
 *   Threads   one struct, one thread
 */
#ifndef INDEXER_RELEASE_ANATOMY_H
#define INDEXER_RELEASE_ANATOMY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/compiler.h"
#include "common/segment/structure.h"

/* Bytes [from, to); an empty one stands for what is not there. */
struct text_range {
    uint32_t from, to;
};

struct text_zone {
    enum zone_kind kind;
    struct text_range at;
};

/* One quotation: a stretch between an opening mark and the mark that closes
 * it, or the end of the paragraph where it goes on in the next. */
struct text_quotation {
    struct text_range at;      /* what stands between the marks              */
    struct text_range mention; /* who said it, as printed beside it: "he"    */
    struct text_range speaker; /* the fullest name that this leads to        */
    bool speaker_in_title;     /* `speaker` is a range of the title          */
    enum sureness sure;        /* SURE_NONE: `mention` and `speaker` are
                                  empty                                      */
    enum attribution_sieve sieve;
};

/* What stands before the first sentence: "MINSK, Belarus, 28 May (BelTA) -". */
struct text_dateline {
    struct text_range at; /* all of it; empty: none               */
    struct text_range place, region, agency;
    int32_t date; /* days since 1970-01-01, or DATE_NONE  */
};

struct anatomy {
    struct text_dateline dateline;
    struct text_zone *zones;
    size_t n_zones, cap_zones;
    struct text_quotation *quotations; /* ascending, not overlapping */
    size_t n_quotations, cap_quotations;
};

static inline bool text_range_is_empty(struct text_range r)
{
    return r.from == r.to;
}

/* Empties, keeping the memory. */
void anatomy_clear(struct anatomy *a);
void anatomy_release(struct anatomy *a);
/* Appends; false when memory is out. An empty range is left out. */
bool anatomy_add_zone(struct anatomy *a, enum zone_kind kind,
                      struct text_range at) MUST_USE;
bool anatomy_add_quotation(struct anatomy *a,
                           const struct text_quotation *q) MUST_USE;

#endif
