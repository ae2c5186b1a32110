/*
 * name_tables -- what planning a name needs, made when the first one is asked
 * for: rules and exonyms.
 *
 *   Lifetime  zeroed: not made yet; close takes both
 *   Threads   one, that of its searcher
 *   Errors    those of exonyms.h
 */
#ifndef QUERY_NAMES_NAME_TABLES_H
#define QUERY_NAMES_NAME_TABLES_H

#include "query/names/name_variants.h"

struct name_tables {
    struct name_rules *rules;
    struct exonyms *exonyms;
    char *path; /* of a user's exonyms; NULL: those of the program */
};

/* Makes them, unless they are there with the file `path`. */
enum st name_tables_open(struct name_tables *t, const char *path,
                         struct analyzer *a, struct err *e) MUST_USE;
void name_tables_close(struct name_tables *t);

#endif
