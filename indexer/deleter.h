/*
 * deleter -- deletes documents of an index by their ids, in one commit.
 *
 *   Lifetime  open/close; what was not committed is as if it had not been
 *   Threads   one writer, one thread
 *   Errors    as index_folder
 */
#ifndef INDEXER_DELETER_H
#define INDEXER_DELETER_H

#include "common/base/bytes.h"
#include "common/base/err.h"

struct deleter;

enum st deleter_open(struct deleter **out, const char *index,
                     struct err *e) MUST_USE;
void deleter_close(struct deleter *d);

/* *found: there was such a document, not deleted yet. */
enum st deleter_add(struct deleter *d, struct bytes id, bool *found,
                    struct err *e) MUST_USE;

/* Makes it so, and merges what the policy finds then. Without a document to
 * delete nothing is written. */
enum st deleter_commit(struct deleter *d, struct err *e) MUST_USE;

#endif
