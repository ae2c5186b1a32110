/*
 * saved_query -- a question that is kept under a name, in a file people can
 * read and change.
 *
 *     {
 *       "version": 1,
 *       "index": "/srv/news.idx",
 *       "query": "lukashenko NEAR/5 tokayev",
 *       "options": "--syntax=native --sort=date:desc"
 *     }
 *
 *   Lifetime  what was read lives in the arena
 *   Threads   none
 *   Errors    ST_CORRUPT for a file that is no such thing, ST_VERSION for one
 *             of a newer version, ST_USAGE for a name that is unknown, or
 *             taken; messages name the file and say what to do. Those of
 *             file.h; ST_NOMEM
 */
#ifndef QUERY_SAVED_SAVED_QUERY_H
#define QUERY_SAVED_SAVED_QUERY_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "common/base/err.h"

enum { SAVED_QUERY_VERSION = 1 };

struct saved_query {
    const char *index;   /* its path from the root                     */
    const char *query;   /* as it was typed                            */
    const char *options; /* of a search, parted by blanks; may be empty */
};

enum st saved_query_read(struct saved_query *out, struct arena *arena,
                         const char *folder, const char *name,
                         struct err *e) MUST_USE;

/* Writes it whole or not at all, into a folder that is there. A name that is
 * taken is only given anew to `replace` what has it. What is no UTF-8 cannot
 * be kept: ST_USAGE. */
enum st saved_query_write(const struct saved_query *q, const char *folder,
                          const char *name, bool replace,
                          struct err *e) MUST_USE;

/* Removes it, whatever its file holds, and what it found last. */
enum st saved_query_remove(const char *folder, const char *name,
                           struct err *e) MUST_USE;

#endif
