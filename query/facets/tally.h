/*
 * tally -- how many of some documents there are of each year, month, day,
 * source, speaker or place.
 *
 * Takes sets of documents (query/match_set.h), one segment after the other, and
 * reads one column of each. Days are counted first, whatever is asked: years
 * and months are sums of these. Between the first and the last of them every
 * year, month or day is there, with 0 where there is no document; sources come
 * with the most frequent first, of equal ones by name.
 *
 *   Lifetime  init, add any number of times, finish, read, release. Names of
 *             sources are borrowed from the segments
 *   Threads   one tally, one thread
 *   Errors    ST_CORRUPT, ST_NOMEM; ST_USAGE when days apart by hundreds of
 *             years would make more than TALLY_MAX of them
 */
#ifndef QUERY_FACETS_TALLY_H
#define QUERY_FACETS_TALLY_H

#include <stdint.h>

#include "common/base/date.h"
#include "common/segment/segment.h"
#include "query/facets/named.h"

enum tally_by {
    TALLY_YEAR,
    TALLY_MONTH,
    TALLY_DAY,
    TALLY_SOURCE,
    TALLY_SPEAKER, /* names: a release may have several, or none */
    TALLY_PLACE,
    TALLY_KINDS
};
enum { TALLY_MAX = 100000 };

/* "year", "month", "day", "source", "speaker", "place". */
extern const char *const TALLY_NAMES[TALLY_KINDS];

struct tally_count {
    struct bytes source; /* of TALLY_SOURCE; the name of names           */
    int32_t day;         /* else the first of the year, month, or itself */
    uint64_t docs;
};

struct tally {
    enum tally_by by;
    struct tally_count *counts; /* once finished; before, of sources: one for
                                   each segment                              */
    size_t n, cap;
    uint64_t docs;    /* all that were added             */
    uint64_t without; /* of these, without date or source */

    /* Private to tally.c. */
    uint32_t *days; /* documents of each day from `first` on */
    size_t n_days, cap_days;
    int32_t first;
    struct named named; /* of names */
};

/* Of speakers those that are named at least as surely; SURE_NONE is B. */
enum st tally_init(struct tally *t, enum tally_by by, enum sureness sure,
                   struct err *e) MUST_USE;

/* Adds the documents of `s` whose bits are set. */
enum st tally_add(struct tally *t, const struct segment *s,
                  const uint64_t *bits, struct err *e) MUST_USE;
enum st tally_finish(struct tally *t, struct err *e) MUST_USE;
void tally_release(struct tally *t);

/* True when counts have names that live elsewhere, and come with the most
 * frequent first. */
static inline bool tally_is_by_name(enum tally_by by)
{
    return by >= TALLY_SOURCE;
}

/* The name of a count, "2019", "2019-05", "2019-05-28" or a source; the first
 * three are written to `room`. */
struct bytes tally_name(const struct tally *t, const struct tally_count *c,
                        char room[static DATE_TEXT]);

#endif
