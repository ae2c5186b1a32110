/*
 * left_out -- the parts of a release that say nothing of what it is a copy of:
 * boilerplate and noise, which releases of one house share.
 *
 *   Lifetime  a zeroed struct is empty; the array is its own
 *   Threads   one struct, one thread
 *   Format    FORMAT.md section 14
 */
#ifndef SEGMENT_LEFT_OUT_H
#define SEGMENT_LEFT_OUT_H

#include "common/segment/structure.h"

struct left_out {
    struct pos_range *v; /* ascending, not overlapping */
    size_t n, cap;
};

/* Replaces what `out` held. */
enum st left_out_read(struct left_out *out, const struct structure *from,
                      struct err *e) MUST_USE;
void left_out_release(struct left_out *out);

#endif
