/*
 * stopper -- what stops a search from outside: ^C, or a time that is up.
 *
 * One for the process, as signals are.
 *
 *   Threads  arm and disarm from one; the flag may be read by any
 *   Errors   none: a time that cannot be set stops at once
 */
#ifndef QUERY_COMMANDS_STOPPER_H
#define QUERY_COMMANDS_STOPPER_H

#include <stdint.h>

#include "common/base/stop.h"

/* The flag, set once `ms` milliseconds (at least 1) from now are over. */
stop_flag stopper_after(int64_t ms);

/* The flag, set when SIGINT comes, which then ends nothing else. */
stop_flag stopper_on_interrupt(void);

/* The flag is not set any more. */
void stopper_clear(void);

#endif
