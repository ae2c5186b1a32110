/*
 * markdown -- the text of a Markdown file, without its marks.
 *
 * A block between two lines "---" at the very top is front matter: its lines
 * "title: ...", "date: ..." and so on are values with a name. Of the rest,
 * marks of headings, quotations, emphasis and code are dropped, a link is its
 * text, and comments, images' addresses and lines of nothing but marks are
 * nothing. List marks stay: they are no words. It is read line by line, so
 * nothing in it nests.
 *
 *   Lifetime  members point into `text`, the body into `out`
 *   Threads   pure functions
 *   Errors    ST_NOMEM
 *   Source    CommonMark 0.30, and what Jekyll made of YAML
 */
#ifndef INDEXER_EXTRACT_MARKDOWN_H
#define INDEXER_EXTRACT_MARKDOWN_H

#include "indexer/extract/members.h"

/* Adds the front matter to the members (cleared first); the rest of the text
 * goes to `out` (replaced), with a blank line in the place of every heading's
 * end. */
enum st markdown_read(struct bytes text, struct members *m, struct buf *out,
                      struct err *e) MUST_USE;

#endif
