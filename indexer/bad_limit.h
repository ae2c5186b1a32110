/*
 * bad_limit -- how many rejected documents make a run not worth going on.
 *
 *   Threads  pure functions
 *   Errors   ST_USAGE for a text that is no limit, ST_REJECTS when it is passed
 */
#ifndef INDEXER_BAD_LIMIT_H
#define INDEXER_BAD_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/compiler.h"
#include "common/base/err.h"

/* A share is not judged by fewer documents than this, but at the end. */
enum { BAD_LIMIT_LEAST = 1000 };

/* Zeroed is no limit. */
struct bad_limit {
    bool given, share;
    double most; /* documents, or of all documents met, 0 to 1 */
};

/* "100", or "2%", "0.5%". */
enum st bad_limit_parse(struct bad_limit *out, const char *text,
                        struct err *e) MUST_USE;

/* Of `met` documents `bad` were rejected; `ended`: there are no more. */
enum st bad_limit_check(const struct bad_limit *limit, uint64_t met,
                        uint64_t bad, bool ended, struct err *e) MUST_USE;

#endif
