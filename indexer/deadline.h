/*
 * deadline -- is it going to be done in time?
 *
 * A deadline is judged again and again by an estimate that changes. It is told
 * once when the estimate passes it, and once more when it is met again after
 * all or missed by much more than was said; swinging about it is not told.
 *
 *   Lifetime  a struct without anything to release
 *   Threads   pure functions, but for the struct
 *   Errors    ST_USAGE for a time that cannot be read or has passed
 */
#ifndef INDEXER_DEADLINE_H
#define INDEXER_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/compiler.h"
#include "common/base/err.h"

struct deadline {
    int64_t at; /* seconds since 1970; 0: none */

    /* Private. */
    bool late;      /* as was told */
    double late_by; /* as was told, in seconds */
};

/* "06:00", the next time the local clock says so, or an ISO time of day,
 * "2026-11-25T06:00", local or with a Z behind it UTC. */
enum st deadline_parse(struct deadline *out, const char *text, int64_t now,
                       struct err *e) MUST_USE;

enum deadline_news {
    DEADLINE_NO_NEWS,
    DEADLINE_LATE,      /* it will be missed               */
    DEADLINE_LATER,     /* by much more than was told      */
    DEADLINE_RECOVERED, /* it will be met after all        */
};

/* What is new at `now`, `seconds` behind the start, with `left` seconds left
 * (below 0: not known). An estimate is not believed in the first minute. */
enum deadline_news deadline_judge(struct deadline *d, int64_t now,
                                  double seconds, double left);

/* Appends the news in one line without its end; `advice` says what could be
 * done, for the bad news. */
void deadline_print(const struct deadline *d, enum deadline_news news,
                    int64_t now, double left, const char *advice,
                    struct buf *out);

#endif
