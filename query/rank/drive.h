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

#include "common/base/stop.h"
#include "common/segment/deletions.h"
#include "query/cursor/cursor.h"
#include "query/rank/doc_score.h"
#include "query/rank/topk.h"

struct drive {
    const struct deletions *deleted; /* NULL: none                          */
    uint32_t first_doc;              /* of the segment, among the hits      */
    struct doc_score *by_doc;        /* NULL: a score is that of its words  */
    stop_flag stop;                  /* ends the walk                       */
    struct topk *top;
    uint64_t *scored; /* gets how many documents were, too; NULL: nobody asks */
};

/* Offers every document that is not deleted to `top` and returns how many there
 * are. Does not score when top->k is 0. */
uint64_t drive_all(struct cursor *c, const struct drive *d);

/* Finds the same hits, jumping over blocks that cannot hold one. */
void drive_best(struct cursor *c, const struct drive *d);

#endif
