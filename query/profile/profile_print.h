/*
 * profile_print -- a profile for people, and as a JSON object.
 *
 *   Threads  pure functions
 *   Errors   the buf's `failed`
 */
#ifndef QUERY_PROFILE_PROFILE_PRINT_H
#define QUERY_PROFILE_PROFILE_PRINT_H

#include "common/base/json_writer.h"
#include "query/profile/profile.h"

/* Of a finished profile: whole lines. */
void profile_print(const struct profile *p, struct buf *out);
/* The value of a key that was written. */
void profile_write_json(const struct profile *p, struct json_writer *w);

#endif
