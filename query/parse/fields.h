/*
 * fields -- the names a query may put in front of a colon: zones of the text,
 * and what else is known of a release.
 *
 *   Threads  pure functions
 */
#ifndef QUERY_PARSE_FIELDS_H
#define QUERY_PARSE_FIELDS_H

#include <stdbool.h>

#include "query/parse/ast.h"

struct field {
    const char *name;         /* as it is typed                    */
    const char *zone;         /* the zone it means, NULL: a filter */
    enum filter_field filter; /* where it is no zone               */
    bool ours;                /* of a release; no other engine's   */
};

/* NULL for an unknown name. */
const struct field *field_from_name(struct bytes name, bool ignore_case);
/* The known name that `name` is most likely a slip of, or NULL; with `ours`,
 * of those too that only our own dialects have. */
const char *field_nearest(struct bytes name, bool ours);
/* The name of a filter as the native dialect has it. */
const char *field_name(enum filter_field filter);
/* "title, headline, ...": for messages. */
const char *field_names(bool ours);

#endif
