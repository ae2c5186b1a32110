/*
 * time_watch -- sets the stop flag of each of several workers when its time is
 * up.
 *
 * A thread of its own looks some twenty times in the time that is allowed, so a
 * flag is set up to a twentieth late.
 *
 *   Lifetime  open/close; flags live as long
 *   Threads   each worker begins its own time; open and close are the owner's
 *   Errors    ST_NOMEM, also when there can be no thread
 */
#ifndef QUERY_COMMANDS_TIME_WATCH_H
#define QUERY_COMMANDS_TIME_WATCH_H

#include <stdint.h>

#include "common/base/err.h"
#include "common/base/stop.h"

struct time_watch;

/* For `n` workers, each of which has `ms` at a time. */
enum st time_watch_open(struct time_watch **out, size_t n, int64_t ms,
                        struct err *e) MUST_USE;
void time_watch_close(struct time_watch *w);

/* The flag of worker `i`, from the beginning on the same. */
stop_flag time_watch_flag(const struct time_watch *w, size_t i);

/* Its time begins anew: the flag is not set. */
void time_watch_begin(struct time_watch *w, size_t i);

#endif
