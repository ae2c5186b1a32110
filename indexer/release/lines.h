/*
 * lines -- the lines of a body, and which of them begin a paragraph.
 *
 * Paragraphs are those of the analyzer (common/text/analyzer.h): a blank line
 * ends one, and so does the end of a line that is too long to be hard-wrapped.
 * Blank lines are left out.
 *
 *   Lifetime  a zeroed struct is empty; the array is its own
 *   Threads   one struct, one thread
 */
#ifndef INDEXER_RELEASE_LINES_H
#define INDEXER_RELEASE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/err.h"

struct line {
    uint32_t from, to;     /* bytes of the body, white space at both ends
                              left out                                    */
    bool starts_paragraph; /* the first always does                       */
};

struct lines {
    struct line *v;
    size_t n, cap;
};

/* Replaces what `l` held. Only ST_NOMEM. */
enum st lines_read(struct lines *l, struct bytes body, struct err *e) MUST_USE;
void lines_release(struct lines *l);

/* The line behind the paragraph that line i belongs to. */
size_t lines_paragraph_end(const struct lines *l, size_t i);

#endif
