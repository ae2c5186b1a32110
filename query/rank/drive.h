/*
 * drive -- walks a tree of cursors and offers what matches.
 *
 * The general way to search a segment, for every query that has no kernel of
 * its own.
 *
 *   Errors  those of the cursors: ask cursor_set_status() afterwards
 */
#ifndef QUERY_RANK_DRIVE_H
#define QUERY_RANK_DRIVE_H

#include "common/segment/deletions.h"
#include "query/cursor/cursor.h"
#include "query/rank/topk.h"

/* Offers every document that is not deleted to `top` and returns how many there
 * are. Document 0 of the segment is `first_doc` in the hits. Does not score
 * when top->k is 0. */
uint64_t drive_all(struct cursor *c, const struct deletions *deleted,
                   uint32_t first_doc, struct topk *top);

/* Finds the same hits, jumping over blocks that cannot hold one. */
void drive_best(struct cursor *c, const struct deletions *deleted,
                uint32_t first_doc, struct topk *top);

#endif
