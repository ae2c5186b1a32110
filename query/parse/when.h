/*
 * when -- days as people say them.
 *
 *     2019   2019-05   2019-05-28   28.5.2019   28 May 2019   may 2019
 *     today   yesterday   last-30-days   last-week   this-month   last-year
 *     2019-05..2019-08   2019..   ..2019-05-28   yesterday..
 *     >=2019-05-28   >2019   <=2019-05   <2019
 *
 * Each names a range: 2019 is its first to its last day, so that >2019 begins
 * in 2020. last-30-days are today and the 29 before it; last-week is the week
 * before this one, from Monday to Sunday. Months go by their names in English,
 * German, French, Spanish and Russian. What can be read in two ways (5/6/2019)
 * is refused, not guessed.
 *
 *   Threads  pure functions
 *   Errors   ST_SYNTAX with a message that says what is wrong with the text
 *            and names the nearest valid form
 */
#ifndef QUERY_PARSE_WHEN_H
#define QUERY_PARSE_WHEN_H

#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/err.h"

/* Days since 1970, both included; INT64_MIN, INT64_MAX: open. */
struct day_range {
    int64_t from, to;
};

/* `today` is what "yesterday" counts from. */
enum st when_parse(struct bytes text, int32_t today, struct day_range *out,
                   struct err *e) MUST_USE;

#endif
