/*
 * json -- the members of a JSON object.
 *
 * In a corpus of BEIR the members of the object "metadata" count as those of
 * the document itself: there they keep what the format has no place for.
 *
 *   Lifetime  what is read lives in the document and in the buffers
 *   Threads   pure functions
 *   Errors    ST_NOMEM; what is no JSON gets a reason in `reject`
 */
#ifndef INDEXER_EXTRACT_JSON_H
#define INDEXER_EXTRACT_JSON_H

#include "indexer/extract/members.h"

struct json_buffers {
    struct buf text, metadata;
};

/* Replaces the members of `m`. */
enum st json_members(struct members *m, struct bytes document, bool beir,
                     struct json_buffers *buffers, struct buf *reject,
                     struct err *e) MUST_USE;

#endif
